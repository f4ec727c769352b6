"""Lines in the order of reading: running text, and tables cell by cell with blank lines between.

So set, a ruled table looks as one does in a text file, and every cell's text stands in one piece.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import NamedTuple

from ..base.text import plain_ideographs, without_zero_width
from .document import Aside, AsideReason, Cell, PageTable
from .line import UNREADABLE, Box, Line

_THIN_SPACES = "\xa0\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f"  # may group thousands


class PrintedLine(NamedTuple):
    """The text of a line, where it stands, and what was set aside from it, each with its reason."""

    text: str
    box: Box | None = None
    asides: tuple[tuple[str, AsideReason], ...] = ()
    wraps: bool = False  # goes on in the next line without a space


@dataclass
class InnerTable:
    """A table within a cell; the texts of its cells are those of the cell from `start` on."""

    start: int
    cells: list[PrintedCell]


@dataclass
class PrintedCell:
    """A cell without its lines yet, and the texts that are printed in it, on the page given."""

    cell: Cell
    page: int
    texts: Sequence[PrintedLine | tuple[str, Box | None]]
    inner: list[InnerTable] = field(default_factory=list)


class LineCounter:
    """Numbers the lines of a document as they come.

    `asides`: what was set aside from them. `inner`: tables that stand in cells of others.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.asides: list[Aside] = []
        self.inner: list[PageTable] = []
        self._waiting: list[tuple[str, AsideReason]] = []

    def line(
        self,
        page: int,
        text: str,
        box: Box | None = None,
        asides: Iterable[tuple[str, AsideReason]] = (),
        wraps: bool = False,
    ) -> Line:
        """One line of running text. `wraps`: it goes on in the next without a space."""
        return self._add(page, printable(text), box, asides, wraps)

    def _add(
        self,
        page: int,
        text: str,
        box: Box | None,
        asides: Iterable[tuple[str, AsideReason]],
        wraps: bool,
    ) -> Line:
        """A line whose `text` is printable."""
        line = Line(page, len(self.lines) + 1, text, box, wraps)
        self.lines.append(line)
        if self._waiting or asides:
            for words, reason in (*self._waiting, *asides):
                self.set_aside(page, words, reason, line.number)
            self._waiting = []
        return line

    def set_aside(self, page: int, text: str, reason: AsideReason, line: int | None = None) -> None:
        """What is no part of the document's text."""
        if text.strip():
            self.asides.append(Aside(page, printable(text).strip(), reason, line))

    def printed(self, page: int, printed: PrintedLine) -> Line | None:
        """A line as a reader gives it; a blank one is none, what was set aside goes to the next."""
        text = printable(printed.text)
        if not text.strip():
            self._waiting += printed.asides
            return None
        return self._add(page, text, printed.box, printed.asides, printed.wraps)

    def gap(self, page: int) -> None:
        """One blank line, if there is none yet."""
        if self.lines and not self.lines[-1].blank:
            waiting, self._waiting = self._waiting, []
            self._add(page, "", None, (), False)
            self._waiting = waiting

    def table(
        self, cells: Sequence[PrintedCell], box: Box | None = None, ruled: bool = True
    ) -> PageTable:
        """A table, row by row; its page is that of its first cell."""
        placed: list[Cell] = []
        for printed in sorted(cells, key=attrgetter("cell.row", "cell.column")):
            page = max(printed.page, self.lines[-1].page) if self.lines else printed.page
            self.gap(page)
            lines = [
                self.printed(page, text if isinstance(text, PrintedLine) else PrintedLine(*text))
                for text in printed.texts
            ]
            placed.append(_with_lines(printed.cell, lines))
            if printed.inner:
                self._place_inner(printed, lines)
        self.gap(max((line.page for line in self.lines[-1:]), default=1))
        return _table(min(printed.page for printed in cells), placed, box, ruled)

    def _place_inner(self, outer: PrintedCell, lines: Sequence[Line | None]) -> None:
        """The tables within a cell, from the lines of the cell."""
        for table in outer.inner:
            placed, at = [], table.start
            for printed in table.cells:
                own = lines[at : at + len(printed.texts)]
                placed.append(_with_lines(printed.cell, own))
                self._place_inner(printed, own)
                at += len(printed.texts)
            if placed:
                inner = _table(min(printed.page for printed in table.cells), placed, None)
                self.inner.append(replace(inner, inner=True))

    def finish(self) -> tuple[Line, ...]:
        """All lines, without blank ones at the end."""
        while self.lines and self.lines[-1].blank:
            self.lines.pop()
        for words, reason in self._waiting:
            last = self.lines[-1] if self.lines else None
            self.set_aside(last.page if last else 1, words, reason, last.number if last else None)
        self._waiting = []
        return tuple(self.lines)


def _table(page: int, cells: Sequence[Cell], box: Box | None, ruled: bool = True) -> PageTable:
    return PageTable(
        page,
        max(cell.row + cell.rows for cell in cells),
        max(cell.column + cell.columns for cell in cells),
        tuple(cells),
        box,
        ruled,
    )


def _with_lines(cell: Cell, lines: Iterable[Line | None]) -> Cell:
    present = tuple([line for line in lines if line is not None])
    return Cell(cell.row, cell.column, cell.rows, cell.columns, present, cell.box)


def printable(text: str) -> str:
    """`text` as one line of characters that can be written: the others become spaces or U+FFFD."""
    text = plain_ideographs(without_zero_width(text))
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in _THIN_SPACES
        else UNREADABLE
        if "\ud800" <= character <= "\udfff"
        else " "
        for character in text
    )
