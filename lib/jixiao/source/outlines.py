"""What lies within a filled shape of any outline."""

from __future__ import annotations

from collections.abc import Sequence

from .line import Box

Point = tuple[float, float]
Outline = tuple[tuple[Point, ...], ...]  # closed paths; what two of them hold is a hole
_INSET = 0.15  # of a box: so far from its edges it is looked at
_STEPS = 4  # pieces of a curve
_NEAR = 1.0  # points: so near a corner a point is at it


def holds(outline: Outline, x: float, y: float) -> bool:
    """Whether a point is in the shape: it is if a line from it crosses the outline an odd number of
    times.
    """
    inside = False
    for path in outline:
        for (x0, y0), (x1, y1) in zip(path, (*path[1:], path[0]), strict=True):
            if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                inside = not inside
    return inside


def covers(outline: Outline, box: Box) -> bool:
    """Whether the middle of a box and the places near its corners are in the shape."""
    across, down = box.right - box.left, box.bottom - box.top
    xs = [box.left + part * across for part in (_INSET, 1 - _INSET)]
    ys = [box.top + part * down for part in (_INSET, 1 - _INSET)]
    places = [(x, y) for x in xs for y in ys]
    places.append(((box.left + box.right) / 2, (box.top + box.bottom) / 2))
    return all(holds(outline, x, y) for x, y in places)


def curve(start: Point, points: Sequence[Point]) -> list[Point]:
    """Points on a Bézier curve from `start`; `points`: one or two that draw it, and its end."""
    found = []
    for step in range(1, _STEPS + 1):
        t, own = step / _STEPS, [start, *points]
        while len(own) > 1:
            own = [
                (x0 + t * (x1 - x0), y0 + t * (y1 - y0))
                for (x0, y0), (x1, y1) in zip(own, own[1:], strict=False)
            ]
        found.append(own[0])
    return found


def coarse_curve(start: Point, first: Point, second: Point, end: Point) -> tuple[Point, Point]:
    """The point in the middle of a cubic Bézier curve, and its end."""
    x = (start[0] + 3 * (first[0] + second[0]) + end[0]) / 8
    y = (start[1] + 3 * (first[1] + second[1]) + end[1]) / 8
    return (x, y), end


def is_rectangle(points: Sequence[Point], box: Box) -> bool:
    """Whether `points` are at the four corners of `box`, each of them at one."""
    corners = set()
    for x, y in points:
        left, top = abs(x - box.left) < _NEAR, abs(y - box.top) < _NEAR
        if not (left or abs(x - box.right) < _NEAR) or not (top or abs(y - box.bottom) < _NEAR):
            return False
        corners.add((left, top))
    return len(corners) == 4
