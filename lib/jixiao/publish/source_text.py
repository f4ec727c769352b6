"""The text of a document as pages show it: page by page, line by line, each with its anchor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..base.language import Language
from ..labels import label
from ..labels.links import anchor_prefix, publication_anchor, source_anchor
from ..report import Report
from ..source import Line


@dataclass(frozen=True)
class SourceLine:
    """A line of the text. `box`: where it stands on the picture of its page, or ""."""

    anchor: str
    number: int
    text: str
    box: str = ""


@dataclass(frozen=True)
class SourcePage:
    """A page with the lines that are shown, in runs that follow each other."""

    number: int
    anchor: str
    heading: str
    runs: Sequence[Sequence[SourceLine]]
    pictures: Sequence[str] = ()
    begins: str = ""  # its first words, where the pages stand as a list


def source_pages(
    report: Report, document: str, language: Language, year: int | None = None
) -> Iterator[tuple[SourcePage, Sequence[Line]]]:
    """Each page of a document with all its lines but blank ones; `year`: where anchors carry it."""
    text = report.documents[document].text
    assert text is not None
    other = None if document == report.primary else document
    for number, lines in text.pages():
        printed = [line for line in lines if not line.blank]
        shown = [
            SourceLine(source_anchor(number, line.number, year, other), line.number, _text(line))
            for line in printed
        ]
        heading = label("page.appendix.page", language, page=number)
        anchor = f"{anchor_prefix(year, other)}page-{number}"
        yield SourcePage(number, anchor, heading, [shown]), printed


def _text(line: Line) -> str:
    return line.text.strip()


def document_heading(report: Report, document: str, language: Language, by_year: bool) -> str:
    """The year where there are several, and the document where it is not the only one."""
    several = document != report.primary
    name = label(f"page.document.{document}", language) if several else ""
    return " · ".join(filter(None, [str(report.year) if by_year else "", name]))


def about_document(report: Report, document: str, language: Language) -> str:
    """Its title and the checksum of its file."""
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


def publications(reports: Sequence[Report], language: Language) -> list[dict[str, Any]]:
    """What figures come from beside the documents; an address is a link only if it is one of the web."""
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
