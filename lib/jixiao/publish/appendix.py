"""The source at the end of a page: the passages that it quotes, line by line, so that every link of a
figure has where to lead to; and the other publications that figures come from.

The whole text stands once per report, on a page of its own beside (`source_page`); where there is none
beside, the text of the report stands here whole.

Report text is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from ..base.language import Language
from ..frame.page_pass import Citation
from ..frame.template import environment
from ..labels import label
from ..report import Report
from .quoted import page_strips, quoted_pages, strip_words
from .review_sheets import picture_address
from .source_text import (
    SourcePage,
    about_document,
    document_heading,
    publications,
    source_pages,
)

OPEN_LINES = 150  # of a document that stand open; pages of longer ones open by links and by search


def appendix(
    reports: Sequence[Report],
    language: Language,
    citations: Sequence[Citation],
    *,
    by_year: bool = False,
    source: Callable[[Report], str | None] | None = None,
    data: Path | None = None,
) -> Markup:
    """The appendix of a page about `reports`: of each of their documents what the page quotes.

    Empty where there is nothing to show. `by_year`: anchors carry the year. `source`: the address of
    the page with the whole text of a report, None where there is none. `data`: the data folder, for
    pictures of the passages.
    """
    texts, addresses = [], {}
    for report in reports:
        address = source(report) if source else None
        if address and any(d.text is not None for d in report.documents.values()):
            addresses[report.year] = address
        for name, document in report.documents.items():
            if document.text is None:
                continue
            if not by_year and address is None:
                texts.append(_whole(report, name, language))
            else:
                texts.append(_quoted(report, name, language, citations, by_year, address, data))
    cited = {citation.anchor for citation in citations}
    beside = [entry for entry in publications(reports, language) if entry["anchor"] in cited]
    html = (
        environment()
        .get_template("appendix.html.j2")
        .render(
            texts=[text for text in texts if text],
            publications=beside,
            sources=list(addresses.items()),
            by_year=by_year,
            word=lambda key, **values: label(f"page.appendix.{key}", language, **values),
        )
    )
    return Markup(html.strip())


@lru_cache(maxsize=4)
def _whole(report: Report, document: str, language: Language) -> Markup:
    """The text of a document, for every page about it."""
    pages = [page for page, _ in source_pages(report, document, language)]
    return _text(report, document, language, pages, False, None)


def _quoted(
    report: Report,
    document: str,
    language: Language,
    citations: Sequence[Citation],
    by_year: bool,
    address: str | None,
    data: Path | None,
) -> Markup:
    pages = quoted_pages(report, document, citations, language, by_year=by_year)
    if data is not None and pages:
        strips = page_strips(report, document, citations, data)
        pages = [
            replace(page, pictures=[picture_address(png) for png in strips.get(page.number, ())])
            for page in pages
        ]
    if address is not None:
        address = f"{address}#{_whole_prefix(report, document)}"
    return _text(report, document, language, pages, by_year, address)


def _whole_prefix(report: Report, document: str) -> str:
    """What the anchors of a document begin with on the page of the whole source."""
    return "" if document == (report.whole or report).primary else f"{document}-"


def _text(
    report: Report,
    document: str,
    language: Language,
    pages: Sequence[SourcePage],
    by_year: bool,
    address: str | None,
) -> Markup:
    if not pages:
        return Markup("")
    html = (
        environment()
        .get_template("appendix_text.html.j2")
        .render(
            heading=document_heading(report, document, language, by_year),
            about=about_document(report, document, language),
            pages=pages,
            folded=sum(len(run) for page in pages for run in page.runs) > OPEN_LINES,
            level=4 if by_year else 3,
            address=address,
            whole=label("page.appendix.whole_page", language),
            alt=lambda page: strip_words(page.number, language),
        )
    )
    return Markup(html.strip())
