"""Passages that a page quotes → strips of the PDFs on file, with their words marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from ..base.errors import Place
from ..report import Report
from ..report.source_file import pdf_on_file
from ..source import Document, Strip, draw_strips
from .quoted_places import QuotedPlaces

WIDEST = 500.0  # points: the text of an A4 page between its margins
HIGHEST = 190.0  # points of words in one strip
Key = TypeVar("Key")


class QuotedPassage(NamedTuple):
    """A quote and where it begins: in which of the year's documents, page and line."""

    document: str
    page: int
    line: int
    quote: str


def strips_of(report: Report, passages: Iterable[QuotedPassage]) -> dict[QuotedPassage, Strip]:
    """Passage → the strip to draw, without those of which no box is known."""
    found = {}
    for passage in dict.fromkeys(passages):
        document = report.documents[passage.document].text
        if document is not None and document.kind == "pdf":
            place = Place(passage.page, passage.line)
            if strip := quoted_places(document).strip(passage.quote, place):
                found[passage] = replace(strip, widest=WIDEST)
    return found


@lru_cache(maxsize=4)
def quoted_places(document: Document) -> QuotedPlaces:
    """The quotes of one document by their places, kept for every page about it."""
    return QuotedPlaces(document)


def together(strips: Iterable[Strip]) -> Iterator[Strip]:
    """Strips of one page as few as show all their words, from above."""
    by_page: dict[int, list[Strip]] = {}
    for strip in strips:
        by_page.setdefault(strip.page, []).append(strip)
    for own in by_page.values():
        boxes = sorted({box for strip in own for box in strip.boxes}, key=lambda b: (b.top, b.left))
        start = min((strip.start for strip in own if strip.start is not None), default=None)
        while boxes:
            last = boxes[0].top + HIGHEST
            shown = [box for box in boxes if box.bottom <= last] or boxes[:1]
            yield replace(own[0], boxes=tuple(shown), start=start)
            boxes = [box for box in boxes if box not in shown]


def drawn(report: Report, wanted: Mapping[Key, tuple[str, Strip]], data: Path) -> dict[Key, bytes]:
    """Key → the picture (PNG) of its strip, given with its document; without what cannot be drawn.

    `data`: the data folder that the report was loaded from.
    """
    pictures: dict[Key, bytes] = {}
    for name in dict.fromkeys(document for document, _ in wanted.values()):
        path = pdf_on_file(report, name, data)
        own = [key for key, (document, _) in wanted.items() if document == name]
        if path is not None:
            found = draw_strips(path, [wanted[key][1] for key in own])
            pictures |= {key: found[number] for number, key in enumerate(own) if number in found}
    return pictures
