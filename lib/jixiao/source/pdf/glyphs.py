"""The characters of a page as PDFium gives them, each with its place and with the run it is set in."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import hypot

from ...base.ideographs import plain_ideographs
from ..document import Box
from .painted import BLACK, Colour
from .pdfium import (
    char_matrix,
    char_origin,
    count_chars,
    fill_colour,
    font_size,
    loose_box,
    map_error,
    render_mode,
    stroke_colour,
    text_object,
    text_of,
    unicode_of,
)
from .space import Affine, Space, multiply, quarter_of

ASCENT = 0.86  # of a character's size: how far its box rises above its baseline
_LEVEL = 0.3  # points
_INVISIBLE = 3  # render mode of characters recognised in a picture, whose fonts map nothing
_NO_CHARACTER = "\ufffd"
_HYPHENS = ("\x02", "\ufffe")  # what PDFium makes of a hyphen at the end of a line


@dataclass(slots=True)
class Run:
    """A text object: what one operator of the page sets, in one font, size and colour."""

    order: int  # of painting, among all objects of the page
    item: int  # its address, as long as the page is open
    size: float  # points
    quarter: int | None
    colour: Colour
    mode: int
    baseline: float = 0.0


@dataclass(slots=True)
class Glyph:
    """A character: its advance from `left` to `right`, in the coordinates of its direction.

    `spaced`: white space of the file comes before it. Top and bottom are counted from the baseline:
    fonts differ in what they say of their height.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    run: Run
    spaced: bool = False

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + (1 - ASCENT) * self.size

    @property
    def middle(self) -> float:
        return self.baseline - (ASCENT - 0.5) * self.size

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.right, self.bottom)


@dataclass
class PageText:
    """The characters of a page by direction; `slanted`: those that run in none of the four.

    `unknown`: how many glyphs have no character (U+FFFD in the text).
    """

    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    slanted: list[Glyph] = field(default_factory=list)
    unknown: int = 0


def read_glyphs(text: int, space: Space, orders: dict[int, int]) -> PageText:
    """The characters of the text page at address `text`, in the order of the file."""
    found = PageText()
    count = count_chars(text)
    if count <= 0:
        return found
    characters = _characters(text, count)
    box = (ctypes.c_float * 4)()  # left, top, right, bottom
    origin = (ctypes.c_double * 2)()
    box_at = ctypes.addressof(box)
    x_at, y_at = ctypes.addressof(origin), ctypes.addressof(origin) + 8
    ways: dict[int, Affine] = {}
    runs = _Runs(text, space, orders)
    spaced = False
    before: int | None = None
    run: Run | None = None
    glyphs: list[Glyph] = []
    a, b, c, d, e, f = space.shown
    foot = baseline = 0.0
    fresh = True
    for index, character in enumerate(characters):
        if character.isspace() or character == "\0":
            spaced = True
            continue
        item = text_object(text, index)
        if not item and character not in _HYPHENS:
            continue  # PDFium put it there
        if item != before or run is None:
            run, before = runs.run(item or 0, index), item
            quarter = run.quarter if run.quarter is not None else 0
            glyphs = (
                found.glyphs.setdefault(quarter, []) if run.quarter is not None else (found.slanted)
            )
            if quarter not in ways:
                ways[quarter] = space.turned(quarter)
            a, b, c, d, e, f = ways[quarter]
            fresh = True
        if run.mode != _INVISIBLE and map_error(text, index):
            character = _NO_CHARACTER
            found.unknown += 1
        elif character in _HYPHENS:
            character = "-"
        elif "\u2e80" <= character <= "\u2fdf":
            character = plain_ideographs(character)
        loose_box(text, index, box_at)
        left, top, right, bottom = box
        first, last = a * left + c * bottom + e, a * right + c * top + e
        if first > last:
            first, last = last, first
        below = b * left + d * bottom + f
        if fresh:
            fresh, foot, baseline = False, below, run.baseline
        elif abs(below - foot) > _LEVEL:  # set from top to bottom, or its font changes
            char_origin(text, index, x_at, y_at)
            foot, baseline = below, b * origin[0] + d * origin[1] + f
        glyphs.append(Glyph(character, first, last, baseline, run.size, run, spaced))
        spaced = False
    return found


def _characters(text: int, count: int) -> list[str]:
    """One string for each character that PDFium counts."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = text_of(text, 0, count, ctypes.addressof(buffer))
    whole = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(whole) == count:
        return list(whole)
    return [_character(unicode_of(text, index)) for index in range(count)]


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else _NO_CHARACTER


class _Runs:
    """The runs of a page, each asked for once."""

    def __init__(self, text: int, space: Space, orders: dict[int, int]) -> None:
        self._text, self._space, self._orders = text, space, orders
        self._forms: dict[tuple[float, ...], tuple[float, int | None, Affine]] = {}
        self._matrix = (ctypes.c_float * 6)()
        self._colour = (ctypes.c_uint * 4)()
        start = ctypes.addressof(self._colour)
        self._colour_at = [start + 4 * index for index in range(4)]
        self._matrix_at = ctypes.addressof(self._matrix)

    def run(self, item: int, index: int) -> Run:
        size, baseline = 1.0, 0.0
        quarter: int | None = 0
        if char_matrix(self._text, index, self._matrix_at):
            a, b, c, d, x, y = self._matrix
            key = (a, b, c, d, font_size(self._text, index))
            known = self._forms.get(key)
            if known is None:
                across, down, _, _, _, _ = multiply((a, b, c, d, 0.0, 0.0), self._space.shown)
                turn = quarter_of(across, down)
                known = (abs(key[4]) * hypot(c, d) or 1.0, turn, self._space.turned(turn or 0))
                self._forms[key] = known
            size, quarter, way = known
            baseline = way[1] * x + way[3] * y + way[5]
        colour, mode = BLACK, 0
        if item:
            mode = render_mode(item)
            read = stroke_colour if mode in (1, 5) else fill_colour
            if read(item, *self._colour_at):
                colour = tuple(self._colour)
        order = self._orders.get(item, len(self._orders) + 1)
        return Run(order, item, size, quarter, colour, mode, baseline)


def outside(glyph: Glyph, space: Space) -> bool:
    """Whether the middle of a character is outside of the visible page."""
    width, height = space.size(glyph.run.quarter or 0)
    return not (0 <= glyph.centre <= width and 0 <= glyph.middle <= height)


__all__ = ["ASCENT", "Glyph", "PageText", "Run", "outside", "read_glyphs"]
