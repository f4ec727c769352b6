"""Results that name a further count of the same measure: 12宗（验收11宗）, 8项任务完成7项, 30人，未到岗2人.

Which of them answers the target is not certain, so that it is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ..base.amounts import Amount, find_amounts, fold
from ..catalogue import wordings
from .attainment import Measured, comparable

_SHARES = ("%", "‰", "百分比")
_STOPS = re.compile(r"[，,。；;、（()）：:]")
_NOT_DONE = re.compile("未|延|推迟|取消|正在|尚|因|暂")
_LACKS = re.compile(r"(?:未|尚有|仍有|还有|缺)[^\d，。；、]{0,6}$")


def leaves_uncertain(
    name: str, stated: str, actual: str, promise: Measured, result: Measured, status: str
) -> bool:
    """Whether a further count of the result is of a later stage, is lacking, or is a part of a whole.

    A later stage (验收11宗) or what lacks (未到岗2人) takes from what was reached; parts (省级36篇，市级82篇) that
    reach the target together were not missed. `status`: what the first figure alone says.
    """
    if promise.value is None or result.value is None or promise.at_most:
        return False
    words = wordings("status")
    own, others = _figures(actual, promise, result.value)
    if own is None or not others:
        return False
    begun = [word for word in words["begun"] if word in name + stated]
    if any(word in _before(actual, own[1]) for word in begun):
        return False  # 申请12件，授权4件 for 专利申请数
    others = [pair for pair in others if not _is_beside(actual, pair)]
    if status == "missed":
        parts = [amount.value for amount, at in others if not _NOT_DONE.search(_clause(actual, at))]
        return bool(parts) and sum(parts, result.value) >= promise.value
    return any(
        _LACKS.search(_before(actual, at))
        or amount.value < promise.value
        and any(word in _before(actual, at) for word in words["later_stages"])
        for amount, at in others
    )


def _figures(
    actual: str, promise: Measured, value: Decimal
) -> tuple[tuple[Amount, int] | None, Sequence[tuple[Amount, int]]]:
    """The figure that was taken, and the other counts of the same measure behind it in its sentence."""
    units = {*wordings("indicators")["figures"]["units"], *([promise.unit] if promise.unit else [])}
    found = [
        (amount, at)
        for amount, at in find_amounts(actual, tuple(sorted(units)))
        if comparable(amount.unit, promise.unit) and amount.unit not in _SHARES
    ]
    first = next((pair for pair in found if pair[0].value == value), None)
    end = actual.find("。", first[1]) if first else -1
    behind = range(first[1] + 1, end if end >= 0 else len(actual)) if first else range(0)
    # The same count again is no further one: a cell may say it twice.
    return first, [pair for pair in found if pair[1] in behind and pair[0].value != value]


def _before(text: str, at: int) -> str:
    """The words of its clause before a figure."""
    return _STOPS.split(fold(text[:at]))[-1]


def _clause(text: str, at: int) -> str:
    """The clause in which a figure stands."""
    return _before(text, at) + _STOPS.split(fold(text[at:]))[0]


def _is_beside(actual: str, figure: tuple[Amount, int]) -> bool:
    """Whether words say that a figure is a part, a change or of another time: 其中线上15场, 超额6场."""
    clause = _before(actual, figure[1])
    words = wordings("status")
    return any(word in clause for word in (*words["parts"], *words["years_before"]))
