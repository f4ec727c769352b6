"""The ruled tables of a document → the official tables of final accounts, each with its unit.

A title stands above its table. A table without a title that follows another without a line between
them is its next part, over a page break; so is one that repeats the title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ...base.amounts import fold
from ...base.errors import ExtractionError
from ...catalogue import wordings
from ...source import Document, Line, PageTable

_UNIT = re.compile(r"单位[:：](亿元|万元|元)")
_WHOSE = re.compile(r"(?:编制单位|编制部门|部门名称|单位名称|部门)[:：].*|公开\d+表|\d{4}年度?")
_MARKS = re.compile(r"[\s“”\"＂'‘’]|[（(]公开\d+表[)）]|\d{4}年度?")


@dataclass
class Statement:
    """One of the nine tables: its wordings, its unit of money, and its parts page by page."""

    words: Mapping[str, Any]
    title: Line
    unit: str
    parts: list[PageTable] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.words["id"])


def statements(document: Document) -> list[Statement]:
    """The official tables of `document` in their order; none if it has none.

    Raises ExtractionError, with the place, if a table has no unit of money, or goes on over the
    page with another number of columns.
    """
    found: list[Statement] = []
    goes_on = False
    for table, before in _with_lines_before(document):
        title = _title(before, table.page)
        if title is not None and (not found or title[0]["id"] != found[-1].id):
            words, line = title
            found.append(Statement(words, line, _unit(before, line, document)))
        elif title is None and (before or not goes_on):
            goes_on = False  # a table of another kind
            continue
        _add(found[-1], table, document)
        goes_on = True
    _check_once(found, document)
    return found


def _with_lines_before(document: Document) -> Iterator[tuple[PageTable, list[Line]]]:
    """Each ruled table with the printed lines between it and the table before.

    What a spreadsheet that became a page or a Word table has in its first rows (title, department,
    unit) counts as above it, and the note below its last row as below it.
    """
    lines = [line for line in document.lines if not line.blank]
    last = 0
    for whole in document.tables:
        table = _without_banner(whole)
        inside = table.lines
        if not inside:
            yield table, []
            continue
        first = inside[0].number
        yield table, [line for line in lines if last < line.number < first]
        last = inside[-1].number


def _without_banner(table: PageTable) -> PageTable:
    """`table` without the rows above its head that name it, and the note below its last."""
    rows = [[cell for cell in dict.fromkeys(row) if cell and cell.text] for row in table.grid()]
    first, end = 0, len(rows)
    while first < end and rows[first] and all(_names_it(cell.text) for cell in rows[first]):
        first += 1
    while end > first and all(cell.text.startswith(("注：", "注:")) for cell in rows[end - 1]):
        end -= 1
    if (first, end) == (0, len(rows)):
        return table
    cells = [
        replace(cell, row=cell.row - first)
        for cell in table.cells
        if first <= cell.row < end and cell.row + cell.rows <= end
    ]
    return replace(table, row_count=end - first, cells=tuple(cells))


def _names_it(text: str) -> bool:
    """Whether a cell above the head says which table this is, whose, or in which unit."""
    printed = "".join(text.split())
    titles = {title for words in wordings("accounts")["statements"] for title in words["titles"]}
    return (
        _MARKS.sub("", fold(printed)) in titles
        or _UNIT.fullmatch(printed.removeprefix("金额")) is not None
        or _WHOSE.fullmatch(printed) is not None
    )


def _title(before: Sequence[Line], page: int) -> tuple[Mapping[str, Any], Line] | None:
    """The title nearest above a table, on its page or at the foot of the page before."""
    for line in reversed(before):
        if line.page < page - 1:
            return None
        printed = _MARKS.sub("", fold(line.text))
        for words in wordings("accounts")["statements"]:
            if printed in words["titles"]:
                return words, line
    return None


def _unit(before: Sequence[Line], title: Line, document: Document) -> str:
    below = "".join("".join(ln.text.split()) for ln in before if ln.number > title.number - 3)
    if match := _UNIT.search(below):
        return match[1]
    raise ExtractionError(
        f"the table {title.text.strip()} names no unit of money",
        where=f"{document.name}, {title.place}",
        remedy="expected 单位：元 or 单位：万元 between its title and its first row",
    )


def _add(statement: Statement, table: PageTable, document: Document) -> None:
    if not table.lines:
        return
    if statement.parts and statement.parts[0].column_count != table.column_count:
        raise ExtractionError(
            f"the table {statement.title.text.strip()} goes on with {table.column_count} columns "
            f"where it began with {statement.parts[0].column_count}",
            where=f"{document.name}, page {table.page}",
            remedy="look at the page; fill the table in by hand if its rules are broken",
        )
    statement.parts.append(table)


def _check_once(found: Sequence[Statement], document: Document) -> None:
    seen: dict[str, Statement] = {}
    for statement in found:
        if statement.id in seen:
            first = seen[statement.id].title.place
            raise ExtractionError(
                f"the table {statement.title.text.strip()} stands twice, first on {first}",
                where=f"{document.name}, {statement.title.place}",
                remedy="give each department's accounts as a file of its own",
            )
        seen[statement.id] = statement
