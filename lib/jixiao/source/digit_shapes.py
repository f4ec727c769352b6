"""Whether a font draws a digit as another one: its outline against the outlines of known fonts.

A font of a file may name a glyph 8 that is drawn as 3. Such a font is rare, and never told by its
text. The outlines of known fonts are in `digit_shapes.txt`: those of seven fonts of matplotlib
(DejaVu, STIX and Computer Modern, all free), drawn by `tests/helpers/digit_shapes_drawn.py`.

Of 90 fonts of a Linux system and 82 of published documents none is told to draw another digit; of
7,029 pairs of a digit of the latter and another name, 98 % are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from math import ceil, sqrt
from operator import mul

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

Shape = tuple[float, ...]  # ROWS × COLUMNS, of mean 0 and length 1


def draws_another(digit: str, outline: Outline) -> bool:
    """Whether `outline` (x to the right, y upwards) is another digit than `digit`, beyond doubt."""
    known = _known()
    shape = _shape(outline)
    if shape is None or digit not in known:
        return False
    own = _likeness(shape, known[digit])
    if own >= 1 - _BESIDE:
        return False
    other = max(_likeness(shape, shapes) for name, shapes in known.items() if name != digit)
    return other - own > (_BESIDE if other >= _CLEARLY else _APART)


def stored_shape(outline: Outline) -> bytes:
    """The picture of an outline as it stands in the file of known ones."""
    return bytes(128 + max(-128, min(127, round(v * _SCALE))) for v in _shape(outline) or ())


def _ink(outline: Outline) -> list[float] | None:
    """The share of ink in each cell of a grid as high as the outline, row by row from the top.

    None where nothing is drawn.
    """
    xs = [x for path in outline for x, _ in path]
    ys = [y for path in outline for _, y in path]
    if not xs or max(ys) <= min(ys):
        return None
    top, scale = max(ys), ROWS / (max(ys) - min(ys))
    left = min(xs) - (COLUMNS / scale - (max(xs) - min(xs))) / 2
    ink = [0.0] * (ROWS * COLUMNS)
    for scan, crossings in enumerate(_crossings(outline, left, top, scale)):
        first = scan // _SCANS * COLUMNS
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            start, end = max(start, 0.0), min(end, float(COLUMNS))
            column = int(start)
            while column < end:
                ink[first + column] += (min(end, column + 1) - max(start, column)) / _SCANS
                column += 1
    return ink


def _crossings(outline: Outline, left: float, top: float, scale: float) -> list[list[float]]:
    """Where each line across crosses the outline, from left to right, in columns."""
    found: list[list[float]] = [[] for _ in range(ROWS * _SCANS)]
    for path in outline:
        points = [((x - left) * scale, (top - y) * scale * _SCANS - 0.5) for x, y in path]
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            if y0 > y1:
                x0, y0, x1, y1 = x1, y1, x0, y0
            for scan in range(max(0, ceil(y0)), min(len(found), ceil(y1))):
                found[scan].append(x0 + (scan - y0) * (x1 - x0) / (y1 - y0))
    for crossings in found:
        crossings.sort()
    return found


def _shape(outline: Outline) -> Shape | None:
    """A blurred picture, so that outlines that differ by a part of a cell are alike."""
    ink = _ink(outline)
    if ink is None:
        return None
    rows = [ink[start : start + COLUMNS] for start in range(0, len(ink), COLUMNS)]
    across = [
        [2 * b + a + c for a, b, c in zip([0.0, *row], row, [*row[1:], 0.0], strict=False)]
        for row in rows
    ]
    blank = [0.0] * COLUMNS
    blurred = [
        2 * b + a + c
        for above, row, below in zip([blank, *across], across, [*across[1:], blank], strict=False)
        for a, b, c in zip(above, row, below, strict=True)
    ]
    mean = sum(blurred) / len(blurred)
    length = sqrt(sum((value - mean) ** 2 for value in blurred)) or 1.0
    return tuple((value - mean) / length for value in blurred)


def _likeness(shape: Shape, shapes: Sequence[Shape]) -> float:
    """1 for the same picture, about 0 for any two. `shapes`: of the file."""
    best: float = max(sum(map(mul, shape, one)) for one in shapes)
    return best / _SCALE


@cache
def _known() -> dict[str, tuple[Shape, ...]]:
    """Each digit → its pictures in known fonts."""
    found: dict[str, list[Shape]] = {}
    text = (resources.files(__package__) / "digit_shapes.txt").read_text("ascii")
    for line in text.splitlines():
        digit, levels = line.split()
        found.setdefault(digit, []).append(tuple(v - 128 for v in bytes.fromhex(levels)))
    return {digit: tuple(shapes) for digit, shapes in found.items()}
