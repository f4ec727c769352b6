"""Whether a font draws a digit as another one: its outline against the outlines of known fonts.

A font of a file may name a glyph 8 that is drawn as 3. Such a font is rare, and never told by its
text. The outlines of known fonts are in `digit_shapes.txt`: those of seven fonts of matplotlib
(DejaVu, STIX and Computer Modern, all free), drawn by `tests/helpers/digit_shapes_drawn.py`.

Of 90 fonts of a Linux system and 82 of published documents none is told to draw another digit; of
7,029 pairs of a digit of the latter and another name, 98 % are.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from math import isfinite, sqrt

import numpy as np
from numpy.typing import NDArray

from .outlines import Outline

DIGITS = frozenset("0123456789")
COLUMNS, ROWS = 8, 12
_SCALE = 400  # of a shape in the file, as whole numbers from −128 to 127
_SCANS = 2  # lines across a row
_APART = 0.16  # a digit that is so much more like another is that other
_CLEARLY, _BESIDE = (
    0.85,
    0.07,
)  # as is one that is clearly like another, and so much more than its own

Numbers = NDArray[np.float64]


def draws_another(digit: str, outline: Outline) -> bool:
    """Whether `outline` (x to the right, y upwards) is another digit than `digit`, beyond doubt."""
    shape = _shape(outline)
    if shape is None or digit not in DIGITS:
        return False
    likeness = _likeness(shape)
    own = likeness.pop(int(digit))
    other = max(likeness)
    return own < 1 - _BESIDE and other - own > (_BESIDE if other >= _CLEARLY else _APART)


def stored_shape(outline: Outline) -> bytes:
    """The picture of an outline as it stands in the file of known ones."""
    shape = _shape(outline)
    values = [] if shape is None else shape.tolist()
    return bytes(128 + max(-128, min(127, round(v * _SCALE))) for v in values)


def _ink(outline: Outline) -> Numbers | None:
    """The share of ink in each cell of a grid as high as the outline: ROWS × COLUMNS from the top.

    None where nothing is drawn.
    """
    paths = [path for path in outline if path]
    if not paths:
        return None
    begin = np.array([point for path in paths for point in path], np.float64)
    end = np.array([point for path in paths for point in (*path[1:], path[0])], np.float64)
    (left, low), (right, top) = np.minimum.reduce(begin).tolist(), np.maximum.reduce(begin).tolist()
    if not (top > low and isfinite(top - low) and isfinite(right - left)):
        return None
    scale = ROWS / (top - low)
    left -= (COLUMNS / scale - (right - left)) / 2
    x0, x1 = ((at[:, 0] - left) * scale for at in (begin, end))
    y0, y1 = ((top - at[:, 1]) * scale * _SCANS - 0.5 for at in (begin, end))
    slanted = y0 != y1  # no line crosses a level edge
    return _between(_crossings(x0[slanted], y0[slanted], x1[slanted], y1[slanted]))


def _crossings(x0: Numbers, y0: Numbers, x1: Numbers, y1: Numbers) -> Numbers:
    """Where each line across crosses the edges, from left to right, in columns; inf after the last."""
    scans = np.arange(ROWS * _SCANS)[:, np.newaxis]
    crossed = (np.minimum(y0, y1) <= scans) & (scans < np.maximum(y0, y1))
    found = np.where(crossed, x0 + (scans - y0) * (x1 - x0) / (y1 - y0), np.inf)
    found.sort(axis=1)
    most = int(np.maximum.reduce(np.add.reduce(crossed, axis=1)))
    return found[:, :most]


def _between(crossings: Numbers) -> Numbers:
    """The share of each cell that lies between the first and second crossing, the third and fourth …"""
    pairs = crossings.shape[1] // 2
    starts, ends = crossings[:, : 2 * pairs : 2], crossings[:, 1 : 2 * pairs : 2]
    starts = np.where(np.isinf(ends), np.inf, starts)  # a last one without its second
    columns = np.arange(COLUMNS)
    left_of = [
        np.minimum(np.maximum(at[:, :, np.newaxis] - columns, 0), 1) for at in (ends, starts)
    ]
    own = np.add.reduce(left_of[0] - left_of[1], axis=1)  # of each line across
    ink: Numbers = np.add.reduce(own.reshape(ROWS, _SCANS, COLUMNS), axis=1) / _SCANS
    return ink


def _shape(outline: Outline) -> Numbers | None:
    """A blurred picture of mean 0 and length 1: outlines that differ by a part of a cell are alike."""
    ink = _ink(outline)
    if ink is None:
        return None
    blurred = (_blur(ROWS) @ ink @ _blur(COLUMNS)).ravel()
    blurred -= np.add.reduce(blurred) / blurred.size
    return blurred / (sqrt(blurred @ blurred) or 1.0)


@cache
def _blur(count: int) -> Numbers:
    """What makes of `count` cells beside each other twice each and its neighbours."""
    return 2 * np.eye(count) + np.eye(count, k=1) + np.eye(count, k=-1)


def _likeness(shape: Numbers) -> list[float]:
    """For each digit: 1 for the same picture as in a known font, about 0 for any two."""
    shapes, starts = _known()
    best: list[float] = (np.maximum.reduceat(shapes @ shape, starts) / _SCALE).tolist()
    return best


@cache
def _known() -> tuple[Numbers, list[int]]:
    """The pictures of the digits in known fonts, one a row; in which row each digit begins."""
    text = (resources.files(__package__) / "digit_shapes.txt").read_text("ascii")
    lines = sorted(line.split() for line in text.splitlines())
    shapes = np.array([list(bytes.fromhex(levels)) for _, levels in lines], np.float64) - 128
    digits = [digit for digit, _ in lines]
    return shapes, [digits.index(digit) for digit in sorted(DIGITS)]
