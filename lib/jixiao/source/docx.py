"""A Word file (.docx) → `Document`: paragraphs with their numbering, tables with merged cells.

Pages end where the file says so: at page breaks, and where the word processor last laid out a
page. Deleted text is not read; links and embedded objects are never followed. Uses python-docx.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml.ns import qn

from ..base.errors import SourceError
from .document import Box, Cell, Document, PageTable
from .limits import Limits, too_much
from .lines import LineCounter, PrintedCell
from .numbering import Numbering

_MAX_PARTS = 5000
_DESCENDED = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "smartTag", "customXml")}
_NOT_TEXT = {qn(f"w:{name}") for name in ("del", "moveFrom", "instrText", "pPr", "rPr")}
_TEXT = {qn(f"w:{n}") for n in ("t", "tab", "noBreakHyphen", "br", "cr", "lastRenderedPageBreak")}
_NOT_TEXT.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")


def read_docx(content: bytes, name: str, limits: Limits) -> Document:
    """The paragraphs and tables of a Word file.

    Raises SourceError if it unpacks to more than `limits`, declares XML entities, or has no text.
    """
    _check_package(content, name, limits)
    document = docx.Document(io.BytesIO(content))
    reader = _Reader(Numbering(document))
    for block in _blocks(document.element.body):
        if block.tag == qn("w:tbl"):
            reader.read_table(block)
        else:
            for text, _ in reader.paragraph(block):
                reader.counter.line(reader.page, text)
    lines = reader.counter.finish()
    if not any(not line.blank for line in lines):
        raise SourceError(
            "the file has no text",
            where=name,
            remedy="if its pages are pictures, save it as PDF and use --ocr",
        )
    digest = hashlib.sha256(content).hexdigest()
    return Document(name, digest, lines, "docx", tuple(reader.tables))


def _check_package(content: bytes, name: str, limits: Limits) -> None:
    """Refuses what would unpack to too much, and XML that declares entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise SourceError("is encrypted", where=name, remedy="save it without a password")
        size = sum(part.file_size for part in parts)
        if size > limits.megabytes * 1_000_000 or len(parts) > _MAX_PARTS:
            unpacked = f"unpacks to {size / 1_000_000:,.0f} MB in {len(parts):,} parts"
            raise too_much(unpacked, f"{limits.megabytes} MB", "size", name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                text = package.read(part)
                if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
                    raise SourceError(
                        f"{part.filename} declares XML entities, as no word processor does",
                        where=name,
                        remedy="open it in a word processor and save it anew",
                    )


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body or cell, in order."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _DESCENDED:
            yield from _blocks(child)


class _Reader:
    """Reads block after block; what is kept between them is the page and the counters."""

    def __init__(self, numbering: Numbering) -> None:
        self.counter = LineCounter()
        self.tables: list[PageTable] = []
        self.page = 1
        self._numbering = numbering

    def paragraph(self, element: Any) -> Iterator[tuple[str, Box | None]]:
        """The lines of a paragraph; the page is counted up between them."""
        parts = [self._numbering.label(element)]
        for node in _inline(element):
            if node.tag == qn("w:t"):
                parts.append(node.text or "")
            elif node.tag in (qn("w:tab"), qn("w:noBreakHyphen")):
                parts.append(" " if node.tag == qn("w:tab") else "-")
            else:
                ends_page = _ends_page(node)
                if (text := "".join(parts)).strip():
                    yield text, None
                parts = []
                self.page += ends_page
        if (text := "".join(parts)).strip():
            yield text, None

    def read_table(self, element: Any) -> None:
        """A table; merged cells once, with what they span. A row counts to where it begins."""
        open_cells: dict[int, int] = {}  # column → index of the cell that goes on downwards
        cells: list[PrintedCell] = []
        for row, line in enumerate(element.iterchildren(qn("w:tr"))):
            column = _number(line.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
            page = ends = self.page
            for item in line.iter(qn("w:tc")):
                if next(item.iterancestors(qn("w:tr"))) is not line:
                    continue  # a cell of a table within the cell
                self.page = page
                texts = list(self._cell_lines(item))
                ends = max(ends, self.page)
                across = _number(item.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
                merge = item.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
                above = cells[open_cells[column]] if column in open_cells else None
                if merge is not None and merge.get(qn("w:val")) != "restart" and above is not None:
                    above.cell = replace(above.cell, rows=row - above.cell.row + 1)
                    above.texts += texts
                else:
                    open_cells[column] = len(cells)
                    cells.append(PrintedCell(Cell(row, column, 1, across), page, texts))
                column += across
            self.page = ends
        if cells:
            self.tables.append(self.counter.table(cells))

    def _cell_lines(self, cell: Any) -> Iterator[tuple[str, Box | None]]:
        for block in _blocks(cell):
            if block.tag == qn("w:tbl"):
                for inner in block.iter(qn("w:p")):
                    yield from self.paragraph(inner)
            else:
                yield from self.paragraph(block)


def _inline(element: Any) -> Iterator[Any]:
    """The texts, tabs and breaks of a paragraph, without what is no text of it."""
    for child in element:
        if child.tag in _NOT_TEXT:
            continue
        if child.tag in _TEXT:
            yield child
        else:
            yield from _inline(child)


def _ends_page(node: Any) -> bool:
    rendered: bool = node.tag == qn("w:lastRenderedPageBreak")
    return rendered or node.get(qn("w:type")) == "page"


def _number(element: Any, default: int) -> int:
    value = "" if element is None else element.get(qn("w:val"), "")
    return min(int(value), 200) if value.isascii() and value.isdigit() else default
