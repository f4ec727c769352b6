"""Ruled budget tables → rows of the table `budget`: items down, stages across.

The unit is that of the head (执行数（万元）) or of the line above the table (单位：元); a table that states
none is refused, for the text around it may use another. Blank cells are no figures, zeros are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..base.amounts import YUAN_PER_UNIT, find_amounts, fold, read_number
from ..base.errors import AmountError
from ..source import Cell, Document, PageTable
from .clauses import MONEY_PHASES, Grammar, Reading
from .heads import roles

_UNIT = re.compile(r"单位[：:]?(?P<unit>万元|亿元|元)|[（(](?P<bracket>万元|亿元|元|%)[）)]")
_PREFIX = re.compile(r"^(?:其中[：:]?|[（(]?[一二三四五六七八九十\d]+[）)、.．])+")
_BLANK = ("", "-", "—", "/", "——", "－")
_LINES_ABOVE = 3


@dataclass(frozen=True)
class _Column:
    """What the figures below a head are, and their unit where the head states one."""

    reading: Reading
    unit: str | None


def read_budget_tables(document: Document, rules: Grammar) -> Iterator[dict[str, object] | str]:
    """The figures of every budget table, or for each cell that is not known a line that names it."""
    for table in document.tables:
        columns: dict[int, _Column] = {}
        for row in table.grid():
            texts = [cell.text if cell else "" for cell in row]
            if roles(texts):
                break  # the head of the indicators: the budget part of the form has ended
            if found := _columns(texts, rules):
                columns = found
                unit = _unit_above(document, table)
            elif columns:
                yield from _row(row, texts, columns, unit, rules)


def _columns(texts: Sequence[str], rules: Grammar) -> dict[int, _Column]:
    """The stages that a head names, by column; nothing if it names fewer than two."""
    columns: dict[int, _Column] = {}
    for index, text in enumerate(texts):
        if index and text == texts[index - 1]:
            continue  # a merged cell
        unit = _UNIT.search(text)
        plain = _UNIT.sub("", text)
        reading = rules.read(plain) if plain and not any(map(str.isdigit, plain)) else None
        if reading and reading.phase and not reading.item:
            bracket = unit["bracket"] or unit["unit"] if unit else None
            columns[index] = _Column(reading, bracket)
    return columns if len(columns) > 1 else {}


def _unit_above(document: Document, table: PageTable) -> str | None:
    """The unit that the table's head part or the lines above it state."""
    if not table.lines:
        return None
    first = table.lines[0].number
    above = [line.text for line in document.lines if line.number < first and not line.blank]
    for text in (*above[-_LINES_ABOVE:], *(line.text for line in table.lines[:8])):
        match = _UNIT.search("".join(text.split()))
        unit = match["unit"] or match["bracket"] if match else None
        if unit in YUAN_PER_UNIT:
            return unit
    return None


def _row(
    row: Sequence[Cell | None],
    texts: Sequence[str],
    columns: dict[int, _Column],
    unit: str | None,
    rules: Grammar,
) -> Iterator[dict[str, object] | str]:
    left = [_PREFIX.sub("", text) for text in texts[: min(columns)]]
    name = next((text for text in reversed(left) if text in rules.names), None)
    printed = next((text for text in reversed(left) if text), "")
    for index, column in columns.items():
        cell = row[index]
        if cell is None or cell.text in _BLANK or not cell.lines:
            continue
        if not any(map(str.isdigit, fold(cell.text))):
            continue
        place = cell.lines[0].place
        figure = _figure(cell.text, column, unit)
        if name is None or figure is None:
            why = "no unit is stated" if figure is None else "an item that is not known"
            yield f"{place}: {printed} {cell.text} ({why})"
            continue
        value, own_unit = figure
        yield {
            "item": rules.names[name],
            "name": name,
            "phase": column.reading.phase,
            "base": column.reading.base,
            "value": value * column.reading.sign,
            "unit": own_unit,
            "printed": cell.text,
            "page": place.page,
            "line": place.line,
            "quote": cell.text,
        }


def _figure(text: str, column: _Column, unit: str | None) -> tuple[Decimal, str] | None:
    """The value and unit of a cell; None where it is no single number, or has no unit."""
    money = column.reading.phase in MONEY_PHASES
    units = tuple(YUAN_PER_UNIT) if money else ("%",)
    amounts = list(find_amounts(text, units))
    if len(amounts) == 1 and amounts[0][0].printed == text:
        return amounts[0][0].value, amounts[0][0].unit
    stated = column.unit or (unit if money else None)
    if stated is None or stated not in units:
        return None
    try:
        return read_number(text), stated
    except AmountError:
        return None
