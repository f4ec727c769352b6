"""A PDF → `Document`: words by position, ruled tables as cells, running text as lines.

Ruled tables are those whose lines are drawn; a line of a scan is no drawn line (`scan.py`).
Running heads and page numbers are set aside. Uses pdfplumber (MIT).
"""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException

from ..base.errors import SourceError
from .document import Box, Cell, Document, Layout, PageTable, Word
from .limits import Limits
from .lines import LineCounter, PrintedCell
from .rules import ruled_cells
from .words import box_of, on_baseline, printed_words, recognised_words

_MARGIN = 0.1  # of the page's height, at its top and bottom: where running heads stand
_PAGE_NUMBER = re.compile(r"[-—–－~·第/共页\s]*\d{1,4}[-—–－~·第/共页\d\s]*")


@dataclass(frozen=True)
class PrintedLine:
    """Words of one printed line, from left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box:
        return Box(
            self.words[0].box.left,
            min(word.box.top for word in self.words),
            self.words[-1].box.right,
            max(word.box.bottom for word in self.words),
        )


@dataclass(frozen=True)
class _Page:
    width: float
    height: float
    words: tuple[Word, ...]  # outside of tables
    tables: tuple[tuple[tuple[Box, tuple[Word, ...]], ...], ...]  # the cells of each table
    picture: bool

    @property
    def all_words(self) -> tuple[Word, ...]:
        return self.words + tuple(w for table in self.tables for _, words in table for w in words)


def read_pdf(content: bytes, name: str, limits: Limits, recognised: Sequence[int] = ()) -> Document:
    """The pages of a PDF. `recognised`: pages whose characters were recognised in a picture.

    Raises SourceError if it is encrypted or damaged, has too many pages, or no page has text.
    """
    pages = _open(content, name, limits, set(recognised))
    furniture = running_heads(pages)
    counter = LineCounter()
    tables: list[PageTable] = []
    layouts: dict[int, Layout] = {}
    for number, page in enumerate(pages, start=1):
        aside = furniture[number - 1]
        kept = tuple(word for word in page.words if word not in aside)
        tables.extend(_read_page(counter, number, replace(page, words=kept)))
        texts = tuple(line.text for line in printed_lines(aside))
        layouts[number] = Layout(page.width, page.height, page.all_words, texts)
    if not any(page.all_words for page in pages):
        raise SourceError(
            f"is a scan: {len(pages)} pages of pictures without text"
            if any(page.picture for page in pages)
            else "has no text",
            where=name,
            remedy="use --ocr to recognise its characters",
        )
    pictures = tuple(number for number, page in enumerate(pages, start=1) if page.picture)
    digest = hashlib.sha256(content).hexdigest()
    lines = counter.finish()
    pages_read = tuple(sorted(recognised))
    return Document(name, digest, lines, "pdf", tuple(tables), layouts, pictures, pages_read)


def scanned_pages(content: bytes, name: str, limits: Limits) -> list[int]:
    """The pages that hold a picture and no text."""
    pages = _open(content, name, limits, set())
    return [number for number, page in enumerate(pages, start=1) if page.picture]


def _open(content: bytes, name: str, limits: Limits, recognised: set[int]) -> list[_Page]:
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            limits.check_pages(len(pdf.pages), name)
            return [_page(page, page.page_number in recognised) for page in pdf.pages]
    except PdfminerException as error:
        if "Password" in repr(error):
            raise SourceError(
                "is encrypted", where=name, remedy="save it without a password"
            ) from error
        if "allocate" in str(error):
            raise MemoryError from error
        raise _damaged(name, error) from error


def _damaged(name: str, error: BaseException) -> SourceError:
    cause = " ".join(str(error).split())[:80] or type(error).__name__
    return SourceError(f"is a damaged PDF ({cause})", where=name, remedy="download it again")


def _page(page: Any, recognised: bool) -> _Page:
    """`recognised`: the rules of its tables are in a picture, its characters are Latin-wide."""
    page = page.dedupe_chars()
    chars = [on_baseline(char) for char in page.chars if char["upright"]]
    drawn = ruled_cells(page) if recognised else [table.cells for table in page.find_tables()]
    found = [tuple(box_of(*cell) for cell in cells) for cells in drawn if len(cells) > 1]
    cells = [box for table in found for box in table]
    inside = recognised_words(chars, cells) if recognised else printed_words(chars, cells)
    tables = tuple(tuple((box, inside[box]) for box in table) for table in found)
    picture = bool(page.images) and not chars
    read = _Page(float(page.width), float(page.height), inside[None], tables, picture)
    page.close()
    return read


def printed_lines(words: Iterable[Word]) -> list[PrintedLine]:
    """Words → the lines they stand in, from top to bottom.

    A word belongs to a line if the middle of one lies within the height of the other.
    """
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (_middle(word.box), word.box.left)):
        line = lines[-1] if lines else None
        if line is not None and _middle(word.box) <= max(w.box.bottom for w in line) - 0.25 * (
            min(_height(w.box) for w in line)
        ):
            line.append(word)
        else:
            lines.append([word])
    return [PrintedLine(tuple(sorted(line, key=lambda word: word.box.left))) for line in lines]


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _height(box: Box) -> float:
    return box.bottom - box.top


def _read_page(counter: LineCounter, number: int, page: _Page) -> list[PageTable]:
    """The lines of one page, its tables where they stand between them."""
    counter.gap(number)
    areas = [_around([box for box, _ in table]) for table in page.tables]
    blocks: list[tuple[float, PrintedLine | int]] = [
        (line.box.top, line) for line in printed_lines(page.words)
    ]
    blocks += [(area.top, index) for index, area in enumerate(areas)]
    tables: list[PageTable] = []
    for _, block in sorted(blocks, key=lambda entry: entry[0]):
        if isinstance(block, int):
            content = dict(page.tables[block])
            cells = [
                PrintedCell(cell, number, [(e.text, e.box) for e in printed_lines(content[box])])
                for box, cell in cells_in_grid(tuple(content)).items()
            ]
            tables.append(counter.table(cells, areas[block]))
        else:
            counter.line(number, block.text, block.box)
    return tables


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def cells_in_grid(boxes: Sequence[Box]) -> dict[Box, Cell]:
    """The rectangles of a table → cells with their rows and columns."""
    columns = _edges([box.left for box in boxes] + [box.right for box in boxes])
    rows = _edges([box.top for box in boxes] + [box.bottom for box in boxes])
    cells = {}
    for box in boxes:
        left, right = _nearest(columns, box.left), _nearest(columns, box.right)
        top, bottom = _nearest(rows, box.top), _nearest(rows, box.bottom)
        cells[box] = Cell(top, left, max(bottom - top, 1), max(right - left, 1), (), box)
    return cells


def _edges(values: Iterable[float], tolerance: float = 2.0) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > tolerance:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def running_heads(pages: Sequence[_Page]) -> list[frozenset[Word]]:
    """For each page, the words of its running head, running foot and page number.

    A line in a margin counts as one where the same line, figures aside, stands there on at least
    three pages and half of all; a page number, where there are two such lines.
    """
    candidates: list[list[tuple[str, PrintedLine]]] = []
    for page in pages:
        lines = printed_lines(page.words)
        outer = [
            line
            for line in lines[:2] + lines[-2:]
            if line.box.bottom < page.height * _MARGIN or line.box.top > page.height * (1 - _MARGIN)
        ]
        candidates.append([(re.sub(r"\d+", "#", "".join(o.text.split())), o) for o in outer])
    counts = Counter(text for page in candidates for text in {text for text, _ in page})
    enough = max(3, len(pages) / 2)
    return [
        frozenset(
            word
            for text, line in page
            if counts[text] >= enough or (counts[text] >= 2 and _PAGE_NUMBER.fullmatch(line.text))
            for word in line.words
        )
        for page in candidates
    ]
