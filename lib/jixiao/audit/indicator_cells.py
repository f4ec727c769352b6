"""Result cells of the indicator table with the rows that were read from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..base.errors import Place
from ..extract.evaluation.indicators import results
from ..extract.evaluation.outline import outline
from ..report import Report
from ..schema.rows import IndicatorRow
from ..source import Passage
from .findings import Evidence

_STOPS = "，；。：、"


def result_cells(report: Report) -> Iterator[tuple[Any, Passage]]:
    """Each row of the table `indicators` with its result cell, every character in its place.

    Rows that were changed by hand and no longer match the text have an empty cell.
    """
    assert report.document is not None
    cells: dict[str, list[Passage]] = {}
    for cell in results(outline(report.document)):
        cells.setdefault(cell.text, []).append(cell)
    for row in report.tables["indicators"].itertuples():
        same = cells.get(row.actual, [])
        yield row, same.pop(0) if same else Passage("", ())


def words_of(report: Report, row: IndicatorRow, words: str) -> Evidence | None:
    """`words` where they are printed in the target cell of an indicator; None if they are not."""
    if report.document is None:
        return None
    for line in report.document.lines:
        if row.line <= line.number <= row.line_end and report.document.holds(words, line.place):
            return Evidence(line.page, line.number, words)
    return None


def claim_and(report: Report, cell: Passage, reason: str | None) -> tuple[Evidence, ...]:
    """The claim with which a result opens, and the words that its status rests on.

    A result that was changed by hand is its indicator's place in the table.
    """
    words = re.findall(r"「([^」]*)」", reason or "")
    found = [passage_of(report, cell, 0)]
    if words and (at := cell.text.find(words[0].rstrip("…"))) > 0:
        found.append(passage_of(report, cell, at))
    return tuple(dict.fromkeys(item for item in found if item))


def passage_of(report: Report, cell: Passage, at: int) -> Evidence | None:
    """The clause of `cell` from `at` on; over a page break, the longer of its pieces."""
    if not cell:
        return None
    ends = [end for mark in _STOPS if (end := cell.text.find(mark, at + 1)) >= 0]
    end = min(ends, default=len(cell))
    pieces = []
    while at < end:
        stop = end
        while stop > at + 1 and not _stands(report, cell, at, stop):
            stop -= 1
        pieces.append((at, stop))
        at = stop
    start, stop = max(pieces, key=lambda piece: piece[1] - piece[0])
    place = cell.places[start]
    return Evidence(place.page, place.line, cell.text[start:stop])


def _stands(report: Report, cell: Passage, start: int, stop: int) -> bool:
    place = cell.places[start]
    return bool(
        report.document
        and report.document.holds(cell.text[start:stop], Place(place.page, place.line))
    )
