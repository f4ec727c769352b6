"""Text as it is printed, with its place; rows of a form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...base.amounts import NUMBER, fold
from ...base.errors import Place
from ...base.values import value_class
from ...catalogue import wordings
from ...grid import Grid, GridCell, GridRow
from ..unread import PassageLeft, UnreadReason

_NUMBER = re.compile(rf"[-−]?{NUMBER}(?:%|分)?")


@dataclass(frozen=True)
class PrintedText:
    """Text as printed, line breaks removed, from its first line to its last."""

    text: str
    start: Place | None = None
    end: Place | None = None

    def __bool__(self) -> bool:
        return bool(self.text)

    @property
    def is_none(self) -> bool:
        """Whether it is blank or a mark for nothing."""
        return self.text.strip() in wordings("forms")["none"]["words"]


NOTHING = PrintedText("")


def of_cell(cell: GridCell) -> PrintedText:
    """The text of a cell with its place. Numbers on lines of their own stay apart: 15 and 15 is not 1515."""
    if not cell.lines:
        return PrintedText(cell.text)
    lines = [line.text.strip() for line in cell.lines if line.text.strip()]
    text = " ".join(lines) if _are_several(cell, lines) else cell.text
    return PrintedText(text, cell.lines[0].place, cell.lines[-1].place)


def _are_several(cell: GridCell, lines: list[str]) -> bool:
    """Whether a cell holds several numbers, each on a line.

    On a page a long number is wrapped too, but then its first line is not shorter than its last.
    """
    if len(lines) < 2 or not all(_NUMBER.fullmatch(fold(line)) for line in lines):
        return False
    return cell.box is None or len(lines[0]) < len(lines[-1])


def of_cells(cells: Iterable[GridCell]) -> PrintedText:
    """The texts of several cells one after another."""
    every = [of_cell(cell) for cell in cells]
    starts = [printed.start for printed in every if printed.start]
    ends = [printed.end for printed in every if printed.end]
    text = "".join(printed.text for printed in every)
    return PrintedText(text, min(starts, default=None), max(ends, default=None))


def unread(
    printed: PrintedText, page: int, reason: UnreadReason, table: str = "projects"
) -> PassageLeft:
    """`printed` as a passage that was not read; `page` where its place is not known."""
    place = printed.start or Place(page, 1)
    return PassageLeft(table, place.page, place.line, printed.text, reason)


@value_class()
class FormRow:
    """A row of a form: of which grid, and its cells."""

    grid: Grid
    row: GridRow

    @property
    def page(self) -> int:
        return self.row.page

    @cached_property
    def covering(self) -> tuple[GridCell, ...]:
        """Every cell that stands in the row, once, from the left."""
        found: dict[tuple[int, int], GridCell] = {}
        for cell in self.row.cells:
            if cell is not None:
                found.setdefault((cell.row, cell.column), cell)
        return tuple(found.values())

    @cached_property
    def starting(self) -> tuple[GridCell, ...]:
        """The cells that begin in the row."""
        return tuple(cell for cell in self.covering if cell.row == self.row.number)

    @cached_property
    def printed(self) -> tuple[GridCell, ...]:
        """The cells that begin in the row and are not blank."""
        return tuple(cell for cell in self.starting if cell.text)
