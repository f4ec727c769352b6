"""Indicator cells → the number promised, the number delivered, and how far one reaches the other.

Nothing is guessed: a promise with several figures, a result in another unit or about another
measure gives no number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ..base.amounts import NUMBER, Amount, find_amounts, fold, read_number
from ..base.broken_numbers import BROKEN, mended
from ..catalogue import wordings
from .several_figures import is_day_or_ratio, is_one_of_several

# A target that is a number alone, perhaps compared: 12, ≥12, =12.
_COMPARED = r"([≥≤<>＜＞=＝]?=?)"
# A cell that is a number with any unit alone, perhaps compared: 12宗, ≥5万人.
_ALONE = re.compile(rf"{_COMPARED}\s*({NUMBER})\s*([^\W\d]{{1,6}}?)(以内|以上|以下)?")
_RANKED = ("名", "位")  # 前3名
_DATE = re.compile(r"(?:19|20)\d\d年.*|\d{1,2}[月日号].*")
_HALF = 50  # per cent
_AROUND_100 = ("控制率", "变动率")
_TIMES = re.compile(r"[*×xX]\s*$")  # 1*1km
_NOT_A_DATE = re.compile(
    rf"(?<![\d.第]){NUMBER}(?![\d.]|\s*[年月日号季])(?!\s*(?:-|—|–|~|～|至)\s*\d+\s*[年月日号])"
)
_BARE = re.compile(rf"{_COMPARED}\s*({NUMBER})\s*(以内|以上|以下)?")


@dataclass(frozen=True)
class Measured:
    """A number of a cell, or nothing: `value` None. `unit` None where none is printed.

    `at_most`: a promise that is kept by what does not exceed it (不超过, ≤, 以内).
    """

    value: Decimal | None = None
    unit: str | None = None
    at_most: bool = False


def promised(target: str | None, definition: str | None, name: str) -> Measured:
    """The one number that the target promises; else the one that the definition or name does.

    In the definition and the name a number is a promise only after a word of promise (不少于 …).
    """
    rules = wordings("indicators")["figures"]
    stated = stated_part(target)
    if is_day_or_ratio(target or ""):
        return Measured()
    if any(word in stated for word in wordings("status")["each_time"]):
        return Measured()
    figures = list(find_amounts(stated, tuple(rules["units"])))
    if any(_cut(stated, at) for _, at in figures):
        return Measured()
    if len(figures) == 1 and len(_NOT_A_DATE.findall(fold(stated))) > 1:
        return Measured()  # ≤2天/≤1周: two promises, of which the unit of one is not known
    if len(figures) == 1:
        amount, at = figures[0]
        if _TIMES.search(stated[:at]):
            return Measured()
        rest = stated[at + len(amount.printed) :]
        is_rank = stated[:at].endswith("前") and amount.unit in _RANKED
        limit = (
            is_rank
            or _is_limit(stated[:at], rest)
            or less_is_better(stated[:at], rest, name, amount.value)
        )
        return Measured(amount.value, amount.unit, limit)
    if figures:
        return Measured()
    if bare := _BARE.fullmatch(fold(stated)):
        limit = _is_limit(bare[1], bare[3] or "") or less_is_better(
            bare[1], bare[3] or "", name, read_number(bare[2])
        )
        return Measured(read_number(bare[2]), None, limit)
    if (alone := _ALONE.fullmatch(fold(stated))) and not _DATE.fullmatch(fold(stated)):
        limit = _is_limit(alone[1], alone[4] or "") or less_is_better(
            alone[1], alone[4] or "", name, read_number(alone[2])
        )
        return Measured(read_number(alone[2]), alone[3], limit)
    if any(character.isdigit() for character in stated):
        return Measured()
    for text in (stated_part(definition), name):
        found = [
            amount
            for amount, at in find_amounts(text, tuple(rules["units"]))
            if text[:at].endswith(tuple(rules["promises"]))
            and not text[at + len(amount.printed) :].startswith("的")
            or text[at + len(amount.printed) :].startswith("以上")
        ]
        every = [amount for amount, _ in find_amounts(text, tuple(rules["units"]))]
        if len(found) == 1 and len(every) <= 2 and not _for_each(text, found[0]):
            return Measured(found[0].value, found[0].unit)
    return Measured()


def _is_limit(before: str, after: str) -> bool:
    words = wordings("indicators")["figures"]["at_most"]
    ends = ("以内", "以下", "之内", "及以下", "内")
    return before.rstrip().endswith(tuple(words)) or after.strip().startswith(ends)


def less_is_better(before: str, after: str, name: str, value: Decimal) -> bool:
    """Whether of a measure less is better by its name: 响应时间 2小时, 故障率 3%.

    Not where a bound from below or a change is promised (≥3%, 缩短3天), nor of a rate that half of all
    cases may reach: 差错率 100% means what is free of faults.
    """
    rules = wordings("indicators")["figures"]
    bounds = wordings("forms")["bounds"]
    below = (*bounds["≥"], *bounds[">"])
    if before.rstrip().endswith(tuple(below)) or after.strip().startswith(("以上", "及以上")):
        return False
    if any(word in before + name for word in rules["changes"]):
        return False
    plain = re.sub(r"[（(][^（()）]*[）)]$", "", name.strip())
    if value > _HALF and plain.endswith("率") and not plain.endswith(_AROUND_100):
        return False
    return before.rstrip("为：: =＝").endswith(tuple(rules["less_is_better"])) or plain.endswith(
        tuple(rules["less_is_better"])
    )


def delivered(actual: str, promise: Measured, name: str) -> Measured:
    """The number that the result gives for what was promised.

    A figure at the very start answers for the indicator; else the figure in the promise's unit,
    in a clause about the same measure where the indicator names one.
    """
    rules = wordings("indicators")["figures"]
    units = tuple(sorted({*rules["units"], *([promise.unit] if promise.unit else [])}))
    actual = mended(actual)
    figures = [
        (a, at)
        for a, at in find_amounts(actual, units)
        if not _cut(actual, at) and not is_one_of_several(actual, a.printed, at)
    ]
    if reached := [pair for pair in figures if _follows(actual, pair, "reported")]:
        first = reached[0][0]
        if promise.value is None or comparable(first.unit, promise.unit):
            return Measured(first.value, first.unit)
    figures = [
        pair
        for pair in figures
        if not _follows(actual, pair, "planned") and not _has_share(actual, pair)
    ]
    if figures and figures[0][1] == 0:
        first = figures[0][0]
        if promise.value is None or comparable(first.unit, promise.unit) or first.unit == "%":
            return Measured(first.value, first.unit)
    if promise.value is None:
        return Measured()
    same = [(a, at) for a, at in figures if comparable(a.unit, promise.unit)]
    measure = next((word for word in rules["measures"] if word in name), None)
    if measure:
        same = [(a, at) for a, at in same if measure in _clause(actual, at)]
    if not same:
        return Measured()
    return Measured(same[0][0].value, same[0][0].unit)


def _follows(text: str, figure: tuple[Amount, int], words: str) -> bool:
    """Whether words of a list stand right before a figure: 计划500户, 实际完成480户."""
    before = re.sub(r"[\s≥≤<>＜＞=＝：:为约]+$", "", text[: figure[1]])
    return before.endswith(tuple(wordings("status")[words]))


def _has_share(text: str, figure: tuple[Amount, int]) -> bool:
    """Whether a share of the figure is what the words go on to state: 500户改造任务的96%."""
    rest = text[figure[1] + len(figure[0].printed) :]
    return re.match(rf"[^，。；、\d]{{0,10}}的{NUMBER}%", fold(rest)) is not None


def comparable(unit: str | None, promised_unit: str | None) -> bool:
    """Whether figures in the two units count the same kind of thing."""
    if promised_unit is None or unit == promised_unit:
        return unit not in ("%", "百分比") or promised_unit is not None
    groups = wordings("indicators")["figures"]["same_unit"]
    return any(unit in group and promised_unit in group for group in groups)


def attainment(result: Measured, promise: Measured) -> Decimal | None:
    """Delivered ÷ promised × 100, half up to two places; None where they are not comparable.

    None also where the promise is not to exceed a figure: there less is not worse.
    """
    if (
        promise.at_most
        or result.value is None
        or promise.value is None
        or promise.value <= 0
        or not comparable(result.unit, promise.unit)
    ):
        return None
    return (result.value / promise.value * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)


def stated_part(part: str | None) -> str:
    """The text of a part without the word that opens it and without a closing stop."""
    if part is None:
        return ""
    return mended(re.split(r"[：:]", part, maxsplit=1)[-1].strip().rstrip("。.；"))


def _cut(text: str, at: int) -> bool:
    """Whether the figure at `at` may be the rest of a number that the end of a line cut."""
    return BROKEN.search(text[max(0, at - 2) : at]) is not None


def _for_each(text: str, amount: Amount) -> bool:
    clause = _clause(text, text.find(amount.printed))
    return any(word in clause for word in wordings("indicators")["figures"]["each"])


def _clause(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in "，；。：、") + 1
    ends = [end for mark in "，；。" if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))]
