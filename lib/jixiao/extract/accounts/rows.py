"""The rows of the official tables → rows of the table `accounts`, one per printed figure.

A blank cell is no row, a printed 0.00 is one. Every cell that should hold a figure and holds
something else stops the reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...base.amounts import fold, read_number
from ...base.errors import AmountError, ExtractionError
from ...catalogue import wordings
from ...source import Cell, Line
from .columns import (
    Column,
    Half,
    Row,
    head_height,
    is_figure,
    read_columns,
    text_of,
    without_ordinal,
)
from .statements import Statement

_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_WHOLE = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")


@dataclass
class _Names:
    """What the names of a half's rows mean; a row may change it for those below."""

    items: Mapping[str, str]
    functions: Mapping[str, str]
    below: Mapping[str, Mapping[str, str]]
    total: str

    def read(self, name: str) -> tuple[str, str, str] | None:
        """(fund, item, classification) of a row, fund "" where it is the table's own."""
        if name in self.below:
            self.items = {**self.items, **self.below[name]}
        if name in self.items:
            fund, _, item = self.items[name].rpartition(":")
            return fund, item, ""
        if name in self.functions:
            return "", "expenditure", self.functions[name]
        if name in wordings("accounts")["totals"] and self.total:
            return "", self.total, ""
        return None


def read_rows(statement: Statement) -> Iterator[dict[str, object]]:
    """Every figure of `statement` in the order of its rows.

    Raises ExtractionError, with page and line, at a cell, a code or a name that is not known.
    """
    grids = [part.grid() for part in statement.parts]
    if head_height(grids[0]) == len(grids[0]) and len(grids) == 1:
        return  # a head and blanks: 本表无数据
    halves = read_columns(statement, grids[0])
    names = [_names(statement, half) for half in halves]
    for grid in grids:
        for row in grid[head_height(grid) :]:
            for half, known in zip(halves, names, strict=True):
                yield from _row(statement, half, known, row)


def _names(statement: Statement, half: Half) -> _Names:
    words = statement.words
    totals = words.get("totals", {})
    income = any("收入" in column.head for column in half.names)
    return _Names(
        words.get("rows", {}),
        {} if income else wordings("accounts")["functions"],
        words.get("below", {}),
        totals.get("income" if income else "expenditure", ""),
    )


def _row(statement: Statement, half: Half, names: _Names, row: Row) -> Iterator[dict[str, object]]:
    code = _code(statement, half, row)
    name = without_ordinal("".join(dict.fromkeys(text_of(row[c.index]) for c in half.names)))
    # Read before its amounts: a row without figures may still change what those below mean.
    meaning = names.read(name) if name and not code else None
    for column in half.amounts:
        cell = row[column.index]
        printed = _printed(statement, cell)
        if cell is None or printed is None:
            continue
        fund, item, classification = column.fund, column.item, code
        if not half.names:
            label = column.head
        elif code:
            label = name
        else:
            label = name
            fund, item, classification = _total(statement, column, meaning, name, cell)
        yield {
            "statement": statement.id,
            "fund": fund,
            "item": item,
            "classification": classification or None,
            "name": label,
            "phase": column.phase,
            "base": None,
            "value": read_number(printed),
            "unit": statement.unit,
            "printed": printed,
            "page": cell.lines[0].page,
            "line": cell.lines[0].number,
            "quote": printed,
        }


def _total(
    statement: Statement,
    column: Column,
    meaning: tuple[str, str, str] | None,
    name: str,
    cell: Cell,
) -> tuple[str, str, str]:
    """(fund, item, classification) of a figure in a row without a code."""
    if meaning is not None:
        fund, item, classification = meaning
        return (
            (fund if column.fund == statement.words["fund"] and fund else column.fund),
            item,
            classification,
        )
    if column.item != "row" and name in wordings("accounts")["totals"]:
        return column.fund, column.item, ""
    raise _unknown(statement, f"the row {name or 'without a name'} is not known", cell.lines[0])


def _code(statement: Statement, half: Half, row: Row) -> str:
    """The code of a row, from one column or from three (类, 款, 项); "" where it has none."""
    cells = dict.fromkeys(cell for column in half.codes if (cell := row[column.index]))
    code = "".join(text for cell in cells if is_figure(text := fold(text_of(cell))))
    if code and not _CODE.fullmatch(code):
        line = next(cell.lines[0] for cell in cells if cell.lines)
        raise _unknown(statement, f"{code!r} is no code of a class", line)
    return code


def _printed(statement: Statement, cell: Cell | None) -> str | None:
    """The figure that a cell prints, or None where it is blank."""
    if cell is None or text_of(cell) in wordings("accounts")["blank"]:
        return None
    pieces = ["".join(line.text.split()) for line in cell.lines if not line.blank]
    joined = "".join(pieces)
    # A number may be broken over two lines; numbers that can each stand alone are two.
    broken = len(pieces) > 1
    two = broken and (all(map(_is_number, pieces)) or not _WHOLE.fullmatch(fold(joined)))
    if not two and _is_number(joined):
        return joined
    raise _unknown(statement, f"{' '.join(pieces)!r} is no figure", cell.lines[0])


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except AmountError:
        return False
    return True


def _unknown(statement: Statement, what: str, line: Line) -> ExtractionError:
    return ExtractionError(
        f"table {statement.title.text.strip()}: {what}",
        where=line.place,
        remedy="look at the page; wordings are in catalogue/accounts.toml",
    )
