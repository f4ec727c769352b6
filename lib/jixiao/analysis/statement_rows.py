"""Amounts of money in the table `statements`: one by its statement, fund and item, in 万元."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, in_wan
from ..report.as_read import units_as_read
from ..report.documents import COLUMN
from ..schema.rows import AmountRow

NARRATIVE = "narrative"
_OWN_PHASE = (NARRATIVE, "sangong")  # they state budget and outturn side by side

Key = tuple[str, str, str]  # statement, fund, item


def phase_of(statements: pd.DataFrame) -> str:
    """What the amounts of a document are: `outturn` of final accounts, `approved` of a budget.

    Its tables decide; a document without tables is what most of its narrative's amounts are.
    """
    amounts = statements[statements["unit"].isin(list(YUAN_PER_UNIT))]
    for rows in (amounts[~amounts["statement"].isin(_OWN_PHASE)], amounts):
        counts = {name: int((rows["phase"] == name).sum()) for name in ("outturn", "approved")}
        if any(counts.values()):
            return "outturn" if counts["outturn"] >= counts["approved"] else "approved"
    return "outturn"


def one_document(statements: pd.DataFrame, name: str | None = None) -> pd.DataFrame:
    """The rows of one document of a year: the one called `name`, else the first, which is that of
    the final accounts where there are some.
    """
    if COLUMN not in statements.columns or statements.empty:
        return statements
    on_file = list(dict.fromkeys(statements[COLUMN]))
    return statements[statements[COLUMN] == (name or on_file[0])]


def row_of(
    statements: pd.DataFrame,
    statement: str,
    fund: str,
    item: str,
    classification: str = "",
    phase: str = "outturn",
) -> AmountRow | None:
    """The first row of an amount of money, with `wan` added; None where the cell is blank."""
    rows = statements[
        (statements["statement"] == statement)
        & (statements["fund"] == fund)
        & (statements["item"] == item)
        & (statements["phase"] == phase)
        & (statements["classification"].fillna("") == classification)
        & statements["unit"].isin(list(YUAN_PER_UNIT))
    ]
    if rows.empty:
        return None
    first: AmountRow = next(with_wan(rows.head(1)).itertuples())
    return first


def wan_of(statements: pd.DataFrame, statement: str, *of: str) -> Decimal | None:
    """The amount of `row_of` in 万元; None where it is blank."""
    row = row_of(statements, statement, *of)
    return None if row is None else row.wan


def first_of(statements: pd.DataFrame, keys: Sequence[Key], phase: str) -> AmountRow | None:
    """The row of the first of `keys` that the document prints."""
    for key in keys:
        if (row := row_of(statements, *key, "", phase)) is not None:
            return row
    return None


def money(
    statements: pd.DataFrame, statement: str | None, phase: str | None = None
) -> pd.DataFrame:
    """The amounts of money of one statement, or of all, with `wan` added; of one phase if named."""
    rows = statements[statements["unit"].isin(list(YUAN_PER_UNIT))]
    if phase is not None:
        rows = rows[rows["phase"] == phase]
    return with_wan(rows if statement is None else rows[rows["statement"] == statement])


def with_wan(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` with the column `wan`: their values in 万元."""
    pairs = zip(rows["value"], units_as_read(rows), strict=True)
    wan = [in_wan(value, str(unit)) for value, unit in pairs]
    return rows.assign(wan=pd.Series(wan, index=rows.index, dtype=object))
