"""Lists of the review page: what no table took, and what is no part of the document's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..base.language import Language
from ..check import Number
from ..labels import label
from ..labels.numbers import MISSING
from ..labels.pages import page_list
from ..labels.sentences import in_brackets
from ..report import Report
from ..source import Aside, Document
from .review_sheets import doubt_id, number_id

_LISTED = 12  # passages of one reason
_LONGEST = 60  # characters of what was set aside


def left_out(unread: Sequence[Mapping[str, Any]], language: Language) -> Iterator[str]:
    """The passages that no table took, those of one reason together."""
    by_reason: dict[str, list[str]] = {}
    for passage in unread:
        place = label("review.location", language, page=passage["page"], line=passage["line"])
        found_there = f"{passage['words']}{in_brackets(place, language)}"
        by_reason.setdefault(passage["reason"], []).append(found_there)
    for reason, found in by_reason.items():
        why = label(f"review.why.{reason}", language)
        said = _first_of(found, language)
        yield label("review.unread", language, count=len(found), why=why, words=said)


def set_aside(document: Document, language: Language) -> Iterator[str]:
    """What stands in the file and a reader of it does not see, or sees apart from the text: equal
    words once, with all their pages; of page numbers the pages alone.
    """
    by_reason: dict[str, list[Aside]] = {}
    for aside in document.asides:
        by_reason.setdefault(aside.reason, []).append(aside)
    for reason, found in by_reason.items():
        why = label(f"review.aside.{reason}", language)
        said = page_list([aside.page for aside in found], language)
        if reason != "page_number":
            said = _first_of(_with_pages(found, language), language)
        yield label("review.set_aside", language, count=len(found), why=why, words=said)


def _with_pages(found: Sequence[Aside], language: Language) -> list[str]:
    """The words of each, with its line where it has one, else with the pages that have the same."""
    pages: dict[str, list[int]] = {}
    said: dict[str, str] = {}
    for aside in found:
        words = aside.text[:_LONGEST]
        if aside.line is not None:
            place = label("review.location", language, page=aside.page, line=aside.line)
            said[f"{words}{in_brackets(place, language)}"] = ""
            continue
        pages.setdefault(words, []).append(aside.page)
        said[words] = in_brackets(page_list(pages[words], language), language)
    return [f"{words}{place}" for words, place in said.items()]


def _first_of(found: Sequence[str], language: Language) -> str:
    """The first of what is listed, and a mark where there is more."""
    stop = "；" if language == "zh" else "; "
    return stop.join(found[:_LISTED]) + (" …" if len(found) > _LISTED else "")


def doubtful(report: Report, language: Language) -> Iterator[str]:
    """The rows whose figure is doubtful, those of one reason together."""
    by_reason: dict[str, list[str]] = {}
    for figure in report.doubtful:
        where = label("review.row", language, table=figure.table, row=figure.csv_row)
        by_reason.setdefault(figure.reason, []).append(where)
    for reason, found in by_reason.items():
        why = label(f"review.doubtful.{reason}", language)
        said = _first_of(found, language)
        yield label("review.doubtful_rows", language, count=len(found), why=why, words=said)


def doubtful_entries(
    report: Report, found: Sequence[Number], pictures: Mapping[int, bytes], language: Language
) -> Iterator[dict[str, Any]]:
    """The doubtful figures of the tables, each leading to its place on the picture of its page.

    Those that were recognised are listed with what a second look saw there.
    """
    document = report.document
    assert document is not None
    read = {(number.table, number.row): number for number in found if number.row}
    for figure in report.doubtful:
        if figure.reason == "recognised":
            continue
        number = read.get((figure.table, figure.csv_row))
        drawn = number is not None and number.page in pictures and number.page in document.layouts
        yield {
            "href": f"#{number_id(number) if number and drawn else f'line-{figure.line}'}",
            "place": label("review.location", language, page=figure.page, line=figure.line),
            "number": figure.printed or MISSING,
            "other": MISSING,
            "words": document.lines[figure.line - 1].text.strip(),
            "reason": label(f"review.doubtful.{figure.reason}", language),
        }


def doubts(
    document: Document, pictures: Mapping[int, bytes], language: Language
) -> Iterator[dict[str, Any]]:
    """The recognised numbers in doubt, each with what a second look saw there."""
    for index, doubt in enumerate(document.doubts):
        drawn = doubt.page in pictures
        yield {
            "href": f"#{doubt_id(index) if drawn else f'line-{doubt.line}'}",
            "place": label("review.location", language, page=doubt.page, line=doubt.line),
            "number": doubt.read or MISSING,
            "other": doubt.other or MISSING,
            "words": document.lines[doubt.line - 1].text.strip(),
            "reason": label(f"review.doubt.{doubt.reason}", language),
        }
