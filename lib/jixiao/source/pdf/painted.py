"""What a page paints besides text: rules, filled areas, pictures; and in which order all is painted."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import NamedTuple

from ..line import Box
from ..outlines import Outline, is_rectangle
from . import pdfium
from .clips import Clips
from .paths import is_character, is_open, path_points
from .pdfium import (
    count_segments,
    draw_mode,
    fill_colour,
    four_floats,
    four_numbers,
    object_bounds,
    object_type,
    page_object,
    six_floats,
    stroke_colour,
    two_numbers,
)
from .space import Affine, apply, bounds, edges, multiply

_THIN = 2.6  # points: a path no thicker is a rule
_SHORTEST = 3.0
_PIECE = 8.0  # points: what is no longer may be a piece of a rule
_SMALL = 24.0  # points: what is drawn no larger may be a digit
_LARGEST = 60.0  # points: of a title, a character that is drawn as a path
_DENSE = 15  # segments of a character that is drawn, of several in one path
_FEW = 7  # segments: a rectangle has fewer
_LONG = 100.0  # points: a longer line is looked at for its clip
_STRAIGHT = 0.5  # points that the ends of a segment may differ in
_DEPTH = 12  # of forms within forms
_MOST_SEGMENTS = 20_000  # of one path: more are a map or a drawing
_CORNERS, _MOST_AREAS = 200, 2000  # segments of a shape, and shapes that are looked at
_COVER = (12.0, 5.0)  # points: what is drawn no larger covers no number
_HIGHEST = 14.0  # points: a line through words is no higher
_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2

Colour = tuple[int, int, int, int]
BLACK: Colour = (0, 0, 0, 255)
WHITE: Colour = (255, 255, 255, 255)


class RuledLine(NamedTuple):
    """A straight line along the page: `at` is its y (or x, if upright), from `start` to `end`."""

    at: float
    start: float
    end: float
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class PaintedArea:
    """A filled shape, or a picture, and when it was painted. `outline`: of what is no rectangle."""

    box: Box
    colour: Colour
    order: int
    item: int  # its address, as long as the page is open
    picture: bool = False
    outline: Outline = ()


@dataclass
class Painted:
    """What was found on a page.

    `texts`: address of a text object → when it was painted. `inside`: address of an object in a
    form → the way from the form's space to the page as shown. `shapes`: what is drawn small and is
    neither rule nor rectangle. `strokes`: drawn lines that are not straight along the page, by their
    boxes; they may go through words. `pieces`: thin and short, what may be a dot or a dash of a rule.
    """

    level: list[RuledLine] = field(default_factory=list)
    upright: list[RuledLine] = field(default_factory=list)
    areas: list[PaintedArea] = field(default_factory=list)
    texts: dict[int, int] = field(default_factory=dict)
    inside: dict[int, Affine] = field(default_factory=dict)
    shapes: list[Box] = field(default_factory=list)
    strokes: list[RuledLine] = field(default_factory=list)
    pieces: list[Box] = field(default_factory=list)
    clips: Clips = field(default_factory=Clips)

    @property
    def dashes(self) -> list[RuledLine]:
        """Level lines too short to be rules, which may go through words."""
        return [
            RuledLine((box.top + box.bottom) / 2, box.left, box.right, box.bottom - box.top)
            for box in self.pieces
            if box.bottom - box.top <= box.right - box.left < _SHORTEST
        ]

    @property
    def pictures(self) -> list[PaintedArea]:
        return [area for area in self.areas if area.picture]


class Painter:
    """Walks the objects of a page in the order of painting."""

    def __init__(self, page: int, shown: Affine) -> None:
        self._floats = (ctypes.c_float * 4)()
        self._numbers = (ctypes.c_uint * 4)()
        self._ints = (ctypes.c_int * 2)()
        self._matrix = (ctypes.c_float * 6)()
        self._at = pdfium.pointers(self._floats)
        self._number_at = pdfium.pointers(self._numbers)
        self._int_at = pdfium.pointers(self._ints)
        self._matrix_at = pdfium.pointers(self._matrix)[0]
        self._order = 0
        self._shown = shown
        self.found = Painted()
        texts = self.found.texts
        for index in range(pdfium.count_objects(page)):
            item = page_object(page, index)
            kind = object_type(item) if item else 0
            if kind == pdfium.TEXT:
                self._order += 1
                texts[item] = self._order
            elif kind == pdfium.PATH:  # most of the others, and there may be thousands
                self._order += 1
                self._path(item, shown)
            elif kind:
                self._walk(item, shown, 0)

    def _walk(self, item: int | None, shown: Affine, depth: int) -> None:
        if not item:
            return
        self._order += 1
        kind = object_type(item)
        if kind == pdfium.TEXT:
            self.found.texts[item] = self._order
        elif kind == pdfium.PATH:
            self._path(item, shown)
        elif kind == pdfium.IMAGE:
            box = self._bounds(item, shown)
            if box:
                self.found.areas.append(PaintedArea(box, WHITE, self._order, item, True))
        elif kind == pdfium.FORM and depth < _DEPTH:
            inner = multiply(self._own(item), shown)
            for index in range(max(pdfium.count_form_objects(item), 0)):
                own = pdfium.form_object(item, index)
                if own:
                    self.found.inside[own] = inner
                self._walk(own, inner, depth + 1)

    def _own(self, item: int) -> Affine:
        if not pdfium.object_matrix(item, self._matrix_at):
            return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        return six_floats(self._matrix)

    def _bounds(self, item: int, shown: Affine) -> Box | None:
        one, two, three, four = self._at
        if not object_bounds(item, one, two, three, four):
            return None
        left, bottom, right, top = four_floats(self._floats)
        return bounds(shown, left, bottom, right, top)

    def _colour(self, item: int, stroke: bool) -> Colour:
        one, two, three, four = self._number_at
        if not (stroke_colour if stroke else fill_colour)(item, one, two, three, four):
            return BLACK
        return four_numbers(self._numbers)

    def _path(self, item: int, shown: Affine) -> None:
        one, two = self._int_at
        if not draw_mode(item, one, two):
            return
        filled, stroked = two_numbers(self._ints)
        one, two, three, four = self._at
        if not (filled or stroked) or not object_bounds(item, one, two, three, four):
            return
        left, bottom, right, top = four_floats(self._floats)
        left, top, right, bottom = edges(shown, left, bottom, right, top)
        ink = bool(stroked) and _inked(self._colour(item, True))
        colour = self._colour(item, False) if filled else BLACK
        if filled and not ink and not _inked(colour):
            if colour[3] > 250:
                self._area(item, Box(left, top, right, bottom), colour)
            return
        if right - left <= _THIN or bottom - top <= _THIN:
            self._rule(left, top, right, bottom, item, shown)
            return
        if not filled and bottom - top <= min(_HIGHEST, (right - left) / 2) and is_open(item):
            self.found.strokes.append(RuledLine((top + bottom) / 2, left, right, bottom - top))
        large = max(right - left, bottom - top)
        count = count_segments(item)
        cornered = large <= _LARGEST and count >= _FEW
        high = max(min(right - left, bottom - top), 1.0)  # of a word that is drawn as one path
        cornered = cornered or (high <= _LARGEST and count >= _DENSE * large / high)
        if cornered and large <= _SMALL:
            self.found.shapes.append(Box(left, top, right, bottom))
        if filled and colour[3] > 250:
            self._area(item, Box(left, top, right, bottom), colour)
        if count <= _MOST_SEGMENTS and not (cornered and is_character(item)):
            self._segments(item, shown, bool(filled) and not ink)

    def _area(self, item: int, box: Box, colour: Colour) -> None:
        """A filled path, if it can cover words."""
        count = count_segments(item)
        shown = self.found.inside.get(item, self._shown)
        paths = (
            path_points(item, multiply(self._own(item), shown)) if 3 <= count <= _CORNERS else []
        )
        points = [point for path in paths for point in path]
        if 4 <= count <= 6 and is_rectangle(points, box):
            self.found.areas.append(PaintedArea(box, colour, self._order, item))
        elif paths and box.right - box.left > _COVER[0] and box.bottom - box.top > _COVER[1]:
            outline = tuple(tuple(path) for path in paths if len(path) > 2)
            if len(self.found.areas) < _MOST_AREAS and outline:
                self.found.areas.append(PaintedArea(box, colour, self._order, item, False, outline))

    def _rule(
        self, left: float, top: float, right: float, bottom: float, item: int, shown: Affine
    ) -> None:
        across, down = right - left, bottom - top
        if across > _LONG or down > _LONG:  # its clip may leave less of it
            clip = self.found.clips.box(item, shown)
            left, top = max(left, clip.left), max(top, clip.top)
            right, bottom = min(right, clip.right), min(bottom, clip.bottom)
            across, down = right - left, bottom - top
            if across < 0 or down < 0:
                return
        if across <= _PIECE and down <= _PIECE:
            self.found.pieces.append(Box(left, top, right, bottom))
        if across >= max(down, _SHORTEST):
            self.found.level.append(RuledLine((top + bottom) / 2, left, right, down))
        elif down > across and down >= _SHORTEST:
            self.found.upright.append(RuledLine((left + right) / 2, top, bottom, across))

    def _segments(self, item: int, shown: Affine, filled: bool) -> None:
        """The sub-paths of a path: a thin filled one is one rule, any other gives its edges."""
        points: list[tuple[float, float]] = []
        way = multiply(self._own(item), shown)
        for index in range(count_segments(item)):
            segment = pdfium.path_segment(item, index)
            kind = pdfium.segment_type(segment)
            if not pdfium.segment_point(segment, self._at[0], self._at[1]):
                continue
            point = apply(way, self._floats[0], self._floats[1])
            if kind == _MOVE_TO:
                self._outline(points, filled, item, shown)
                points = [point]
            elif kind == _LINE_TO:
                points.append(point)
            else:  # a curve: what came before it stands, the curve itself is no rule
                self._outline(points, filled, item, shown)
                points = [point]
            if pdfium.segment_close(segment) and points:
                points.append(points[0])
        self._outline(points, filled, item, shown)

    def _outline(
        self, points: list[tuple[float, float]], filled: bool, item: int, shown: Affine
    ) -> None:
        if len(points) < 2:
            return
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = Box(min(xs), min(ys), max(xs), max(ys))
        if min(box.right - box.left, box.bottom - box.top) <= _THIN and (filled or len(points) > 3):
            self._rule(box.left, box.top, box.right, box.bottom, item, shown)
            return
        if filled and points[0] != points[-1]:
            points = [*points, points[0]]
        for (x, y), (u, v) in zip(points, points[1:], strict=False):
            if abs(y - v) <= _STRAIGHT or abs(x - u) <= _STRAIGHT:
                self._rule(min(x, u), min(y, v), max(x, u), max(y, v), item, shown)


def _inked(colour: Colour) -> bool:
    """Whether a rule of that colour can be seen on paper."""
    return colour[3] > 0 and min(colour[:3]) < 250
