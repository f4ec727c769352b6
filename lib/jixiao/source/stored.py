"""A `Document` on file: `report.txt` with its lines, `layout.json` with pages, boxes and tables.

A text file is kept as it was published and needs no layout. Of any other source the lines are
written as text, pages apart by form feeds, so that anyone can look up a place; the layout says
what text cannot: which lines are cells of which table, and where they stand on the page.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..base.errors import SourceError
from ..base.json_text import read_json
from .document import Aside, Cell, Document, Doubt, Layout, PageTable
from .limits import Limits, read_bytes
from .line import Box, Line
from .text import document_from_text

TEXT, LAYOUT = "report.txt", "layout.json"
_entry = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def document_files(document: Document) -> dict[str, str]:
    """File name → content, for a document that was no text file."""
    return {TEXT: stored_text(document), LAYOUT: json_of(document)}


def stored_text(document: Document) -> str:
    """The lines as text; line numbers stay, a form feed begins each further page."""
    out, page = [], 1
    for line in document.lines:
        out.append("\f" * max(0, line.page - page) + line.text)
        page = max(page, line.page)
    return "\n".join(out) + "\n"


def json_of(document: Document) -> str:
    """The layout as JSON, an entry a line."""
    return (
        "{\n"
        + ",\n".join(f'"{key}": {_listed(value)}' for key, value in layout_of(document).items())
        + "\n}\n"
    )


def layout_of(document: Document) -> dict[str, Any]:
    """What the text of a document does not say, as JSON has it."""
    at = {line.number: index for index, line in enumerate(document.lines)}
    tables = [
        {
            "page": table.page,
            "box": _numbers(table.box),
            "cells": [
                [cell.row, cell.column, cell.rows, cell.columns, _first(cell, at), len(cell.lines)]
                + ([_numbers(cell.box)] if cell.box else [])
                for cell in table.cells
            ],
        }
        | ({} if table.ruled else {"ruled": False})
        | ({"inner": True} if table.inner else {})
        for table in document.tables
    ]
    entries: dict[str, Any] = {
        "kind": document.kind,
        "pictures": list(document.pictures),
        "recognised": list(document.recognised),
        "pages": [
            [n, page.width, page.height] + ([page.turned] if page.turned else [])
            for n, page in sorted(document.layouts.items())
        ],
        "lines": [[line.page, *(_numbers(line.box) or [])] for line in document.lines],
        "tables": tables,
    }
    if panes := {n: page.panes for n, page in sorted(document.layouts.items()) if page.panes}:
        entries["panes"] = [[n, [_numbers(box) for box in own]] for n, own in panes.items()]
    if document.doubts:
        entries["doubts"] = [
            [doubt.page, doubt.line, _numbers(doubt.box), doubt.read, doubt.reason, doubt.other]
            for doubt in document.doubts
        ]
    if wraps := [line.number for line in document.lines if line.wraps]:
        entries["wraps"] = wraps
    if document.asides:
        entries["asides"] = [
            [aside.page, aside.text, aside.reason, aside.line, _numbers(aside.box)]
            for aside in document.asides
        ]
    if document.addresses:
        entries["addresses"] = [[line, cell] for line, cell in sorted(document.addresses.items())]
    return entries


def read_stored(folder: Path) -> Document | None:
    """The document in `folder`; None where there is none.

    Raises SourceError if the layout does not fit the text.
    """
    text = folder / TEXT
    if not text.is_file():
        return None
    document = document_from_text(read_bytes(text, Limits()), text)
    layout = folder / LAYOUT
    if not layout.is_file():
        return document
    try:
        return laid_out(document, read_json(read_bytes(layout, Limits())))
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError) as error:
        raise SourceError("source.layout", where=layout, file=TEXT, reason=error) from error


def laid_out(document: Document, layout: Mapping[str, Any]) -> Document:
    """`document`, of which only the text is known, with what `layout_of` gave.

    Raises ValueError, KeyError, IndexError, TypeError, AttributeError or OverflowError if the two do
    not fit.
    """
    wraps = set(map(int, layout.get("wraps", ())))
    if len(layout["lines"]) != len(document.lines):
        raise ValueError(f"{len(layout['lines'])} lines, not {len(document.lines)}")
    lines = tuple(
        Line(
            int(page),
            line.number,
            line.text,
            Box(*map(float, box)) if box else None,
            line.number in wraps,
        )
        for line, (page, *box) in zip(document.lines, layout["lines"], strict=True)
    )
    tables = tuple(_table(entry, lines) for entry in layout["tables"])
    panes = {
        int(n): tuple(Box(*map(float, box)) for box in boxes)
        for n, boxes in layout.get("panes", ())
    }
    pages = {
        int(n): Layout(
            float(width),
            float(height),
            turned=int(turned[0]) if turned else 0,
            panes=panes.get(int(n), ()),
        )
        for n, width, height, *turned in layout["pages"]
    }
    return Document(
        document.name,
        document.sha256,
        lines,
        str(layout["kind"]),
        tables,
        pages,
        tuple(map(int, layout["pictures"])),
        tuple(map(int, layout["recognised"])),
        tuple(
            Doubt(int(page), int(line), Box(*map(float, box)), str(read), str(reason), str(other))
            for page, line, box, read, reason, other in layout.get("doubts", ())
        ),
        tuple(
            Aside(int(page), str(text), reason, line, Box(*map(float, box)) if box else None)
            for page, text, reason, line, box in layout.get("asides", ())
        ),
        {int(line): str(cell) for line, cell in layout.get("addresses", ())},
    )


def _table(entry: Mapping[str, Any], lines: tuple[Line, ...]) -> PageTable:
    cells = []
    for row, column, rows, columns, first, count, *box in entry["cells"]:
        own = lines[first : first + count]
        cells.append(Cell(row, column, rows, columns, own, Box(*box[0]) if box else None))
    return PageTable(
        int(entry["page"]),
        max(cell.row + cell.rows for cell in cells),
        max(cell.column + cell.columns for cell in cells),
        tuple(cells),
        Box(*entry["box"]) if entry["box"] else None,
        bool(entry.get("ruled", True)),
        bool(entry.get("inner", False)),
    )


def _first(cell: Cell, at: Mapping[int, int]) -> int:
    return at[cell.lines[0].number] if cell.lines else 0


def _numbers(box: Box | None) -> list[float] | None:
    return [box.left, box.top, box.right, box.bottom] if box else None


def _listed(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], list | dict):
        return "[\n" + ",\n".join(map(_entry, value)) + "\n]"
    return json.dumps(value, ensure_ascii=False)
