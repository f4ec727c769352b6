"""Text that is printed again where it stands: PDFium gives the first print only.

A white print below a black one, or one that a box covers before the next, would hide what is seen.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from ..line import Box
from .glyphs import Glyph, PageText
from .painted import BLACK, Colour, Painted
from .pdfium import (
    fill_colour,
    four_floats,
    four_numbers,
    object_bounds,
    pointers,
    render_mode,
    stroke_colour,
)
from .space import Space, bounds

_NEAR = 0.6  # of a character's size: so far apart a text and its second print are set


class Reprints:
    """The text objects of an open page of which PDFium gives no character."""

    def __init__(self, text: PageText, painted: Painted, space: Space) -> None:
        self._text, self._painted, self._space = text, painted, space
        self._known: dict[int, Box | None] = {}

    def of(self, glyph: Glyph, box: Box) -> Iterable[Glyph]:
        """`glyph`, whose box on the page is `box`, as it is printed later."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        near = (
            0.6 * glyph.size
        )  # the box of an object ends with its ink: a stop fills half its place
        for area, order, item, colour, mode in self._unread:
            if order > glyph.run.order and _near(area, x, y, near) and self._repeats(area, glyph):
                run = replace(glyph.run, order=order, item=item, colour=colour, mode=mode)
                yield replace(glyph, run=run)

    def _repeats(self, area: Box, glyph: Glyph) -> bool:
        """Whether an object at `area` is as large as that of `glyph` and stands where it does."""
        own = self._bounds(glyph.run.item)
        if own is None:
            return True
        near = _NEAR * glyph.size
        pairs = ((own.left, area.left), (own.right, area.right), (own.top, area.top))
        return all(abs(one - other) <= near for one, other in (*pairs, (own.bottom, area.bottom)))

    def _bounds(self, item: int) -> Box | None:
        """Where an object of the page stands; None for what is no object of it."""
        if item not in self._known:
            floats = (ctypes.c_float * 4)()
            edges = pointers(floats)
            found = item > 0 and object_bounds(item, *edges)
            way = self._painted.inside.get(item, self._space.shown)
            self._known[item] = bounds(way, *four_floats(floats)) if found else None
        return self._known[item]

    @cached_property
    def _unread(self) -> list[tuple[Box, int, int, Colour, int]]:
        every = [*self._text.glyphs.values(), self._text.slanted]
        read = {glyph.run.item for glyphs in every for glyph in glyphs}
        floats, numbers = (ctypes.c_float * 4)(), (ctypes.c_uint * 4)()
        edges = pointers(floats)
        colours = pointers(numbers)
        found = []
        for item, order in self._painted.texts.items():
            if item in read or not object_bounds(item, *edges):
                continue
            way = self._painted.inside.get(item, self._space.shown)
            mode = render_mode(item)
            known = (stroke_colour if mode in (1, 5) else fill_colour)(item, *colours)
            colour = four_numbers(numbers) if known else BLACK
            found.append((bounds(way, *four_floats(floats)), order, item, colour, mode))
        return found


def _near(box: Box, x: float, y: float, distance: float) -> bool:
    return (
        box.left - distance <= x <= box.right + distance
        and box.top - distance <= y <= box.bottom + distance
    )
