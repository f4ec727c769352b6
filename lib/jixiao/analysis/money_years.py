"""The same figure of money year after year: one line a figure and document, one column a year.

Only figures of one item, class, money, phase and kind of document are set beside each other, and a
change is reckoned only between documents that speak for the same office.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from ..base.amounts import percent
from ..report import Report
from .budget_items import PHASES
from .occurrences import Occurrence, occurrences_of

Part = Literal["main", "public", "functions", "kinds"]
MAIN = (
    "income.current_year",
    "total.income",
    "expenditure",
    "expenditure.basic",
    "expenditure.project",
    "balance.closing",
)
PUBLIC = ("sangong", "agency_operation", "procurement", "meetings", "training")
_BY_FUNCTION = ("expenditure", "general_expenditure")
_BY_KIND = ("general_basic", "fiscal_basic", "general_economic", "fiscal_economic")
_CLASS = 3  # digits of a class (类) by function or by economic kind
_FEWEST = 2  # years that a line is of


class YearsLine(NamedTuple):
    """A figure in several years: `first` of them; `years`: year → the figure as it is first stated.

    `change_pct`: of the last against the first; None where the two speak for different offices.
    """

    part: Part
    first: Occurrence
    years: Mapping[int, Occurrence]
    change_pct: Decimal | None


def money_years(reports: Sequence[Report]) -> list[YearsLine]:
    """Every figure of the main amounts, the three public expenses and their like, the classes by
    function and the economic kinds that at least two years state, in the order of the latest.
    """
    found: dict[tuple[object, ...], dict[int, Occurrence]] = {}
    parts: dict[tuple[object, ...], Part] = {}
    for report in sorted(reports, key=lambda report: -report.year):
        for one in occurrences_of(report):
            part = _part(one)
            if part is None or one.implied or one.phase not in PHASES:
                continue
            if one.year != one.filed:
                continue
            key = (part, one.document, *one.measure, one.phase)
            parts[key] = part
            found.setdefault(key, {}).setdefault(one.filed, one)
    lines = [
        YearsLine(parts[key], years[max(years)], dict(sorted(years.items())), _change(years))
        for key, years in found.items()
        if len(years) >= _FEWEST and any(one.size for one in years.values())
    ]
    return sorted(_once(lines), key=_order)


def _once(lines: Sequence[YearsLine]) -> Iterator[YearsLine]:
    """The lines without those of a class that say again, of one kind of money, what is said of all."""
    every = {
        (line.part, line.first.document, *line.first.measure[1:], line.first.phase): line
        for line in lines
        if line.first.fund == "all"
    }
    for line in lines:
        one = line.first
        whole = every.get((line.part, one.document, *one.measure[1:], one.phase))
        again = whole is not None and whole is not line
        if not again or _sizes(line) != _sizes(whole):
            yield line


def _sizes(line: YearsLine | None) -> dict[int, Decimal]:
    return {} if line is None else {year: one.size for year, one in line.years.items()}


def _part(one: Occurrence) -> Part | None:
    if one.part == "forms" or one.project is not None:
        return None
    if one.classification is None:
        if one.item in MAIN and one.fund in ("all", None):
            return "main"
        return "public" if one.item.split(".")[0] in PUBLIC else None
    if len(one.classification) != _CLASS or one.item not in ("expenditure", "expenditure.basic"):
        return None
    if one.statement in _BY_FUNCTION and one.item == "expenditure":
        return "functions" if one.fund in ("all", "general") else None
    return "kinds" if one.statement in _BY_KIND else None


def _change(years: Mapping[int, Occurrence]) -> Decimal | None:
    first, last = years[min(years)], years[max(years)]
    if first.scope != last.scope:
        return None
    return percent(last.size - first.size, first.size)


def _order(line: YearsLine) -> tuple[int, str, int]:
    parts = ("main", "public", "functions", "kinds")
    return (
        parts.index(line.part),
        line.first.classification or "",
        PHASES.index(str(line.first.phase)),
    )
