"""What a reader sees of the elements of a web page: hidden, struck, raised, or lowered.

The page's own style sheets and the styles of its elements decide, as in a browser window of
`WIDTH` pixels. Sheets that it only links to are not known. Uses tinycss2 and cssselect.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import tinycss2
import tinycss2.color3
from cssselect import HTMLTranslator, SelectorError
from cssselect import parse as parse_selectors
from lxml import etree
from lxml.html import HtmlElement

from .document import AsideReason
from .marks import Level

WIDTH = 1280
_MAX_RULES = 3000
_AWAY = 999  # pixels: what is moved that far is not on the page
_FAINT = 8  # of 255: colours that differ by less look the same
_STRUCK = {"s", "strike", "del"}
_LEVELS: dict[str, Level] = {"sup": "raised", "sub": "lowered"}
_WIDTH = re.compile(r"(min|max)-width\s*:\s*([\d.]+)\s*(px|em|rem)?")

Declarations = dict[str, str]
Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Seen:
    """How an element is shown. `removed`: it takes no place either (display: none).

    `colour` and `ground`: of its text and of what is behind it; None where that is not known.
    """

    removed: bool = False
    invisible: bool = False
    struck: bool = False
    level: Level | None = None
    colour: Colour | None = (0, 0, 0)
    ground: Colour | None = (255, 255, 255)

    @property
    def aside(self) -> AsideReason | None:
        """Why its text is no part of the page's; None if it is."""
        if self.removed or self.invisible or self._of_ground:
            return "hidden"
        return "struck" if self.struck else None

    @property
    def _of_ground(self) -> bool:
        if self.colour is None or self.ground is None:
            return False
        return all(abs(a - b) <= _FAINT for a, b in zip(self.colour, self.ground, strict=True))


def seen_elements(root: HtmlElement, sheets: Iterable[str] = ()) -> dict[HtmlElement, Seen]:
    """Every element of a page → how it is shown. `sheets`: style sheets that stand beside it."""
    own = [element.text or "" for element in root.iter("style")]
    declared: dict[HtmlElement, Declarations] = {}
    for elements, declarations in _rules(root, [*sheets, *own]):
        for element in elements:
            declared.setdefault(element, {}).update(declarations)
    seen: dict[HtmlElement, Seen] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        given = _weighed(declared.get(element, {}), _declarations(element.get("style", "")))
        parent = element.getparent()
        seen[element] = _seen(element, given, seen.get(parent, Seen()))
    return seen


def _seen(element: HtmlElement, given: Declarations, above: Seen) -> Seen:
    found = above
    display = given.get("display", "")
    if display.startswith("none") or ("hidden" in element.attrib and not display):
        return replace(found, removed=True)
    visibility = given.get("visibility", "")
    if visibility:
        found = replace(found, invisible=visibility.startswith(("hidden", "collapse")))
    if _is_away(given):
        found = replace(found, invisible=True)
    size = _number(given.get("font-size", ""))
    if size is not None:
        found = replace(found, invisible=found.invisible or size == 0)
    line = given.get("text-decoration", "") + given.get("text-decoration-line", "")
    if element.tag in _STRUCK and "none" not in line or "line-through" in line:
        found = replace(found, struck=True)
    align = given.get("vertical-align", "")
    if element.tag in _LEVELS and align != "baseline":
        found = replace(found, level=_LEVELS[element.tag])
    elif align in ("super", "sub"):
        found = replace(found, level="raised" if align == "super" else "lowered")
    return _coloured(element, given, found)


def _coloured(element: HtmlElement, given: Declarations, found: Seen) -> Seen:
    colour = given.get("color") or element.get("color", "")
    if colour:
        found = replace(found, colour=_colour(colour, found.colour))
    ground = given.get("background-color") or given.get("background") or element.get("bgcolor")
    if given.get("background-image", "none") != "none" or "url(" in given.get("background", ""):
        return replace(found, ground=None)
    if ground:
        found = replace(found, ground=_colour(ground.split(" ")[0], found.ground))
    return found


