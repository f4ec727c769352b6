"""Documents with tables, written down as they are printed: for tests of the mirror.

A table is rows of texts: "<" goes on from the cell at its left, "^" from the cell above it, "\\n"
parts two lines of a cell. With `edges` (points from the left) its cells have boxes, as in a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from jixiao.source import Box, Cell, Document, Layout, Line, PageTable
from jixiao.source.lines import LineCounter, PrintedCell

SIZE = 10.0  # points: the height of a line, the width of a Chinese character
PAGE = (595.0, 842.0)


class Paper:
    """Pages written from the top down."""

    def __init__(self, *, boxes: bool = True) -> None:
        self.boxes = boxes
        self.counter = LineCounter()
        self.tables: list[PageTable] = []
        self.furniture: dict[int, tuple[str, ...]] = {}
        self.number = 1
        self.top = 60.0

    def page(self, *furniture: str) -> Paper:
        """The next page. `furniture`: its running heads, which are no lines."""
        if self.counter.lines or self.tables:
            self.number += 1
        self.furniture[self.number] = furniture
        self.top = 60.0
        self.counter.gap(self.number)
        return self

    def line(self, text: str, left: float | None = None) -> Paper:
        """A printed line, in the middle of the page unless `left` says where."""
        width = sum(0.5 if c.isascii() else 1 for c in text) * SIZE
        start = (PAGE[0] - width) / 2 if left is None else left
        box = Box(start, self.top, start + width, self.top + SIZE) if self.boxes else None
        self.counter.line(self.number, text, box)
        self.top += 1.5 * SIZE
        return self

    def table(
        self,
        *rows: Sequence[str],
        edges: Sequence[float] | None = None,
        height: float = 20.0,
        heights: Sequence[float] | None = None,
        ruled: bool = True,
    ) -> Paper:
        """A table; without `edges` its columns are equally wide, without `heights` its rows as high."""
        width = len(rows[0])
        assert all(len(row) == width for row in rows), "rows differ in length"
        at = list(edges or [50 + i * 495 / width for i in range(width + 1)])
        each = heights or [height] * len(rows)
        tops = [self.top + sum(each[:i]) for i in range(len(rows) + 1)]
        cells = [self._cell(cell, text, at, tops) for cell, text in _cells(rows)]
        box = Box(at[0], tops[0], at[-1], tops[-1]) if self.boxes else None
        table = self.counter.table(cells, box)
        self.tables.append(replace(table, page=self.number, ruled=ruled))
        self.top = tops[-1] + SIZE
        return self

    def _cell(
        self, cell: Cell, text: str, at: Sequence[float], tops: Sequence[float]
    ) -> PrintedCell:
        box = Box(
            at[cell.column],
            tops[cell.row],
            at[cell.column + cell.columns],
            tops[cell.row + cell.rows],
        )
        texts: list[tuple[str, Box | None]] = []
        for number, line in enumerate(text.split("\n") if text else []):
            long = sum(0.5 if c.isascii() else 1 for c in line) * SIZE
            top = box.top + 2 + number * SIZE
            own = Box(box.left + 5, top, box.left + 5 + long, top + SIZE)
            texts.append((line, own if self.boxes else None))
        return PrintedCell(replace(cell, box=box if self.boxes else None), self.number, texts)

    def document(self) -> Document:
        lines = self.counter.finish()
        layouts = {
            page: Layout(*PAGE, (), self.furniture.get(page, ()))
            for page in range(1, self.number + 1)
        }
        kind = "pdf" if self.boxes else "docx"
        return Document(
            "made", "0" * 64, lines, kind, tuple(self.tables), layouts if self.boxes else {}
        )


def _cells(rows: Sequence[Sequence[str]]) -> Iterable[tuple[Cell, str]]:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text in ("<", "^"):
                continue
            across = column + 1
            while across < len(row) and row[across] == "<":
                across += 1
            down = number + 1
            while down < len(rows) and rows[down][column] == "^":
                down += 1
            yield Cell(number, column, down - number, across - column), text


def all_text(document: Document) -> str:
    """All characters that stand in cells of its tables, sorted."""
    texts = [line.text for table in document.tables for line in table.lines]
    return "".join(sorted("".join("".join(texts).split())))


def printed(line: Line) -> str:
    return "".join(line.text.split())
