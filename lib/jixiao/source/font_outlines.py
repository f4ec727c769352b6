"""The outlines of the digits of a font file (TrueType, OpenType, WOFF). Uses fontTools."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterable

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
            names = font.getBestCmap() or {}
            return {d: _drawn(font, names[ord(d)]) for d in sorted(DIGITS) if ord(d) in names}
    except _DAMAGED:
        return {}


def glyph_outlines(content: bytes, numbers: Iterable[int]) -> dict[int, Outline]:
    """The number of each glyph → its outline; none where the font cannot be read."""
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    try:
        with TTFont(io.BytesIO(content), fontNumber=0, lazy=True) as font:
            return {number: _drawn(font, font.getGlyphName(number)) for number in numbers}
    except _DAMAGED:
        return {}


def _drawn(font: TTFont, name: str) -> Outline:
    glyphs = font.getGlyphSet()
    pen = _Pen(glyphs)
    glyphs[name].draw(pen)
    return tuple(map(tuple, pen.paths))


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
