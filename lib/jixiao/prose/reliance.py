"""What a page does not show: figures that are doubtful, and numbers that were not read.

Each is counted where it would have been used, with links to its place in the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..base.language import Language
from ..extract.unread import MONEY
from ..labels import label
from ..labels.links import Reference, refer
from ..labels.sentences import listed
from ..report import Report

Line = list[str | Reference]
Place = tuple[int, int, str | None]  # page, line and document, where not the one of the year

# Notebook → the tables that it draws and concludes from.
TABLES: dict[str, tuple[str, ...]] = {
    "budget": ("budget", "outcomes"),
    "accounts": ("statements",),
    "indicators": ("indicators", "tasks"),
    "projects": ("projects", "project_funds", "indicators"),
    "comparison": ("budget", "statements", "outcomes"),
    "documents": ("budget", "statements", "projects", "project_funds"),
}
_EVERY = tuple(dict.fromkeys(name for names in TABLES.values() for name in names))
_SHOWN = 6  # places: the review page has the rest


def reliance(
    report: Report, notebook: str, language: Language, *, by_year: bool = False
) -> list[Line]:
    """How many figures of the tables of `notebook` are doubtful and not shown, and how many
    numbers of these tables and of all money were not read; empty where there are none.

    `by_year`: the page holds the texts of several years.
    """
    tables = TABLES.get(notebook, _EVERY)
    year = report.year if by_year else None
    lines = [
        _with_places("doubtful", len(places), places, year, language)
        for places in (_doubtful(report, tables),)
        if places
    ]
    parts, places, left_out = _unread(report, tuple(dict.fromkeys((*tables, *MONEY))), language)
    if parts:
        said = listed(parts, language)
        lines.append(_with_places("unread", said, places, year, language, more=left_out))
    return lines


def _doubtful(report: Report, tables: Sequence[str]) -> list[Place]:
    return [
        (figure.page, figure.line, _named(report, figure.document))
        for figure in report.doubtful
        if figure.table in tables
    ]


def _unread(
    report: Report, tables: Sequence[str], language: Language
) -> tuple[list[str], list[Place], bool]:
    """How many numbers of each table were not read, in words, the places of the first, and whether
    there are numbers beside those.
    """
    found: dict[str, int] = {}
    places: list[Place] = []
    for document, name, entry in _entries(report):
        if name in tables:
            found[name] = found.get(name, 0) + entry["count"]
            places += [(page, line, _named(report, document)) for page, line in entry["places"]]
    parts = [
        label("page.unread", language, count=count, part=label(f"page.part.{name}", language))
        for name, count in found.items()
    ]
    return parts, places, sum(found.values()) > len(places)


def _entries(report: Report) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """(document, table, count and places) of what was not read."""
    for document in report.documents.values():
        unread = document.descriptor["jixiao"].get("unread_numbers", {})
        for name, entry in unread.items():
            yield document.name, name, entry


def _named(report: Report, document: str) -> str | None:
    return None if document == report.primary else document


def _with_places(
    key: str,
    count: int | str,
    places: Sequence[Place],
    year: int | None,
    language: Language,
    more: bool = False,
) -> Line:
    """The sentence with the first of the places, each of which leads there; those of one page after
    another name it once.
    """
    words = label(f"page.cover.{key}", language, count=count, places="\0")
    before, after = words.split("\0")
    line: Line = [before]
    once = list(dict.fromkeys(places))
    for number, (page, at, document) in enumerate(once[:_SHOWN]):
        line += [label("page.table.between", language)] if number else []
        again = number > 0 and (once[number - 1][0], once[number - 1][2]) == (page, document)
        said = label("page.line" if again else "page.place", language, page=page, line=at)
        line.append(refer(said, page, at, year=year, document=document))
    others = more or len(once) > _SHOWN
    return [*line, label("page.word.and_others", language) if others else "", after]
