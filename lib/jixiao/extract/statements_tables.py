"""Final accounts (部门决算) and budgets (部门预算) → the table `statements`."""

from __future__ import annotations

from collections.abc import Sequence

from ..grid import Grid
from ..source import Document
from .statements import Family, UnreadNumber, read_whole
from .tables_read import TablesRead
from .unread import PassageLeft, UnreadReason

_REASONS: dict[str, UnreadReason] = {
    "row_not_known": "item_not_known",
    "unit_not_known": "no_unit",
    "not_a_figure": "no_number",
    "two_figures": "no_number",
    "column_not_known": "column_not_known",
    "row_without_name": "row_without_name",
    "row_and_column": "row_and_column",
    "office_not_known": "office_not_known",
    "code_not_known": "code_not_known",
    "cells_moved": "cells_moved",
}


def statements_tables(
    document: Document, grids: Sequence[Grid], family: Family, year: int
) -> TablesRead:
    """The table of a budget or final accounts; none where not one of its figures could be read."""
    read = read_whole(document, grids, family, year)
    tables = {} if read.rows.empty else {"statements": read.rows}
    return TablesRead(tables, tuple(_unread(number) for number in read.tables.unread))


def _unread(number: UnreadNumber) -> PassageLeft:
    """A number of a table as the descriptor lists it, with the words that were not known."""
    text = f"{number.words}: {number.text}" if number.words else number.text
    return PassageLeft("statements", number.page, number.line, text, _REASONS[number.reason])
