"""A page whose characters were recognised in its picture: words in cells between the lines it shows.

Only the places of whole words are known, and they come word by word.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from ..document import Word
from ..ink import long_lines, slope, straightened
from ..line import Box, around
from ..ocr import plain_marks
from ..rapid import Seen
from .glyphs import Glyph
from .homes import Home
from .joined import joined
from .lattice import Lattice, lattices
from .painted import RuledLine
from .setting import SetLine
from .space import Space

_RESOLUTION = 150  # dots an inch at which the page is looked at
_APART = 0.7  # of the height of a character: a wider gap parts two words


@dataclass(frozen=True)
class Straight:
    """The places of a page as they were if it did not lie aslant: its lines fall by `steep` of their
    length from left to right, about the middle of the page. In points.
    """

    steep: float
    across: float
    down: float

    def x(self, x: float, y: float) -> float:
        return x + self.steep * (y - self.down)

    def y(self, x: float, y: float) -> float:
        return y - self.steep * (x - self.across)

    def level(self, at: float, start: float, end: float) -> RuledLine:
        """A level line whose place is straight, and whose ends are not yet."""
        off = self.x(0.0, at)
        return RuledLine(at, start + off, end + off)

    def upright(self, at: float, start: float, end: float) -> RuledLine:
        off = self.y(at, 0.0)
        return RuledLine(at, start + off, end + off)


@dataclass(frozen=True)
class PictureTables:
    """The tables whose lines a picture shows, straight, and how its places are set straight."""

    straight: Straight
    tables: tuple[Lattice, ...]


def picture_tables(page: Any, space: Space) -> PictureTables:
    """The tables whose lines the picture of an open page shows. The page may lie a little aslant."""
    scale = 72 / _RESOLUTION
    picture = _picture(page, space)
    steep = slope(picture)
    straight = Straight(steep, space.width / 2, space.height / 2)
    level, _ = long_lines(straightened(picture, steep), scale)
    _, upright = long_lines(straightened(picture.T, -steep).T, scale)
    tables = lattices(
        joined(straight.level(*line) for line in level),
        joined(straight.upright(*line) for line in upright),
    )
    return PictureTables(straight, tuple(table for table in tables if len(table.cells) > 2))


def _picture(page: Any, space: Space) -> NDArray[np.uint8]:
    width = max(int(space.width * _RESOLUTION / 72), 1)
    height = max(int(space.height * _RESOLUTION / 72), 1)
    bitmap = raw.FPDFBitmap_CreateEx(width, height, raw.FPDFBitmap_Gray, None, 0)
    try:
        raw.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_GRAYSCALE)
        stride = raw.FPDFBitmap_GetStride(bitmap)
        buffer = ctypes.cast(
            raw.FPDFBitmap_GetBuffer(bitmap), ctypes.POINTER(ctypes.c_ubyte * (stride * height))
        )
        dots = np.frombuffer(buffer.contents, np.uint8).reshape(height, stride)
        return np.array(dots[:, :width])
    finally:
        raw.FPDFBitmap_Destroy(bitmap)


def recognised_lines(words: Iterable[Word], found: PictureTables) -> dict[Home, list[SetLine]]:
    """The lines in each cell, and under None those in no table."""
    placed: dict[Home, list[Word]] = {}
    for word in words:
        if text := plain_marks(word.text):
            placed.setdefault(_home(word.box, found), []).append(Word(text, word.box))
    return {home: _lines(own, found.straight) for home, own in placed.items()}


def layer_words(glyphs: Sequence[Glyph]) -> list[Word]:
    """The words of a layer of recognised characters, in its order."""
    return [
        Word("".join(glyph.text for glyph in own), _rounded(around([glyph.box for glyph in own])))
        for own in _words(glyphs)
    ]


def seen_words(lines: Seen, found: PictureTables) -> list[Word]:
    """The words of lines of recognised characters: a line is often seen through several cells, so
    each cell has words of its own.
    """
    words: list[Word] = []
    for line in lines:
        last: tuple[Home, Box] | None = None
        for character in line:
            home, box = _home(character.box, found), character.box
            wide = _APART * (box.bottom - box.top)
            if last is not None and last[0] == home and box.left - last[1].right < wide:
                before = words.pop()
                word = Word(before.text + character.text, around([before.box, box]))
            else:
                word = Word(character.text, box)
            words.append(word)
            last = home, box
    return [Word(word.text, _rounded(word.box)) for word in words]


def _home(box: Box, found: PictureTables) -> Home:
    """The cell in which the middle of a box stands: table and cell, or None."""
    home: Home = None
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    straight = found.straight.x(x, y), found.straight.y(x, y)
    for index, table in enumerate(found.tables):
        cell = table.cell_at(*straight)
        if cell is not None:
            home = (index, cell)
    return home


def _rounded(box: Box) -> Box:
    return Box(*(round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)))


def _words(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    found: list[list[Glyph]] = []
    for glyph in glyphs:
        last = found[-1][-1] if found else None
        if last is None or glyph.spaced or glyph.run is not last.run:
            found.append([])
        found[-1].append(glyph)
    return found


def _lines(words: Iterable[Word], straight: Straight) -> list[SetLine]:
    """Words → the lines they stand in, from top to bottom.

    A word belongs to a line if the middle of one lies within the height of the other.
    """
    lines: list[list[Word]] = []
    foot = least = 0.0  # of the last line: its lowest edge, and the height of its lowest word
    for middle, word in sorted(
        ((_middle(word.box, straight), word) for word in words),
        key=lambda placed: (placed[0], placed[1].box.left),
    ):
        height = word.box.bottom - word.box.top
        if lines and middle <= foot - 0.25 * least:
            lines[-1].append(word)
            foot, least = max(foot, middle + height / 2), min(least, height)
        else:
            lines.append([word])
            foot, least = middle + height / 2, height
    return [SetLine(tuple(sorted(line, key=lambda word: word.box.left))) for line in lines]


def _middle(box: Box, straight: Straight) -> float:
    return straight.y((box.left + box.right) / 2, (box.top + box.bottom) / 2)
