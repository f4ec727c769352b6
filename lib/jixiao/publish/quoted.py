"""What a page quotes of a document: its passages, the lines that hold them, and their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from ..base.errors import Place
from ..base.language import Language
from ..check.passage_strips import QuotedPassage, drawn, strips_of, together
from ..check.squeezed import Squeezed
from ..frame.page_pass import Citation
from ..labels import label
from ..labels.links import anchored_place
from ..report import Report
from ..source import Document, Strip
from .review_sheets import picture_address
from .source_text import SourceLine, SourcePage, source_pages

BEFORE, AFTER = 1, 2  # lines that are shown around a passage
MOST_STRIPS = 40  # on one page; of the passages after them the text stands alone


def passages_of(report: Report, citations: Iterable[Citation]) -> dict[Citation, QuotedPassage]:
    """The passages of one report among `citations`, in their order."""
    found: dict[Citation, QuotedPassage] = {}
    for citation in citations:
        place = anchored_place(citation.anchor)
        if place is None or place.year not in (None, report.year):
            continue
        name = place.document or report.primary
        if name in report.documents and report.documents[name].text is not None:
            found[citation] = QuotedPassage(name, place.page, place.line, citation.quote)
    return found


def quoted_pages(
    report: Report,
    document: str,
    citations: Sequence[Citation],
    language: Language,
    *,
    by_year: bool,
) -> list[SourcePage]:
    """The pages of a document that hold a passage, each with the lines of its passages alone."""
    text = report.documents[document].text
    assert text is not None
    own = {c: p for c, p in passages_of(report, citations).items() if p.document == document}
    wanted = {line for c, passage in own.items() for line in _lines(text, passage, c.end)}
    year = report.year if by_year else None
    kept = []
    for page, _ in source_pages(report, document, language, year):
        if runs := list(_runs(page.runs[0], wanted)):
            kept.append(replace(page, runs=runs))
    return kept


def _lines(document: Document, passage: QuotedPassage, end: int | None) -> set[int]:
    """The numbers of the lines that hold a passage."""
    found = {passage.line}
    if end is not None:
        found |= set(range(passage.line, end + 1))
    place = Place(passage.page, passage.line)
    if passage.quote:
        found |= {line for line, _, _ in _squeezed(document).passage(passage.quote, place)}
    return found


@lru_cache(maxsize=4)
def _squeezed(document: Document) -> Squeezed:
    return Squeezed(document)


def _runs(lines: Sequence[SourceLine], wanted: set[int]) -> Iterator[list[SourceLine]]:
    """The lines that are wanted with those around them, in runs."""
    shown = {
        near
        for at, line in enumerate(lines)
        if line.number in wanted
        for near in range(at - BEFORE, at + AFTER + 1)
    }
    run: list[SourceLine] = []
    for at, line in enumerate(lines):
        if at in shown:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def page_strips(
    report: Report, document: str, citations: Sequence[Citation], data: Path
) -> dict[int, list[bytes]]:
    """Page → its strips with what `citations` quote of it; of the first pages alone where there are
    too many.
    """
    own = [p for p in passages_of(report, citations).values() if p.document == document]
    strips = sorted(
        together(strips_of(report, own).values()),
        key=lambda strip: (strip.page, strip.boxes[0].top),
    )[:MOST_STRIPS]
    wanted: dict[int, tuple[str, Strip]] = {n: (document, s) for n, s in enumerate(strips)}
    pictures = drawn(report, wanted, data)
    found: dict[int, list[bytes]] = {}
    for number, strip in enumerate(strips):
        if number in pictures:
            found.setdefault(strip.page, []).append(pictures[number])
    return found


def finding_strips(
    reports: Sequence[Report], citations: Sequence[Citation], data: Path
) -> dict[Citation, str]:
    """Passage of a finding → the address of its picture, where its document is a PDF on file."""
    addresses: dict[Citation, str] = {}
    for report in reports:
        own = passages_of(report, citations)
        strips = strips_of(report, own.values())
        wanted = {c: (p.document, strips[p]) for c, p in own.items() if p in strips}
        first = dict(list(wanted.items())[: 2 * MOST_STRIPS])
        addresses |= {c: picture_address(png) for c, png in drawn(report, first, data).items()}
    return addresses


def strip_words(page: int, language: Language) -> str:
    """What the picture of a passage says of itself."""
    return label("page.appendix.strip", language, page=page)
