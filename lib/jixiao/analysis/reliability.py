"""How far spending kept to the budget: execution rates, and two ratios in the style of PEFA.

PEFA, the Public Expenditure and Financial Accountability framework (2016, https://www.pefa.org),
grades a whole government over three years. What is computed here borrows the formulas of its
indicators PI-1 and PI-2 and the bands of its grades for one department and one year: it is
PEFA-style, and not a PEFA score. Every function takes the table `budget`; amounts are exact
`Decimal` in 万元, rates in per cent (two places, half up). What is not printed is None, never 0.
"""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from ..base.amounts import percent
from .budget import execution, items, main_items
from .budget_items import RATED

# How far from the approved budget PI-1.1 lets the outturn be for A, B and C; below each of them
# PI-2.1 wants the variance of composition to be. Per cent.
BANDS = (Decimal(5), Decimal(10), Decimal(15))

_RATES = ("item", "name", "of_revised_pct", "of_approved_pct", "page", "line", "derived")


def rates(budget: pd.DataFrame) -> pd.DataFrame:
    """Outturn as a share of the revised and of the approved budget, a row per item with one of them.

    First the whole expenditure, then basic and project expenditure, then their parts and the three
    public expenses, procurement and non-tax revenue. Columns: `item`, `name` (as printed),
    `of_revised_pct`, `of_approved_pct`, `page`, `line`, and `derived` as in `items`.
    """
    whole = execution(budget)
    printed = items(budget, ["expenditure"])
    rows = []
    if not printed.empty:
        first = printed.iloc[0]
        rows.append(
            ("expenditure", first["name"], whole["of_revised_pct"], whole["of_approved_pct"])
            + (first["page"], first["line"], "")
        )
    for part in (main_items(budget), items(budget, RATED)):
        for row in part.itertuples():
            of_approved = percent(row.outturn_wan, row.approved_wan)
            place = (row.page, row.line, row.derived)
            rows.append((row.item, row.name, row.execution_pct, of_approved, *place))
    table = pd.DataFrame(rows, columns=pd.Index(_RATES), dtype=object)
    known = table["of_revised_pct"].notna() | table["of_approved_pct"].notna()
    return table[known].reset_index(drop=True)


def aggregate_ratio(budget: pd.DataFrame) -> Decimal | None:
    """Outturn of the whole expenditure as a share of the approved budget, in per cent.

    The formula of PEFA PI-1.1, aggregate expenditure outturn: outturn ÷ originally approved budget.
    """
    return execution(budget)["of_approved_pct"]


def composition(budget: pd.DataFrame) -> pd.DataFrame:
    """What each part was spent, against what it would have been had all moved alike.

    Takes basic and project expenditure (`main_items`), the two parts for which a report gives both
    an approved amount and an outturn; PEFA itself takes functions or economic types. Columns:
    `item`, `approved_wan`, `outturn_wan`, `expected_wan` (approved × total outturn ÷ total
    approved, the totals being the sums of these parts), `deviation_wan` (outturn − expected; the
    deviations add up to 0), `page`, `derived`. No rows unless both parts have both amounts.
    """
    parts = main_items(budget)
    columns = ["item", "approved_wan", "outturn_wan", "page", "derived"]
    table = parts[columns].copy() if len(parts) else pd.DataFrame(columns=columns, dtype=object)
    if len(table) < 2 or table[["approved_wan", "outturn_wan"]].isna().any(axis=None):
        return table.iloc[:0].assign(expected_wan=[], deviation_wan=[])
    approved = sum(table["approved_wan"], Decimal(0))
    outturn = sum(table["outturn_wan"], Decimal(0))
    if approved == 0:
        return table.iloc[:0].assign(expected_wan=[], deviation_wan=[])
    expected = [amount * outturn / approved for amount in table["approved_wan"]]
    table["expected_wan"] = pd.Series(expected, index=table.index, dtype=object)
    table["deviation_wan"] = table["outturn_wan"] - table["expected_wan"]
    return table


def composition_variance(budget: pd.DataFrame) -> Decimal | None:
    """How much the mix of spending moved beyond the overall change, in per cent; None if unknown.

    The formula of PEFA PI-2.1, expenditure composition outturn: Σ |outturn − expected| ÷
    Σ expected, over the rows of `composition`.
    """
    table = composition(budget)
    deviations = sum((abs(value) for value in table["deviation_wan"]), Decimal(0))
    expected = sum(table["expected_wan"], Decimal(0))
    return percent(deviations, expected) if len(table) else None


def band_of_ratio(ratio: Decimal) -> Decimal | None:
    """The narrowest of BANDS around 100 % that holds `ratio`; None where none does."""
    return next((band for band in BANDS if abs(ratio - 100) <= band), None)


def band_of_variance(variance: Decimal) -> Decimal | None:
    """The lowest of BANDS that `variance` stays below; None where it reaches the last."""
    return next((band for band in BANDS if variance < band), None)


def reliability(budget: pd.DataFrame) -> pd.DataFrame:
    """Both ratios with their bands. Columns: `measure` (aggregate | composition), `value_pct`,
    `band_pct` (None: beyond the widest); only rows that can be computed.
    """
    ratio, variance = aggregate_ratio(budget), composition_variance(budget)
    rows = []
    if ratio is not None:
        rows.append(("aggregate", ratio, band_of_ratio(ratio)))
    if variance is not None:
        rows.append(("composition", variance, band_of_variance(variance)))
    columns = pd.Index(["measure", "value_pct", "band_pct"])
    return pd.DataFrame(rows, columns=columns, dtype=object)
