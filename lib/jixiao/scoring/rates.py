"""Rates that forms of whole departments ask for (预算完成率, “三公经费”变动率 …), from the office's own documents.

Nothing is guessed: a figure that no document states, or that they state differently, is missing by
its name. The figures of one rate are of one kind of money and of documents that speak for one office.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from ..analysis.occurrences import Occurrence, occurrences_of
from ..analysis.side_by_side import agree, not_comparable
from ..base.language import Language
from ..catalogue import wordings
from ..report import Report
from .formula import Formula, parse

COLUMNS = ("key", "name", "fund", "value", "written", "figures", "missing")


class Rate(NamedTuple):
    """A rate as the catalogue has it: in per cent, from figures of the first of `funds` that has all."""

    key: str
    name: Mapping[Language, str]
    formula: Formula
    funds: tuple[str, ...]


def department_rates(reports: Sequence[Report], year: int) -> pd.DataFrame:
    """One row per rate of `year`, in the order of the catalogue: the columns COLUMNS.

    `reports`: of one department; that of the year before may state what a rate compares with.
    `name`: by language; `fund`: whose money, None where it is not said; `value`: per cent, None where
    something is `missing`: names of figures, or `zero`, or `differ:NAME` where they are stated
    differently. `written`: the formula with its numbers; `figures`: name → the `Occurrence` taken.
    """
    found = [
        each
        for one in sorted(reports, key=lambda one: abs(one.year - year))
        for each in occurrences_of(one)
        if each.classification is None and each.project is None and each.part != "forms"
    ]
    rows = [_row(rate, found, year) for rate in rates_on_file()]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def numbers_of_documents(report: Report) -> dict[str, Decimal]:
    """What the documents say for the formulas of a scheme's lines, by the names that those take: 万元
    and persons. Taken as a rate has them together, so that they are of one money.
    """
    rows = department_rates([report], report.year)
    figures = {row.key: row.figures for row in rows.itertuples() if row.written}
    found = {
        name: one.size
        for key in ("completion", "three_public_change", "staff")
        for name, one in figures.get(key, {}).items()
    }
    if "people" in found:
        found["staff"] = found.pop("people")
    if adjusted := figures.get("adjustment"):
        found["approved"] = adjusted["approved"].size
        found["added"] = adjusted["revised"].size - adjusted["approved"].size
    return found


@cache
def rates_on_file() -> tuple[Rate, ...]:
    """The rates of the catalogue, in its order."""
    known = frozenset(wordings("department_rates")["figures"]) | {"scheduled"}
    return tuple(
        Rate(each["key"], each["name"], parse(each["formula"], known), tuple(each["funds"]))
        for each in wordings("department_rates")["rates"]
    )


def _row(rate: Rate, found: Sequence[Occurrence], year: int) -> dict[str, Any]:
    tried = [_taken(rate, fund or None, found, year) for fund in rate.funds]
    figures, missing = min(tried, key=lambda one: len(one[1]))  # the first of those that lack least
    funds = [each.fund for each in figures.values()]
    row: dict[str, Any] = {"key": rate.key, "name": rate.name, "fund": funds[0] if funds else None}
    row |= {"written": "", "figures": figures, "missing": missing}
    if missing:
        return row | {"value": None}
    numbers = {name: each.size for name, each in figures.items()}
    value = rate.formula.value(numbers)
    if value is None:
        return row | {"value": None, "missing": ("zero",)}
    return row | {"value": value, "written": rate.formula.written(numbers)}


def _taken(
    rate: Rate, fund: str | None, found: Sequence[Occurrence], year: int
) -> tuple[dict[str, Occurrence], tuple[str, ...]]:
    """The figures of a rate in one kind of money, and the names of those that are missing."""
    figures: dict[str, Occurrence] = {}
    missing: list[str] = []
    for name in sorted(rate.formula.names):
        same = _stated(name, fund, found, year)
        held = [each for each in same if _beside(each, figures.values())]
        if not held:
            missing.append(name)
        elif any(not agree(held[0], each) for each in held):
            missing.append(f"differ:{name}")
        else:
            figures[name] = held[0]
    return figures, tuple(missing)


def _beside(one: Occurrence, others: Any) -> bool:
    """Whether a figure is of the same office, and of the same day, as those that are taken."""
    return all(not_comparable(other, one) is None and other.at == one.at for other in others)


def _stated(
    name: str, fund: str | None, found: Sequence[Occurrence], year: int
) -> list[Occurrence]:
    """Where documents state a figure of their own year, or of the year before: what they print before
    what follows from a change that they print. What the next year says of this one is left out: it
    may differ, and that is a finding.
    """
    if name not in (known := wordings("department_rates")["figures"]):
        return []
    item, phase, moved = known[name]
    same = [each for each in found if (each.item, each.phase, each.fund) == (item, phase, fund)]
    same = [each for each in same if each.filed in (year, year + moved)]
    if phase != "count":  # a count is of its own day
        same = [each for each in same if each.year == year + moved]
    printed = [each for each in same if each.implied is None]
    return printed or same
