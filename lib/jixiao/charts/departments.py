"""The chart of the departments of one year."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ..base.language import Language
from ..labels import label
from ..labels.numbers import number
from .bars import split_bars
from .chart import Chart, as_shown

_FEWEST = 2  # bars: one alone compares nothing


def outturns(rows: pd.DataFrame, language: Language) -> Chart | None:
    """The rows of `analysis.departments.overview`, the greatest outturn first. Unit: 万元.

    A department with final accounts and a self-evaluation is drawn once, with its accounts.
    None where fewer than two departments have an outturn.
    """
    return _bars(_once(rows[rows["outturn_wan"].notna()]), "outturn", language)


def approved(rows: pd.DataFrame, language: Language) -> Chart | None:
    """The budgets among the rows of `analysis.departments.overview`, the largest first. 万元.

    None where fewer than two departments have a budget.
    """
    known = rows[(rows["source"] == "budget_document") & rows["approved_wan"].notna()]
    return _bars(known, "approved", language)


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """A row per department: what final accounts and a self-evaluation state of one is one outturn,
    and the final accounts' is drawn.
    """
    accounts_first = rows.assign(_other=rows["source"] != "accounts")
    order = accounts_first.sort_values("_other", kind="stable").index
    return rows.loc[order].drop_duplicates("department").sort_index()


def _bars(rows: pd.DataFrame, amount: str, language: Language) -> Chart | None:
    """A bar per row of its `amount`, the greatest first."""
    if len(rows) < _FEWEST:
        return None
    ordered = rows.sort_values(f"{amount}_wan", ascending=False, kind="stable")
    first = ordered.iloc[0]
    title = label(
        f"departments.chart.{amount}_first",
        language,
        count=len(ordered),
        name=first[f"name_{language}"],
        amount=number(first[f"{amount}_wan"]),
    )
    return split_bars(
        ordered.reset_index(drop=True),
        list(ordered[f"name_{language}"]),
        title,
        label(f"departments.chart.{amount}_subtitle", language),
        label(f"departments.chart.{amount}_source", language),
        _shown(ordered, amount, language),
        language,
        f"{amount}_wan",
    )


def _shown(rows: pd.DataFrame, amount: str, language: Language) -> pd.DataFrame:
    def of(name: str) -> Callable[[object], str]:
        return lambda row: number(getattr(row, f"{name}_wan"))

    columns: dict[str, Callable[[object], str]] = {
        label("departments.column.department", language): lambda row: str(
            getattr(row, f"name_{language}")
        )
    }
    for name in (amount, "basic", "project"):
        columns[label(f"departments.column.{name}", language)] = of(name)
    return as_shown(rows, columns)
