"""What an OFD page holds: characters with their places, ruled lines, areas, and what is not seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from .document import AsideReason, Layout
from .line import Box
from .ofd_fonts import EmbeddedFonts
from .ofd_values import numbers
from .outlines import Outline

POINTS = 72 / 25.4  # in a millimetre


@dataclass(frozen=True)
class Character:
    """A character: its box in points, its size, and the item of the page that it is of. `cut`: it
    stands where its object is not shown.
    """

    text: str
    box: Box
    size: float
    item: int = 0
    cut: bool = False


@dataclass(frozen=True)
class Item:
    """A text object: when it is painted, and how. `turned`: its text does not run to the right;
    `mark`: it is said to be a watermark.
    """

    order: int
    colour: tuple[int, int, int] = (0, 0, 0)
    alpha: int = 255
    turned: bool = False
    slanted: bool = False
    mark: bool = False


@dataclass(frozen=True)
class DrawnArea:
    """A filled shape, or a picture: `colour` None. `outline`: of what is no rectangle."""

    box: Box
    colour: tuple[int, int, int] | None
    order: int
    outline: Outline = ()


@dataclass(frozen=True)
class DrawnLine:
    """A line that is drawn, from `start` to `end` along x or y, at `at` of the other, in points."""

    upright: bool
    at: float
    start: float
    end: float
    width: float = 0.5


@dataclass(frozen=True)
class Resources:
    """What objects name: the colour of a way to draw, the content of a drawing used again, fonts."""

    colours: Mapping[str | None, etree._Element] = field(default_factory=dict)
    drawings: Mapping[str | None, etree._Element] = field(default_factory=dict)
    fonts: EmbeddedFonts = field(default_factory=EmbeddedFonts)


@dataclass
class PageObjects:
    """What a page holds. `area`: its left, top, width and height in millimetres; `offset`: of the
    objects that are read, on the page.
    """

    area: tuple[float, float, float, float]
    characters: list[Character] = field(default_factory=list)
    rules: list[DrawnLine] = field(default_factory=list)
    asides: list[tuple[str, AsideReason]] = field(default_factory=list)
    pictures: int = 0
    items: list[Item] = field(default_factory=list)
    areas: list[DrawnArea] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)  # what is drawn small: perhaps digits
    dashes: list[DrawnLine] = field(default_factory=list)  # level lines too short to be rules
    strokes: list[DrawnLine] = field(
        default_factory=list
    )  # waves and slanted lines, by their boxes
    order: int = 0  # of the object that is read
    offset: tuple[float, float] = (0.0, 0.0)
    resources: Resources = field(default_factory=Resources)

    def layout(self) -> Layout:
        return Layout(round(self.area[2] * POINTS, 2), round(self.area[3] * POINTS, 2))

    def holds(self, box: Box) -> bool:
        """Whether the middle of `box` is on the page."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        return 0 <= x <= self.area[2] * POINTS and 0 <= y <= self.area[3] * POINTS

    def place(self, element: etree._Element) -> tuple[float, float, float, float]:
        """The boundary of an object: left, top, width and height in millimetres on the page."""
        left, top, width, height = numbers(element.get("Boundary", ""), 4)
        across, down = self.offset
        return left - self.area[0] + across, top - self.area[1] + down, width, height

    def box(self, element: etree._Element) -> Box:
        """The boundary of an object, in points."""
        left, top, width, height = self.place(element)
        return Box(*(value * POINTS for value in (left, top, left + width, top + height)))


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child with this local name."""
    own = (e for e in element if isinstance(e.tag, str) and etree.QName(e).localname == name)
    return next(own, None)
