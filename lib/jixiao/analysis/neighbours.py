"""The documents that speak of one year: its own, and those of the year after."""

from __future__ import annotations

from collections.abc import Sequence

from ..report import Report
from .occurrences import Occurrence, occurrences_of


def neighbours(reports: Sequence[Report], year: int) -> list[Report]:
    """The year and those beside it, of `reports`."""
    return [report for report in reports if abs(report.year - year) <= 1]


def of_year(reports: Sequence[Report], year: int) -> Report:
    """The report of the year, which must be one of `reports`."""
    return next(report for report in reports if report.year == year)


def stated_of_year(reports: Sequence[Report], year: int) -> list[Occurrence]:
    """Every figure that the documents of the year and of the next state."""
    own = [report for report in reports if report.year in (year, year + 1)]
    return [each for report in own for each in occurrences_of(report)]
