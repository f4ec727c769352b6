"""Whether a font draws a digit as another one: its outline against the outlines of known fonts.

A font of a file may name a glyph 8 that is drawn as 3. Such a font is rare, and never told by its
text. The outlines of known fonts are in `digit_shapes.txt`: those of seven fonts of matplotlib
(DejaVu, STIX and Computer Modern, all free), drawn by `tests/helpers/digit_shapes_drawn.py`.

Of 90 fonts of a Linux system and 82 of published documents none is told to draw another digit; of
7,029 pairs of a digit of the latter and another name, 98 % are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from math import inf, isfinite

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
    return any_draws_another({digit: outline})


def any_draws_another(outlines: Mapping[str, Outline]) -> bool:
    """Whether of characters and their outlines any digit is another one, beyond doubt.

    All are compared at once: of so few numbers each call of numpy costs more than what it computes,
    and one by one they took a tenth of the time of reading a document of ten pages.
    """
    drawn = {d: outline for d, outline in outlines.items() if d in DIGITS and _has_height(outline)}
    if not drawn:
        return False
    for digit, column in zip(drawn, _likeness(_shapes(list(drawn.values()))), strict=True):
        own = column.pop(int(digit))
        other = max(column)
        if own < 1 - _BESIDE and other - own > (_BESIDE if other >= _CLEARLY else _APART):
            return True
    return False


def stored_shape(outline: Outline) -> bytes:
    """The picture of an outline as it stands in the file of known ones."""
    values = _shapes([outline])[0].tolist() if _has_height(outline) else []
    return bytes(128 + max(-128, min(127, round(v * _SCALE))) for v in values)


def _has_height(outline: Outline) -> bool:
    """Whether something is drawn, and has a height."""
    xs = [x for path in outline for x, _ in path]
    ys = [y for path in outline for _, y in path]
    if not all(map(isfinite, (*xs, *ys))):
        return False
    return bool(ys) and 0 < max(ys) - min(ys) < inf and max(xs) - min(xs) < inf


def _ink(outlines: Sequence[Outline]) -> Numbers:
    """The share of ink in each cell of a grid as high as its outline: outline × ROWS × COLUMNS from
    the top. Each outline has a height.
    """
    whole = [[path for path in outline if path] for outline in outlines]
    counts = np.array([sum(map(len, paths)) for paths in whole])
    begin = np.array([at for paths in whole for path in paths for at in path], np.float64)
    end = np.array(
        [at for paths in whole for path in paths for at in (*path[1:], path[0])], np.float64
    )
    first = np.add.accumulate(counts) - counts
    low, high = np.minimum.reduceat(begin, first), np.maximum.reduceat(begin, first)
    scale = ROWS / (high[:, 1] - low[:, 1])
    left = low[:, 0] - (COLUMNS / scale - (high[:, 0] - low[:, 0])) / 2
    left, top, scale = (np.repeat(value, counts) for value in (left, high[:, 1], scale))
    x0, x1 = ((at[:, 0] - left) * scale for at in (begin, end))
    y0, y1 = ((top - at[:, 1]) * scale * _SCANS - 0.5 for at in (begin, end))
    crossings = _crossings(x0, y0, x1, y1)
    return _between([crossings[:, at : at + n] for at, n in zip(first, counts, strict=True)])


def _crossings(x0: Numbers, y0: Numbers, x1: Numbers, y1: Numbers) -> Numbers:
    """Where each line across crosses each edge, in columns; inf where it does not."""
    scans = np.arange(ROWS * _SCANS)[:, np.newaxis]
    crossed = (np.minimum(y0, y1) <= scans) & (scans < np.maximum(y0, y1))
    rise = np.where(y0 == y1, 1.0, y1 - y0)  # no line crosses a level edge
    return np.where(crossed, x0 + (scans - y0) * (x1 - x0) / rise, np.inf)


def _between(crossings: Sequence[Numbers]) -> Numbers:
    """Of each outline the share of each cell that lies between the first and second crossing, the
    third and fourth …
    """
    edges = max([own.shape[1] for own in crossings])
    every = np.full((len(crossings), ROWS * _SCANS, edges + edges % 2), np.inf)
    for own, place in zip(crossings, every, strict=True):
        place[:, : own.shape[1]] = own
    every.sort(axis=2)  # from left to right
    most = int(np.maximum.reduce(np.add.reduce(every < np.inf, axis=2), axis=None))
    starts, ends = every[:, :, : most + most % 2 : 2], every[:, :, 1 : most + most % 2 : 2]
    starts = np.where(np.isinf(ends), np.inf, starts)  # a last one without its second
    columns = np.arange(COLUMNS)
    left_of = [np.minimum(np.maximum(at[..., np.newaxis] - columns, 0), 1) for at in (ends, starts)]
    own_ink = np.add.reduce(left_of[0] - left_of[1], axis=2)  # of each line across
    whole = own_ink.reshape(len(crossings), ROWS, _SCANS, COLUMNS)
    ink: Numbers = np.add.reduce(whole, axis=2) / _SCANS
    return ink


def _shapes(outlines: Sequence[Outline]) -> Numbers:
    """Of each outline, which has a height, a blurred picture of mean 0 and length 1, one a row:
    outlines that differ by a part of a cell are alike.
    """
    blurred = (_blur(ROWS) @ _ink(outlines) @ _blur(COLUMNS)).reshape(len(outlines), -1)
    blurred -= np.add.reduce(blurred, axis=1, keepdims=True) / blurred.shape[1]
    length = np.sqrt(np.add.reduce(blurred * blurred, axis=1, keepdims=True))
    return blurred / np.where(length, length, 1.0)


@cache
def _blur(count: int) -> Numbers:
    """What makes of `count` cells beside each other twice each and its neighbours."""
    return 2 * np.eye(count) + np.eye(count, k=1) + np.eye(count, k=-1)


def _likeness(pictures: Numbers) -> list[list[float]]:
    """Of each picture, for each digit: 1 for the same picture as in a known font, about 0 for any two."""
    shapes, starts = _known()
    best: list[list[float]] = (
        (np.maximum.reduceat(shapes @ pictures.T, starts, axis=0) / _SCALE).T
    ).tolist()
    return best


@cache
def _known() -> tuple[Numbers, list[int]]:
    """The pictures of the digits in known fonts, one a row; in which row each digit begins."""
    text = (resources.files(__package__) / "digit_shapes.txt").read_text("ascii")
    lines = sorted(line.split() for line in text.splitlines())
    shapes = np.array([list(bytes.fromhex(levels)) for _, levels in lines], np.float64) - 128
    digits = [digit for digit, _ in lines]
    return shapes, [digits.index(digit) for digit in sorted(DIGITS)]
