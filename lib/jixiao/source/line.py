"""A printed line of a page and where it stands.

Lines and boxes are named tuples: a document has tens of thousands, and a frozen dataclass takes
more than twice as long to make.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ..base.errors import Place

UNREADABLE = "\ufffd"  # stands for a character that cannot be told


class Box(NamedTuple):
    """A rectangle on a page in points (1/72 inch), from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def share_in(self, area: Box) -> float:
        """How much of it lies in `area`, from 0 to 1."""
        across = min(self.right, area.right) - max(self.left, area.left)
        down = min(self.bottom, area.bottom) - max(self.top, area.top)
        if across <= 0 or down <= 0:
            return 0.0
        return across * down / max((self.right - self.left) * (self.bottom - self.top), 1e-6)


class Line(NamedTuple):
    """One printed line. `number` counts from 1 over the whole file, blank lines included.

    `box` is known for PDF only. `wraps`: its last number or code goes on in the next line of its
    cell, which was too narrow for it; the two are one.
    """

    page: int
    number: int
    text: str
    box: Box | None = None
    wraps: bool = False

    @property
    def place(self) -> Place:
        return Place(self.page, self.number)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds `boxes`."""
    if len(boxes) == 1:
        return boxes[0]
    return Box(
        min([box.left for box in boxes]),
        min([box.top for box in boxes]),
        max([box.right for box in boxes]),
        max([box.bottom for box in boxes]),
    )
