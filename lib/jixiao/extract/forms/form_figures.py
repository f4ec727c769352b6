"""Figures of a form's cells: money, points, rates, and the values of targets and results.

A cell is read as a whole or not at all: what is not one figure keeps its text and has no value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ...base.amounts import NUMBER, fold, read_number
from ...catalogue import wordings

_MONEY = re.compile(rf"[¥￥]?([-−]?{NUMBER})(百万元|万元|亿元|千元|元)?")
_RATE = re.compile(rf"([-−]?{NUMBER})(%)?")
_POINTS = re.compile(rf"([-−]?{NUMBER})(?:分|%)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIMES = ("年", "年度", "月", "日", "年底", "年末", "月底", "月末", "号")  # of a date, not of a span
_UNIT = r"[^\W\d_]|[%‰℃/]"
_LONGEST = 40  # characters of a cell that is one figure


@dataclass(frozen=True)
class Measure:
    """A target or result that is one figure: its bound (≥ ≤ > < =), value and unit as printed."""

    value: Decimal | None = None
    unit: str | None = None
    bound: str | None = None


def money(text: str) -> tuple[Decimal, str | None] | None:
    """The amount that a cell holds and the unit printed in it; None if it is not one amount."""
    match = _MONEY.fullmatch(_plain(text))
    return (read_number(match[1]), match[2]) if match else None


def rate(text: str, percent: bool = False) -> Decimal | None:
    """A rate in per cent; None where neither cell nor head (`percent`) says that it is one.

    0.95 without a sign may be 95 % or less than one per cent; 0 is 0.
    """
    match = _RATE.fullmatch(_plain(text))
    if match is None:
        return None
    value = read_number(match[1])
    return value if match[2] or percent or value == 0 else None


def points(text: str) -> Decimal | None:
    """The points of a cell (12.5, 10分, 10%); None if it is not one number."""
    match = _POINTS.fullmatch(_plain(text))
    return read_number(match[1]) if match else None


def figures_in(text: str) -> int:
    """How many numbers a text holds."""
    return len(re.findall(NUMBER, fold("".join(text.split()))))


def measure(text: str) -> Measure:
    """The one figure that a target or result is, with bound and unit; else nothing.

    23万人次, ≥95%, 均大于95%, 90%以上, ≥13459.00(平方米), 2 h. Not: ranges, dates, two figures, words
    around a figure that say something else (每月1次).
    """
    plain = _plain(text).rstrip("。；;，,")
    match = _pattern().fullmatch(plain) if len(plain) <= _LONGEST else None
    if not match:
        return Measure()
    unit = (match["unit"] or match["bracketed"] or "").strip("（）()") or None
    if _YEAR.fullmatch(match["number"]) and (unit in _TIMES or unit is None):
        return Measure()
    if unit in _TIMES[2:]:
        return Measure()
    before, after = (_bounds().get(match[part] or "") for part in ("before", "after"))
    if before and after and before != after:
        return Measure()
    return Measure(read_number(match["number"]), unit, before or after)


@cache
def _bounds() -> dict[str, str]:
    bounds: dict[str, list[str]] = wordings("forms")["bounds"]
    signs = {word: sign for sign, words in bounds.items() if sign != "each" for word in words}
    return signs | {each + word: sign for each in bounds["each"] for word, sign in signs.items()}


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(_bounds(), key=len, reverse=True))
    return re.compile(
        rf"(?P<before>{words})?(?P<number>[-−]?{NUMBER})(?P<unit>(?:{_UNIT}){{0,10}}?)"
        rf"(?:[（(](?P<bracketed>(?:{_UNIT}){{1,10}})[）)])?(?P<after>{words})?"
    )


def _plain(text: str) -> str:
    return fold("".join(text.split()))
