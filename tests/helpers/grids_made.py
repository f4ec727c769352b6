"""Grids made by hand, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.grid.grid import Grid, GridCell, GridRow
from jixiao.source import Document, Line

Head = Sequence[str]


def make_grid(
    title: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    unit: str | None = "万元",
    side: str | None = None,
    number: int = 1,
    indents: Sequence[float] | None = None,
) -> Grid:
    """A grid with `heads` as paths (收入/预算数); "" is a blank cell. Row r, column c is line 100r + c."""
    made = []
    for at, row in enumerate(rows):
        cells = []
        for column, text in enumerate(row):
            line = (Line(1, 1000 * number + 100 * at + column, text),) if text else ()
            indent = indents[at] if indents and column == 0 else None
            cells.append(GridCell(at, column, 1, 1, text, 1, line, None, indent))
        made.append(GridRow(at, "data", tuple(cells), 1))
    paths = tuple(tuple(filter(None, head.split("/"))) for head in heads)
    return Grid(number, (1,), tuple(made), paths, title, unit=unit, side=side)  # type: ignore[arg-type]


def no_text() -> Document:
    return Document("made.pdf", "0" * 64, ())
