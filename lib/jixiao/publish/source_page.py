"""The source of a report as a page of its own: every page of every document, line by line, beside its
picture where the document is a PDF on file. It stands once per report; the other pages lead here.

Report text is escaped by the template.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..base.language import Language
from ..frame.shell import finish_page, page_frame
from ..frame.template import environment
from ..labels import label
from ..report import Report
from ..report.source_file import pdf_on_file
from ..source import Document, Line, draw_pages
from .review_sheets import box_style, picture_address, picture_mark
from .source_text import (
    SourceLine,
    SourcePage,
    about_document,
    document_heading,
    publications,
    source_pages,
)

FIRST_WORDS = 40  # characters of a page's first line beside its number
MOST_PAGES = 2  # on which a line that tells a page from others may stand
FEWEST_LETTERS = 4  # of a line of words: "- 12 -" and "单位：" tell nothing
OPEN_PAGES = 12  # of a document that stand open; of longer ones pages open by links and by search


@dataclass(frozen=True)
class _Text:
    """A document: its heading, what is said of its file, its pages, and their shapes by number."""

    heading: str
    about: str
    pages: Sequence[SourcePage]
    shapes: Mapping[int, str]
    folded: bool


def has_source(report: Report) -> bool:
    """Whether any document of a report has a text."""
    return any(document.text is not None for document in report.documents.values())


def document_pictures(report: Report, data: Path) -> dict[str, dict[int, bytes]]:
    """Document → page → its picture (PNG), of those whose PDF is on file; for every language."""
    found = {}
    for name, document in report.documents.items():
        if document.text is not None and document.text.kind == "pdf":
            path = pdf_on_file(report, name, data)
            if path is not None:
                found[name] = draw_pages(path, turned=document.text.turned)
    return found


def source_page(
    report: Report,
    title: str,
    language: Language,
    alternates: Mapping[Language, str],
    home: str,
    pictures: Mapping[str, Mapping[int, bytes]],
    notice: str = "",
) -> str:
    """The page in `language`. `alternates`: language → address of this page in it; `home`: relative
    address of the index; `pictures`: as `document_pictures` gives them.
    """
    several = sum(document.text is not None for document in report.documents.values()) > 1
    texts = [
        _text(report, name, language, pictures.get(name, {}), several)
        for name, document in report.documents.items()
        if document.text is not None
    ]
    footer = [label("page.footer.made", language)]
    html = (
        environment()
        .get_template("source.html.j2")
        .render(
            page=page_frame(title, language, home, alternates, footer, notice),
            name=report.department_name(language),
            heading=label("page.title.source", language, year=report.year),
            texts=texts,
            publications=publications([report], language),
            word=lambda key, **values: label(f"page.appendix.{key}", language, **values),
        )
    )
    return finish_page(html, marks=_addresses(report, pictures))


def _addresses(report: Report, pictures: Mapping[str, Mapping[int, bytes]]) -> dict[str, str]:
    """What stands for each picture until the page is finished → its address."""
    return {
        picture_mark(text, page): picture_address(picture)
        for name, drawn in pictures.items()
        if (text := report.documents[name].text)
        for page, picture in drawn.items()
    }


def _text(
    report: Report,
    name: str,
    language: Language,
    pictures: Mapping[int, bytes],
    several: bool,
) -> _Text:
    document = report.documents[name].text
    assert document is not None
    pages, shapes = [], {}
    repeated = _repeated(document)
    for page, lines in source_pages(report, name, language):
        if page.number in pictures and page.number in document.layouts:
            size = document.layouts[page.number]
            shapes[page.number] = f"{size.width:.0f} / {size.height:.0f}"
            runs = [_boxed(document, page.runs[0], lines)]
            page = replace(page, runs=runs, pictures=[picture_mark(document, page.number)])
        pages.append(replace(page, begins=_first_words(lines, repeated)))
    heading = document_heading(report, name, language, False)
    if several and not heading:
        heading = label(f"page.document.{name}", language)
    heading = heading[:1].upper() + heading[1:]  # in English as other headings begin
    about = about_document(report, name, language)
    return _Text(heading, about, pages, shapes, len(pages) > OPEN_PAGES)


def _first_words(lines: Sequence[Line], repeated: Collection[str]) -> str:
    """What tells a page from its neighbours in a list: its first line of words that is not `repeated`,
    else the first of all; shortened.
    """
    texts = [_words(line) for line in lines]
    told = [text for text in texts if sum(map(str.isalpha, text)) >= FEWEST_LETTERS]
    text = next((text for text in told if text not in repeated), told[0] if told else "")
    return text if len(text) <= FIRST_WORDS else text[:FIRST_WORDS].rstrip() + "…"


def _repeated(document: Document) -> set[str]:
    """The lines that stand on more pages than MOST_PAGES: a running head, the heads of a table."""
    found = Counter(
        text for _, lines in document.pages() for text in {_words(line) for line in lines}
    )
    return {text for text, count in found.items() if count > MOST_PAGES}


def _words(line: Line) -> str:
    return " ".join(line.text.split())


def _boxed(
    document: Document, shown: Sequence[SourceLine], lines: Sequence[Line]
) -> list[SourceLine]:
    """The lines with where each stands on the picture."""
    return [
        replace(one, box=box_style(line.box, document.layouts[line.page]) if line.box else "")
        for one, line in zip(shown, lines, strict=True)
    ]
