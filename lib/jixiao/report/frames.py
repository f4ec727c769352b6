"""Tables as an analyst wants them: amounts in one unit, numbers that plot and multiply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.amounts import YUAN_PER_UNIT, in_wan
from ..schema import fields
from .as_read import TABLES, reading_notes, restated_rows, units_as_read

if TYPE_CHECKING:
    import pandas as pd

AMOUNT = "amount_wan"  # a column that follows from `value` and `unit`; it is in no file
NOTE, RESTATES = "reading_note", "restates"  # of budget and statements, likewise


def has_amount(table: str) -> bool:
    """Whether the rows of `table` have a value and a unit, so that money among them has an amount."""
    return {"value", "unit"} <= {field["name"] for field in fields(table, reading=False)}


def derived(table: str) -> dict[str, str]:
    """The columns that follow from others of `table` and are in no file: name → type."""
    if not has_amount(table):
        return {}
    return {AMOUNT: "number"} | ({NOTE: "string", RESTATES: "integer"} if table in TABLES else {})


def amount_of(row: Mapping[str, object]) -> Decimal | None:
    """The figure of a row in 万元, exactly; None where its unit is none of money."""
    value, unit = row["value"], row["unit"]
    if isinstance(value, Decimal) and isinstance(unit, str) and unit in YUAN_PER_UNIT:
        return in_wan(value, unit)
    return None


def with_amounts(data: pd.DataFrame, table: str) -> pd.DataFrame:
    """`data`, rows of `table`, with `amount_wan` after `unit`, if it has units at all; of the budget
    and of statements with `reading_note` and `restates` behind it.
    """
    if not has_amount(table):
        return data
    import pandas as pd

    units = units_as_read(data) if table in TABLES else data["unit"]
    rows = zip(data["value"], units, strict=True)
    columns: dict[str, Sequence[object]] = {
        AMOUNT: [amount_of({"value": value, "unit": unit}) for value, unit in rows]
    }
    if table in TABLES:
        columns |= {NOTE: reading_notes(data), RESTATES: restated_rows(data)}
    whole = data.copy()
    for name, cells in reversed(columns.items()):
        column = pd.Series(cells, index=data.index, dtype=object)
        whole.insert(whole.columns.get_loc("unit") + 1, name, column)
    return whole


def as_numbers(data: pd.DataFrame, table: str) -> pd.DataFrame:
    """`data` with its numbers as float (a blank is NaN) and its whole numbers as Int64 (<NA>)."""
    kinds = {field["name"]: field["type"] for field in fields(table, reading=True)}
    kinds |= derived(table)
    types = {"number": "float64", "integer": "Int64"}
    return data.astype(
        {name: types[kind] for name, kind in kinds.items() if kind in types and name in data}
    )


def summary(tables: Mapping[str, pd.DataFrame]) -> Sequence[str]:
    """Each table with its rows, e.g. ["budget 100", "indicators 71"]."""
    return [f"{name} {len(table)}" for name, table in tables.items()]
