"""The head of an official table → what each of its columns holds.

A head may be several rows high; a column is known by the words above it from top to bottom.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ...base.errors import ExtractionError
from ...catalogue import wordings
from ...source import Cell
from .statements import Statement

Row = Sequence[Cell | None]
_FIGURE = re.compile(r"[-−－]?[\d,，.．]+")
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|\d+[.、．])"
)


@dataclass(frozen=True)
class Column:
    """A column: its place from 0, its role, and for amounts item, fund, phase and printed head."""

    index: int
    role: Literal["code", "name", "amount"]
    head: str
    item: str = ""
    fund: str = ""
    phase: str = "outturn"


@dataclass(frozen=True)
class Half:
    """Columns that make up one row: code, name, amounts. Wide tables set two side by side."""

    codes: tuple[Column, ...]
    names: tuple[Column, ...]
    amounts: tuple[Column, ...]


def text_of(cell: Cell | None) -> str:
    """The words of a cell without any white space: Chinese is justified with it."""
    return "".join(cell.text.split()) if cell else ""


def is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text))


def without_ordinal(name: str) -> str:
    """A row's name without its numbering: 一、外交支出 → 外交支出; of which-words go too."""
    return _ORDINAL.sub("", name.removeprefix("其中：").removeprefix("其中:"))


def head_height(grid: Sequence[Row]) -> int:
    """How many rows the head has: those above the first row with a figure or a numbered name.

    A row that numbers the columns (栏次 1 2 3) belongs to the head.
    """
    for index, row in enumerate(grid):
        texts = [text_of(cell) for cell in row]
        if any(text in wordings("accounts")["ignored_columns"] for text in texts):
            continue
        if any(is_figure(text) or _ORDINAL.match(text) for text in texts):
            return index
    return len(grid)


def read_columns(statement: Statement, grid: Sequence[Row]) -> list[Half]:
    """The columns of a table whose first part has the cells `grid`.

    Raises ExtractionError, naming table, place and head, at a column that is not known.
    """
    height = head_height(grid)
    columns = []
    for index in range(len(grid[0])):
        head = _head(grid[:height], index)
        column = _label(index, head)
        if column is None and head and head[-1] not in wordings("accounts")["ignored_columns"]:
            below = text_of(grid[height][index]) if height < len(grid) else ""
            if below not in wordings("accounts")["blank"] and not is_figure(below):
                head = (*head, below)  # the row of totals may hold the last words of the head
            column = _amount(statement, index, head)
        if column is not None:
            columns.append(column)
    return list(_halves(columns))


def _head(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    """The distinct words above a column, from top to bottom."""
    cells: list[Cell] = []
    for row in rows:
        cell = row[column]
        if cell is not None and cell not in cells and not is_figure(text_of(cell)):
            cells.append(cell)
    return tuple(text for cell in cells if (text := text_of(cell)))


def _label(index: int, head: tuple[str, ...]) -> Column | None:
    """The column as one of codes or names, or None."""
    words = wordings("accounts")
    joined = "/".join(head)
    if any(text.endswith(words["name_columns"][0]) for text in head):
        return Column(index, "name", joined)
    if any(name in joined for name in words["code_columns"]):
        return Column(index, "code", joined)
    if head and head[-1] in words["name_columns"]:
        return Column(index, "name", joined)
    return None


def _amount(statement: Statement, index: int, head: tuple[str, ...]) -> Column:
    phases: Mapping[str, str] = statement.words.get("phases", {})
    phase = next((phases[text] for text in reversed(head) if text in phases), "outturn")
    named = tuple(text for text in head if text not in phases)
    for words, target in _longest_first(statement.words["columns"]):
        parts = tuple(words.split("/"))
        if named[-len(parts) :] == parts:
            fund, _, item = target.rpartition(":")
            fund = fund or statement.words["fund"]
            return Column(index, "amount", _named(named), item, fund, phase)
    raise ExtractionError(
        f"the column {'/'.join(head)} of the table {statement.title.text.strip()} is not known",
        where=statement.title.place,
        remedy="add its words to catalogue/accounts.toml",
    )


def _named(head: Sequence[str]) -> str:
    """What a head names: its last words that are no total."""
    totals = {*wordings("accounts")["totals"], "小计"}
    return next((text for text in reversed(head) if text not in totals), head[-1])


def _longest_first(columns: Mapping[str, Any]) -> list[tuple[str, str]]:
    return sorted(columns.items(), key=lambda entry: -entry[0].count("/"))


def _halves(columns: Sequence[Column]) -> Iterator[Half]:
    """A half begins where a code or a name follows an amount."""
    groups: list[list[Column]] = [[]]
    for column in columns:
        if column.role != "amount" and groups[-1] and groups[-1][-1].role == "amount":
            groups.append([])
        groups[-1].append(column)
    for group in groups:
        yield Half(
            tuple(column for column in group if column.role == "code"),
            tuple(column for column in group if column.role == "name"),
            tuple(column for column in group if column.role == "amount"),
        )
