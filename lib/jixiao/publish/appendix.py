"""The source at the end of a page: the report's text, page by page and line by line, so that every
link of a figure has where to lead to; and the other publications that figures come from.

Report text is escaped by the template; an address is a link only if it is http or https.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ..base.identity_cache import cached_by_identity
from ..labels import label
from ..labels.links import publication_anchor, source_anchor, year_prefix
from ..report import Report
from .template import environment


@dataclass(frozen=True)
class _Line:
    anchor: str
    number: int
    text: str


@dataclass(frozen=True)
class _Page:
    anchor: str
    heading: str
    lines: Sequence[_Line]


def appendix(
    reports: Sequence[Report], language: str, cited: set[str], *, by_year: bool = False
) -> Markup:
    """The appendix of a page about `reports`.

    Empty where there is nothing to show. `cited`: the anchors that the page links to. With
    `by_year` the anchors carry the year, and of each report only the pages that are cited are
    shown; without, a report is shown whole.
    """
    texts = [
        _part(report, language, frozenset(cited), True) if by_year else _whole(report, language)
        for report in reports
        if report.document is not None
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


@cached_by_identity(4)
def _whole(report: Report, language: str) -> Markup:
    """The text of a report, for every page about it."""
    return _part(report, language, None, False)


def _part(report: Report, language: str, cited: frozenset[str] | None, by_year: bool) -> Markup:
    """The text of a report, of its pages only those with one of the anchors `cited`."""
    pages = list(_pages(report, language, cited, by_year))
    if not pages:
        return Markup("")
    html = (
        environment()
        .get_template("appendix_text.html.j2")
        .render(
            heading=str(report.year) if by_year else "",
            about=_about(report, language),
            pages=pages,
            level=4 if by_year else 3,
        )
    )
    return Markup(html.strip())


def _pages(
    report: Report, language: str, cited: frozenset[str] | None, by_year: bool
) -> Iterator[_Page]:
    assert report.document is not None
    year = report.year if by_year else None
    for number, lines in report.document.pages():
        shown = [
            _Line(source_anchor(number, line.number, year), line.number, line.text.strip())
            for line in lines
            if not line.blank
        ]
        if cited is None or any(line.anchor in cited for line in shown):
            heading = label("page.appendix.page", language, page=number)
            yield _Page(f"{year_prefix(year)}page-{number}", heading, shown)


def _about(report: Report, language: str) -> str:
    sources = report.descriptor["sources"]
    source: dict[str, str] = next((s for s in sources if s["name"] == "report"), {})
    assert report.document is not None
    return label(
        "page.appendix.about",
        language,
        title=source.get("title", report.document.name),
        sha256=source.get("sha256", report.document.sha256),
    )


def _publications(reports: Sequence[Report], language: str) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for report in reports:
        for source in report.descriptor["sources"]:
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
