"""The chart of the amounts of several years: what was budgeted, or what was spent."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ..analysis.rows import YearRow
from ..base.language import Language
from ..labels import label
from ..labels.numbers import number
from .bars import split_bars
from .chart import Chart, as_shown

_OF = {"budget_document": "approved", "accounts": "outturn"}


def amounts(table: pd.DataFrame, language: Language) -> Chart | None:
    """The rows of `analysis.compare.budgets` as bars: basic and project expenditure. Unit: 万元.

    Drawn are the years of the kind of document that most years have, budgets before final accounts:
    a budget and an outturn are not set against each other. None where fewer than two years are left.
    """
    found = []
    for source, phase in _OF.items():
        rows = table[(table["source"] == source) & table[f"{phase}_wan"].notna()]
        found.append((len(rows), rows, phase))
    count, rows, phase = max(found, key=lambda one: one[0])
    if count < 2:
        return None
    amount = f"{phase}_wan"
    rows = rows.reset_index(drop=True)
    first, last = rows.iloc[0], rows.iloc[-1]
    change = last[amount] - first[amount]
    direction = "up" if change > 0 else "down" if change < 0 else "same"
    title = label(
        f"comparison.chart.{phase}_{direction}",
        language,
        first=first["year"],
        last=last["year"],
        before=number(first[amount]),
        after=number(last[amount]),
    )
    return split_bars(
        rows,
        [str(year) for year in rows["year"]],
        title,
        label(f"comparison.chart.{phase}_subtitle", language),
        label("comparison.chart.source", language),
        _shown(rows, phase, language),
        language,
        amount,
    )


def _shown(rows: pd.DataFrame, phase: str, language: Language) -> pd.DataFrame:
    def of(name: str) -> Callable[[object], str]:
        return lambda row: number(getattr(row, f"{name}_wan"))

    columns: dict[str, Callable[[YearRow], str]] = {
        label("comparison.column.year", language): lambda row: str(row.year)
    }
    for name in (phase, "basic", "project"):
        columns[label(f"departments.column.{name}", language)] = of(name)
    return as_shown(rows, columns)
