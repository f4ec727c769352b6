"""A Word file (.docx) → `Document`: paragraphs with their numbering, tables with merged cells.

Pages end where the file says so: at page breaks, and where the word processor last laid out a
page. Text that a reader does not see (hidden, struck, deleted) and page headers are set aside; a
box of text comes after the paragraph that it is anchored in, notes after the text. Links and
embedded objects are never followed. Uses python-docx.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ..base.errors import SourceError
from .composed import ComposedLine
from .document import Cell, Document, PageTable
from .docx_runs import Runs
from .docx_styles import RunStyles
from .limits import Limits
from .line import UNREADABLE
from .lines import InnerTable, LineCounter, PrintedCell, PrintedLine
from .numbering import Numbering
from .packages import check_package, transitional

_DESCENDED = {qn(f"w:{name}") for name in ("sdt", "sdtContent", "ins", "moveTo", "smartTag")}
_DESCENDED |= {qn("w:customXml")}
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PART_OF_NUMBER = re.compile(r"[\d.,，．％%]+")
_PICTURES = (qn("a:blip"), "{urn:schemas-microsoft-com:vml}imagedata")
_MAX_COLUMNS = 200


def read_docx(content: bytes, name: str, limits: Limits) -> Document:
    """The paragraphs and tables of a Word file.

    Raises SourceError if it unpacks to more than `limits`, declares XML entities, or has no body or no text.
    """
    check_package(content, name, limits)
    document = docx.Document(io.BytesIO(transitional(content)))
    reader = _DocxReader(Numbering(document), Runs(RunStyles(document)))
    body = document.element.find(qn("w:body"))
    if body is None:
        raise SourceError("source.word_no_body", where=name)
    for block in _blocks(body):
        reader.block(block)
    for part in _related(document, "footnotes", "endnotes"):
        for note in part:
            if note.get(qn("w:type")) in (None, "normal"):  # others are the lines above the notes
                for block in _blocks(note):
                    reader.block(block)
    seen: set[str] = set()
    for part in _related(document, "header", "footer"):
        for block in part.iter(qn("w:p")):
            for line in reader.texts(block):
                if line.text not in seen:
                    reader.counter.set_aside(1, line.text, "running_head")
                    seen.add(line.text)
    lines = reader.counter.finish()
    if not any(not line.blank for line in lines):
        raise SourceError("source.no_text", where=name)
    digest = hashlib.sha256(content).hexdigest()
    tables = (*reader.tables, *reader.counter.inner)
    asides = tuple(reader.counter.asides)
    return Document(name, digest, lines, "docx", tables, asides=asides)


def _related(document: Any, *kinds: str) -> Iterator[Any]:
    """The root elements of the document's other parts of these kinds."""
    for relation in document.part.rels.values():
        if relation.is_external or (relation.reltype or "").removeprefix(_RELATED) not in kinds:
            continue
        part = relation.target_part
        element = getattr(part, "element", None)
        yield parse_xml(part.blob) if element is None else element


