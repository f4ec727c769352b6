"""The objects of an OFD page: characters with their places, ruled lines, and what is not seen."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from lxml import etree

from .document import AsideReason, Layout
from .line import Box

POINTS = 72 / 25.4  # in a millimetre
_MAX_CHARACTERS = 500_000  # of a page
_THIN = 2.0  # points: what is thinner is a rule
_SIZE = 4.0  # millimetres, of text that states no size

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True)
class Character:
    """A character: its box in points, and its size."""

    text: str
    box: Box
    size: float


@dataclass(frozen=True)
class Rule:
    """A line that is drawn, from `start` to `end` along x or y, at `at` of the other, in points."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass
class PageObjects:
    """What a page holds. `area`: its left, top, width and height in millimetres."""

    area: tuple[float, float, float, float]
    characters: list[Character] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    asides: list[tuple[str, AsideReason]] = field(default_factory=list)
    pictures: int = 0
    filled: list[Box] = field(default_factory=list)  # areas of a colour other than white

    def layout(self) -> Layout:
        return Layout(round(self.area[2] * POINTS, 2), round(self.area[3] * POINTS, 2))

    def holds(self, box: Box) -> bool:
        """Whether the middle of `box` is on the page."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        return 0 <= x <= self.area[2] * POINTS and 0 <= y <= self.area[3] * POINTS


def read_objects(content: etree._Element, page: PageObjects) -> None:
    """Adds the objects of a page's or template's content to `page`, in their order."""
    for element in content.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name == "TextObject":
            _read_text(element, page)
        elif name == "PathObject":
            _read_path(element, page)
        elif name == "ImageObject":
            page.pictures += 1


def _read_text(element: etree._Element, page: PageObjects) -> None:
    codes = [
        e for e in element if isinstance(e.tag, str) and etree.QName(e).localname == "TextCode"
    ]
    text = "".join(code.text or "" for code in codes)
    if reason := _unseen(element, page):
        page.asides.append((text, reason))
        return
    boundary = _numbers(element.get("Boundary", ""), 4)
    matrix = _matrix(element.get("CTM", ""))
    size = _number(element.get("Size"), _SIZE)
    scale = _number(element.get("HScale"), 1.0)
    outside = ""
    for code in codes:
        for character, x, y in _placed(code, size * scale):
            if len(page.characters) >= _MAX_CHARACTERS:
                return
            box = _box(character, x, y, size, scale, matrix, boundary, page)
            if not page.holds(box):
                outside += character
            elif not character.isspace():
                page.characters.append(Character(character, box, box.bottom - box.top))
    if outside.strip():
        page.asides.append((outside, "outside"))


def _placed(code: etree._Element, width: float) -> list[tuple[str, float, float]]:
    """The characters of a TextCode with the place of their baseline in the object."""
    x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), 0.0)
    text = (code.text or "").replace("\n", "").replace("\r", "")
    across, down = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    placed = []
    for index, character in enumerate(text):
        placed.append((character, x, y))
        if across is None and down is None:
            x += width * (1 if character > "\u2e7f" else 0.5)
            continue
        if across:
            x += across[min(index, len(across) - 1)]
        if down:
            y += down[min(index, len(down) - 1)]
    return placed


def _box(
    character: str,
    x: float,
    y: float,
    size: float,
    scale: float,
    matrix: Matrix,
    boundary: list[float],
    page: PageObjects,
) -> Box:
    """The box of a character on the page, in points: from its baseline up, by its size."""
    width = size * scale * (1 if character > "\u2e7f" else 0.5)
    a, b, c, d, e, f = matrix
    left, top = boundary[0] - page.area[0], boundary[1] - page.area[1]
    corners = [(x, y - 0.86 * size), (x + width, y + 0.14 * size)]
    xs = [left + a * px + c * py + e for px, py in corners]
    ys = [top + b * px + d * py + f for px, py in corners]
    values = [min(xs), min(ys), max(xs), max(ys)]
    return Box(*(round(value * POINTS, 2) for value in values))


def _read_path(element: etree._Element, page: PageObjects) -> None:
    """Straight lines along x or y, and rectangles, as rules; other paths are drawings."""
    if _unseen(element, page):
        return
    data = next(
        (
            e.text
            for e in element.iter()
            if isinstance(e.tag, str) and etree.QName(e).localname == "AbbreviatedData"
        ),
        None,
    )
    colour = _fill_colour(element)
    if element.get("Fill", "false").lower() == "true" and (colour is None or not _is_white(colour)):
        area = _boundary(element, page)
        if min(area.right - area.left, area.bottom - area.top) > _THIN:
            page.filled.append(area)
    boundary, matrix = _numbers(element.get("Boundary", ""), 4), _matrix(element.get("CTM", ""))
    a, b, c, d, e, f = matrix
    points: list[tuple[float, float]] = []
    tokens = (data or "").split()
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token == "C" and points:
            _add_rule(points[-1], points[0], page)
            continue
        if token not in ("M", "L", "S"):
            points = [] if token.isalpha() else points
            continue
        try:
            x, y = float(tokens[index]), float(tokens[index + 1])
        except (IndexError, ValueError):
            return
        index += 2
        left = boundary[0] - page.area[0] + a * x + c * y + e
        top = boundary[1] - page.area[1] + b * x + d * y + f
        point = (left * POINTS, top * POINTS)
        if not (math.isfinite(point[0]) and math.isfinite(point[1])):
            return
        if token == "L" and points:
            _add_rule(points[-1], point, page)
            points.append(point)
        else:
            points = [point]


def _add_rule(start: tuple[float, float], end: tuple[float, float], page: PageObjects) -> None:
    (x0, y0), (x1, y1) = start, end
    if abs(x0 - x1) <= _THIN < abs(y0 - y1):
        page.rules.append(Rule(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    elif abs(y0 - y1) <= _THIN < abs(x0 - x1):
        page.rules.append(Rule(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _unseen(element: etree._Element, page: PageObjects) -> AsideReason | None:
    """Why an object is not seen: not visible, transparent, not painted, or white on white."""
    if element.get("Visible", "true").lower() in ("false", "0") or element.get("Alpha") == "0":
        return "hidden"
    if etree.QName(element).localname != "TextObject":
        return None
    painted = element.get("Fill", "true").lower() != "false"
    if not painted and element.get("Stroke", "false").lower() != "true":
        return "hidden"
    colour = _fill_colour(element)
    if colour is None:
        return None
    if colour.get("Alpha") == "0":
        return "hidden"
    box = _boundary(element, page)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    grounded = any(area.holds(x, y) for area in page.filled)
    return "hidden" if _is_white(colour) and not grounded else None


def _fill_colour(element: etree._Element) -> etree._Element | None:
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == "FillColor":
            return child
    return None


def _is_white(colour: etree._Element) -> bool:
    values = (colour.get("Value") or "").split()
    return values == ["255"] * 3 or values == ["0"] * 4 or (len(values) == 1 and values == ["255"])


def _boundary(element: etree._Element, page: PageObjects) -> Box:
    left, top, width, height = _numbers(element.get("Boundary", ""), 4)
    left, top = left - page.area[0], top - page.area[1]
    return Box(*(value * POINTS for value in (left, top, left + width, top + height)))


def _deltas(text: str | None, count: int) -> list[float] | None:
    """The distances of a DeltaX or DeltaY; `g 5 4` stands for five times 4. None: not stated."""
    if not text:
        return None
    found: list[float] = []
    parts = text.split()
    index = 0
    while index < len(parts) and len(found) < count:
        if parts[index] == "g" and index + 2 < len(parts):
            times = min(int(_number(parts[index + 1], 0.0)), count)
            found += [_number(parts[index + 2], 0.0)] * times
            index += 3
        else:
            found.append(_number(parts[index], 0.0))
            index += 1
    return found or None


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if math.isfinite(value) and abs(value) < 1e6 else default


def _numbers(text: str, count: int) -> list[float]:
    found = [_number(part, 0.0) for part in text.split()[:count]]
    return found + [0.0] * (count - len(found))


def _matrix(text: str) -> Matrix:
    if len(text.split()) != 6:
        return _IDENTITY
    a, b, c, d, e, f = _numbers(text, 6)
    return (a, b, c, d, e, f)
