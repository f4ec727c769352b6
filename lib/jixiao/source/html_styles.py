"""What a reader sees of the elements of a web page: hidden, struck, raised, or lowered.

The page's own style sheets and the styles of its elements decide, as in a browser window of
1280 pixels. Sheets that it only links to are not known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

import tinycss2
import tinycss2.color3
from lxml.html import HtmlElement

from .css_lines import draws_line_through, is_line_over
from .css_rules import AROUND, Declarations, declarations, rules_of, weighed
from .document import AsideReason
from .marks import Level
from .red_figures import is_red
from .web_fonts import misdrawn_families, names_family

_AWAY = 999  # pixels: what is moved that far is not on the page
_FAINT = 8  # of 255: colours that differ by less look the same
_STRUCK = {"s", "strike", "del"}
_FORMULAS = ("msup", "msub", "mfrac", "msqrt", "mroot")  # their digits are no figure as they stand
_CROWDED = re.compile(
    r"^\s*-(?:(?:0?\.[4-9]|[1-9])\d*\.?\d*em|(?:[5-9]|\d\d)\d*(?:\.\d+)?p[xt])"
)  # over each other
_TURNED = re.compile(r"rotate\(\s*-?180deg|scale[xy]?\(\s*-|rotate[xy]\(\s*-?180deg", re.IGNORECASE)
_LEVELS: dict[str, Level] = {"sup": "raised", "sub": "lowered"}
_SHAPES = ("transform", "-webkit-transform", "scale", "filter", "clip-path", "-webkit-clip-path")
# Scaled to nothing, without opacity, cut off on all sides.
_NOTHING = re.compile(
    r"scale[xy]?\(\s*0*(?:\.0+)?\s*[,)]|opacity\(\s*0*(?:\.0+)?%?\s*\)|^0(?:\.0+)?$"
    r"|inset\(\s*(?:[5-9]\d|\d{3,})(?:\.\d+)?%|circle\(\s*0"
)
_MOVED = re.compile(r"translate(?:x|y|3d)?\(\s*(-\d+)")
_FONT_SIZES = {1: 10.0, 2: 13.0, 3: 16.0, 4: 18.0, 5: 24.0, 6: 32.0, 7: 48.0}  # <font size=…>
_NOTE = re.compile(r"(?:foot|end)?note|_?(?:ftn|edn|fn)|注|脚注", re.IGNORECASE)
_NUMBER_OF_NOTE = re.compile(r"[\[［【(（〔]?\d{1,3}[\]］】)）〕]?")
_SIZES = {"smaller": 5 / 6, "larger": 1.2, "xx-small": 0.6, "x-small": 0.75, "small": 0.9}

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class ElementStyle:
    """How an element is shown. `removed`: it takes no place either (display: none).

    `colour` and `ground`: of its text and of what is behind it; None where that is not known.
    `before`, `after`: text that a style sheet sets around its own.
    """

    removed: bool = False
    invisible: bool = False
    struck: bool = False
    level: Level | None = None
    size: float = 16  # of its letters, pixels
    clear: bool = False  # of a colour that shows what is behind it
    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)
    display: str = ""  # where a style sets it
    misdrawn: bool = False  # its font draws digits as other digits
    before: str = ""
    after: str = ""

    @property
    def aside(self) -> AsideReason | None:
        """Why its text is no part of the page's; None if it is."""
        if self.removed or self.invisible or self.clear or not self.size or self._of_ground:
            return "hidden"
        return "struck" if self.struck else None

    @property
    def red(self) -> bool:
        return is_red(self.colour)

    @property
    def _of_ground(self) -> bool:
        if self.colour is None or self.ground is None:
            return False
        return all(abs(a - b) <= _FAINT for a, b in zip(self.colour, self.ground, strict=True))


