"""In which unit a printed amount can only be read, and which row another one states again.

A report prints 支出6,125.55元 beside a budget of 6,279.61万元 and a rate of 97.55 %: the unit is a slip
of the pen. The row keeps what is printed; what is computed from it uses the unit that the other
figures of its item force. Where they force none, the printed unit stands.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..base.amounts import YUAN_PER_UNIT
from ..schema import records

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("budget", "statements")  # their rows are of an item in a phase
_ITEM = ("document", "fund", "item", "classification")
_MONEY = {"approved", "revised", "outturn", "previous"}  # phases that are of one size
_SMALL, _LARGE = "元", "万元"
_NEAR = Decimal(3)  # an amount and its neighbours differ by less than so many times
_NARRATIVE = "narrative"


def units_as_read(rows: pd.DataFrame) -> list[str | None]:
    """The unit in which each row of `budget` or `statements` is read: the printed one, but for an
    amount in 元 whose item has amounts in 万元 with figures of the same size, all of them.
    """
    rows_read = records(rows)
    if not any(row["unit"] == _SMALL for row in rows_read):
        return [row["unit"] for row in rows_read]
    large: dict[tuple[Any, ...], list[Decimal]] = {}
    for row in rows_read:
        if row["unit"] == _LARGE and row["phase"] in _MONEY and row["value"]:
            large.setdefault(item_of(row), []).append(abs(row["value"]))
    return [_unit(row, large.get(item_of(row), [])) for row in rows_read]


def reading_notes(rows: pd.DataFrame) -> list[str | None]:
    """What must be known of a row that is not read as it is printed; None for all others."""
    return [
        None
        if read == printed
        else f"printed in {printed}; read in {read}, as the other figures of the item force"
        for read, printed in zip(units_as_read(rows), rows["unit"], strict=True)
    ]


def restated_rows(rows: pd.DataFrame) -> list[int | None]:
    """The number of the row, counted from 1, whose figure each row states again: the first of the same
    item in the same phase and of the same document. None for the first.

    A figure that is stated again differently is of the same row; that is for the audit to say.
    """
    first: dict[tuple[Any, ...], int] = {}
    found: list[int | None] = []
    for number, row in enumerate(records(rows), start=1):
        key = (*item_of(row), row["phase"], row.get("base"), _kind(row["unit"]))
        found.append(first.get(key))
        first.setdefault(key, number)
    return found


def _unit(row: Mapping[str, Any], neighbours: Sequence[Decimal]) -> str | None:
    printed: str | None = row["unit"]
    spoken = (
        row.get("statement", _NARRATIVE) == _NARRATIVE
    )  # a whole table is in the unit of its head
    if printed != _SMALL or not spoken or row["phase"] not in _MONEY or not neighbours:
        return printed
    value = abs(row["value"] or Decimal(0))
    near = value and all(max(value, one) <= _NEAR * min(value, one) for one in neighbours)
    return _LARGE if near else printed


def item_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a row is an amount of, whatever its phase."""
    return tuple(row.get(name) or "" for name in _ITEM)


def _kind(unit: str | None) -> str | None:
    """What a unit is of: all units of money are one."""
    return "money" if unit in YUAN_PER_UNIT else unit
