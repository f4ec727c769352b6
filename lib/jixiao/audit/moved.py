"""Rows of a table whose figures are those of other rows: a column that slipped as the table was filled in.

The table of all expenditure and that of the general public budget print the same classes in the same
order. Where one prints, row after row, what the other prints of the row some places further down or up,
its figures moved; every sum over them would tell of the same slip again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from ..base.amounts import YUAN_PER_UNIT, in_wan
from ..report import Report

PAIRS = (("general_expenditure", "expenditure"), ("expenditure", "general_expenditure"))
_FEWEST = 4  # rows of a run: fewer may print one amount by chance
_ROUNDING = Decimal("0.01")  # 万元, of each printed amount
_ITEMS = ("expenditure", "expenditure.basic", "expenditure.project")

Amounts = tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Moved:
    """A table whose rows moved.

    `first` and `last` of them; what the other table prints of the `first`, its `own`, and of the row
    whose figure it has, the one `printed`. `count`: how many rows print those of others; `rows`:
    positions in `statements` of the first and all behind it, with the total: no finding rests on them.
    """

    first: Any
    own: Any
    printed: Any
    last: Any
    count: int
    rows: frozenset[int]


@lru_cache(maxsize=1)  # every rule of the accounts asks for them
def moved_rows(report: Report) -> tuple[Moved, ...]:
    """The tables of `report` whose rows moved against another one."""
    tables = {name: _Table(report, name) for name, _ in PAIRS}
    return tuple(
        moved
        for statement, other in PAIRS
        if (moved := _moved(tables[statement], tables[other])) is not None
    )


class _Table:
    """The classes of a table in their order, each with its amounts."""

    def __init__(self, report: Report, statement: str) -> None:
        self.statement = statement
        self.cells: dict[str, dict[str, Any]] = {}
        self.positions: dict[str, set[int]] = {}
        self.once = True  # each figure of a class is printed once
        of_stage = report.tables["statements"]["phase"]
        stage = "outturn" if "outturn" in set(of_stage) else "approved"
        for position, row in enumerate(report.tables["statements"].itertuples()):
            of_table = row.statement == statement and row.unit in YUAN_PER_UNIT
            if of_table and row.item in _ITEMS and row.phase == stage:
                code = row.classification or ""
                own = self.cells.setdefault(code, {})
                self.once &= row.item not in own
                own[row.item] = row
                self.positions.setdefault(code, set()).add(position)
        self.codes = [code for code in self.cells if code]

    def amounts(self, code: str) -> Amounts:
        cells = self.cells.get(code, {})
        return tuple(_wan(cells[item]) if item in cells else None for item in _ITEMS)

    def whole(self, code: str) -> Any:
        """The row of all that was spent on a class."""
        return self.cells.get(code, {}).get(_ITEMS[0])

    @property
    def adds_up(self) -> bool:
        """Whether the classes of every level make up those above them."""
        parts: dict[str, list[Decimal]] = {}
        for code in self.codes:
            if (row := self.whole(code)) is not None and code[:-2]:
                parts.setdefault(code[:-2], []).append(_wan(row))
        wholes = [(_wan(whole), own) for code, own in parts.items() if (whole := self.whole(code))]
        return bool(wholes) and all(
            abs(whole - sum(own)) <= _ROUNDING * (len(own) + 1) for whole, own in wholes
        )


def _wan(row: Any) -> Decimal:
    return in_wan(row.value, row.unit)


def _moved(table: _Table, other: _Table) -> Moved | None:
    if not (table.once and other.once and other.adds_up) or table.adds_up:
        return None
    runs = [run for run in _runs(table, other) if _tells(table, other, run)]
    if not runs:
        return None
    first, last = runs[0][0], runs[-1][-1]
    step = min(_steps(table, other, first) & _steps(table, other, runs[0][1]), key=abs)
    begins = table.codes.index(first)
    rows = [table.positions[code] for code in (*table.codes[begins:], "") if code in table.cells]
    return Moved(
        table.whole(first),
        other.whole(first),
        other.whole(other.codes[other.codes.index(first) + step]),
        table.whole(last),
        sum(map(len, runs)),
        frozenset().union(*rows),
    )


def _runs(table: _Table, other: _Table) -> Iterator[list[str]]:
    """Codes of `table`, one after another, that print what `other` prints as far from them."""
    run: list[str] = []
    steps: frozenset[int] = frozenset()
    for code in table.codes:
        own = _steps(table, other, code)
        if run and steps & own:
            run, steps = [*run, code], steps & own
            continue
        yield run
        begins = own and _is_another(table, other, code)
        run, steps = ([code] if begins else []), own
    yield run


def _steps(table: _Table, other: _Table, code: str) -> frozenset[int]:
    """How far from the row of `code` in `other` stands what `table` prints of it."""
    amounts = table.amounts(code)
    if code not in other.cells or not any(amounts):
        return frozenset()
    place = other.codes.index(code)
    found = (at - place for at, each in enumerate(other.codes) if other.amounts(each) == amounts)
    return frozenset(found) - {0}


def _is_another(table: _Table, other: _Table, code: str) -> bool:
    return table.amounts(code) != other.amounts(code)


def _tells(table: _Table, other: _Table, run: Sequence[str]) -> bool:
    """Whether a run is long enough, and not of one amount again and again."""
    moved = [code for code in run if _is_another(table, other, code)]
    return len(moved) >= _FEWEST and len(set(map(table.amounts, moved))) >= _FEWEST - 1
