"""The review page: the source with what was read of it, and every number that was not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..analysis.budget_items import phase_name
from ..base.errors import SourceError
from ..base.language import Language
from ..check import Number, State, coverage, numbers, totals
from ..extract.evaluation.outline import SECTIONS, outline
from ..frame.shell import finish_page, page_frame
from ..frame.template import environment
from ..labels import has_label, label
from ..labels.numbers import exact, number, whole
from ..labels.pages import page_list
from ..labels.sentences import series
from ..report import Report
from ..report.documents import DOCUMENTS
from ..schema import records
from ..source import Document
from ..storage.files import write_file
from .review_html import boxes_html, line_html, rows_html
from .review_lists import doubtful, doubtful_entries, doubts, left_out, set_aside
from .review_numbers import LONGEST, counted, reason_words, section_words, unread_groups
from .review_rows import row_cells
from .review_sheets import marked_pages, number_id, picture_address, picture_mark
from .review_tables import page_tables, unread_tables

_AROUND = 300  # characters on either side of a number: each is shown once per number


def review_page(
    report: Report,
    language: Language,
    alternates: Mapping[Language, str],
    pictures: Mapping[int, bytes] | None = None,
    notice: str = "",
) -> str:
    """The page as one HTML file in `language`. `alternates`: language → its page's file name.
    `pictures`: page of a PDF → its picture, on which boxes show what was read. `notice`: what stays.
    """
    document, pictures = report.document, pictures or {}
    assert document is not None
    found = numbers(report)
    title = label("page.word.between", language).join(
        [label("review.title", language), _whose(report, language)]
    )
    unread = [number for number in found if number.state == State.UNREAD]
    html = (
        environment()
        .get_template("review.html.j2")
        .render(
            page=page_frame(title, language, None, alternates, [], notice),
            word=lambda key, **values: label(f"review.{key}", language, **values),
            lead=_lead(found, language),
            remarks=list(_remarks(report, document, unread, language)),
            coverage=counted_sections(report, found, language),
            totals=_totals(report, language),
            longest=LONGEST,
            unread=[
                {
                    "words": group.words,
                    "open": group.open,
                    "entries": [_entry(report, n, pictures, language) for n in group.numbers],
                }
                for group in unread_groups(unread, language, _of_budget(report))
            ],
            doubts=[
                *doubts(document, pictures, language),
                *doubtful_entries(report, found, pictures, language),
            ],
            recognised=bool(document.doubts),
            asides=[_entry(report, n, pictures, language) for n in found if n.state == State.ASIDE],
            pages=list(_pages(report, found, pictures, language)),
            tables=list(_tables(report, language)),
        )
    )
    addresses = {picture_mark(document, page): picture_address(pictures[page]) for page in pictures}
    return finish_page(html, marks=addresses)


def _whose(report: Report, language: Language) -> str:
    department = report.department_name(language)
    return label("review.of", language, department=department, year=report.year)


def _lead(found: Sequence[Number], language: Language) -> str:
    states = [number.state for number in found]
    counts = {str(state): states.count(state) for state in State}
    return label("review.lead", language, total=len(found), **counts)


def _remarks(
    report: Report, document: Document, unread: Sequence[Number], language: Language
) -> Iterator[str]:
    sha = document.sha256[:12]
    yield label("review.file", language, name=document.name, kind=document.kind, sha256=sha)
    left = sum(number.reason == "not_known" for number in unread)
    if "budget" in report.tables:
        key = "review.budget_left" if left else "review.budget_all"
        yield label(key, language, count=left) if left else label(key, language)
    if missing := _missing_sections(report, document):
        names = series([label(f"review.section.{id}", language) for id in missing], language)
        yield label("review.sections_missing", language, sections=names)
    if document.doubts:
        yield label("review.doubts", language, count=len(document.doubts))
    if document.pictures:
        pages = page_list(document.pictures, language, None)
        yield label("review.pictures", language, pages=pages)
    yield from left_out(report.about.get("unread", ()), language)
    yield from doubtful(report, language)
    yield from set_aside(document, language)
    yield label("review.how", language)


def _missing_sections(report: Report, document: Document) -> list[str]:
    """The sections of a self-evaluation that `document` lacks; none for other documents."""
    if report.primary != DOCUMENTS[0]:
        return []
    try:
        there = {section.id for section in outline(document).sections}
    except SourceError:
        return []
    return [id for id in SECTIONS if id not in there]


def counted_sections(
    report: Report, found: Sequence[Number], language: Language
) -> list[dict[str, Any]]:
    """Per part of the document: how many numbers are in each state, and the share read, as printed."""
    apart = unread_tables(report, found, language)  # each table of which nothing was read
    inside = {id(one) for own in apart.values() for one in own}
    rest = [one for one in found if id(one) not in inside]
    rows = [
        {**row, "section": section_words(row["section"], language, _of_budget(report))}
        for row in records(coverage(rest))
    ]
    for caption, own in apart.items():
        (row,) = records(coverage([one._replace(section="table") for one in own]))
        rows.append({**row, "section": caption})
    return [
        {
            **row,
            **{str(state): whole(row[state]) for state in State},
            "read_pct": number(row["read_pct"], 1),
        }
        for row in rows
    ]


def _totals(report: Report, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "item": _known(f"items.{total.item}", total.item, language),
            "phase": phase_name(total.item, total.phase, language),
            "printed": exact(total.printed),
            "added": exact(total.added),
            "agrees": label(f"review.agrees.{'yes' if total.agrees else 'no'}", language),
            "wrong": not total.agrees,
        }
        for total in totals(report)
    ]


def _known(key: str, identifier: str, language: Language) -> str:
    """The words behind `key`; the id itself where there are none."""
    return label(key, language) if has_label(key) else identifier


def _entry(
    report: Report, number: Number, pictures: Mapping[int, bytes], language: Language
) -> dict[str, Any]:
    document = report.document
    assert document is not None
    text = _around(document.lines[number.line - 1].text, number.start, number.end)
    drawn = number.page in pictures and number.page in document.layouts
    return {
        "href": f"#{number_id(number) if drawn else f'line-{number.line}'}",
        "place": label("review.location", language, page=number.page, line=number.line),
        "section": section_words(number.section, language, _of_budget(report)),
        "number": number.printed,
        "words": text,
        "reason": reason_words(number, language),
    }


def _of_budget(report: Report) -> bool:
    return report.primary == "budget"


def _around(line: str, start: int, end: int) -> str:
    """The words of a line around its number; the whole line unless it is far longer than lines are."""
    first, last = max(0, start - _AROUND), min(len(line), end + _AROUND)
    before, after = "… " if first else "", " …" if last < len(line) else ""
    return before + line[first:last].strip() + after


def _pages(
    report: Report, found: Sequence[Number], pictures: Mapping[int, bytes], language: Language
) -> Iterator[dict[str, Any]]:
    document = report.document
    assert document is not None
    titles = {number: _title(number, language) for number in found}
    marked = marked_pages(report, titles, sorted(pictures), language)
    read = page_tables(document, language)
    by_line: dict[int, list[Number]] = {}
    by_page: dict[int, list[Number]] = {}
    for one in found:
        by_line.setdefault(one.line, []).append(one)
        by_page.setdefault(one.page, []).append(one)
    for page, lines in document.pages():
        shown = [
            line_html(line, by_line.get(line.number, []), titles)
            for line in lines
            if not line.blank
        ]
        heading = label("review.heading.page", language, page=page)
        if page in document.recognised:
            heading = label("page.word.between", language).join(
                [heading, label("review.heading.recognised", language)]
            )
        sheet: dict[str, Any] = {"heading": heading, "lines": shown, "picture": None}
        sheet["counted"] = counted(by_page.get(page, []), language)
        sheet["tables"] = [
            {"caption": table.caption, "rows": rows_html(table.rows)}
            for table in read.get(page, [])
        ]
        if page in marked:
            size = document.layouts[page]
            sheet |= {
                "picture": picture_mark(document, page),
                "alt": label(
                    "review.picture", language, page=page, **_counts(by_page.get(page, []))
                ),
                "shape": f"{size.width:.0f} / {size.height:.0f}",
                "boxes": boxes_html(marked[page]),
            }
        yield sheet


def _counts(found: Sequence[Number]) -> dict[str, int]:
    """State → how many of the numbers of a page are in it."""
    states = [number.state for number in found]
    return {str(state): states.count(state) for state in State}


def _title(number: Number, language: Language) -> str:
    if number.row:
        return label("review.row", language, table=number.table, row=number.row)
    return reason_words(number, language) if number.reason else ""


def _tables(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    """Each table with its rows: what stands in them, and the line they were read from."""
    for name, table in report.tables.items():
        rows = []
        for row_number, row in enumerate(records(table), start=2):
            if row.get("line") is None:
                continue
            rows.append(
                {
                    "id": f"{name}-{row_number}",
                    "number": row_number,
                    "line": row["line"],
                    "cells": row_cells(row, language, _of_budget(report)),
                }
            )
        if rows:
            words = label(f"review.table_of.{name}", language)
            heading = label("review.heading.rows", language, table=name, words=words)
            yield {"heading": heading, "rows": rows}


def write_review(
    report: Report,
    folder: Path,
    pictures: Mapping[int, bytes] | None = None,
    notice: Mapping[Language, str] | None = None,
) -> Path:
    """Write the page in every language into `folder`; returns the first one. As `review_page`, but
    with a `notice` in each language. Raises OutputError if that is not possible.
    """
    names: dict[Language, str] = {"en": "review.html", "zh": "review.zh.html"}
    for language, name in names.items():
        said = (notice or {}).get(language, "")
        write_file(folder / name, review_page(report, language, names, pictures, said))
    return folder / names["en"]
