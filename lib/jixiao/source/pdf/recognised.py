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
from .glyphs import Glyph
from .homes import Home
from .joined import joined
from .lattice import Lattice, lattices
from .painted import Rule
from .setting import SetLine
from .space import Space, around

_RESOLUTION = 150  # dots an inch at which the page is looked at


def picture_tables(page: Any, space: Space) -> list[Lattice]:
    """The tables whose lines the picture of an open page shows."""
    scale = 72 / _RESOLUTION
    level, upright = long_lines(_picture(page, space), scale)
    return [
        table
        for table in lattices(
            joined(Rule(*line) for line in level), joined(Rule(*line) for line in upright)
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


def recognised_lines(
    glyphs: Sequence[Glyph], tables: Sequence[Lattice]
) -> dict[Home, list[SetLine]]:
    """The lines in each cell, and under None those in no table."""
    placed: dict[Home, list[Word]] = {}
    for own in _words(glyphs):
        box = around([glyph.box for glyph in own])
        box = Box(*(round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)))
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        home: Home = None
        for index, table in enumerate(tables):
            cell = table.cell_at(x, y)
            if cell is not None:
                home = (index, cell)
        if text := plain_marks("".join(glyph.text for glyph in own)):
            placed.setdefault(home, []).append(Word(text, box))
    return {home: _lines(words) for home, words in placed.items()}


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
