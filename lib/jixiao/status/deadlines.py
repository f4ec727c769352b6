"""Dates that a target sets and a result names: 2023年12月底前 → 2023年11月30日."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..base.amounts import fold
from ..catalogue import wordings

_DATE = re.compile(
    r"(?:(?P<year>20\d\d)\s*[年./-]\s*)?(?P<month>1[0-2]|0?[1-9])\s*(?:月份?|[./-](?=\d))"
    r"\s*(?:(?P<day>3[01]|[12]\d|0?[1-9])\s*[日号]?(?!\d))?"
)
_YEAR_END = re.compile(r"(?P<year>20\d\d)年?(?:底|末|年底|年末|内|度内)")
_RANGE = re.compile(r"\d\s*月?\s*[-—–~～至到]\s*\d")


@dataclass(frozen=True)
class Day:
    """A date as printed: its year and day may not be."""

    year: int | None
    month: int
    day: int | None


def deadline(text: str) -> Day | None:
    """The one date before which something must be done; None where the text is no deadline.

    A month alone ends with its last day. 每月 and spans (1-12月) are none.
    """
    plain = fold("".join(text.split()))
    words = wordings("status")["no_deadline"]
    if _RANGE.search(plain) or any(word in plain for word in words):
        return None
    found = list(_DATE.finditer(plain))
    if not found and (end := _YEAR_END.search(plain)):
        return Day(int(end["year"]), 12, None)
    if len(found) != 1 or not _is_date(found[0], plain):
        return None
    return _day(found[0])


def looks_like_deadline(text: str) -> bool:
    """Whether a text sets a time in words that no date is read from: 第三季度, 年底前."""
    return any(word in text for word in wordings("status")["deadlines"])


def named_day(text: str) -> Day | None:
    """The last date that a result names; None where it names none, or a span."""
    plain = fold("".join(text.split()))
    found = [match for match in _DATE.finditer(plain) if _is_date(match, plain)]
    return _day(found[-1]) if found and not _RANGE.search(plain) else None


def kept(limit: Day, day: Day) -> bool | None:
    """Whether a day lies within the limit; None where that cannot be told (no year on one side)."""
    if limit.year is not None and day.year is not None and limit.year != day.year:
        return day.year < limit.year
    if (limit.year is None) != (day.year is None):
        return None
    if limit.month != day.month:
        return day.month < limit.month
    if limit.day is None:
        return True
    return day.day <= limit.day if day.day is not None else None


def _is_date(match: re.Match[str], plain: str) -> bool:
    """12个月 and 12.5 are no dates."""
    before = plain[match.start() - 1 : match.start()]
    return (
        not before.isdigit() and before != "." and ("月" in match[0] or match["year"] is not None)
    )


def _day(match: re.Match[str]) -> Day:
    year, day = match["year"], match["day"]
    return Day(int(year) if year else None, int(match["month"]), int(day) if day else None)
