"""The objects of an OFD page, read in their order: text, paths, pictures, drawings used again."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from .document import AsideReason
from .line import UNREADABLE, Box
from .ofd_items import POINTS, Character, DrawnArea, Item, PageObjects, child
from .ofd_paths import read_path
from .ofd_values import Matrix, deltas, matrix_of, number, numbers, rgb

_MAX_CHARACTERS = 500_000  # of a page
_SIZE = 4.0  # millimetres, of text that states no size
_CUT = 0.25  # of its width: so far beyond what is shown may the middle of a character be
_DEPTH = 4  # of drawings within drawings


def read_objects(content: etree._Element, page: PageObjects, depth: int = 0) -> None:
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
        elif name == "PathObject" and not _unseen(element):
            read_path(element, page, rgb(_colour(element, page)))
        elif name == "ImageObject":
            page.pictures += 1
            if not element.get("Alpha"):
                page.areas.append(DrawnArea(page.box(element), None, page.order))
                page.shapes.append(page.box(element))
        elif name == "CompositeObject" and not _unseen(element):
            _read_drawing(element, page, depth)


def read_annotation(note: etree._Element, page: PageObjects) -> None:
    """Adds what an annotation lays on a page; what is said to be a watermark is set aside."""
    if note.get("Visible", "true").lower() in ("false", "0"):
        texts = [e.text or "" for e in note.iter() if _is(e, "TextCode")]
        page.asides += [(text, "hidden") for text in texts if text.strip()]
        return
    first = len(page.items)
    for appearance in [e for e in note.iter() if _is(e, "Appearance")]:
        left, top = numbers(appearance.get("Boundary", ""), 2)
        page.offset = (left, top)
        read_objects(appearance, page)
    page.offset = (0.0, 0.0)
    if note.get("Type") == "Watermark":
        page.items[first:] = [replace(item, mark=True) for item in page.items[first:]]


def _read_drawing(element: etree._Element, page: PageObjects, depth: int) -> None:
    drawing = page.resources.drawings.get(element.get("ResourceID"))
    if drawing is None or element.get("CTM") or depth >= _DEPTH:
        page.pictures += 1  # it is not known what it shows
        page.shapes.append(page.box(element))
        return
    before = page.offset
    left, top, _, _ = page.place(element)
    page.offset = (left + page.area[0], top + page.area[1])
    read_objects(drawing, page, depth + 1)
    page.offset = before


def _is(element: etree._Element, name: str) -> bool:
    return isinstance(element.tag, str) and etree.QName(element).localname == name


def _is_off(element: etree._Element) -> bool:
    """Whether a block that the object stands in is not visible."""
    return any(
        above.get("Visible", "true").lower() in ("false", "0") for above in element.iterancestors()
    )


def _read_text(element: etree._Element, page: PageObjects) -> None:
    codes = [
        e for e in element if isinstance(e.tag, str) and etree.QName(e).localname == "TextCode"
    ]
    text = "".join(map(_characters, codes))
    torn = _other_glyphs(element)
    misdrawn = page.resources.fonts.misdrawn(element, text)
    count = -1
    if reason := _unseen(element):
        page.asides.append((text, reason))
        return
    place = page.place(element)
    shown = _shown(element, page)
    matrix = matrix_of(element.get("CTM", ""))
    size = number(element.get("Size"), _SIZE)
    scale = number(element.get("HScale"), 1.0)
    page.items.append(_item(element, matrix, page))
    outside = ""
    for code in codes:
        for character, x, y in _placed(code, size * scale):
            count += 1
            if len(page.characters) >= _MAX_CHARACTERS:
                return
            box = _box(character, x, y, size, scale, matrix, place)
            if not page.holds(box):
                outside += character
            elif not character.isspace():
                if count in misdrawn or (torn and character.isdigit()):
                    character = UNREADABLE
                own = len(page.items) - 1
                cut = shown is not None and _is_cut(box, shown)
                page.characters.append(Character(character, box, box.bottom - box.top, own, cut))
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
    colour = _colour(element, page)
    alpha = number(element.get("Alpha"), 255.0)
    alpha *= number(colour.get("Alpha"), 255.0) / 255 if colour is not None else 1
    a, b, c, d, _, _ = matrix
    slanted = min(abs(a) + abs(d), abs(b) + abs(c)) > 0.1 * max(abs(a) + abs(d), 0.1)
    turned = not slanted and (a <= 0 or d <= 0)
    return Item(page.order, rgb(colour) or (0, 0, 0), round(alpha), turned, slanted)


def _characters(code: etree._Element) -> str:
    return (code.text or "").replace("\n", "").replace("\r", "")


def _placed(code: etree._Element, width: float) -> list[tuple[str, float, float]]:
    """The characters of a TextCode with the place of their baseline in the object."""
    x, y = number(code.get("X"), 0.0), number(code.get("Y"), 0.0)
    text = _characters(code)
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
    place: tuple[float, float, float, float],
) -> Box:
    """The box of a character on the page, in points: from its baseline up, by its size."""
    width = size * scale * (1 if character > "\u2e7f" else 0.5)
    a, b, c, d, e, f = matrix
    left, top, _, _ = place
    corners = [(x, y - 0.86 * size), (x + width, y + 0.14 * size)]
    xs = [left + a * px + c * py + e for px, py in corners]
    ys = [top + b * px + d * py + f for px, py in corners]
    values = [min(xs), min(ys), max(xs), max(ys)]
    return Box(*(round(value * POINTS, 2) for value in values))


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


def _colour(element: etree._Element, page: PageObjects) -> etree._Element | None:
    """What an object is filled with: its own colour, else that of the way to draw that it, or its
    layer, names.
    """
    if (own := child(element, "FillColor")) is not None:
        return own
    for each in (element, *element.iterancestors()):
        if (named := page.resources.colours.get(each.get("DrawParam"))) is not None:
            return named
    return None


def _shown(element: etree._Element, page: PageObjects) -> Box | None:
    """The part of the page on which an object is shown: its boundary, less what clips cut off."""
    box = page.box(element)
    if box.right <= box.left or box.bottom <= box.top:
        return None
    clips = child(element, "Clips")
    for area in () if clips is None else [e for e in clips.iter() if _is(e, "Area")]:
        path = child(area, "Path")
        if path is None or area.get("CTM"):
            continue
        left, top, width, height = numbers(path.get("Boundary", ""), 4)
        own = [box.left + left * POINTS, box.top + top * POINTS]
        box = Box(
            max(box.left, own[0]),
            max(box.top, own[1]),
            min(box.right, own[0] + width * POINTS),
            min(box.bottom, own[1] + height * POINTS),
        )
    return box


def _is_cut(box: Box, shown: Box) -> bool:
    slack = _CUT * (box.right - box.left)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    high = (box.bottom - box.top) / 2
    across = shown.left - slack <= x <= shown.right + slack
    return not (across and shown.top - high <= y <= shown.bottom + high)
