"""Cells that pdfplumber reads otherwise: `python tests/bench/compare_tables.py [FILE …]`.

Every ruled table of every page against `find_tables()` over the same page: tables that lie over each
other are paired; of those of one shape each cell is compared, white space removed and characters in
their compatible form. What differs is printed with its place, to be looked at on the picture of the
page. Agreement proves nothing where both misread alike; a difference is a question, no fault.
"""

from __future__ import annotations

import io
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber

from jixiao.base.errors import SourceError
from jixiao.source import Limits
from jixiao.source.child import read_here
from jixiao.source.document import PageTable
from jixiao.source.line import Box

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
_OVER = 0.6  # of the smaller: tables that lie over each other as much are one


@dataclass
class Compared:
    """Counts of one document, and its differing cells: page, row, column, ours, theirs."""

    pairs: int = 0
    alike: int = 0  # of one shape
    cells: int = 0
    differing: list[tuple[int, int, int, str, str, Box | None]] = field(default_factory=list)
    shapes: list[tuple[int, str, str]] = field(default_factory=list)
    only_ours: int = 0
    only_theirs: list[tuple[int, tuple[float, ...], str]] = field(default_factory=list)


def compare(path: Path) -> Compared:
    """The tables of the PDF at `path`, read both ways."""
    found = Compared()
    by_page: dict[int, list[PageTable]] = {}
    for table in read_here(path, Limits()).tables:
        if table.ruled and table.box and not table.inner:
            by_page.setdefault(table.page, []).append(table)
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as plumber:
        for number, page in enumerate(plumber.pages, start=1):
            theirs = page.find_tables()
            own = by_page.get(number, [])
            pairs = list(_pairs(own, theirs))
            found.only_ours += len(own) - len(pairs)
            paired = [other for _, other in pairs]
            for other in (other for other in theirs if other not in paired):
                words = " ".join(filter(None, (text for row in other.extract() for text in row)))
                found.only_theirs.append((number, other.bbox, words))
            for table, other in pairs:
                _compare(found, table, other)
            page.close()
    return found


def _pairs(own: list[PageTable], theirs: list[Any]) -> Iterator[tuple[PageTable, Any]]:
    left = list(theirs)
    for table in own:
        assert table.box is not None
        shares = [(_over(table.box, Box(*other.bbox)), index) for index, other in enumerate(left)]
        if shares and max(shares)[0] >= _OVER:
            yield table, left.pop(max(shares)[1])


def _over(one: Box, other: Box) -> float:
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    areas = [(b.right - b.left) * (b.bottom - b.top) for b in (one, other)]
    return max(0.0, width) * max(0.0, height) / max(min(areas), 1.0)


def _compare(found: Compared, table: PageTable, other: Any) -> None:
    found.pairs += 1
    texts = other.extract()
    shape = (len(texts), max(map(len, texts), default=0))
    if shape != (table.row_count, table.column_count):
        own = f"{table.row_count}×{table.column_count}"
        found.shapes.append((table.page, own, f"{shape[0]}×{shape[1]}"))
        return
    found.alike += 1
    for cell in table.cells:
        theirs = texts[cell.row][cell.column]
        if theirs is None and cell.text == "":
            continue
        found.cells += 1
        if _plain(cell.text) != _plain(theirs or ""):
            found.differing.append(
                (table.page, cell.row, cell.column, cell.text, theirs or "", cell.box)
            )


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _where_they_part(one: str, other: str) -> tuple[str, str]:
    """Two texts from a little before the first character in which they differ."""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return one[max(0, at - 10) : at + 20], other[max(0, at - 10) : at + 20]


def main(names: list[str]) -> None:
    paths = [Path(name) for name in names] or sorted(REPORTS.glob("*.pdf"))
    pairs = alike = cells = differing = 0
    for path in paths:
        try:
            found = compare(path)
        except SourceError as error:  # a scan, which neither reads
            print(error)
            continue
        pairs, alike = pairs + found.pairs, alike + found.alike
        cells, differing = cells + found.cells, differing + len(found.differing)
        print(
            f"{path.name}: {found.alike} of {found.pairs} tables of one shape, "
            f"{len(found.differing)} of {found.cells:,} cells differ; "
            f"only ours {found.only_ours}, only theirs {len(found.only_theirs)}",
            flush=True,
        )
        for page, own, theirs in found.shapes:
            print(f"  page {page}: shape {own}, theirs {theirs}")
        for page, edges, words in found.only_theirs:
            print(f"  page {page}: only theirs, {[round(edge) for edge in edges]}: {words[:60]!r}")
        for page, row, column, own, theirs, box in found.differing:
            at = f" at {box.left:.0f},{box.top:.0f}" if box else ""
            own, theirs = _where_they_part(_plain(own), _plain(theirs))
            print(f"  page {page}, row {row}, column {column}{at}: {own!r}, theirs {theirs!r}")
    print(f"{alike} of {pairs} tables of one shape; {differing} of {cells:,} cells differ")


if __name__ == "__main__":
    main(sys.argv[1:])
