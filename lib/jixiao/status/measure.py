"""A target or result that is one figure: its bound, value and unit.

A cell is read as a whole or not at all: ranges, dates, two figures and words around a figure give nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..base.amounts import NUMBER, fold, read_number
from ..catalogue import wordings
from .several_figures import is_day_or_ratio

_SPACES = re.compile(r"(?<![\d.,])\s+|\s+(?![\d.,])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_YEARS = (
    "年",
    "年度",
    "年底",
    "年末",
    "年中",
    "年初",
    "年全年",
    "年内",
    "年底前",
    "年末前",
    "年前",
)
_DAYS = (
    "月",
    "日",
    "月底",
    "月末",
    "月初",
    "号",
    "月前",
    "月底前",
    "日前",
)  # of a date, not of a span
_UNIT = r"[%‰℃]|[^\W\d_]{1,5}(?:/[^\W\d_]{1,5})?|[^\W\d_]{1,2}²|[^\W\d_]{1,2}³"
_AFTER = (
    "达到",
    "达",
    "以上",
    "及以上",
    "以内",
    "以下",
    "之内",
    "及以下",
    "（含）以上",
)  # no name's bound
_WITHIN = "内"
_LONGEST = 40  # characters of a cell that is one figure


@dataclass(frozen=True)
class Measure:
    """A target or result that is one figure: its bound (≥ ≤ > < =), value and unit as printed."""

    value: Decimal | None = None
    unit: str | None = None
    bound: str | None = None


def measure(text: str) -> Measure:
    """The one figure that a target or result is, with bound and unit; else nothing.

    23万人次, ≥95%, 均大于95%, 90%以上, ≥13459.00(平方米). Not: 5%-10%, 2022年, 每月1次.
    """
    plain = closed_up(text).rstrip("。；;，,")
    match = _pattern().fullmatch(plain) if len(plain) <= _LONGEST else None
    if not match or is_day_or_ratio(plain):
        return Measure()
    unit = match["unit"] or match["bracketed"] or None
    if unit in _DAYS or _YEAR.fullmatch(match["number"]) and unit in _YEARS:
        return Measure()
    signs = bound_signs()
    before, after = (signs.get(match[part] or "") for part in ("before", "after"))
    if unit and after is None and (word := _closing(unit)):
        unit, after = unit.removesuffix(word), signs.get(word, "≤")
    if before and after and before != after:
        return Measure()
    return Measure(read_number(match["number"]), unit, before or after)


def _closing(unit: str) -> str | None:
    """The word of a bound that closes a unit: 10个以上, 24小时内."""
    words = [word for word in (*_AFTER, _WITHIN) if unit.endswith(word) and unit != word]
    return max(words, key=len, default=None)


def closed_up(text: str) -> str:
    """A cell's text without white space and with plain digits; between two digits a space stays:
    "12 13" are two figures.
    """
    return fold(_SPACES.sub("", text.strip()))


def closing_bound(name: str) -> str | None:
    """The sign of a bound with which an indicator's name ends: 每年故障处理不少于 | 100次."""
    plain = closed_up(name).rstrip("：:")
    found = [word for word in bound_signs() if plain.endswith(word) and word not in _AFTER]
    return bound_signs()[max(found, key=len)] if found else None


@cache
def bound_signs() -> dict[str, str]:
    """A word or sign that bounds a figure, with 均 before it too → ≥ ≤ > < or =."""
    bounds: dict[str, list[str]] = wordings("forms")["bounds"]
    signs = {word: sign for sign, words in bounds.items() if sign != "each" for word in words}
    return signs | {each + word: sign for each in bounds["each"] for word, sign in signs.items()}


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(bound_signs(), key=len, reverse=True))
    return re.compile(
        rf"(?P<before>{words})?(?P<number>[-−]?{NUMBER})(?P<unit>(?:{_UNIT})??)"
        rf"(?:[（(](?P<bracketed>{_UNIT})[）)])?(?P<after>{words})?"
    )
