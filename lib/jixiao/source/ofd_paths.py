"""The paths of an OFD page: rules, filled areas, and lines that may go through words."""

from __future__ import annotations

import math

from lxml import etree

from .line import Box
from .ofd_items import POINTS, DrawnArea, DrawnLine, PageObjects
from .ofd_values import matrix_of, number
from .outlines import Point, curve, is_rectangle

_SMALL = 24.0  # points: what is drawn no larger may be a digit
_THIN = 2.0  # points: what is thinner is a rule
_HIGHEST = 12.0  # points: a line through words is no higher
_MOST = 400  # points of a shape that is looked at
_NUMBERS = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_WHITE = (255, 255, 255)


def read_path(
    element: etree._Element, page: PageObjects, colour: tuple[int, int, int] | None
) -> None:
    """Straight lines along x or y, and rectangles, as rules; other paths are drawings.

    `colour`: what it is filled with.
    """
    area = page.box(element)
    width, height = area.right - area.left, area.bottom - area.top
    paths, edges = _paths(element, page)
    filled = element.get("Fill", "false").lower() == "true"
    if filled and min(width, height) > _THIN:
        colour = colour or (0, 0, 0)
        points = [point for path in paths for point in path]
        outline = tuple(tuple(path) for path in paths if len(path) > 2)
        if len(points) > _MOST or is_rectangle(points, area):
            outline = ()
        page.areas.append(DrawnArea(area, colour, page.order, outline))
        if max(width, height) <= _SMALL and colour != _WHITE:
            page.shapes.append(area)
        if colour == _WHITE and element.get("Stroke", "true").lower() == "false":
            return  # its edges are not seen
    for start, end in edges:
        _add_rule(start, end, page)
    is_open = len(paths) == 1 and len(paths[0]) > 1 and paths[0][0] != paths[0][-1]
    if not filled and is_open:
        box = _around(paths[0])
        if _THIN < box.bottom - box.top <= min(_HIGHEST, (box.right - box.left) / 2) or (
            len(paths[0]) > 2 and box.bottom - box.top <= _THIN
        ):
            middle = (box.top + box.bottom) / 2
            page.strokes.append(DrawnLine(False, middle, box.left, box.right, box.bottom - box.top))


def _paths(
    element: etree._Element, page: PageObjects
) -> tuple[list[list[Point]], list[tuple[Point, Point]]]:
    """The sub-paths of a path in points of the page, and its straight edges."""
    data = next(
        (
            e.text
            for e in element.iter()
            if isinstance(e.tag, str) and etree.QName(e).localname == "AbbreviatedData"
        ),
        None,
    )
    left, top, _, _ = page.place(element)
    a, b, c, d, e, f = matrix_of(element.get("CTM", ""))

    def on_page(x: float, y: float) -> Point:
        return (left + a * x + c * y + e) * POINTS, (top + b * x + d * y + f) * POINTS

    paths: list[list[Point]] = []
    edges: list[tuple[Point, Point]] = []
    tokens = (data or "").split()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        count = _NUMBERS.get(token)
        if count is None:
            continue
        values = [number(text, math.nan) for text in tokens[index : index + count]]
        if len(values) < count or not all(map(math.isfinite, values)):
            break
        index += count
        if token == "C":
            if paths and len(paths[-1]) > 1:
                edges.append((paths[-1][-1], paths[-1][0]))
                paths[-1].append(paths[-1][0])
            continue
        own = [
            on_page(x, y) for x, y in zip(values[-count::2], values[1 - count :: 2], strict=False)
        ]
        if token == "A":
            own = [on_page(*values[-2:])]
        if token in ("M", "S") or not paths:
            paths.append([own[-1]])
        elif token in ("Q", "B"):
            paths[-1] += curve(paths[-1][-1], own)
        else:
            if token == "L":
                edges.append((paths[-1][-1], own[-1]))
            paths[-1].append(own[-1])
    return paths, edges


def _add_rule(start: Point, end: Point, page: PageObjects) -> None:
    (x0, y0), (x1, y1) = start, end
    if abs(x0 - x1) <= _THIN < abs(y0 - y1):
        page.rules.append(DrawnLine(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    elif abs(y0 - y1) <= _THIN < abs(x0 - x1):
        page.rules.append(DrawnLine(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif abs(y0 - y1) < abs(x0 - x1) <= _THIN:
        page.dashes.append(DrawnLine(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
