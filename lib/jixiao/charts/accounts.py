"""Charts of final accounts and budgets: the flow of money, expenditure by class."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pandas as pd

from ..analysis.rows import ClassRow
from ..base.amounts import percent, rounded
from ..base.language import Language
from ..catalogue.codes import class_name
from ..labels import label
from ..labels.numbers import number
from ..labels.pages import source_said
from ..schema.rows import AmountRow
from .bars import split_bars
from .budget import waterfall
from .chart import Chart, as_shown


def flow(
    steps: pd.DataFrame,
    phase: str,
    language: Language,
    printed: Mapping[str, AmountRow | None] | None = None,
) -> Chart | None:
    """The waterfall of `analysis.accounts.flow`, without the steps that are 0.00. Unit: 万元.

    `phase`: outturn of final accounts, approved of a budget. `printed`: `analysis.accounts.totals` of
    the same document: the title states what is printed there, not the sum of the rounded steps. None
    with fewer than two steps.
    """
    drawn = steps[[rounded(amount, 2) != 0 for amount in steps["amount_wan"]]]
    if len(drawn) < 2:
        return None
    changes = steps[steps["kind"] == "change"]["amount_wan"]
    added = {
        "income": sum((amount for amount in changes if amount > 0), Decimal(0)),
        "expenditure": -sum((amount for amount in changes if amount < 0), Decimal(0)),
    }
    for name in added:
        if printed and (row := printed[name]) is not None:
            added[name] = row.wan
    closing = steps[steps["step"] == "closing"]
    left = printed["closing"] if printed else None
    unknown = (
        phase == "outturn" and left is None and (closing.empty or closing["page"].iloc[0] is None)
    )
    key = f"{phase}_unknown" if unknown else phase
    title = label(
        f"accounts.chart.flow_title_{key}",
        language,
        income=number(added["income"]),
        spent=number(added["expenditure"]),
        left=number(steps["amount_wan"].iloc[-1]),
    )
    source = _source(drawn, phase, language)
    subtitle = label(f"accounts.chart.flow_subtitle_{key}", language)
    return waterfall(drawn.reset_index(drop=True), title, subtitle, language, source, shares=False)


def by_class(
    classes: pd.DataFrame, phase: str, language: Language, whole: pd.DataFrame | None = None
) -> Chart | None:
    """The rows of `analysis.accounts.by_class` as bars: basic and project expenditure. 万元.

    `whole`: all the rows where only some are drawn; the share in the title is of them. None where
    no row has an amount.
    """
    if classes.empty or not any(classes["amount_wan"]):
        return None
    rows = classes.reset_index(drop=True)
    total = sum((rows if whole is None else whole)["amount_wan"], Decimal(0))
    return split_bars(
        rows,
        [f"{class_name(row, language)} {row.classification}" for row in rows.itertuples()],
        _classes_title(rows, total, phase, language),
        label(f"accounts.chart.classes_subtitle_{phase}{_rest(rows)}", language),
        _source(rows, phase, language),
        _shown(rows, phase, language),
        language,
    )


def _rest(rows: pd.DataFrame) -> str:
    """The end of the subtitle's name: whether some bar is grey, beyond rounding."""
    apart = (
        abs((row.amount_wan or 0) - (row.basic_wan or 0) - (row.project_wan or 0))
        for row in rows.itertuples()
    )
    return "_rest" if any(amount > Decimal("0.02") for amount in apart) else ""


def _classes_title(rows: pd.DataFrame, total: Decimal, phase: str, language: Language) -> str:
    largest = max(rows.itertuples(), key=lambda row: row.amount_wan)
    if total <= 0 or any(amount < 0 for amount in rows["amount_wan"]):  # a share of no whole
        amount = number(largest.amount_wan)
        name = class_name(largest, language)
        return label(f"accounts.chart.classes_most_{phase}", language, name=name, amount=amount)
    return label(
        f"accounts.chart.classes_title_{phase}",
        language,
        name=class_name(largest, language),
        share=number(percent(largest.amount_wan, total, 1), 1),
    )


def _shown(rows: pd.DataFrame, phase: str, language: Language) -> pd.DataFrame:
    def of(name: str) -> Callable[[object], str]:
        return lambda row: number(getattr(row, f"{name}_wan"))

    columns: dict[str, Callable[[ClassRow], str]] = {
        label("accounts.column.code", language): lambda row: str(row.classification),
        label("accounts.column.class", language): lambda row: class_name(row, language),
        label(f"accounts.column.amount_{phase}", language): of("amount"),
    }
    for name in ("basic", "project"):
        columns[label(f"accounts.column.{name}", language)] = of(name)
    return as_shown(rows, columns)


def _source(rows: pd.DataFrame, phase: str, language: Language) -> str:
    return source_said(f"accounts.chart.source_{phase}", rows["page"], language)
