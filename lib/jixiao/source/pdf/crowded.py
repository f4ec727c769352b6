"""Digits that the eye cannot tell: set over each other, or beside a picture of their own size.

A picture may be a digit (9 drawn before 10,231.58), and a thin one a line through the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..line import UNREADABLE
from .broken import NUMERIC
from .glyphs import Glyph
from .painted import Painted, RuledLine

_CROWDED = 0.16  # of the size: digits that are no farther apart are drawn over each other
_THIN = 2.6  # points: a picture that is no higher is a line
_SLENDER = 4.0  # times as wide as it is high, at least
_SMALLEST, _LARGEST = 0.45, 1.6  # of the size: how high the picture of a digit is
_WIDEST = 1.3  # of the size
_BESIDE = 0.35  # of the size: farther from a number a picture is none of it


def break_crowded(glyphs: Sequence[Glyph]) -> None:
    """Makes digits of one run unreadable that are set over each other. `glyphs`: as in the file."""
    for one, other in zip(glyphs, glyphs[1:], strict=False):
        if one.run is not other.run or one.text == other.text:
            continue
        digits = one.text.isdigit() and other.text.isdigit() and one.baseline == other.baseline
        if digits and abs(other.centre - one.centre) < _CROWDED * one.size:
            one.text = other.text = UNREADABLE


def drawn_lines(painted: Painted) -> Iterator[RuledLine]:
    """The thin pictures of a page, as the level lines that they are to the eye."""
    for area in painted.pictures:
        box = area.box
        high, wide = box.bottom - box.top, box.right - box.left
        if 0 < high <= _THIN and wide >= _SLENDER * high:
            yield RuledLine((box.top + box.bottom) / 2, box.left, box.right, high)


def break_beside_pictures(glyphs: Sequence[Glyph], painted: Painted) -> None:
    """Makes the digits unreadable that touch a picture as large as a digit. Of an upright page."""
    for area in painted.pictures:
        box = area.box
        high, wide = box.bottom - box.top, box.right - box.left
        if not 2.0 <= high <= 40.0 or wide > 40.0:
            continue
        for glyph in glyphs:
            if glyph.text not in NUMERIC or not _as_large(high, wide, glyph.size):
                continue
            near = _BESIDE * glyph.size
            level = min(box.bottom, glyph.baseline) - max(box.top, glyph.top)
            apart = max(box.left - glyph.right, glyph.left - box.right)
            if level >= 0.5 * high and -near <= apart <= near:
                glyph.text = UNREADABLE


def _as_large(high: float, wide: float, size: float) -> bool:
    return _SMALLEST * size <= high <= _LARGEST * size and wide <= _WIDEST * size
