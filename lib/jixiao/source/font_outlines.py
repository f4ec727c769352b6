"""The outlines of the digits of a font file (TrueType, OpenType, WOFF). Uses fontTools."""

from __future__ import annotations

import io
import logging
import struct
import zlib

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont, TTLibError

from .digit_shapes import DIGITS
from .outlines import Outline, Point, coarse_curve

# What fontTools raises for a font that is damaged, or packed as WOFF2 where brotli is not installed.
_DAMAGED = (
    TTLibError,
    struct.error,
    zlib.error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    NotImplementedError,
    RecursionError,
    TypeError,
    ValueError,
)


def digit_outlines(content: bytes) -> dict[str, Outline]:
    """Each digit that the font draws → its outline; none where the font cannot be read."""
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)  # it tells of every odd time stamp
    try:
        with TTFont(io.BytesIO(content), fontNumber=0, lazy=True) as font:
            names, glyphs = font.getBestCmap() or {}, font.getGlyphSet()
            found = {}
            for digit in sorted(DIGITS):
                if ord(digit) in names:
                    pen = _Pen(glyphs)
                    glyphs[names[ord(digit)]].draw(pen)
                    found[digit] = tuple(map(tuple, pen.paths))
            return found
    except _DAMAGED:
        return {}


class _Pen(BasePen):  # type: ignore[misc]  # fontTools is read without its types
    """Keeps the points of what is drawn."""

    def __init__(self, glyphs: object) -> None:
        super().__init__(glyphs)
        self.paths: list[list[Point]] = []

    def _moveTo(self, pt: Point) -> None:
        self.paths.append([pt])

    def _lineTo(self, pt: Point) -> None:
        self.paths[-1].append(pt)

    def _curveToOne(self, pt1: Point, pt2: Point, pt3: Point) -> None:
        self.paths[-1] += coarse_curve(self.paths[-1][-1], pt1, pt2, pt3)
