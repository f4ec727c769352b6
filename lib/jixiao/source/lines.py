"""Lines in the order of reading: running text, and tables cell by cell with blank lines between.

So set, a ruled table looks as one does in a text file, and every cell's text stands in one piece.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .document import Box, Cell, Line, PageTable


@dataclass
class PrintedCell:
    """A cell without its lines yet, and the texts that are printed in it, on the page given.

    `wraps`: the indexes of the texts that go on in the next without a space.
    """

    cell: Cell
    page: int
    texts: list[tuple[str, Box | None]]
    wraps: frozenset[int] = frozenset()


class LineCounter:
    """Numbers the lines of a document as they come."""

    def __init__(self) -> None:
        self.lines: list[Line] = []

    def line(self, page: int, text: str, box: Box | None = None, wraps: bool = False) -> Line:
        """One line of running text."""
        self.lines.append(Line(page, len(self.lines) + 1, printable(text), box, wraps))
        return self.lines[-1]

    def gap(self, page: int) -> None:
        """One blank line, if there is none yet."""
        if self.lines and not self.lines[-1].blank:
            self.line(page, "")

    def table(
        self, cells: Sequence[PrintedCell], box: Box | None = None, ruled: bool = True
    ) -> PageTable:
        """A table, row by row; its page is that of its first cell."""
        placed: list[Cell] = []
        for printed in sorted(cells, key=lambda entry: (entry.cell.row, entry.cell.column)):
            page = max([printed.page, *(line.page for line in self.lines[-1:])])
            self.gap(page)
            lines = tuple(
                self.line(page, text, at, index in printed.wraps)
                for index, (text, at) in enumerate(printed.texts)
                if text.strip()
            )
            placed.append(replace(printed.cell, lines=lines))
        self.gap(max((line.page for line in self.lines[-1:]), default=1))
        return PageTable(
            min(printed.page for printed in cells),
            max(cell.row + cell.rows for cell in placed),
            max(cell.column + cell.columns for cell in placed),
            tuple(placed),
            box,
            ruled,
        )

    def finish(self) -> tuple[Line, ...]:
        """All lines, without blank ones at the end."""
        while self.lines and self.lines[-1].blank:
            self.lines.pop()
        return tuple(self.lines)


def printable(text: str) -> str:
    """`text` as one line of characters that can be written: the others become spaces or U+FFFD."""
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable()
        else "\ufffd"
        if "\ud800" <= character <= "\udfff"
        else " "
        for character in text
    )