def _blocks(parent: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body or cell, in order."""
    for child in parent:
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _DESCENDED:
            yield from _blocks(child)


class _DocxReader:
    """Reads block after block; what is kept between them is the page and the counters."""

    def __init__(self, numbering: Numbering, runs: Runs) -> None:
        self.counter = LineCounter()
        self.tables: list[PageTable] = []
        self.page = 1
        self._numbering, self._runs = numbering, runs

    def block(self, block: Any) -> None:
        """A paragraph as lines of text, or a table."""
        if block.tag == qn("w:tbl"):
            if cells := self._cells(block):
                self.tables.append(self.counter.table(cells))
            return
        for line in self._paragraph(block):
            self.counter.printed(self.page, line)
        for box in self._take_boxes():
            for inner in _blocks(box):
                self.block(inner)

    def texts(self, paragraph: Any) -> list[PrintedLine]:
        """The lines of a paragraph that stands on no page of its own."""
        page = self.page
        lines = list(self._paragraph(paragraph))
        self.page = page
        return lines

    def _paragraph(self, element: Any) -> Iterator[PrintedLine]:
        """The lines of a paragraph; the page is counted up between them.

        A page that ends within a number ends behind it: half a number is another one.
        """
        line = ComposedLine()
        line.add(self._numbering.label(element))
        ended = False  # the page ended, as it was last laid out, but perhaps within a number
        for piece in self._runs.pieces(element):
            text = piece.text
            if ended and piece.kind == "text" and not piece.aside:
                rest = _PART_OF_NUMBER.match(text) if line.text[-1:].isdigit() else None
                if rest:
                    line.add(rest[0], level=piece.level, size=piece.size, rise=piece.rise)
                    text = text[rest.end() :]
                if text:
                    if taken := line.take():
                        yield taken
                    self.page += 1
                    ended = False
            if piece.kind == "text":
                line.add(
                    text, level=piece.level, aside=piece.aside, size=piece.size, rise=piece.rise
                )
            elif piece.kind == "rendered page":
                self.page += ended
                ended = True
            else:
                if taken := line.take():
                    yield taken
                self.page += piece.kind == "page"
        if taken := line.take():
            yield taken
        self.page += ended

    def _take_boxes(self) -> list[Any]:
        boxes, self._runs.boxes = self._runs.boxes, []
        return boxes

    def _cells(self, element: Any) -> list[PrintedCell]:
        """The cells of a table; merged ones once, with what they span. A row counts to where it
        begins; one that was deleted is set aside.
        """
        open_cells: dict[int, int] = {}  # column → index of the cell that goes on downwards
        cells: list[PrintedCell] = []
        row = -1
        for line in _rows(element):
            if line.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                words = " ".join(t.text or "" for t in line.iter(qn("w:t"), qn("w:delText")))
                self.counter.set_aside(self.page, words, "struck")
                continue
            if _on(line.find(f"{qn('w:trPr')}/{qn('w:hidden')}")):
                words = " ".join(t.text or "" for t in line.iter(qn("w:t")))
                self.counter.set_aside(self.page, words, "hidden")
                continue
            row += 1
            column = _number(line.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
            page = ends = self.page
            spoken = any(text.strip() for text in line.itertext(qn("w:t")))
            beside: int | None = None  # index of the cell on the left, which may go on
            for item in _row_cells(line):
                self.page = page
                if item.find(f"{qn('w:tcPr')}/{qn('w:cellDel')}") is not None:
                    words = " ".join(t.text or "" for t in item.iter(qn("w:t"), qn("w:delText")))
                    self.counter.set_aside(page, words, "struck")
                    continue
                texts, inner = self._cell_content(item)
                if not texts and spoken and next(item.iter(*_PICTURES), None) is not None:
                    texts = [PrintedLine(UNREADABLE)]  # a figure beside words, drawn as a picture
                ends = max(ends, self.page)
                across = _number(item.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)
                above = open_cells.get(column)
                if _continues(item, "w:hMerge") and beside is not None:
                    cell = cells[beside].cell
                    cells[beside].cell = replace(cell, columns=cell.columns + across)
                    _extend(cells[beside], texts, inner)
                elif _continues(item, "w:vMerge") and above is not None:
                    cell = cells[above].cell
                    cells[above].cell = replace(cell, rows=row - cell.row + 1)
                    _extend(cells[above], texts, inner)
                    beside = None
                else:
                    open_cells[column] = beside = len(cells)
                    cells.append(PrintedCell(Cell(row, column, 1, across), page, texts, inner))
                column += across
            self.page = ends
        return cells

    def _cell_content(self, cell: Any) -> tuple[list[PrintedLine], list[InnerTable]]:
        """The lines of a cell, and the tables that stand in it; their lines are among them."""
        texts: list[PrintedLine] = []
        inner: list[InnerTable] = []
        for block in _blocks(cell):
            if block.tag == qn("w:tbl"):
                cells = self._cells(block)
                inner.append(InnerTable(len(texts), cells))
                texts += [PrintedLine(*text) for own in cells for text in own.texts]
                continue
            texts += self._paragraph(block)
            for box in self._take_boxes():
                for paragraph in box.iter(qn("w:p")):
                    texts += self._paragraph(paragraph)
        return texts, inner


def _extend(printed: PrintedCell, texts: list[PrintedLine], inner: list[InnerTable]) -> None:
    """What a cell that was merged holds besides."""
    start = len(printed.texts)
    printed.inner += [InnerTable(start + table.start, table.cells) for table in inner]
    printed.texts = [*printed.texts, *texts]


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == qn("w:tr"):
            yield child
        elif child.tag in _DESCENDED:
            yield from _rows(child)


def _row_cells(row: Any) -> Iterator[Any]:
    for child in row:
        if child.tag == qn("w:tc"):
            yield child
        elif child.tag in _DESCENDED:
            yield from _row_cells(child)


def _continues(cell: Any, name: str) -> bool:
    """Whether a cell goes on with the one above it or, in old files, on its left."""
    merge = cell.find(f"{qn('w:tcPr')}/{qn(name)}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def _on(element: Any) -> bool:
    """Whether a switch is there and not off."""
    return element is not None and element.get(qn("w:val"), "1") not in ("0", "false", "off")


def _number(element: Any, default: int) -> int:
    value = "" if element is None else element.get(qn("w:val"), "")
    return min(int(value), _MAX_COLUMNS) if value.isascii() and value.isdigit() else default
