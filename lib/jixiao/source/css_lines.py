"""Lines through the letters of an element that its style draws without saying line-through."""

from __future__ import annotations

import re

import tinycss2
import tinycss2.color3

from .css_rules import Declarations

_MIDDLE = (30.0, 70.0)  # per cent of the height: where a line goes through letters
_THICK = 34.0  # per cent: what is thicker is a ground
_STOP = re.compile(r"(-?\d*\.?\d+)%$")
_LEVEL = re.compile(r"to (?:top|bottom)|(?:0|180|360)(?:deg)?$")
_THIN = 4.0  # pixels: the height of a box that is a line
_PLACE = re.compile(r"(-?\d*\.?\d+)(%|em|px)?$")
_HALF_EM = (0.4, 1.0)  # em below the upper edge of a line of text: its middle
_HALF_PIXELS = (5.0, 16.0)


def draws_line_through(given: Declarations) -> bool:
    """Whether the ground of an element is a line through its middle: a gradient with a thin band."""
    values = [given.get(name, "") for name in ("background", "background-image")]
    return any(
        _band_in_middle(token)
        for value in values
        if "linear-gradient" in value
        for token in tinycss2.parse_component_value_list(value)
        if isinstance(token, tinycss2.ast.FunctionBlock)
        and token.lower_name.endswith("linear-gradient")
    )


def is_line_over(given: Declarations) -> bool:
    """Whether what a style sheet sets beside an element is a line over its middle."""
    if given.get("content", "none") == "none" or given.get("position") not in ("absolute", "fixed"):
        return False
    edges = [given.get(name, "") for name in ("border", "border-top", "border-bottom")]
    ruled = any(edge and not re.match(r"(?:0\S*|none)\b", edge) for edge in edges)
    height = _PLACE.match(given.get("height", "").strip())
    thin = height is not None and height[2] == "px" and 0 < float(height[1]) <= _THIN
    filled = any(given.get(name) for name in ("background", "background-color"))
    if not (ruled or (thin and filled)):
        return False
    return any(_is_middle(given.get(side, "")) for side in ("top", "bottom"))


def _is_middle(value: str) -> bool:
    found = _PLACE.match(value.strip())
    if found is None:
        return value.strip().startswith("calc(50%")
    number = float(found[1])
    if found[2] == "%":
        return _MIDDLE[0] <= number <= _MIDDLE[1]
    first, last = _HALF_EM if found[2] == "em" else _HALF_PIXELS
    return first <= number <= last


def _band_in_middle(gradient: tinycss2.ast.FunctionBlock) -> bool:
    stops: list[tuple[bool, float]] = []  # whether something is seen there, per cent from above
    for number, part in enumerate(_parts(gradient)):
        if number == 0 and (part.startswith("to ") or _LEVEL.match(part) or "deg" in part):
            if not _LEVEL.match(part):
                return False
            continue
        colour, *places = _colour_and_places(part)
        stops += [(_is_seen(colour), float(place)) for place in places]
    seen = [place for shown, place in stops if shown]
    if not seen or stops[0][0] or stops[-1][0]:
        return False  # a ground that goes on to an edge
    first, last = min(seen), max(seen)
    return last - first <= _THICK and _MIDDLE[0] <= (first + last) / 2 <= _MIDDLE[1]


def _parts(gradient: tinycss2.ast.FunctionBlock) -> list[str]:
    parts: list[list[tinycss2.ast.Node]] = [[]]
    for token in gradient.arguments:
        if isinstance(token, tinycss2.ast.LiteralToken) and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


def _colour_and_places(part: str) -> list[str]:
    """#000 45% 55% → its colour and its places."""
    words = part.split(" ")
    places: list[str] = []
    while words and (found := _STOP.match(words[-1])):
        places.insert(0, found[1])
        words.pop()
    return [" ".join(words), *places]


def _is_seen(colour: str) -> bool:
    try:
        parsed = tinycss2.color3.parse_color(colour)
    except (ValueError, TypeError):
        return True
    if not isinstance(parsed, tinycss2.color3.RGBA):
        return True
    white = min(parsed.red, parsed.green, parsed.blue) > 0.97
    return parsed.alpha > 0.05 and not white