def seen_elements(root: HtmlElement, sheets: Iterable[str] = ()) -> dict[HtmlElement, ElementStyle]:
    """Every element of a page → how it is shown. `sheets`: style sheets that stand beside it."""
    own = [element.text or "" for element in root.iter("style")]
    misdrawn = misdrawn_families([*sheets, *own])
    declared: dict[tuple[HtmlElement, str], Declarations] = {}
    for elements, part, rule in rules_of(root, [*sheets, *own]):
        for element in elements:
            declared.setdefault((element, part), {}).update(rule)
    seen: dict[HtmlElement, ElementStyle] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        given = weighed(declared.get((element, ""), {}), declarations(element.get("style", "")))
        above = replace(
            seen.get(element.getparent(), ElementStyle()), display="", before="", after=""
        )
        found = _seen(element, given, above)
        for name in ("font", "font-family") if misdrawn else ():
            if name in given:
                found = replace(found, misdrawn=names_family(given[name], misdrawn))
        if element.tag in _FORMULAS and any(
            map(str.isdigit, element[0].text_content() if len(element) else "")
        ):
            found = replace(found, misdrawn=True)
        if _CROWDED.search(given.get("letter-spacing", "")) or _TURNED.search(
            given.get("transform", "")
        ):
            found = replace(found, misdrawn=True)
        beside = [weighed(declared.get((element, part), {})) for part in AROUND]
        if any(is_line_over(line) for line in beside if line):
            found = replace(found, struck=True)
        around = [_set(element, own_text, found) for own_text in beside]
        before = around[0] or _of_formula(element)
        seen[element] = replace(found, before=before, after=around[1])
    return seen


def _set(element: HtmlElement, given: Declarations, found: ElementStyle) -> str:
    """The text that a style sheet sets before or after an element, as far as a reader sees it."""
    content = given.get("content", "none")
    if (
        content == "none"
        or _seen(element, given, found).aside
        or _number(given.get("height", "")) == 0
    ):
        return ""
    text = ""
    for token in tinycss2.parse_component_value_list(content):
        if isinstance(token, tinycss2.ast.StringToken):
            text += token.value
        elif isinstance(token, tinycss2.ast.FunctionBlock) and token.lower_name == "attr":
            text += element.get(tinycss2.serialize(token.arguments).strip(), "")
    return "".join(
        c for c in text if unicodedata.category(c) != "Co"
    )  # symbols of a font of its own


def _seen(element: HtmlElement, given: Declarations, above: ElementStyle) -> ElementStyle:
    found = above
    display = given.get("display", "")
    if display:
        found = replace(found, display=display)
    if display.startswith("none") or ("hidden" in element.attrib and not display):
        return replace(found, removed=True)
    visibility = given.get("visibility", "")
    if visibility:
        found = replace(found, invisible=visibility.startswith(("hidden", "collapse")))
    if _is_away(given):
        found = replace(found, invisible=True)
    closed = element.tag == "dialog" and "open" not in element.attrib
    if not display and (closed or "popover" in element.attrib):
        return replace(found, removed=True)
    if size := given.get("font-size", "smaller" if element.tag == "small" else ""):
        found = replace(found, size=_size(size, found.size))
    elif element.tag == "font" and (named := _font_size(element.get("size", ""))):
        found = replace(found, size=named)
    line = given.get("text-decoration", "") + given.get("text-decoration-line", "")
    crossed = "line-through" in line or draws_line_through(given)
    if element.tag in _STRUCK and "none" not in line or crossed:
        found = replace(found, struck=True)
    align = given.get("vertical-align", "")
    if element.tag in _LEVELS and align != "baseline":
        found = replace(found, level=_LEVELS[element.tag])
    elif align in ("super", "sub"):
        found = replace(found, level="raised" if align == "super" else "lowered")
    elif _marks_note(element):
        found = replace(found, level="raised")
    elif script := _script_of(element):
        found = replace(found, level=script)
    elif level := _moved_level(given, found.size < above.size):
        found = replace(found, level=level)
    return _coloured(element, given, found)


def _coloured(element: HtmlElement, given: Declarations, found: ElementStyle) -> ElementStyle:
    colour = given.get("-webkit-text-fill-color") or given.get("color") or element.get("color", "")
    if colour and _is_transparent(colour):
        found = replace(found, clear=True)
    elif colour:
        found = replace(found, colour=_colour(colour, found.colour), clear=False)
    ground = given.get("background-color") or given.get("background") or element.get("bgcolor")
    if given.get("background-image", "none") != "none" or "url(" in given.get("background", ""):
        return replace(found, ground=None)
    if ground:
        found = replace(found, ground=_colour(ground.split(" ")[0], found.ground))
    return found


