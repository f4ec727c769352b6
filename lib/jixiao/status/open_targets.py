"""Targets that do not say what would keep them, so that their number is not compared.

Their sign is not known or stands behind them (⋜85, 85公里（≤）), they are an estimate (约85公里), the unit is
in the name and the result is of another, or a fall is promised and a minus reported.
"""

from __future__ import annotations

import re
import unicodedata

from ..base.amounts import NUMBER, fold
from ..catalogue import wordings
from .attainment import Measured, comparable
from .contrary import direction
from .shortened import first

_SIGNS = re.compile(r"[≥≤<>＜＞≦≧⩽⩾≯≮﹤﹥]")
_ENTITY = re.compile(r"&(?:[lg][te]|amp|#\d+);")
_NAME_UNIT = re.compile(r"[（(]([^\W\d]{1,4}|%|‰)[）)]$")
_ABOUT_BEFORE = ("约", "大约", "近", "将近", "接近")
_ABOUT_AFTER = re.compile(r"^[^\W\d_]{0,4}?(?:左右|上下)")
_COUNTED = re.compile(
    r"(?:完成|建设|新建|举办|开展|达到?)?[一二两三四五六七八九十百千万]+[^\W\d_]{1,3}"
)


def leaves_open(
    name: str,
    stated: str,
    actual: str,
    bound: str | None,
    promise: Measured,
    result: Measured,
    status: str,
) -> bool:
    """Whether a target does not say what would keep it, so that its number is not compared.

    `bound`: the sign that was read of it; `status`: what the numbers alone would say.
    """
    plain = fold("".join(stated.split()))
    if _ENTITY.search(stated):
        return True  # &lt;=85: a page's own spelling of a sign, which was not undone
    if bound is None and not promise.at_most and (_SIGNS.search(plain) or _odd_sign(plain)):
        return True
    words = wordings("status")
    if first(stated, words["summed"]) and first(actual, words["this_year"]):
        return True
    if status == "missed" and _is_about(plain):
        return True
    if _of_another_unit(name, promise, result):
        return True
    return _falls(name, stated, promise, result)


def _odd_sign(plain: str) -> bool:
    """Whether a sign that is not known stands right before the number: ⋜85, 〈85."""
    match = re.search(NUMBER, plain)
    sign = plain[match.start() - 1] if match and match.start() else ""
    return (
        bool(sign)
        and sign not in "=+±"
        and (unicodedata.category(sign) == "Sm" or sign in "〈《〉》")
    )


def _is_about(plain: str) -> bool:
    match = re.search(NUMBER, plain)
    if match is None:
        return False
    after = plain[match.end() :].lstrip("%‰")
    before = plain[: match.start()]
    if before.endswith(_ABOUT_BEFORE) and not before.endswith(("节约", "集约", "签约", "预约")):
        return True
    return bool(_ABOUT_AFTER.search(after))


def _of_another_unit(name: str, promise: Measured, result: Measured) -> bool:
    """Whether the name gives a bare target's unit and the result is of another: （公里） ≥85 → 88.6米."""
    own = _NAME_UNIT.search(name.strip())
    if own is None or promise.unit or promise.value is None or result.value is None:
        return False
    if result.unit is None:
        return own[1] == "%" and 0 < result.value <= 1 < promise.value
    return not comparable(result.unit, own[1]) and not own[1].startswith(result.unit)


def _falls(name: str, stated: str, promise: Measured, result: Measured) -> bool:
    """Whether less is promised by a word or a minus, and a minus stands in the result: 下降5% → -6%."""
    if result.value is None or promise.value is None or result.value >= 0:
        return False
    if promise.value < 0:
        return not any(sign in stated for sign in "≥≤<>＜＞")
    return direction(stated or name) == "down" or direction(name) == "down"


def counted_in_words(stated: str) -> bool:
    """Whether a target counts in Chinese numerals, which are not compared: 八十五公里, 三个."""
    return _COUNTED.fullmatch(stated) is not None
