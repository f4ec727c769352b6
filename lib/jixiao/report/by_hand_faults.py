"""What the pages need of tables that a person filled in, beyond their schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from operator import eq, ge, gt, le, lt
from typing import TYPE_CHECKING, Any

from ..base.amounts import YUAN_PER_UNIT
from ..base.errors import TableError
from ..base.said import Said
from ..labels.items import item_ids
from .frames import amount_of

if TYPE_CHECKING:
    import pandas as pd

_RATES = ("rate", "share")
_MONEY = ("approved", "carryover", "adjustment", "revised", "outturn", "estimate", "previous")
_COUNTED = ("sangong.vehicles.", "vehicles", "equipment")  # items that are no money
# How a result stands to its promise: whether it keeps it, and whether it is more than that.
_KEEPS: dict[str, tuple[Callable[[Any, Any], bool], Callable[[Any, Any], bool]]] = {
    "≥": (ge, gt),
    ">": (gt, gt),
    "≤": (le, lt),
    "<": (lt, lt),
    "=": (eq, gt),
}
OTHER_ROW = ("report.same_row", "report.twice")  # remedies that name another row
NEAREST = 3  # ids that are named beside an unknown one


def by_hand_faults(tables: Mapping[str, pd.DataFrame], where: object) -> Iterator[TableError]:
    """What is wrong with tables that were filled in by hand, beyond their schemas: ids of items that
    pages have no name for, units of no money, one figure given twice, statuses that the numbers deny.

    `where`: a folder, or what the tables were read from.
    """
    found: dict[str, _Faults] = {
        **{name: _budget_faults() for name in ("budget", "statements")},
        "indicators": _indicator_faults,
    }
    for name, faults in found.items():
        if name in tables:
            for number, row in enumerate(tables[name].to_dict("records"), start=2):
                for column, remedy in faults(number, row):
                    value = row[column]
                    said = Said("schema.cell", row=number, column=column, value=value)
                    yield TableError(said, where=f"{where}/{name}.csv", remedy=remedy)


def nearest(item: str) -> tuple[str, ...]:
    """The known ids of items that are written most like `item`."""
    from rapidfuzz import process

    return tuple(name for name, *_ in process.extract(item, item_ids(), limit=NEAREST))


_Faults = Callable[[int, dict[Any, Any]], Iterator[tuple[str, Said]]]


def _budget_faults() -> _Faults:
    """The faults of a row of budget or statements, given row after row."""
    first: dict[object, tuple[int, object, str]] = {}

    def faults(number: int, row: dict[Any, Any]) -> Iterator[tuple[str, Said]]:
        yield from _row_faults(row)
        figure = amount_of(row) if row["phase"] in _MONEY else None
        figure = row["value"] if figure is None else figure
        said = f"{row['value']:f}{row['unit']}"
        named = tuple(map(row.get, ("statement", "fund", "item", "phase", "base", "name")))
        at, other, printed = first.setdefault(named, (number, figure, said))
        if at != number:
            key = "report.same_row" if other == figure else "report.twice"
            yield "value", Said(key, row=at, other=printed)

    return faults


def _row_faults(row: dict[Any, Any]) -> Iterator[tuple[str, Said]]:
    if row["item"] not in item_ids():
        yield "item", Said("report.nearest", names=nearest(row["item"]))
    unit, phase = row["unit"], row["phase"]
    if phase in _RATES and unit != "%":
        yield "unit", Said("base.write", words="%")
    if phase in _MONEY and unit not in YUAN_PER_UNIT and not row["item"].startswith(_COUNTED):
        yield "unit", Said("report.money", phase=phase, names=tuple(YUAN_PER_UNIT))


def _indicator_faults(number: int, row: dict[Any, Any]) -> Iterator[tuple[str, Said]]:
    target, actual, bound = row["target_value"], row["actual_value"], row["bound"]
    if None in (target, actual) or row["target_unit"] != row["actual_unit"]:
        return
    keeps, exceeds = (holds(actual, target) for holds in _KEEPS[bound or "≥"])
    stands = {"exceeded": exceeds, "met": keeps, "missed": not keeps}
    if not stands.get(row["status"], True):
        yield "status", Said("report.status", actual=_plain(actual), target=_plain(target, bound))


def _plain(value: Decimal, bound: str | None = None) -> str:
    return f"{bound or ''}{value:f}"