def _is_away(given: Declarations) -> bool:
    """Whether an element is moved out of the page, cut to nothing, or transparent."""
    for name in ("text-indent", "margin-left", "margin-top"):
        indent = _number(given.get(name, ""))
        if indent is not None and indent <= -_AWAY:
            return True
    opacity = _number(given.get("opacity", ""))
    if opacity is not None and opacity < _FAINT / 255:
        return True
    if _number(given.get("zoom", "")) == 0 or given.get("content-visibility") == "hidden":
        return True
    if any(_NOTHING.search(given.get(name, "")) for name in _SHAPES):
        return True
    if (shift := _MOVED.search(given.get("transform", ""))) and float(shift[1]) <= -_AWAY:
        return True
    if given.get("position", "") in ("absolute", "fixed"):
        moved = [_number(given.get(side, "")) for side in ("left", "top")]
        if any(at is not None and at <= -_AWAY for at in moved):
            return True
        if given.get("clip", "").replace(" ", "") in ("rect(0,0,0,0)", "rect(1px,1px,1px,1px)"):
            return True
    sizes = [_number(given.get(name, "")) for name in ("width", "height", "max-height")]
    return given.get("overflow", "").startswith("hidden") and 0 in sizes


def _size(value: str, above: float) -> float:
    """The size of letters in pixels; as `above` where it is not known."""
    match = re.fullmatch(r"(\d*\.?\d+)\s*(px|pt|em|rem|%|)", value.strip())
    if match is None:
        return above * _SIZES.get(value.strip(), 1)
    number, unit = float(match[1]), match[2]
    return number * {"pt": 4 / 3, "em": above, "%": above / 100, "rem": 16}.get(unit, 1)


def _font_size(value: str) -> float | None:
    """The size of letters in pixels that an old page gives as 1 to 7, or as +1 from 3."""
    match = re.fullmatch(r"\s*([+-]?)(\d)\s*", value)
    if match is None:
        return None
    step = int(match[2]) * (-1 if match[1] == "-" else 1) + (3 if match[1] else 0)
    return _FONT_SIZES[max(1, min(step, 7))]


def _script_of(element: HtmlElement) -> Level | None:
    """Whether an element of a formula is the second of a base with one above or below it."""
    parent = element.getparent()
    if parent is None or parent.tag not in ("msup", "msub") or element.getprevious() is None:
        return None
    return "raised" if parent.tag == "msup" else "lowered"


def _of_formula(element: HtmlElement) -> str:
    """The sign that a formula draws before one of its elements: of a fraction, of a root."""
    parent = element.getparent()
    if parent is not None and parent.tag == "mfrac" and element.getprevious() is not None:
        return "/"
    return "√" if element.tag in ("msqrt", "mroot") else ""


def _marks_note(element: HtmlElement) -> bool:
    """Whether an element is the link from a text to its note, by its number."""
    if element.tag != "a" or not _NUMBER_OF_NOTE.fullmatch(element.text_content().strip()):
        return False
    if "noteref" in element.get("role", "") + element.get("epub:type", ""):
        return True
    address = element.get("href", "")
    return address.startswith("#") and _NOTE.search(address) is not None


def _moved_level(given: Declarations, smaller: bool) -> Level | None:
    """Whether smaller letters are moved up or down from the line that they stand in."""
    if not smaller or given.get("position", "") != "relative":
        return None
    top, bottom = (_number(given.get(side, "")) or 0.0 for side in ("top", "bottom"))
    moved = bottom - top
    return None if not moved else "raised" if moved > 0 else "lowered"


def _number(value: str) -> float | None:
    match = re.match(r"\s*(-?\d+(?:\.\d+)?)", value)
    return float(match[1]) if match else None


def _is_transparent(value: str) -> bool:
    parsed = tinycss2.color3.parse_color(value)
    return isinstance(parsed, tinycss2.color3.RGBA) and parsed.alpha < 0.05


def _colour(value: str, above: Colour | None) -> Colour | None:
    """A colour; what is transparent shows what is behind it; None where it is not known."""
    if value in ("inherit", "transparent"):
        return above
    try:
        parsed = tinycss2.color3.parse_color(value)
    except (ValueError, TypeError):
        parsed = None
    if parsed is None or isinstance(parsed, str):
        return above if parsed is None else None
    if parsed.alpha < 0.05:  # a ground that is none
        return above
    return (round(parsed.red * 255), round(parsed.green * 255), round(parsed.blue * 255))
