"""Ruled budget tables → rows of the table `budget`: items down, stages across.

The unit is that of the head (执行数（万元）) or of the line above the table (单位：元); a table that states
none is refused, for the text around it may use another. Blank cells are no figures, zeros are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...base.amounts import YUAN_PER_UNIT, find_amounts, fold, read_number
from ...base.errors import AmountError
from ...source import Cell, Document, PageTable
from ..clauses import MONEY_PHASES, ClauseGrammar, ClauseReading
from ..heads import roles
from ..unread import PassageLeft, UnreadReason

_MONEY = "|".join(sorted(YUAN_PER_UNIT, key=len, reverse=True))
_UNIT = re.compile(rf"单位[：:]?(?:人民币)?(?P<unit>{_MONEY})|[（(](?P<bracket>{_MONEY}|%)[）)]")
_YEAR = re.compile(r"(20\d\d)年度?|(上年度?)(?!.{0,3}结[转余])")
_PREFIX = re.compile(r"^(?:其中[：:]?|[（(]?[一二三四五六七八九十\d]+[）)、.．])+")
_BRACKETED = re.compile(r"\s*[（(]\s*([\d,.，．０-９\s]+)\s*[）)]\s*")
_BLANK = ("", "-", "—", "/", "——", "－")
_LINES_ABOVE = 3


@dataclass(frozen=True)
class _Column:
    """What the figures below a head are, and their unit where the head states one."""

    reading: ClauseReading
    unit: str | None


def read_budget_tables(
    document: Document, rules: ClauseGrammar, year: int | None = None
) -> Iterator[dict[str, object] | PassageLeft]:
    """The figures of every budget table, and each cell that is not known.

    `year`: of the report; columns of another year are none of its budget.
    """
    for table in document.tables:
        if table.inner:
            continue  # its words are those of the cell that it stands in
        columns: dict[int, _Column] = {}
        for row in table.grid():
            texts = [cell.text if cell else "" for cell in row]
            if roles(texts):
                break  # the head of the indicators: the budget part of the form has ended
            if found := _columns(texts, rules, year):
                columns = found
                unit = _unit_above(document, table)
            elif columns:
                yield from _row(row, texts, columns, unit, rules)


def _columns(texts: Sequence[str], rules: ClauseGrammar, year: int | None) -> dict[int, _Column]:
    """The stages that a head names, by column; nothing if it names fewer than two."""
    columns: dict[int, _Column] = {}
    for index, text in enumerate(texts):
        if index and text == texts[index - 1]:
            continue  # a merged cell
        unit = _UNIT.search(text)
        plain = _UNIT.sub("", text)
        named = _YEAR.search(plain)
        if named and year is not None and named[1] != str(year):
            continue  # another year's
        plain = _YEAR.sub("", plain)
        reading = rules.read(plain) if plain and not any(map(str.isdigit, plain)) else None
        if reading and reading.phase and not reading.item:
            bracket = unit["bracket"] or unit["unit"] if unit else None
            columns[index] = _Column(reading, bracket)
    return columns if len(columns) > 1 else {}


def _unit_above(document: Document, table: PageTable) -> str | None:
    """The unit that the table's head part or the lines above it state; None where they state two."""
    if not table.lines:
        return None
    first = table.lines[0].number
    above = [line.text for line in document.lines if line.number < first and not line.blank]
    texts = (*above[-_LINES_ABOVE:], *(line.text for line in table.lines[:8]))
    matches = [_UNIT.search("".join(text.split())) for text in texts]
    found = {match["unit"] or match["bracket"] for match in matches if match}
    units = {unit for unit in found if unit in YUAN_PER_UNIT}
    if not units:
        return _running_unit(document)
    return units.pop() if len(units) == 1 else None


def _running_unit(document: Document) -> str | None:
    """The unit that the heads of the pages state, 单位：万元; None where they state several."""
    heads = [aside.text for aside in document.asides if aside.reason == "running_head"]
    matches = [_UNIT.search("".join(text.split())) for text in heads]
    units = {match["unit"] for match in matches if match and match["unit"]}
    return units.pop() if len(units) == 1 else None


def _row(
    row: Sequence[Cell | None],
    texts: Sequence[str],
    columns: dict[int, _Column],
    unit: str | None,
    rules: ClauseGrammar,
) -> Iterator[dict[str, object] | PassageLeft]:
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
        if name is None or isinstance(figure, str):
            why = figure if isinstance(figure, str) else "item_not_known"
            yield PassageLeft(
                "budget", place.page, place.line, f"{printed} {cell.text}".strip(), why
            )
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


def _figure(text: str, column: _Column, unit: str | None) -> tuple[Decimal, str] | UnreadReason:
    """The value and unit of a cell, or why it has none.

    A bracketed amount is negative where the column is one of adjustments.
    """
    money = column.reading.phase in MONEY_PHASES
    units = tuple(YUAN_PER_UNIT) if money else ("%",)
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and column.reading.phase != "adjustment":
        return "sign_not_clear"
    amounts = list(find_amounts(text, units))
    if len(amounts) == 1 and amounts[0][0].printed == "".join(text.split()):
        return amounts[0][0].value, amounts[0][0].unit
    stated = column.unit or (unit if money else None)
    if stated is None or stated not in units:
        return "no_unit"
    try:
        value = read_number(bracketed[1] if bracketed else text)
    except AmountError:
        return "no_number"
    return (value.copy_negate() if bracketed else value), stated
