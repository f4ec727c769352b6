"""The characters of a page as PDFium gives them, each with its place and with the run it is set in."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from math import hypot

from ...base.ideographs import plain_ideographs
from ..line import UNREADABLE, Box
from .layers import marked
from .painted import BLACK, Colour
from .pdfium import (
    Pointer,
    char_matrix,
    char_origin,
    count_chars,
    count_marks,
    fill_colour,
    font_size,
    four_floats,
    four_numbers,
    is_generated,
    loose_box,
    map_error,
    pointers,
    render_mode,
    six_floats,
    stroke_colour,
    text_object,
    text_of,
    unicode_of,
)
from .space import Affine, Space, multiply, quarter_of

ASCENT = 0.86  # of a character's size: how far its box rises above its baseline
_MIDDLE = ASCENT - 0.5
_LEVEL = 0.3  # points
_EQUAL = 0.005
INVISIBLE = (
    3,
    7,
)  # render modes: also of characters recognised in a picture, whose fonts map nothing
_BREAKS = "\r\n\0"  # PDFium's own
_HYPHENS = ("\x02", "\ufffe")  # what PDFium makes of a hyphen at the end of a line


@dataclass(slots=True, eq=False)
class Run:
    """A text object: what one operator of the page sets, in one font, size and colour.

    Two are one if they are the same object.
    """

    order: int  # of painting, among all objects of the page
    item: int  # its address, as long as the page is open
    size: float  # points
    quarter: int | None
    colour: Colour
    mode: int
    baseline: float = 0.0
    replaced: bool = False  # the file gives other text in its place
    layered: bool = False  # it stands in a layer, which may be off


@dataclass(slots=True)
class Glyph:
    """A character: its advance from `left` to `right`, in the coordinates of its direction.

    `centre`, `middle`: of its advance, and of its height.
    `spaced`: white space comes before it, `typed_space`: white space of the file. Top and bottom are counted from the baseline:
    fonts differ in what they say of their height.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    run: Run
    spaced: bool
    centre: float
    middle: float
    typed_space: bool = False

    @property
    def top(self) -> float:
        return self.baseline - ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + (1 - ASCENT) * self.size

    @property
    def box(self) -> Box:
        return Box(self.left, self.top, self.right, self.bottom)


@dataclass
class PageText:
    """The characters of a page by direction; `slanted`: those that run in none of the four.

    `unknown`: how many glyphs have no character (U+FFFD in the text). `layered`: whether any stands
    in a layer, which may be off.
    """

    glyphs: dict[int, list[Glyph]] = field(default_factory=dict)
    slanted: list[Glyph] = field(default_factory=list)
    unknown: int = 0
    layered: bool = False


def glyph(
    text: str, left: float, right: float, baseline: float, run: Run, spaced: bool = False
) -> Glyph:
    """A character of a run."""
    centre, middle = (left + right) / 2, baseline - _MIDDLE * run.size
    return Glyph(text, left, right, baseline, run.size, run, spaced, centre, middle)


def read_glyphs(text: Pointer, space: Space, orders: dict[int, int]) -> PageText:
    """The characters of an open text page, in the order of the file."""
    found = PageText()
    count = count_chars(text)
    if count <= 0:
        return found
    box = (ctypes.c_float * 4)()  # left, top, right, bottom
    origin = (ctypes.c_double * 2)()
    box_at = Pointer(ctypes.addressof(box))
    x_at, y_at = pointers(origin)
    runs = _Runs(text, space, orders)
    spaced = typed_space = False
    before: int | None = -1
    run = Run(0, 0, 1.0, 0, BLACK, 0)
    glyphs: list[Glyph] = []
    quarter: int | None = -1  # that of `glyphs`
    a, b, c, d, e, f = space.shown
    foot = baseline = rise = middle = 0.0
    size, seen = 1.0, True
    level = not space.shown[1]  # the page is not turned sideways
    characters = _characters(text, count)
    shown = _shown(characters)
    for index, character in enumerate(characters):
        plain = shown[character]
        if plain is None:
            spaced = True
            if not typed_space and character not in _BREAKS:
                typed_space = not is_generated(text, index)
            continue
        item = text_object(text, index)
        if not item and character not in _HYPHENS:
            continue  # PDFium put it there
        loose_box(text, index, box_at)
        left, top, right, bottom = four_floats(box)
        if item != before:
            alike = run if level and abs(top - bottom - rise) < _EQUAL and before else None
            run = runs.run(item or 0, index, alike if alike and bottom == runs.bottom else None)
            before, rise, runs.bottom = item, top - bottom, bottom
            size, seen = run.size, run.mode not in INVISIBLE
            if run.layered:
                found.layered = True
            if run.quarter != quarter:
                quarter = run.quarter
                glyphs = found.slanted if quarter is None else found.glyphs.setdefault(quarter, [])
                a, b, c, d, e, f = runs.way(quarter or 0)
            foot, baseline = b * left + d * bottom + f, run.baseline
            middle = baseline - _MIDDLE * size
        if (seen and map_error(text, index)) or (run.replaced and plain.isdigit()):
            plain = UNREADABLE
            found.unknown += 1
        first, last = a * left + c * bottom + e, a * right + c * top + e
        if first > last:
            first, last = last, first
        below = b * left + d * bottom + f
        if not -_LEVEL <= below - foot <= _LEVEL:  # set downwards, or its font changes
            char_origin(text, index, x_at, y_at)
            foot, baseline = below, b * origin[0] + d * origin[1] + f
            middle = baseline - _MIDDLE * size
        centre = (first + last) / 2
        glyphs.append(
            Glyph(plain, first, last, baseline, size, run, spaced, centre, middle, typed_space)
        )
        spaced = typed_space = False
    return found


