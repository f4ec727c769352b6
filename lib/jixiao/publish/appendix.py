"""The source at the end of a page: the report's text, page by page and line by line, so that every
link of a figure has where to lead to; and the other publications that figures come from.

Report text is escaped by the template; an address is a link only if it is http or https.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from ..base.language import Language
from ..labels import label
from ..labels.links import anchor_prefix, publication_anchor, source_anchor
from ..report import Report
from .template import environment


@dataclass(frozen=True)
class _Line:
    anchor: str
    number: int
    text: str


OPEN_LINES = 150  # of a document that stand open; pages of longer ones open by links and by search


@dataclass(frozen=True)
class _Page:
    anchor: str
    heading: str
    lines: Sequence[_Line]


def appendix(
    reports: Sequence[Report], language: Language, cited: set[str], *, by_year: bool = False
) -> Markup:
    """The appendix of a page about `reports`: the text of each of their documents.

    Empty where there is nothing to show. `cited`: the anchors that the page links to. With
    `by_year` the anchors carry the year, and of each report only the pages that are cited are
    shown; without, a report is shown whole.
    """
    texts = [
        _part(report, name, language, frozenset(cited), True)
        if by_year
        else _whole(report, name, language)
        for report in reports
        for name, document in report.documents.items()
        if document.text is not None
    ]
    publications = [entry for entry in _publications(reports, language) if entry["anchor"] in cited]
    html = (
        environment()
        .get_template("appendix.html.j2")
        .render(
            texts=[text for text in texts if text],
            publications=publications,
            word=lambda key: label(f"page.appendix.{key}", language),
        )
    )
    return Markup(html.strip())


@lru_cache(maxsize=4)
def _whole(report: Report, document: str, language: Language) -> Markup:
    """The text of a document, for every page about it."""
    return _part(report, document, language, None, False)


def _part(
    report: Report, document: str, language: Language, cited: frozenset[str] | None, by_year: bool
) -> Markup:
    """The text of a document, of its pages only those with one of the anchors `cited`."""
    pages = list(_pages(report, document, language, cited, by_year))
    if not pages:
        return Markup("")
    html = (
        environment()
        .get_template("appendix_text.html.j2")
        .render(
            heading=_heading(report, document, language, by_year),
            about=_about(report, document, language),
            pages=pages,
            folded=sum(len(page.lines) for page in pages) > OPEN_LINES,
            level=4 if by_year else 3,
        )
    )
    return Markup(html.strip())


def _heading(report: Report, document: str, language: Language, by_year: bool) -> str:
    """The year where there are several, and the document where it is not the only one."""
    several = document != report.primary
    name = label(f"page.document.{document}", language) if several else ""
    return " · ".join(filter(None, [str(report.year) if by_year else "", name]))


def _pages(
    report: Report, document: str, language: Language, cited: frozenset[str] | None, by_year: bool
) -> Iterator[_Page]:
    text = report.documents[document].text
    assert text is not None
    year = report.year if by_year else None
    other = None if document == report.primary else document
    for number, lines in text.pages():
        shown = [
            _Line(source_anchor(number, line.number, year, other), line.number, line.text.strip())
            for line in lines
            if not line.blank
        ]
        if cited is None or any(line.anchor in cited for line in shown):
            heading = label("page.appendix.page", language, page=number)
            yield _Page(f"{anchor_prefix(year, other)}page-{number}", heading, shown)


def _about(report: Report, document: str, language: Language) -> str:
    on_file = report.documents[document]
    sources = on_file.descriptor["sources"]
    source: dict[str, str] = next((s for s in sources if s["name"] == "report"), {})
    assert on_file.text is not None
    return label(
        "page.appendix.about",
        language,
        title=source.get("title", on_file.text.name),
        sha256=source.get("sha256", on_file.text.sha256),
    )


def _publications(reports: Sequence[Report], language: Language) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for report in reports:
        for source in report.sources:
            if source["name"] == "report":
                continue
            address = str(source.get("path", ""))
            date = source.get("date")
            found[source["name"]] = {
                "anchor": publication_anchor(source["name"]),
                "title": source["title"],
                "date": label("page.cover.date", language, date=date) if date else "",
                "address": address if address.startswith(("http://", "https://")) else "",
            }
    return list(found.values())
