"""Charts of the final accounts: the flow of money, expenditure by class."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pandas as pd

from ..analysis.budget import percent
from ..base.language import Language
from ..labels import label
from ..labels.numbers import number
from ..labels.pages import page_list
from .bars import split_bars
from .budget import waterfall
from .chart import Chart, as_shown


def flow(steps: pd.DataFrame, language: Language) -> Chart:
    """The waterfall of `analysis.accounts.flow`. Unit: 万元."""
    changes = steps[steps["kind"] == "change"]["amount_wan"]
    title = label(
        "accounts.chart.flow_title",
        language,
        income=number(sum((amount for amount in changes if amount > 0), Decimal(0))),
        spent=number(-sum((amount for amount in changes if amount < 0), Decimal(0))),
        left=number(steps["amount_wan"].iloc[-1]),
    )
    source, subtitle = _source(steps, language), label("accounts.chart.flow_subtitle", language)
    return waterfall(steps, title, subtitle, language, source, shares=False)


def by_class(
    classes: pd.DataFrame, language: Language, whole: pd.DataFrame | None = None
) -> Chart | None:
    """The rows of `analysis.accounts.by_class` as bars: basic and project expenditure. 万元.

    `whole`: all the rows where only some are drawn; the share in the title is of them. None without
    rows.
    """
    if classes.empty:
        return None
    rows = classes.reset_index(drop=True)
    total = sum((rows if whole is None else whole)["outturn_wan"], Decimal(0))
    return split_bars(
        rows,
        [f"{row.name} {row.classification}" for row in rows.itertuples()],
        _classes_title(rows, total, language),
        label("accounts.chart.classes_subtitle", language),
        _source(rows, language),
        _shown(rows, language),
        language,
    )


def _classes_title(rows: pd.DataFrame, total: Decimal, language: Language) -> str:
    largest = max(rows.itertuples(), key=lambda row: row.outturn_wan)
    return label(
        "accounts.chart.classes_title",
        language,
        name=largest.name,
        share=number(percent(largest.outturn_wan, total, 1), 1),
    )


def _shown(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    def of(name: str) -> Callable[[Any], str]:
        return lambda row: number(getattr(row, f"{name}_wan"))

    columns: dict[str, Callable[[Any], str]] = {
        label("accounts.column.code", language): lambda row: str(row.classification),
        label("accounts.column.class", language): lambda row: str(row.name),
    }
    for name in ("outturn", "basic", "project"):
        columns[label(f"accounts.column.{name}", language)] = of(name)
    return as_shown(rows, columns)


def _source(rows: pd.DataFrame, language: Language) -> str:
    return label("accounts.chart.source", language, pages=page_list(rows["page"], language))
