"""A PDF → `Document`: running text as lines, tables as cells, all else aside with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2.raw as raw

from ...base.collection import without_collection
from ...base.errors import SourceError
from ..document import Aside, AsideReason, Document, Layout, PageTable
from ..limits import Limits
from ..line import Box
from ..lines import LineCounter, PrintedCell, PrintedLine, printable
from ..rapid import Seen
from . import pdfium
from .blocks import TableBlock
from .carried_columns import carry_columns
from .furniture import furniture
from .misdrawn import DrawnDigits
from .notes import form_of
from .page import PageRead, read_ink, read_page
from .panes import sheet_panes
from .setting import SetLine


def read_pdf(
    content: bytes,
    name: str,
    limits: Limits,
    recognised: Sequence[int] = (),
    seen: Mapping[int, Seen] | None = None,
) -> Document:
    """The pages of a PDF. `recognised`: pages whose characters were recognised in a picture; `seen`:
    page → these characters, where they stand in no layer of the PDF.

    Raises SourceError if it is encrypted or damaged, has too many pages, or no page has text.
    """
    with without_collection():
        pages = _pages(content, name, limits, set(recognised), seen or {})
        carry_columns(pages)
        return _read(pages, content, name)


def _read(pages: Sequence[PageRead], content: bytes, name: str) -> Document:
    meaningless = sum(page.meaningless for page in pages)
    if meaningless and not any(_has_words(page) for page in pages):
        raise SourceError("source.meaningless", where=name, count=meaningless)
    if not any(page.blocks for page in pages):
        if any(page.picture for page in pages):
            raise SourceError("source.scan", where=name, count=len(pages))
        raise SourceError("source.pdf_no_text", where=name)
    writer = _Writer()
    for page, aside in zip(pages, furniture(pages), strict=True):
        writer.page(page.number, page, aside)
    return Document(
        name,
        hashlib.sha256(content).hexdigest(),
        writer.counter.finish(),
        "pdf",
        tuple(writer.tables),
        writer.layouts,
        tuple(page.number for page in pages if page.picture or page.meaningless),
        tuple(page.number for page in pages if page.recognised),
        asides=tuple(writer.asides),
    )


def _has_words(page: PageRead) -> bool:
    """Whether a page has text that says something: a number or some letters alone do not."""
    return any("\u4e00" <= character <= "\u9fff" for word in page.words for character in word.text)


@dataclass(frozen=True)
class ToRecognise:
    """Pages, from 1, that hold a picture and no text, those whose characters have no meaning, and
    those that another program has recognised.
    """

    pictures: tuple[int, ...]
    meaningless: tuple[int, ...]
    layered: tuple[int, ...]

    @property
    def pages(self) -> list[int]:
        return sorted({*self.pictures, *self.meaningless, *self.layered})

    @property
    def with_text(self) -> bool:
        """Whether some of them have text, which must not stay beside what is recognised."""
        return bool(self.meaningless or self.layered)


def pages_to_recognise(content: bytes, name: str, limits: Limits) -> ToRecognise:
    """The pages of a PDF whose characters can only be recognised in their picture."""
    pages = _pages(content, name, limits, set(), {})
    return ToRecognise(
        tuple(page.number for page in pages if page.picture),
        tuple(page.number for page in pages if page.meaningless),
        tuple(page.number for page in pages if page.layered),
    )


def _pages(
    content: bytes, name: str, limits: Limits, recognised: set[int], seen: Mapping[int, Seen]
) -> list[PageRead]:
    """Every page; of a sheet that holds several each of them, with the sheet's number."""
    found: list[PageRead] = []
    with pdfium.opened(content, name) as document:
        count = raw.FPDF_GetPageCount(document)
        limits.check_pages(count, name)
        panes: dict[int, tuple[Box, ...]] = {}
        if not recognised:
            sizes = [pdfium.page_size(document, index) for index in range(count)]
            panes = sheet_panes(sizes, lambda index: read_ink(document, index))
        with form_of(document) as form:
            digits = DrawnDigits()
            for index in range(count):
                known = index + 1 in recognised, seen.get(index + 1)
                for pane in panes.get(index, (None,)):
                    page = read_page(document, form, index, digits, *known, pane)
                    page.number = index + 1
                    found.append(page)
    return found


@dataclass
class _Writer:
    """Writes page after page: lines, tables, layouts and asides."""

    counter: LineCounter = field(default_factory=LineCounter)
    tables: list[PageTable] = field(default_factory=list)
    layouts: dict[int, Layout] = field(default_factory=dict)
    asides: list[Aside] = field(default_factory=list)

    def page(self, number: int, page: PageRead, furniture: dict[int, AsideReason]) -> None:
        """The lines of one page, its tables where they stand between them."""
        self.counter.gap(number)
        heads: list[str] = []
        for index, block in enumerate(page.blocks):
            if isinstance(block, TableBlock):
                self._table(number, block)
            elif index in furniture:
                heads.append(block.text)
                self._aside(number, block.text, furniture[index], block.box)
            elif block.words:
                self.counter.line(number, block.text, block.box, wraps=block.wraps)
                self._marks(number, block)
            else:
                self._marks(number, block)
        for put in page.aside:
            self._aside(number, put.text, put.reason, put.box)
        before = self.layouts.get(number) or Layout(page.width, page.height, turned=page.turned)
        self.layouts[number] = replace(
            before,
            words=before.words + page.words,
            furniture=(*before.furniture, *heads),
            panes=(*before.panes, page.pane) if page.pane else (),
        )

    def _table(self, number: int, block: TableBlock) -> None:
        cells = [
            PrintedCell(
                cell,
                number,
                [PrintedLine(line.text, line.box, wraps=line.wraps) for line in lines],
            )
            for cell, lines in block.cells
        ]
        table = self.counter.table(cells, block.box, block.ruled)
        self.tables.append(table)
        marked = [(cell, lines) for cell, lines in block.cells if any([li.marks for li in lines])]
        placed = {(cell.row, cell.column): cell for cell in table.cells} if marked else {}
        for cell, lines in marked:
            own = iter(placed[cell.row, cell.column].lines)
            for line in lines:
                at = next(own, None) if line.words else None
                self._marks(number, line, at.number if at else None)

    def _marks(self, number: int, line: SetLine, at: int | None = None) -> None:
        beside = at or (self.counter.lines[-1].number if self.counter.lines else None)
        for mark in line.marks:
            self._aside(number, mark.text, "note_mark", mark.box, beside)

    def _aside(
        self, page: int, text: str, reason: AsideReason, box: Box, line: int | None = None
    ) -> None:
        box = Box(round(box.left, 2), round(box.top, 2), round(box.right, 2), round(box.bottom, 2))
        self.asides.append(Aside(page, printable(text), reason, line, box))
