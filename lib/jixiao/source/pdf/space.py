"""Where on a page: points of a PDF's own space → points from the upper left corner as it is read.

A page is turned by its /Rotate, and a text on it may be turned once more. The four directions of
text are numbered by quarter turns to the left: 0 upright, 1 reads upwards, 2 upside down, 3 reads
downwards. Each has its own coordinates, in which it reads from left to right and from top to bottom.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as raw

from ..line import Box

Affine = tuple[float, float, float, float, float, float]
Edges = tuple[float, float, float, float]  # left, top, right, bottom
IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Space:
    """A page as shown: its size in points, and the way from PDF space to it."""

    width: float
    height: float
    shown: Affine

    def turned(self, quarter: int) -> Affine:
        """PDF space → the coordinates of text of that direction."""
        return multiply(self.shown, self._turn(quarter))

    def size(self, quarter: int) -> tuple[float, float]:
        """Width and height in the coordinates of text of that direction."""
        return (self.height, self.width) if quarter % 2 else (self.width, self.height)

    def _turn(self, quarter: int) -> Affine:
        return (
            IDENTITY,
            (0.0, 1.0, -1.0, 0.0, self.height, 0.0),
            (-1.0, 0.0, 0.0, -1.0, self.width, self.height),
            (0.0, -1.0, 1.0, 0.0, 0.0, self.width),
        )[quarter]

    def back(self, box: Box, quarter: int) -> Box:
        """A box in the coordinates of text of that direction → on the page as shown."""
        if quarter == 1:
            return Box(box.top, self.height - box.right, box.bottom, self.height - box.left)
        if quarter == 2:
            return Box(
                self.width - box.right,
                self.height - box.bottom,
                self.width - box.left,
                self.height - box.top,
            )
        if quarter == 3:
            return Box(self.width - box.bottom, box.left, self.width - box.top, box.right)
        return box


def page_space(page: Any) -> Space:
    """Of a page: its visible box (CropBox within MediaBox) and its rotation."""
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    left, right = sorted((box.left, box.right))
    bottom, top = sorted((box.bottom, box.top))
    width, height = right - left, top - bottom
    rotation = raw.FPDFPage_GetRotation(page) % 4
    if rotation == 1:
        return Space(height, width, (0.0, 1.0, 1.0, 0.0, -bottom, -left))
    if rotation == 2:
        return Space(width, height, (-1.0, 0.0, 0.0, 1.0, right, -bottom))
    if rotation == 3:
        return Space(height, width, (0.0, -1.0, -1.0, 0.0, top, right))
    return Space(width, height, (1.0, 0.0, 0.0, -1.0, -left, top))


def turn_page(page: Any, quarters: int) -> Space:
    """The space of an open page that is turned by so many quarters to the right; the file stays."""
    rotation = raw.FPDFPage_GetRotation(page)
    raw.FPDFPage_SetRotation(page, (rotation + quarters) % 4)
    return page_space(page)


def multiply(first: Affine, then: Affine) -> Affine:
    """`first`, and `then` on its result."""
    a, b, c, d, e, f = first
    k, l, m, n, o, p = then  # noqa: E741
    return (
        a * k + b * m,
        a * l + b * n,
        c * k + d * m,
        c * l + d * n,
        e * k + f * m + o,
        e * l + f * n + p,
    )


def apply(matrix: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def edges(matrix: Affine, left: float, bottom: float, right: float, top: float) -> Edges:
    """Left, top, right and bottom of a rectangle that `matrix` moves."""
    a, b, c, d, e, f = matrix
    if not b and not c:
        first, last, high, low = a * left + e, a * right + e, d * top + f, d * bottom + f
    elif not a and not d:  # a page turned sideways
        first, last, high, low = c * bottom + e, c * top + e, b * left + f, b * right + f
    else:
        corners = [apply(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)
    if first > last:
        first, last = last, first
    return (first, high, last, low) if high <= low else (first, low, last, high)


def bounds(matrix: Affine, left: float, bottom: float, right: float, top: float) -> Box:
    """The box of a rectangle that `matrix` moves."""
    return Box(*edges(matrix, left, bottom, right, top))


def quarter_of(across: float, down: float) -> int | None:
    """The direction of text that runs along a vector on the page as shown; None if it is slanted."""
    long = max(abs(across), abs(down))
    if long == 0:
        return 0
    if min(abs(across), abs(down)) > 0.09 * long:  # five degrees
        return None
    if abs(across) >= abs(down):
        return 0 if across > 0 else 2
    return 3 if down > 0 else 1
