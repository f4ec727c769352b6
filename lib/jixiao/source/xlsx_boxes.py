"""The boxes of text that are laid on the sheets of a spreadsheet (.xlsx).

openpyxl does not keep them: they stand in the parts that draw on a sheet.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_ANCHORS = tuple(f"{_DRAWING}{name}" for name in ("twoCellAnchor", "oneCellAnchor"))


@dataclass(frozen=True)
class TextBox:
    """A box of text that begins over the cell at `row` and `column`, from 0.

    `within`: it ends over that cell, or where the next one begins. `hidden`: it is not shown.
    """

    row: int
    column: int
    lines: tuple[str, ...]
    within: bool
    hidden: bool


def text_boxes(package: zipfile.ZipFile, sheet: str) -> Iterator[TextBox]:
    """The boxes on the sheet whose part is `sheet` (xl/worksheets/sheet1.xml)."""
    for drawing in _related(package, sheet.lstrip("/"), "drawing"):
        for anchor in etree.fromstring(package.read(drawing), _PARSER).iter(*_ANCHORS):
            start = _cell(anchor, "from")
            end = _cell(anchor, "to")
            for body in anchor.iter(f"{_DRAWING}txBody"):
                lines = tuple(
                    text
                    for paragraph in body.iter(f"{_TEXT}p")
                    if (text := "".join(run.text or "" for run in paragraph.iter(f"{_TEXT}t")))
                )
                if lines and start is not None:
                    row, column = start
                    within = end is not None and end[0] <= row + 1 and end[1] <= column + 1
                    yield TextBox(row, column, lines, within, _is_hidden(body))


def _related(package: zipfile.ZipFile, part: str, kind: str) -> Iterator[str]:
    """The parts of this kind that `part` names."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels"
    if listed not in package.namelist():
        return
    for relation in etree.fromstring(package.read(listed), _PARSER).iter(_RELATION):
        if relation.get("Type", "").endswith(f"/{kind}"):
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            path = posixpath.normpath(path)
            if path in package.namelist():
                yield path


def _cell(anchor: etree._Element, name: str) -> tuple[int, int] | None:
    place = anchor.find(f"{_DRAWING}{name}")
    if place is None:
        return None
    row, column = (place.findtext(f"{_DRAWING}{part}", "") for part in ("row", "col"))
    if not (row.isascii() and row.isdigit() and column.isascii() and column.isdigit()):
        return None
    return int(row), int(column)


def _is_hidden(body: etree._Element) -> bool:
    shape = body.getparent()
    named = () if shape is None else shape.iter(f"{_DRAWING}cNvPr")
    return any(each.get("hidden", "0") in ("1", "true") for each in named)
