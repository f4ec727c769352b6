"""What a reader sees of a run in a Word file: hidden, struck, raised, or lowered.

A property stands in the run, in its character style, or in the style of its paragraph; styles are
based on others. Switches (hidden, struck) of two styles turn each other off, as Word has it.
"""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from .document import AsideReason
from .docx_fonts import misdrawn_fonts
from .marks import Level
from .red_figures import is_amount, is_rare, red_of

_SWITCHES = ("vanish", "strike", "dstrike")
_VALUES = ("vertAlign", "position", "sz", "w", "color", "shd", "highlight", "spacing")
_OFF = ("0", "false", "off", "none")
_MAX_DEPTH = 12  # styles are based on others; a circle ends here
_RAISED = 4  # half points: what is moved up or down by less may be moved for the look of it
_TINY = 2  # half points
_CROWDED = -80  # of twenty to a point: digits so near are set over each other
_THIN = 5  # of 100: letters set so narrow are no letters to the eye
_FAINT = 8  # of 255: colours that differ by less look the same
_HIGHLIGHTS = {"yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF"}
_HIGHLIGHTS |= {"blue": "0000FF", "red": "FF0000", "darkblue": "00008B", "darkcyan": "008B8B"}
_HIGHLIGHTS |= {"darkgreen": "006400", "darkmagenta": "800080", "darkred": "8B0000"}
_HIGHLIGHTS |= {"darkyellow": "808000", "darkgray": "A9A9A9", "lightgray": "D3D3D3"}
_HIGHLIGHTS |= {"black": "000000", "white": "FFFFFF"}
_RUN = qn("w:r")
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

Properties = dict[str, Any]


class RunStyles:
    """Looks properties of runs up; those of a style once."""

    def __init__(self, document: Any) -> None:
        root = document.styles.element
        self._styles = {item.get(qn("w:styleId")): item for item in root.iter(qn("w:style"))}
        self._known: dict[str | None, Properties] = {None: {}}
        default = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
        self._default = _own(default)
        self._normal = next(
            (
                id
                for id, item in self._styles.items()
                if item.get(qn("w:type")) == "paragraph" and item.get(qn("w:default")) == "1"
            ),
            None,
        )
        page = document.element.find(qn("w:background"))
        colour = "" if page is None else page.get(qn("w:color"), "").upper()
        self._false = misdrawn_fonts(document)
        self._rare = self._red_is_rare(document.element)
        self._ground = colour if colour not in ("", "AUTO") else "FFFFFF"

    def reason(self, run: Any) -> AsideReason | None:
        """Why the text of `run` is no part of the document's; None if it is."""
        found = self._properties(run)
        if found.get("vanish"):
            return "hidden"
        if found.get("strike") or found.get("dstrike"):
            return "struck"
        if (
            found.get("clear")
            or _at_most(found.get("sz"), _TINY)
            or _at_most(found.get("w"), _THIN)
        ):
            return "hidden"
        return "hidden" if self._is_of_ground(run, found) else None

    def size(self, run: Any) -> float | None:
        """The size of the letters of `run`, in half points; None where no style says it."""
        size = self._properties(run).get("sz")
        return float(size) if size and size.isdigit() else None

    def misdrawn(self, run: Any) -> bool:
        """Whether the font of `run` draws digits as others, or they are set over each other."""
        found = self._properties(run)
        spacing = str(found.get("spacing") or "0")
        crowded = spacing.startswith("-") and spacing[1:].isdigit() and int(spacing) <= _CROWDED
        return crowded or found.get("font", "") in self._false

    def warns(self, run: Any) -> bool:
        """Whether the text of `run` is red where few amounts of the document are."""
        return self._rare and red_of(str(self._properties(run).get("color") or ""))

    def _red_is_rare(self, root: Any) -> bool:
        runs = [t.getparent() for t in root.iter(qn("w:t")) if is_amount(t.text or "")]
        red = [red_of(str(self._properties(r).get("color") or "")) for r in runs if r.tag == _RUN]
        return is_rare(sum(red), len(runs))

    def level(self, run: Any) -> Level | None:
        """Whether the text of `run` is raised or lowered."""
        found = self._properties(run)
        if (aligned := found.get("vertAlign")) in ("superscript", "subscript"):
            return "raised" if aligned == "superscript" else "lowered"
        moved = self.rise(run)
        if abs(moved) < _RAISED:
            return None
        return "raised" if moved > 0 else "lowered"

    def rise(self, run: Any) -> int:
        """By how many half points the letters of `run` are moved up."""
        try:
            return int(self._properties(run).get("position") or 0)
        except ValueError:
            return 0

    def _properties(self, run: Any) -> Properties:
        own = run.find(qn("w:rPr"))
        paragraph = next(run.iterancestors(qn("w:p")), None)
        named = _attribute(paragraph, "w:pPr", "w:pStyle") if paragraph is not None else None
        above = self._style(named or self._normal)
        character = self._style(_attribute(run, "w:rPr", "w:rStyle"))
        merged = self._default | above | character | _own(own)
        direct = _own(own)
        for switch in _SWITCHES:
            styled = bool(above.get(switch)) != bool(character.get(switch))
            merged[switch] = direct.get(switch, styled)
        return merged

    def _style(self, id: str | None, depth: int = 0) -> Properties:
        if id in self._known:
            return self._known[id]
        item = self._styles.get(id)
        if item is None or depth > _MAX_DEPTH:
            return {}
        based = self._style(_attribute(item, "w:basedOn"), depth + 1)
        self._known[id] = based | _own(item.find(qn("w:rPr")))
        return self._known[id]

    def _is_of_ground(self, run: Any, found: Properties) -> bool:
        """Whether text has the colour of what is behind it: white on white."""
        colour = str(found.get("color") or "").upper()
        if not colour or colour == "AUTO":
            return False
        ground = self._ground_of(run, found)
        return ground is not None and _alike(colour, ground)

    def _ground_of(self, run: Any, found: Properties) -> str | None:
        """The colour behind a run; None where a style of the table may give one."""
        if (mark := str(found.get("highlight") or "none").lower()) != "none":
            return _HIGHLIGHTS.get(mark)
        if (fill := _fill(found.get("shd"))) is not None:
            return fill
        for ancestor in run.iterancestors(qn("w:p"), qn("w:tc"), qn("w:tbl")):
            name = {qn("w:p"): "w:pPr", qn("w:tc"): "w:tcPr", qn("w:tbl"): "w:tblPr"}[ancestor.tag]
            properties = ancestor.find(qn(name))
            if properties is None:
                continue
            shade = properties.find(qn("w:shd"))
            if (fill := _fill(None if shade is None else shade.get(qn("w:fill")))) is not None:
                return fill
            style = self._styles.get(_attribute(ancestor, "w:tblPr", "w:tblStyle"))
            if ancestor.tag == qn("w:tbl") and style is not None and _shades(style):
                return None
        if next(run.iterancestors(qn("w:txbxContent")), None) is not None:
            return None  # a box may be filled
        return self._ground


