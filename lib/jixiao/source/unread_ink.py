"""Ink of a recognised page that no character was read of: beside a number, or alone in its cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ..base.amounts import fold
from .boxes import cell_boxes, nearest_line
from .document import Document, Doubt
from .line import Box, Line
from .rapid import SeenCharacter
from .recognised_numbers import RESOLUTION, TOKEN

_EDGE = 2.5  # points: what is nearer to the line of a cell belongs to the line
_LOWEST, _SPECKS = 4.0, 30  # points high, and dots: less ink than that is a speck or a dash
_DIGIT = 7.0  # points: ink farther than that beside a line is a character more


def cut_off(document: Document, lines: Sequence[Line], ink: NDArray[np.bool_]) -> Iterator[Doubt]:
    """The numbers at an end of a line beside which there is ink that no character was read of.

    What stands in the next cell, or was read as another line, is nothing of the number's.
    """
    dots = RESOLUTION / 72
    cells = cell_boxes(document)
    for line in lines:
        text, box = fold(line.text.strip()), line.box
        assert box is not None
        rows = slice(int((box.top + 1) * dots), int((box.bottom - 1) * dots))
        for at, edge, step in ((-1, box.right, 1), (0, box.left, -1)):
            if not text[at].isdecimal():
                continue
            first, last = sorted((edge, edge + step * 2 * _DIGIT))
            if (cell := cells.get(line.number)) is not None:
                first, last = max(first, cell.left + _EDGE), min(last, cell.right - _EDGE)
            area = Box(first, box.top, last, box.bottom)
            if last - first <= _DIGIT or any(_laps(area, other.box) for other in lines):
                continue
            beside = ink[rows, max(0, int(first * dots)) : int(last * dots)]
            inked = np.flatnonzero(np.any(beside, axis=0)[::step])
            if len(inked) and inked.max() / dots > _DIGIT:
                number = TOKEN.findall(text)[at]
                yield Doubt(line.page, line.number, area, number, "cut_off")


def _laps(area: Box, box: Box | None) -> bool:
    """Whether a line that was read reaches into `area`."""
    if box is None:
        return False
    across = min(area.right, box.right) - max(area.left, box.left)
    down = min(area.bottom, box.bottom) - max(area.top, box.top)
    return across > 1.0 and down > (area.bottom - area.top) / 2


def is_sign(doubt: Doubt, characters: Iterable[Sequence[SeenCharacter]]) -> bool:
    """Whether a digit that only the second look has is a sign that the first one read there."""
    if doubt.reason != "unseen" or len(doubt.other) > 1:
        return False
    x, y = (doubt.box.left + doubt.box.right) / 2, (doubt.box.top + doubt.box.bottom) / 2
    return any(
        character.box.holds(x, y) and not character.text.isdigit()
        for line in characters
        for character in line
    )


def unread_cells(document: Document, page: int, ink: NDArray[np.bool_]) -> Iterator[Doubt]:
    """The cells of a recognised page of which no character was read though there is ink in them."""
    dots = RESOLUTION / 72
    lines = [line for line in document.lines if line.page == page and not line.blank]
    cells = [cell for table in document.tables if table.page == page for cell in table.cells]
    for cell in cells:
        box = cell.box
        if box is None or cell.lines or not lines:
            continue
        rows = slice(int((box.top + _EDGE) * dots), int((box.bottom - _EDGE) * dots))
        inner = ink[rows, int((box.left + _EDGE) * dots) : int((box.right - _EDGE) * dots)]
        if not inner.size:
            continue
        inked = np.flatnonzero(np.any(inner, axis=1))
        if len(inked) and inked.max() - inked.min() >= _LOWEST * dots and inner.sum() >= _SPECKS:
            line = nearest_line(lines, box)
            yield Doubt(page, line.number, box, "", "ink_unread")