def _shown(characters: list[str]) -> dict[str, str | None]:
    """Each character → the one to be read for it; None for white space."""
    shown: dict[str, str | None] = {}
    for character in set(characters):
        if character.isspace() or character == "\0":
            shown[character] = None
        elif character in _HYPHENS:
            shown[character] = "-"
        elif "\u2e80" <= character <= "\u2fdf":
            shown[character] = plain_ideographs(character)
        else:
            shown[character] = character
    return shown


def _characters(text: Pointer, count: int) -> list[str]:
    """One string for each character that PDFium counts."""
    buffer = (ctypes.c_ushort * (2 * count + 2))()
    written = text_of(text, 0, count, Pointer(ctypes.addressof(buffer)))
    whole = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(whole) == count:
        return list(whole)
    return [_character(unicode_of(text, index)) for index in range(count)]


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else UNREADABLE


class _Runs:
    """The runs of a page, each asked for once. `bottom`: of the last box, in PDF space."""

    def __init__(self, text: Pointer, space: Space, orders: dict[int, int]) -> None:
        self.bottom = 0.0
        self._text, self._space, self._orders = text, space, orders
        self._forms: dict[tuple[float, ...], tuple[float, int | None, Affine]] = {}
        self._ways: dict[int, Affine] = {}
        self._matrix = (ctypes.c_float * 6)()
        self._colour = (ctypes.c_uint * 4)()
        self._colour_at = pointers(self._colour)
        self._matrix_at = Pointer(ctypes.addressof(self._matrix))

    def way(self, quarter: int) -> Affine:
        if quarter not in self._ways:
            self._ways[quarter] = self._space.turned(quarter)
        return self._ways[quarter]

    def run(self, item: int, index: int, alike: Run | None) -> Run:
        """The text object at address `item`, of which the character at `index` is the first.

        `alike`: the run before, if its characters stand as high and on the same line.
        """
        size, baseline = 1.0, 0.0
        quarter: int | None = 0
        if alike is not None and alike.quarter == 0:
            size, baseline = alike.size, alike.baseline
        elif char_matrix(self._text, index, self._matrix_at):
            a, b, c, d, x, y = six_floats(self._matrix)
            key = (a, b, c, d, font_size(self._text, index))
            known = self._forms.get(key)
            if known is None:
                across, down, _, _, _, _ = multiply((a, b, c, d, 0.0, 0.0), self._space.shown)
                turn = quarter_of(across, down)
                known = (abs(key[4]) * hypot(c, d) or 1.0, turn, self.way(turn or 0))
                self._forms[key] = known
            size, quarter, way = known
            baseline = way[1] * x + way[3] * y + way[5]
        colour, mode = BLACK, 0
        if item:
            mode = render_mode(item)
            colour_of = stroke_colour if mode in (1, 5) else fill_colour
            if colour_of(item, *self._colour_at):
                colour = four_numbers(self._colour)
        order = self._orders.get(item, len(self._orders) + 1)
        # Most have no marks, and a page may have one text object a character.
        replaced, layered = marked(item) if item and count_marks(item) > 0 else (False, False)
        return Run(order, item, size, quarter, colour, mode, baseline, replaced, layered)