def _is_away(given: Declarations) -> bool:
    """Whether an element is moved out of the page, cut to nothing, or transparent."""
    indent = _number(given.get("text-indent", ""))
    if indent is not None and indent <= -_AWAY:
        return True
    if _number(given.get("opacity", "")) == 0:
        return True
    if given.get("position", "") in ("absolute", "fixed"):
        moved = [_number(given.get(side, "")) for side in ("left", "top")]
        if any(at is not None and at <= -_AWAY for at in moved):
            return True
        if given.get("clip", "").replace(" ", "") in ("rect(0,0,0,0)", "rect(1px,1px,1px,1px)"):
            return True
    sizes = [_number(given.get(name, "")) for name in ("width", "height", "max-height")]
    return given.get("overflow", "").startswith("hidden") and 0 in sizes


def _number(value: str) -> float | None:
    match = re.match(r"\s*(-?\d+(?:\.\d+)?)", value)
    return float(match[1]) if match else None


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
    if parsed.alpha < 0.05:
        return above
    return (round(parsed.red * 255), round(parsed.green * 255), round(parsed.blue * 255))


def _rules(
    root: HtmlElement, sheets: Iterable[str]
) -> Iterator[tuple[list[HtmlElement], Declarations]]:
    """The elements that each rule concerns with what it declares, the weightiest rules last."""
    found: list[tuple[tuple[int, int, int], int, str, Declarations]] = []
    for sheet in sheets:
        for selector, declarations in _style_rules(
            tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
        ):
            if len(found) >= _MAX_RULES:
                break
            try:
                parsed = parse_selectors(selector)
            except SelectorError:
                continue  # of a newer kind, or damaged
            for one in parsed:
                if one.pseudo_element is None:
                    try:
                        path = HTMLTranslator().selector_to_xpath(one)
                    except SelectorError:
                        continue
                    found.append((one.specificity(), len(found), path, declarations))
    for _, _, path, declarations in sorted(found, key=lambda rule: rule[:2]):
        try:
            yield list(root.xpath(path)), declarations
        except etree.XPathError:
            continue


def _style_rules(rules: Iterable[object]) -> Iterator[tuple[str, Declarations]]:
    for rule in rules:
        if isinstance(rule, tinycss2.ast.QualifiedRule):
            selector = tinycss2.serialize(rule.prelude).strip()
            if ":hover" not in selector and (found := _parsed(rule.content)):
                yield selector, found
        elif isinstance(rule, tinycss2.ast.AtRule) and rule.content is not None:
            if rule.lower_at_keyword != "media" or not _applies(tinycss2.serialize(rule.prelude)):
                continue
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            yield from _style_rules(inner)


def _applies(media: str) -> bool:
    """Whether a media query is that of a screen as wide as `WIDTH`."""
    return any(_applies_one(query.lower()) for query in media.split(","))


def _applies_one(query: str) -> bool:
    if "print" in query or "speech" in query or "orientation: portrait" in query:
        return False
    for bound, number, unit in _WIDTH.findall(query):
        pixels = float(number) * (1 if unit in ("", "px") else 16)
        if (bound == "min" and pixels > WIDTH) or (bound == "max" and pixels < WIDTH):
            return False
    return True


def _declarations(style: str) -> Declarations:
    return _parsed(style) if style else {}


def _parsed(content: object) -> Declarations:
    """Property → value, in small letters; the name of what is !important begins with a !."""
    entries = [
        entry
        for entry in tinycss2.parse_declaration_list(
            content, skip_comments=True, skip_whitespace=True
        )
        if isinstance(entry, tinycss2.ast.Declaration)
    ]
    return {
        "!" * entry.important + entry.lower_name: tinycss2.serialize(entry.value).strip().lower()
        for entry in entries
    }


def _weighed(*declared: Declarations) -> Declarations:
    """What holds of declarations that come after each other: what is !important above all."""
    merged: Declarations = {}
    for declarations in declared:
        merged |= declarations
    important = {name[1:]: value for name, value in merged.items() if name.startswith("!")}
    return {name: value for name, value in merged.items() if name[0] != "!"} | important
