"""What is painted below and above the characters of a page."""

from __future__ import annotations

from dataclasses import replace

from ..line import Box
from ..outlines import covers, holds
from .glyphs import Run
from .painted import Painted, PaintedArea
from .pictures import opaque
from .space import Space

_COVERED = 0.8  # of a character: as much of it must lie below
_BAND = 16.0  # points: areas are kept by strips of the page that high


class Grounds:
    """What lies below and above the characters of a page."""

    def __init__(self, painted: Painted, space: Space, page: object) -> None:
        self.areas = painted.areas
        self._painted, self._space, self._page = painted, space, page
        self._opaque: dict[int, PaintedArea | None] = {}
        self._bands: dict[int, list[PaintedArea]] = {}

    def below(self, run: Run, box: Box) -> PaintedArea | None:
        """What was painted last below the middle of `box` before `run`."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        for area in self._band(y):
            if area.order < run.order and _within(area, x, y) and self._shown(area):
                return area
        return None

    def covers(self, run: Run, box: Box) -> PaintedArea | None:
        """An opaque area or picture over `box` that was painted after `run`."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        for area in self._band(y):
            if area.order < run.order:
                return None
            if _within(area, x, y) and box.share_in(area.box) >= _COVERED:
                if area.outline and not covers(area.outline, box):
                    continue
                shown = self._shown(area)
                if shown is not None and box.share_in(shown.box) >= _COVERED:
                    return shown
        return None

    def _band(self, y: float) -> list[PaintedArea]:
        """The areas that reach as high as `y`, the last painted first.

        A page may fill each cell of its tables: most lie far above or below a character.
        """
        band = int(y // _BAND)
        if band not in self._bands:
            top, bottom = band * _BAND, (band + 1) * _BAND
            self._bands[band] = [
                area
                for area in reversed(self.areas)
                if area.box.top <= bottom and area.box.bottom >= top
            ]
        return self._bands[band]

    def _shown(self, area: PaintedArea) -> PaintedArea | None:
        """`area` as far as it is seen; None if it can be looked through."""
        if area.item not in self._opaque:
            shown: PaintedArea | None = area
            if area.picture and not opaque(self._page, area.item):
                shown = None
            else:
                way = self._painted.inside.get(area.item, self._space.shown)
                clip = self._painted.clips.box(area.item, way)
                box = Box(
                    max(area.box.left, clip.left),
                    max(area.box.top, clip.top),
                    min(area.box.right, clip.right),
                    min(area.box.bottom, clip.bottom),
                )
                shown = replace(area, box=box)
            self._opaque[area.item] = shown
        return self._opaque[area.item]


def _within(area: PaintedArea, x: float, y: float) -> bool:
    return area.box.holds(x, y) and (not area.outline or holds(area.outline, x, y))
