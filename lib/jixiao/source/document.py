"""A published file as pages, lines and the tables of its pages, nothing interpreted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from ..base.errors import Place
from ..base.values import value_class
from .line import Box, Line
from .passage import joined_text


@value_class()
class Cell:
    """A cell of a ruled table: its first row and column from 0, how many it spans, its lines."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1
    lines: tuple[Line, ...] = ()
    box: Box | None = None

    def __hash__(self) -> int:
        return hash((self.row, self.column))  # all its lines and boxes take longer than reading it

    @cached_property
    def text(self) -> str:
        """The text of the cell, line breaks and justification removed."""
        return joined_text(self.lines)


@dataclass(frozen=True)
class PageTable:
    """A table, or what of it stands on one page; a table over three pages is three of them.

    `ruled`: its lines are drawn; else its cells follow from how its words are aligned. `inner`: it
    stands in a cell of another table, whose lines are also its own.

    `cells` come row by row; a merged cell comes once, where it begins.
    """

    page: int
    row_count: int
    column_count: int
    cells: tuple[Cell, ...]
    box: Box | None = None
    ruled: bool = True
    inner: bool = False

    def grid(self) -> list[list[Cell | None]]:
        """Rows of cells; a merged cell stands in every place that it covers."""
        rows: list[list[Cell | None]] = [[None] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    rows[row][column] = cell
        return rows

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return tuple([line for cell in self.cells for line in cell.lines])


class Word(NamedTuple):
    """Characters that stand together on a page of a PDF, and where."""

    text: str
    box: Box


@dataclass(frozen=True)
class Layout:
    """A page of a PDF: its size in points, its words as they stand, and what was set aside.

    `furniture`: running heads and page numbers, which are no lines of the text. `turned`: by how
    many quarters to the right the page is turned to be read, where it is shown on its side or upside
    down. Size and boxes are those of the page as it is read. `panes`: where its pages stand, in the
    order of reading, if it is a sheet that holds several.
    """

    width: float
    height: float
    words: tuple[Word, ...] = ()
    furniture: tuple[str, ...] = ()
    turned: int = 0
    panes: tuple[Box, ...] = ()

    def pane(self, box: Box | None) -> int:
        """Which of its pages holds the middle of `box`, from 0; 0 where it is no sheet of several."""
        if box is None:
            return 0
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        return next((at for at, area in enumerate(self.panes) if area.holds(x, y)), 0)

    def shown(self, box: Box) -> Box:
        """A box of the page as it is read → on the page as the file shows it."""
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if self.turned == 1:
            return Box(top, self.width - right, bottom, self.width - left)
        if self.turned == 2:
            return Box(
                self.width - right, self.height - bottom, self.width - left, self.height - top
            )
        if self.turned == 3:
            return Box(self.height - bottom, left, self.height - top, right)
        return box


AsideReason = Literal[
    "hidden",  # not seen by a reader: vanished, invisible, of the ground's colour, covered
    "struck",
    "outside",  # of the page
    "note_mark",  # a raised or lowered mark beside a word or figure
    "watermark",
    "sideways",  # slanted text, which reads in none of the four directions of a page
    "running_head",
    "page_number",
]


@dataclass(frozen=True)
class Aside:
    """Text of the file that is no part of what the document states, and why it was set aside.

    `line`: the line beside which it stands, where there is one. `box`: in PDF.
    """

    page: int
    text: str
    reason: AsideReason
    line: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Doubt:
    """A number that was recognised in a picture and may be wrong, or that may be there unseen.

    `read`: as the text has it, "" where it has none. `other`: as a second look has it, "" where
    that saw none or agrees. `reason`: a key of the labels `review.doubt`.
    """

    page: int
    line: int
    box: Box
    read: str
    reason: str
    other: str = ""


@dataclass(frozen=True, eq=False)  # one by identity: results are cached by it
class Document:
    """A published file: its `name` for messages, the sha256 of its bytes, and its lines.

    `tables`: its ruled tables in order; their lines are lines of the document. `layouts`: page →
    what a PDF says of it. `kind`: text, html, mhtml, docx, xlsx, xls, csv, ofd or pdf. `pictures`: pages that hold a picture
    and no text, so nothing was read from them. `recognised`: pages whose characters were
    recognised in a picture and may be wrong; `doubts`: the numbers of those pages to look at.
    `asides`: what stands in the file and is no part of its text. `addresses`: of a spreadsheet, line
    → its sheet and cell, 自评表!C5.
    """

    name: str
    sha256: str
    lines: tuple[Line, ...]
    kind: str = "text"
    tables: tuple[PageTable, ...] = field(default=(), compare=False, repr=False)
    layouts: Mapping[int, Layout] = field(default_factory=dict, compare=False, repr=False)
    pictures: tuple[int, ...] = ()
    recognised: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    asides: tuple[Aside, ...] = field(default=(), compare=False, repr=False)
    addresses: Mapping[int, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def turned(self) -> dict[int, int]:
        """Page → by how many quarters to the right it is turned to be read; without those that are not."""
        return {number: page.turned for number, page in self.layouts.items() if page.turned}

    @cached_property
    def page_count(self) -> int:
        return self.lines[-1].page if self.lines else 0

    def pages(self) -> Iterator[tuple[int, tuple[Line, ...]]]:
        """Each page's number with its lines, in order."""
        pages: dict[int, list[Line]] = {}
        for line in self.lines:
            pages.setdefault(line.page, []).append(line)
        for number in range(1, self.page_count + 1):
            yield number, tuple(pages.get(number, ()))

    def text_from(self, place: Place, length: int) -> str:
        """The first `length` characters from `place` on, white space left out."""
        found = ""
        for index in range(self._index.get(place.line, len(self.lines)), len(self.lines)):
            found += self._squeezed(index)
            if len(found) >= length:
                break
        return found[:length]

    def _squeezed(self, index: int) -> str:
        """The text of a line without white space; kept, for quotes of a long line ask often."""
        if index not in self._squeezed_lines:
            self._squeezed_lines[index] = "".join(self.lines[index].text.split())
        return self._squeezed_lines[index]

    @cached_property
    def _squeezed_lines(self) -> dict[int, str]:
        return {}

    def holds(self, quote: str, place: Place) -> bool:
        """Whether `quote`, white space aside, begins on the line at `place`.

        A cell that a page breaks goes on below other cells: so may a quote, once, where a line
        ends, from the beginning of a line of the next page.
        """
        wanted = "".join(quote.split())
        index = self._index.get(place.line)
        if not wanted or index is None or self.lines[index].page != place.page:
            return False
        first = self._squeezed(index)
        start = self.text_from(place, len(first) + len(wanted)).find(wanted)
        if 0 <= start < len(first):
            return True
        return any(
            self._holds_over_page(wanted, index, at)
            for at in range(max(0, len(first) - len(wanted)), len(first))
            if wanted.startswith(first[at:])
        )

    def _holds_over_page(self, wanted: str, index: int, at: int) -> bool:
        page = self.lines[index].page
        read = ""
        for line in self.lines[index:]:
            if line.page != page:
                break
            read += "".join(line.text.split())[at:]
            at = 0
            if not wanted.startswith(read):
                break
            rest = wanted[len(read) :]
            following = (line for line in self.lines[index:] if line.page == page + 1)
            if any(
                self.text_from(line.place, len(rest)) == rest
                for line in following
                if not line.blank
            ):
                return True
        return False

    def adjacent(self, before: Place, after: Place) -> bool:
        """Whether two places are in one line, or in lines that follow each other, blank ones aside."""
        return before.line == after.line or self._following.get(before.line) == after.line

    @cached_property
    def _following(self) -> dict[int, int]:
        """The number of a printed line → that of the next."""
        printed = [line.number for line in self.lines if not line.blank]
        return dict(zip(printed, printed[1:], strict=False))

    @cached_property
    def _index(self) -> dict[int, int]:
        """The line's number → where it stands in `lines`."""
        return {line.number: index for index, line in enumerate(self.lines)}