def _own(properties: Any) -> Properties:
    """The properties that stand in a `w:rPr`."""
    found: Properties = {}
    if properties is None:
        return found
    for switch in _SWITCHES:
        if (element := properties.find(qn(f"w:{switch}"))) is not None:
            found[switch] = element.get(qn("w:val"), "1").lower() not in _OFF
    for name in _VALUES:
        if (element := properties.find(qn(f"w:{name}"))) is not None:
            found[name] = element.get(qn("w:fill" if name == "shd" else "w:val"))
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None and fonts.get(qn("w:ascii")):
        found["font"] = fonts.get(qn("w:ascii")).lower()
    colour = properties.find(qn("w:color"))
    if colour is not None and colour.get(qn("w:themeColor")) == "background1":
        found["color"] = "FFFFFF"
    if (fill := properties.find(f"{_W14}textFill")) is not None:
        found["clear"] = fill.find(f"{_W14}noFill") is not None
        solid = fill.find(f"{_W14}solidFill/{_W14}srgbClr")
        if solid is not None:
            found["color"] = solid.get(f"{_W14}val")
    return found


def _at_most(value: str | None, most: int) -> bool:
    return value is not None and value.isdigit() and int(value) <= most


def _alike(colour: str, other: str) -> bool:
    """Whether two colours, as RRGGBB, look the same."""
    try:
        pairs = zip(bytes.fromhex(colour), bytes.fromhex(other), strict=True)
        return all(abs(one - two) <= _FAINT for one, two in pairs)
    except ValueError:  # a colour of another form
        return colour == other


def _fill(value: object) -> str | None:
    colour = str(value or "").upper()
    return None if colour in ("", "AUTO") else colour


def _shades(style: Any) -> bool:
    return any(_fill(item.get(qn("w:fill"))) is not None for item in style.iter(qn("w:shd")))


def _attribute(element: Any, *path: str) -> str | None:
    found = element.find("/".join(map(qn, path)))
    value: str | None = None if found is None else found.get(qn("w:val"))
    return value
