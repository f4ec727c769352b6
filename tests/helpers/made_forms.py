"""Forms typed as text: a line for each row, cells apart by |, `<` goes on from the left, `^` from above."""

from __future__ import annotations

from jixiao.grid import Grid, GridCell, GridRow
from jixiao.source import Box, Document, Line


def form_grid(
    text: str,
    *,
    number: int = 1,
    page: int = 1,
    first_line: int = 1,
    title: str | None = None,
    unit: str | None = None,
) -> Grid:
    """The grid that such a text draws. Each cell that is not blank has a line of its own."""
    table = [[cell.strip() for cell in row.split("|")] for row in text.strip().splitlines()]
    width = len(table[0])
    assert all(len(row) == width for row in table), "rows of different width"
    origin: dict[tuple[int, int], tuple[int, int]] = {}
    for row, cells in enumerate(table):
        for column, cell in enumerate(cells):
            before = {"<": (row, column - 1), "^": (row - 1, column)}.get(cell)
            origin[row, column] = origin[before] if before else (row, column)
    made: dict[tuple[int, int], GridCell] = {}
    line = first_line
    for place in sorted(set(origin.values())):
        covered = [at for at, start in origin.items() if start == place]
        rows = max(row for row, _ in covered) - place[0] + 1
        columns = max(column for _, column in covered) - place[1] + 1
        printed = table[place[0]][place[1]]
        lines = (Line(page, line, printed),) if printed else ()
        box = Box(
            place[1] * 50.0, place[0] * 20.0, (place[1] + columns) * 50.0, place[0] * 20.0 + 20
        )
        made[place] = GridCell(place[0], place[1], rows, columns, printed, page, lines, box)
        line += 1
    drawn = tuple(
        GridRow(row, "data", tuple(made[origin[row, column]] for column in range(width)), page)
        for row in range(len(table))
    )
    return Grid(number, (page,), drawn, ((),) * width, title, unit=unit)


def document(text: str = "", *, page: int = 1) -> Document:
    """A document with these lines outside of its tables; tables' lines are not in it."""
    lines = tuple(
        Line(page, 10_000 + number, line) for number, line in enumerate(text.splitlines(), start=1)
    )
    return Document("made", "0" * 64, lines)
