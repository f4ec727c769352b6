"""Digits of a PDF that its fonts draw as other digits.

The text of a PDF says which character a glyph stands for; the font that lies in the file says how
it is drawn, and a reader sees no more than that. Where the two differ, no digit of the font can be
told.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field

from ..digit_shapes import DIGITS, any_draws_another
from ..line import UNREADABLE
from ..outlines import Outline, Point, coarse_curve
from .glyphs import INVISIBLE, Glyph, PageText
from .pdfium import (
    count_outline,
    font_data,
    font_embedded,
    font_name,
    font_of,
    glyph_outline,
    outline_segment,
    pointers,
    segment_point,
    segment_type,
    two_floats,
)

_LINE, _CURVE, _MOVE = 0, 1, 2  # FPDF_SEGMENT_…
_SIZE = 100.0  # points, at which outlines are asked for
_LONGEST_NAME = 200
_MOST_SEGMENTS = 600  # of a digit; what has more is a drawing

_Font = tuple[bytes, int]  # its name, and the length of what lies in the file


@dataclass
class DrawnDigits:
    """Which fonts of a document draw digits as others. Each digit of a font is looked at once."""

    _looked: dict[_Font, set[str]] = field(default_factory=dict)
    _false: set[_Font] = field(default_factory=set)

    def break_misdrawn(self, text: PageText) -> None:
        """Makes the digits of a page unreadable whose font draws any of them as another."""
        fonts: dict[int, int] = {}  # the address of a text object → that of its font
        used: dict[int, list[Glyph]] = {}
        for glyphs in (*text.glyphs.values(), text.slanted):
            for glyph in [glyph for glyph in glyphs if glyph.text in DIGITS]:
                item = glyph.run.item
                if not item or glyph.run.mode in INVISIBLE:
                    continue  # nobody sees how: recognised in a picture, with a font that draws nothing
                if item not in fonts:
                    fonts[item] = font_of(item) or 0
                used.setdefault(fonts[item], []).append(glyph)
        for font, own in used.items():
            if font and font_embedded(font) == 1 and self._is_false(font, {g.text for g in own}):
                for glyph in own:
                    glyph.text = UNREADABLE

    def _is_false(self, font: int, digits: set[str]) -> bool:
        key = _identity(font)
        looked = self._looked.setdefault(key, set())
        if new := digits - looked:
            looked |= new
            if any_draws_another({digit: _outline(font, digit) for digit in new}):
                self._false.add(key)
        return key in self._false


def _identity(font: int) -> _Font:
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    font_name(font, ctypes.addressof(name), _LONGEST_NAME)
    length = ctypes.c_size_t()
    font_data(font, None, 0, ctypes.addressof(length))
    return name.value, length.value


def _outline(font: int, digit: str) -> Outline:
    """The closed paths of a digit; none where the font draws it by other means."""
    drawn = glyph_outline(font, ord(digit), _SIZE)
    count = count_outline(drawn) if drawn else 0
    if not 0 < count <= _MOST_SEGMENTS:
        return ()
    paths: list[list[Point]] = []
    waiting: list[Point] = []  # the points of a curve
    place = (ctypes.c_float * 2)()
    x_at, y_at = pointers(place)
    for index in range(count):
        segment = outline_segment(drawn, index)
        segment_point(segment, x_at, y_at)
        point = two_floats(place)
        kind = segment_type(segment)
        if kind == _MOVE or not paths:
            paths.append([point])
        elif kind == _LINE:
            paths[-1].append(point)
        elif kind == _CURVE:
            waiting.append(point)
            if len(waiting) == 3:
                paths[-1] += coarse_curve(paths[-1][-1], *waiting)
                waiting = []
    return tuple(map(tuple, paths))
