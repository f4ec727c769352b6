"""The objects of an OFD page: characters with their places, ruled lines, and what is not seen."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from lxml import etree

from .document import AsideReason, Layout
from .line import Box
from .ofd_values import Matrix, deltas, matrix_of, number, numbers, rgb

POINTS = 72 / 25.4  # in a millimetre
_MAX_CHARACTERS = 500_000  # of a page
_UNREADABLE = "\ufffd"
_SMALL = 24.0  # points: what is drawn no larger may be a digit
_THIN = 2.0  # points: what is thinner is a rule
_SIZE = 4.0  # millimetres, of text that states no size


@dataclass(frozen=True)
class Character:
    """A character: its box in points, its size, and the item of the page that it is of."""

    text: str
    box: Box
    size: float
    item: int = 0


@dataclass(frozen=True)
class Item:
    """A text object: when it is painted, and how. `turned`: its text does not run to the right."""

    order: int
    colour: tuple[int, int, int] = (0, 0, 0)
    alpha: int = 255
    turned: bool = False
    slanted: bool = False


@dataclass(frozen=True)
class DrawnArea:
    """A filled rectangle, or a picture: `colour` None."""

    box: Box
    colour: tuple[int, int, int] | None
    order: int


@dataclass(frozen=True)
class DrawnLine:
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
    rules: list[DrawnLine] = field(default_factory=list)
    asides: list[tuple[str, AsideReason]] = field(default_factory=list)
    pictures: int = 0
    items: list[Item] = field(default_factory=list)
    areas: list[DrawnArea] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)  # what is drawn small: perhaps digits
    order: int = 0  # of the object that is read

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
        if _is_off(element):
            if name == "TextCode" and not _unseen(element.getparent()):
                page.asides.append((element.text or "", "hidden"))
            continue
        page.order += 1
        if name == "TextObject":
            _read_text(element, page)
        elif name == "PathObject":
            _read_path(element, page)
        elif name == "ImageObject":
            page.pictures += 1
            if not element.get("Alpha"):
                page.areas.append(DrawnArea(_boundary(element, page), None, page.order))
                page.shapes.append(_boundary(element, page))


def _is_off(element: etree._Element) -> bool:
    """Whether a block that the object stands in is not visible."""
    return any(
        above.get("Visible", "true").lower() in ("false", "0") for above in element.iterancestors()
    )


def _read_text(element: etree._Element, page: PageObjects) -> None:
    codes = [
        e for e in element if isinstance(e.tag, str) and etree.QName(e).localname == "TextCode"
    ]
    text = "".join(code.text or "" for code in codes)
    torn = _other_glyphs(element)
    if reason := _unseen(element):
        page.asides.append((text, reason))
        return
    boundary = numbers(element.get("Boundary", ""), 4)
    matrix = matrix_of(element.get("CTM", ""))
    size = number(element.get("Size"), _SIZE)
    scale = number(element.get("HScale"), 1.0)
    page.items.append(_item(element, matrix, page))
    outside = ""
    for code in codes:
        for character, x, y in _placed(code, size * scale):
            if len(page.characters) >= _MAX_CHARACTERS:
                return
            box = _box(character, x, y, size, scale, matrix, boundary, page)
            if not page.holds(box):
                outside += character
            elif not character.isspace():
                character = _UNREADABLE if torn and character.isdigit() else character
                own = len(page.items) - 1
                page.characters.append(Character(character, box, box.bottom - box.top, own))
    if outside.strip():
        page.asides.append((outside, "outside"))


def _other_glyphs(element: etree._Element) -> bool:
    """Whether the glyphs that are drawn are not one for each character."""
    return any(
        child.get("CodeCount", "1") != child.get("GlyphCount", "1")
        for child in element
        if isinstance(child.tag, str) and etree.QName(child).localname == "CGTransform"
    )


def _item(element: etree._Element, matrix: Matrix, page: PageObjects) -> Item:
    colour = _fill_colour(element)
    alpha = number(element.get("Alpha"), 255.0)
    alpha *= number(colour.get("Alpha"), 255.0) / 255 if colour is not None else 1
    a, b, c, d, _, _ = matrix
    slanted = min(abs(a) + abs(d), abs(b) + abs(c)) > 0.1 * max(abs(a) + abs(d), 0.1)
    turned = not slanted and (a <= 0 or d <= 0)
    return Item(page.order, rgb(colour) or (0, 0, 0), round(alpha), turned, slanted)


def _placed(code: etree._Element, width: float) -> list[tuple[str, float, float]]:
    """The characters of a TextCode with the place of their baseline in the object."""
    x, y = number(code.get("X"), 0.0), number(code.get("Y"), 0.0)
    text = (code.text or "").replace("\n", "").replace("\r", "")
    across, down = deltas(code.get("DeltaX"), len(text)), deltas(code.get("DeltaY"), len(text))
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
    if _unseen(element):
        return
    data = next(
        (
            e.text
            for e in element.iter()
            if isinstance(e.tag, str) and etree.QName(e).localname == "AbbreviatedData"
        ),
        None,
    )
    area = _boundary(element, page)
    width, height = area.right - area.left, area.bottom - area.top
    if element.get("Fill", "false").lower() == "true" and min(width, height) > _THIN:
        colour = rgb(_fill_colour(element)) or (0, 0, 0)
        page.areas.append(DrawnArea(area, colour, page.order))
        if max(width, height) <= _SMALL and colour != (255, 255, 255):
            page.shapes.append(area)
        if colour == (255, 255, 255) and element.get("Stroke", "true").lower() == "false":
            return  # its edges are not seen
    boundary, matrix = numbers(element.get("Boundary", ""), 4), matrix_of(element.get("CTM", ""))
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
        page.rules.append(DrawnLine(True, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
    elif abs(y0 - y1) <= _THIN < abs(x0 - x1):
        page.rules.append(DrawnLine(False, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))


def _unseen(element: etree._Element) -> AsideReason | None:
    """Why an object is not seen: not visible, transparent, or not painted."""
    if element.get("Visible", "true").lower() in ("false", "0") or element.get("Alpha") == "0":
        return "hidden"
    if etree.QName(element).localname != "TextObject":
        return None
    painted = element.get("Fill", "true").lower() != "false"
    if not painted and element.get("Stroke", "false").lower() != "true":
        return "hidden"
    return None


def _fill_colour(element: etree._Element) -> etree._Element | None:
    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == "FillColor":
            return child
    return None


def _boundary(element: etree._Element, page: PageObjects) -> Box:
    left, top, width, height = numbers(element.get("Boundary", ""), 4)
    left, top = left - page.area[0], top - page.area[1]
    return Box(*(value * POINTS for value in (left, top, left + width, top + height)))
