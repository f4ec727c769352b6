"""Text in another direction than that of its table, and the lines of a page as such text has them."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import Cell, Word
from ..line import UNREADABLE, Box, around
from .glyphs import PageText
from .painted import RuledLine
from .setting import SetLine
from .space import Space

_MOST = 0.5  # of a page's characters: the page is read in the direction in which more run

SetCells = tuple[tuple[Cell, tuple[SetLine, ...]], ...]


def main_direction(text: PageText) -> int:
    """The direction in which most characters of a page run: 0 unless more than half run in another."""
    counts = {quarter: len(own) for quarter, own in text.glyphs.items()}
    first = max(counts, key=lambda quarter: counts[quarter], default=0)
    return first if counts and counts[first] > _MOST * sum(counts.values()) else 0


def with_turned(cells: SetCells, digits: Sequence[Box]) -> SetCells:
    """The cells of a table, with U+FFFD in each blank one in which digits are set sideways."""
    found = []
    for cell, lines in cells:
        box = cell.box
        if not lines and box is not None:
            own = [
                digit
                for digit in digits
                if box.holds((digit.left + digit.right) / 2, (digit.top + digit.bottom) / 2)
            ]
            if own:
                lines = (SetLine((Word(UNREADABLE, around(own)),)),)
        found.append((cell, lines))
    return tuple(found)


def turned_lines(
    level: Sequence[RuledLine], upright: Sequence[RuledLine], space: Space, quarter: int
) -> tuple[list[RuledLine], list[RuledLine]]:
    """The lines of a page in the coordinates of text of a direction."""
    if quarter == 0:
        return list(level), list(upright)
    width, height = space.width, space.height
    if quarter == 2:
        return (
            [RuledLine(height - r.at, width - r.end, width - r.start, r.width) for r in level],
            [RuledLine(width - r.at, height - r.end, height - r.start, r.width) for r in upright],
        )
    if quarter == 1:  # u = height - Y, v = X
        return (
            [RuledLine(r.at, height - r.end, height - r.start, r.width) for r in upright],
            [RuledLine(height - r.at, r.start, r.end, r.width) for r in level],
        )
    return (  # u = Y, v = width - X
        [RuledLine(width - r.at, r.start, r.end, r.width) for r in upright],
        [RuledLine(r.at, width - r.end, width - r.start, r.width) for r in level],
    )
