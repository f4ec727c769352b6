"""A page whose characters were recognised in its picture: words in cells between the lines it shows.

Only the places of whole words are known, and they come word by word.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as raw
from numpy.typing import NDArray

from ..document import Word
from ..ink import long_lines
from ..line import Box
from ..ocr import plain_marks
from ..rapid import Seen
from .glyphs import Glyph
from .homes import Home
from .joined import joined
from .lattice import Lattice, lattices
from .painted import RuledLine
from .setting import SetLine
from .space import Space, around

_RESOLUTION = 150  # dots an inch at which the page is looked at
_APART = 0.7  # of the height of a character: a wider gap parts two words


def picture_tables(page: Any, space: Space) -> list[Lattice]:
    """The tables whose lines the picture of an open page shows."""
    scale = 72 / _RESOLUTION
    level, upright = long_lines(_picture(page, space), scale)
    return [
        table
        for table in lattices(
            joined(RuledLine(*line) for line in level), joined(RuledLine(*line) for line in upright)
        )
        if len(table.cells) > 2
    ]


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


def recognised_lines(words: Iterable[Word], tables: Sequence[Lattice]) -> dict[Home, list[SetLine]]:
    """The lines in each cell, and under None those in no table."""
    placed: dict[Home, list[Word]] = {}
    for word in words:
        if text := plain_marks(word.text):
            placed.setdefault(_home(word.box, tables), []).append(Word(text, word.box))
    return {home: _lines(own) for home, own in placed.items()}


def layer_words(glyphs: Sequence[Glyph]) -> list[Word]:
    """The words of a layer of recognised characters, in its order."""
    return [
        Word("".join(glyph.text for glyph in own), _rounded(around([glyph.box for glyph in own])))
        for own in _words(glyphs)
    ]


def seen_words(lines: Seen, tables: Sequence[Lattice]) -> list[Word]:
    """The words of lines of recognised characters: a line is often seen through several cells, so
    each cell has words of its own.
    """
    words: list[Word] = []
    for line in lines:
        last: tuple[Home, Box] | None = None
        for character in line:
            home, box = _home(character.box, tables), character.box
            wide = _APART * (box.bottom - box.top)
            if last is not None and last[0] == home and box.left - last[1].right < wide:
                before = words.pop()
                word = Word(before.text + character.text, around([before.box, box]))
            else:
                word = Word(character.text, box)
            words.append(word)
            last = home, box
    return [Word(word.text, _rounded(word.box)) for word in words]


def _home(box: Box, tables: Sequence[Lattice]) -> Home:
    """The cell in which the middle of a box stands: table and cell, or None."""
    home: Home = None
    for index, table in enumerate(tables):
        cell = table.cell_at((box.left + box.right) / 2, (box.top + box.bottom) / 2)
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


def _lines(words: Iterable[Word]) -> list[SetLine]:
    """Words → the lines they stand in, from top to bottom.

    A word belongs to a line if the middle of one lies within the height of the other.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (_middle(word.box), word.box.left)):
        line = lines[-1] if lines else None
        if line is not None and _middle(word.box) <= max(w.box.bottom for w in line) - 0.25 * (
            min(w.box.bottom - w.box.top for w in line)
        ):
            line.append(word)
        else:
            lines.append([word])
    return [SetLine(tuple(sorted(line, key=lambda word: word.box.left))) for line in lines]


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2
