"""The points of a path of an open page."""

from __future__ import annotations

import ctypes

from ..outlines import Point, curve
from . import pdfium
from .space import Affine, apply

_POINT = (ctypes.c_float * 2)()  # PDFium writes there; it is used by one thread only
_X_AT, _Y_AT = pdfium.pointers(_POINT)
_BEZIER_TO, _MOVE_TO = 1, 2
_OF_RECTANGLE = 5  # points, the first twice


def path_points(item: int, way: Affine) -> list[list[Point]]:
    """The sub-paths of the path at address `item`, its curves as pieces, in the coordinates of `way`."""
    paths: list[list[Point]] = []
    drawn: list[Point] = []  # the points that draw a curve, until its end comes
    for index in range(pdfium.count_segments(item)):
        segment = pdfium.path_segment(item, index)
        if not pdfium.segment_point(segment, _X_AT, _Y_AT):
            return []
        point = apply(way, _POINT[0], _POINT[1])
        kind = pdfium.segment_type(segment)
        if kind == _MOVE_TO or not paths:
            paths.append([point])
        elif kind == _BEZIER_TO:
            drawn.append(point)
            if len(drawn) == 3:
                paths[-1] += curve(paths[-1][-1], drawn)
                drawn = []
        else:
            paths[-1].append(point)
    return paths


def is_open(item: int) -> bool:
    """Whether a path is one line that does not come back to where it begins."""
    count = pdfium.count_segments(item)
    ends: list[Point] = []
    for index in (0, count - 1):
        segment = pdfium.path_segment(item, index)
        if not pdfium.segment_point(segment, _X_AT, _Y_AT) or pdfium.segment_close(segment):
            return False
        ends.append((_POINT[0], _POINT[1]))
    return count > 1 and ends[0] != ends[1]


def is_character(item: int) -> bool:
    """Whether a path is drawn as characters are: closed, with a curve or with more than four corners.

    Its level edges are parts of a character, and go through none.
    """
    corners, curved, closed = 0, False, False
    for index in range(pdfium.count_segments(item)):
        segment = pdfium.path_segment(item, index)
        kind = pdfium.segment_type(segment)
        corners = 1 if kind == _MOVE_TO else corners + 1
        curved = curved or kind == _BEZIER_TO
        if pdfium.segment_close(segment):
            closed = True
            if corners > _OF_RECTANGLE:
                return True
    return curved and closed
