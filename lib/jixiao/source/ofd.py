"""An OFD file (GB/T 33190) → `Document`: lines in the order of reading, tables of ruled lines.

A package of XML: `OFD.xml` names the document, that its pages, a page its objects. Lengths are
millimetres. A text object has a box on the page, a matrix (CTM), and characters that each stand
a distance (DeltaX, DeltaY) from the one before. Annotations lie on a page; what is not visible is set
aside; signatures are no part of a page. Read with lxml.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ..base.errors import SourceError
from .document import Document
from .limits import Limits
from .lines import LineCounter
from .ofd_fonts import EmbeddedFonts
from .ofd_items import PageObjects, Resources, child
from .ofd_objects import read_annotation, read_objects
from .ofd_page import page_lines
from .ofd_seen import set_unseen_aside
from .packages import check_package

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True)
class _Page:
    """The parts of a page: templates below it, then its own content; its size in millimetres."""

    contents: tuple[etree._Element, ...]
    box: tuple[float, float, float, float]
    notes: tuple[etree._Element, ...] = ()
    resources: Resources = field(default_factory=Resources)


def read_ofd(content: bytes, name: str, limits: Limits) -> Document:
    """The pages of an OFD file.

    Raises SourceError if it unpacks to more than `limits`, has too many pages, or has no text.
    """
    package = check_package(content, name, limits)
    counter, tables, layouts = LineCounter(), [], {}
    pictures: list[int] = []
    pages = list(_pages(package, name, limits))
    for number, page in enumerate(pages, start=1):
        objects = PageObjects(page.box, resources=page.resources)
        for part in page.contents:
            read_objects(part, objects)
        for note in page.notes:
            read_annotation(note, objects)
        set_unseen_aside(objects)
        tables += page_lines(objects, counter, number)
        layouts[number] = objects.layout()
        if objects.pictures and not objects.characters:
            pictures.append(number)
    lines = counter.finish()
    if not any(not line.blank for line in lines):
        raise SourceError("source.ofd_no_text", where=name)
    return Document(
        name,
        hashlib.sha256(content).hexdigest(),
        lines,
        "ofd",
        tuple(tables),
        layouts,
        pictures=tuple(pictures),
        asides=tuple(counter.asides),
    )


def _pages(package: zipfile.ZipFile, name: str, limits: Limits) -> Iterator[_Page]:
    root = _part(package, "OFD.xml", name)
    count = 0
    for body in _all(root, "DocBody"):
        where = _text(_first(body, "DocRoot"))
        if not where:
            continue
        folder = posixpath.dirname(where.lstrip("/"))
        document = _part(package, where.lstrip("/"), name)
        common = _first(document, "CommonData")
        area = _numbers(_text(_first(_first(common, "PageArea"), "PhysicalBox")))
        templates = {
            item.get("ID"): item.get("BaseLoc", "") for item in _all(common, "TemplatePage")
        }
        resources = _resources(package, folder, common)
        notes = _notes(package, folder, document)
        for item in _all(_first(document, "Pages"), "Page"):
            count += 1
            limits.check_pages(count, name)
            content = _part(package, _joined(folder, item.get("BaseLoc", "")), name)
            own = _numbers(_text(_first(_first(content, "Area"), "PhysicalBox")))
            below = tuple(
                _part(package, _joined(folder, templates[used.get("TemplateID")]), name)
                for used in _all(content, "Template")
                if used.get("TemplateID") in templates
            )
            box = own if len(own) == 4 else area if len(area) == 4 else [0.0, 0.0, 210.0, 297.0]
            size = (box[0], box[1], box[2], box[3])
            yield _Page((*below, content), size, notes.get(item.get("ID"), ()), resources)


def _resources(package: zipfile.ZipFile, folder: str, common: etree._Element | None) -> Resources:
    """What objects may name. A resource that is missing is none."""
    colours: dict[str | None, etree._Element] = {}
    drawings: dict[str | None, etree._Element] = {}
    fonts: dict[str, bytes] = {}
    for named in (*_all(common, "PublicRes"), *_all(common, "DocumentRes")):
        path = _joined(folder, _text(named))
        part = _optional(package, path)
        for way in _all(part, "DrawParam"):
            if (colour := child(way, "FillColor")) is not None:
                colours[way.get("ID")] = colour
        for unit in _all(part, "CompositeGraphicUnit"):
            if (content := child(unit, "Content")) is not None:
                drawings[unit.get("ID")] = content
        base = _joined(posixpath.dirname(path), "" if part is None else part.get("BaseLoc", ""))
        for font in _all(part, "Font"):
            place = _joined(base, _text(child(font, "FontFile")))
            if place in package.namelist():
                fonts[font.get("ID", "")] = package.read(place)
    return Resources(colours, drawings, EmbeddedFonts(fonts))


def _notes(
    package: zipfile.ZipFile, folder: str, document: etree._Element
) -> dict[str | None, tuple[etree._Element, ...]]:
    """The annotations of each page, by its ID."""
    found: dict[str | None, tuple[etree._Element, ...]] = {}
    where = _text(child(document, "Annotations"))
    listed = _joined(folder, where) if where else ""
    for page in _all(_optional(package, listed), "Page"):
        path = _joined(posixpath.dirname(listed), _text(_first(page, "FileLoc")))
        notes = tuple(_all(_optional(package, path), "Annot"))
        found[page.get("PageID")] = (*found.get(page.get("PageID"), ()), *notes)
    return found


def _optional(package: zipfile.ZipFile, path: str) -> etree._Element | None:
    return etree.fromstring(package.read(path), _PARSER) if path in package.namelist() else None


def _joined(folder: str, where: str) -> str:
    """A path in the package; an absolute one begins at its root."""
    joined = where.lstrip("/") if where.startswith("/") else posixpath.join(folder, where)
    return posixpath.normpath(joined)


def _part(package: zipfile.ZipFile, path: str, name: str) -> etree._Element:
    try:
        return etree.fromstring(package.read(path), _PARSER)
    except KeyError:
        raise SourceError("source.part_missing", where=name, part=path) from None


def _all(parent: etree._Element | None, name: str) -> list[etree._Element]:
    """The elements below `parent` with this local name: the namespace differs by edition."""
    if parent is None:
        return []
    return [e for e in parent.iter() if isinstance(e.tag, str) and etree.QName(e).localname == name]


def _first(parent: etree._Element | None, name: str) -> etree._Element | None:
    return next(iter(_all(parent, name)), None)


def _text(element: etree._Element | None) -> str:
    return (element.text or "").strip() if element is not None else ""


def _numbers(text: str) -> list[float]:
    try:
        return [float(part) for part in text.split()]
    except ValueError:
        return []
