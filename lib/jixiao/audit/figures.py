"""Figures of the table `budget` as the rules compare them, each with its passage."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ..amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..report import Report
from .findings import Evidence


@dataclass(frozen=True)
class Figure:
    """A printed amount of money: `wan` exact in 万元, `rounding` half its last printed place."""

    item: str
    phase: str
    wan: Decimal
    rounding: Decimal
    unit: str
    printed: str
    evidence: Evidence


def figures(report: Report, item: str, phase: str) -> list[Figure]:
    """Every amount of money printed for `item` in `phase`, in the order of the report."""
    budget = report.tables["budget"]
    rows = budget[(budget["item"] == item) & (budget["phase"] == phase)]
    return [figure(row) for row in rows.itertuples() if row.unit in YUAN_PER_UNIT]


def figure(row: Any) -> Figure:
    """One row of the table `budget` as a figure."""
    return Figure(
        row.item,
        row.phase,
        in_wan(row.value, row.unit),
        in_wan(half_unit(row.value), row.unit),
        row.unit,
        row.printed,
        evidence(row),
    )


def evidence(row: Any) -> Evidence:
    """The passage of a row of `budget` or `outcomes`."""
    return Evidence(row.page, row.line, row.quote, row.value, row.unit)


def in_same_unit(report: Report, found: Figure, unit: str) -> Figure | None:
    """`found`, or if it is printed in another unit of money, its twin in `unit`.

    The twin has the same digits and belongs to a part of the same item: 6,125.55元 of the projects
    beside 6,125.55万元 of the departmental projects. None if there is none.
    """
    if found.unit == unit:
        return found
    budget = report.tables["budget"]
    rows = budget[
        (budget["unit"] == unit)
        & (budget["phase"] == found.phase)
        & (budget["value"] == found.evidence.value)
        & budget["item"].str.startswith(f"{found.item}")
    ]
    return None if rows.empty else figure(next(rows.itertuples()))


def money(value: Decimal) -> str:
    """An amount in 万元 for a message."""
    return f"{value:,f}"
