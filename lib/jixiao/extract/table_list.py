"""What tables a document has: number, pages, size, unit, kind and title of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..grid import Grid, grids
from ..source import Document

Namer = Callable[[Grid], str | None]

# In turn; the first that knows a table names its kind. Each is a reader of judged tables.
KINDS: tuple[Namer, ...] = ()


@dataclass(frozen=True)
class ListedTable:
    """A table as a list of tables shows it: `rows` and `columns` count what is printed."""

    name: str
    pages: tuple[int, ...]
    rows: int
    columns: int
    unit: str | None
    kind: str | None
    title: str | None
    table_number: str | None


def list_tables(document: Document, kinds: Sequence[Namer] = KINDS) -> list[ListedTable]:
    """The tables of `document` in order, sides apart; the kind is None where none knows it."""
    return [
        ListedTable(
            grid.name,
            grid.pages,
            len(grid.rows),
            grid.column_count,
            grid.unit,
            next((kind for namer in kinds if (kind := namer(grid))), None),
            grid.title,
            grid.table_number,
        )
        for grid in grids(document)
    ]
