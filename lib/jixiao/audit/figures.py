"""Figures of the table `budget` as the rules compare them, each with its passage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..extract.evaluation.outcomes import OTHER
from ..report import Report
from ..schema.rows import BudgetRow, Quoted
from .findings import Evidence


@dataclass(frozen=True)
class AmountStated:
    """A printed amount of money: `wan` exact in 万元, `rounding` half its last printed place."""

    item: str
    phase: str
    wan: Decimal
    rounding: Decimal
    unit: str
    printed: str
    evidence: Evidence


class Amounts:
    """The amounts of money of a report's table `budget`, found by item and phase."""

    def __init__(self, report: Report) -> None:
        self._by: dict[tuple[str, str], list[AmountStated]] = {}
        for row in report.tables["budget"].itertuples():
            if row.unit in YUAN_PER_UNIT:
                self._by.setdefault((str(row.item), str(row.phase)), []).append(figure(row))

    def of(self, item: str, phase: str) -> list[AmountStated]:
        """Every amount printed for `item` in `phase`, in the order of the report."""
        return self._by.get((item, phase), [])

    def in_unit(self, found: AmountStated, unit: str) -> AmountStated | None:
        """`found`, or if it is printed in another unit of money, its twin in `unit`.

        The twin has the same digits and belongs to a part of the same item: 6,125.55元 of the
        projects beside 6,125.55万元 of the departmental projects. None if there is none.
        """
        if found.unit == unit:
            return found
        for (item, phase), figures in self._by.items():
            if phase == found.phase and item.startswith(found.item):
                for other in figures:
                    if other.unit == unit and other.evidence.value == found.evidence.value:
                        return other
        return None


def figure(row: BudgetRow) -> AmountStated:
    """One row of the table `budget` as a figure."""
    return AmountStated(
        row.item,
        row.phase,
        in_wan(row.value, row.unit),
        in_wan(half_unit(row.value), row.unit),
        row.unit,
        row.printed,
        evidence(row),
    )


def evidence(row: Quoted) -> Evidence:
    """The passage of a row of `budget` or `outcomes`."""
    return Evidence(row.page, row.line, row.quote or "", row.value, row.unit)


def known_measures(report: Report) -> pd.DataFrame:
    """The rows of `outcomes` that the report states of a known measure, each with its place."""
    outcomes = report.tables["outcomes"]
    placed = outcomes["page"].notna() & outcomes["line"].notna()
    return outcomes[placed & (outcomes["metric"] != OTHER)]
