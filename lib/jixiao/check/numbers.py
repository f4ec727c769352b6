"""Every number of a report's text: read into a row, kept in a cell, no figure, or not read.

A number is `figure` where a row of a table quotes it with that value; `cell` where it stands in a
cell that a row keeps whole (indicators, tasks, the code of a class); `aside` where it is no figure (a year, the number
of a list), with the reason; `unread` otherwise, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from ..base.amounts import fold
from ..base.collection import without_collection
from ..base.errors import ExtractionError, Place, SourceError
from ..catalogue import wordings
from ..extract.evaluation.indicators import has_indicators, indicator_section
from ..extract.evaluation.outcomes import unread_numbers
from ..extract.evaluation.outline import Outline, outline
from ..extract.evaluation.rows import read_rows
from ..extract.evaluation.tasks import read_task_rows
from ..grid import grids
from ..report import Report
from ..source import Line
from . import statement_lines as accounts
from .contents import pages_of_contents
from .grid_numbers import grid_numbers
from .row_words import row_words, told_points
from .squeezed import Squeezed, squeezed_document
from .table_rows import table_rows
from .template_numbers import is_template, template_numbers

BUDGET_SECTIONS = ("finance", "management")
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NO_PART = ("cover", "document")  # of no part: beside those of its document, or it has none
_NO_FIGURES = ("title", "year", "date", "list_number", "name")
# What stands before a unit of money or a rate is a figure, unless it is a part of a name: （30）万元 is
# no number of a list. What is compared with another year is one as well, though no row takes it.
_MEASURED = re.compile(r"\s*[)）]?\s*(?:(?:[百千万亿]{1,2})?元|%)")
_NAMES = ("title", "name")
_FIGURES_OF_OTHERS = ("compared_with_another_year",)


class State(StrEnum):
    FIGURE = "figure"
    CELL = "cell"
    ASIDE = "aside"
    UNREAD = "unread"


class Number(NamedTuple):
    """A number at `start`:`end` of the line with that number, and what came of it.

    `table` and `row` (of its CSV file, the header being row 1): where it went, if anywhere.
    """

    page: int
    line: int
    start: int
    end: int
    printed: str
    section: str
    state: State
    reason: str = ""
    table: str = ""
    row: int = 0


@lru_cache(maxsize=2)  # the counts of a report and its pages in each language ask for them
@without_collection()
def numbers(report: Report) -> tuple[Number, ...]:
    """Every number of the report's text, in order; none where the text is not on file."""
    if report.document is None:
        return ()
    text = squeezed_document(report.document)
    parts = _outline(report)
    figures = dict(_figures(report, text, "quote"))
    figures |= _statements(report, text)
    cells = dict(_figures(report, text, "printed")) | dict(row_words(report, text))
    cells |= dict(told_points(report, text))
    cells |= dict(_cells(parts, text)) if parts else {}
    final = accounts.TABLE in report.tables
    cells |= dict(accounts.codes(report, text)) if final else {}
    asides: dict[int, str] = {}
    for start, end, why in _asides(text):
        for place in range(start, end):
            asides.setdefault(place, why)
    for line_number, column in pages_of_contents(report.document):
        for place in text.line(line_number)[column:]:
            asides.setdefault(place, "page_number")
    reasons = _reasons(parts) if parts else {}
    sections = _sections(parts) if parts else accounts.statements(report) if final else {}
    elsewhere = NO_PART[0] if sections else NO_PART[1]
    tables = grid_numbers(report, grids(report.document))
    if is_template(report):
        tables.cells, tables.asides = template_numbers(report)
    listed = _listed(report)
    found = []
    recognised = bool(report.document.recognised)  # there a unit may have been lost
    for line in report.document.lines:
        plain = fold(line.text) if line.text else ""
        for match in _NUMBER.finditer(plain):
            at = text.offset(line.number, match.start())
            section = sections.get(line.number, elsewhere)
            why_not = "not_known" if final and section not in NO_PART else _unread(section)
            state, reason, home = State.UNREAD, why_not, ("", 0)
            aside = asides.get(at)
            known = reasons.get((line.number, match[0])) or listed.get(line.number)
            if at in figures:
                state, reason, home = State.FIGURE, "", figures[at]
            elif line.number in tables.cells:
                state, reason, home = State.CELL, "", tables.cells[line.number]
            elif (aside := tables.asides.get(line.number) or aside) and (
                aside in _NAMES or not _MEASURED.match(plain, match.end())
            ):
                left = aside in _FIGURES_OF_OTHERS
                state, reason = State.UNREAD if left else State.ASIDE, aside
            elif at in cells and not (recognised and known == "no_unit"):
                state, reason, home = State.CELL, "", cells[at]
            elif known:
                state = State.ASIDE if known in _NO_FIGURES else State.UNREAD
                reason = known
            found.append(
                Number(
                    line.page, line.number, *match.span(), match[0], section, state, reason, *home
                )
            )
    return tuple(found)


def coverage(found: Sequence[Number]) -> pd.DataFrame:
    """Per section: how many numbers are figures, in cells, no figures, not read; the share read.

    `read_pct`: figures and cells of all numbers but those that are no figures; None of none.
    """
    rows = []
    for section in dict.fromkeys(number.section for number in found):
        own = [number.state for number in found if number.section == section]
        counts = [own.count(state) for state in State]
        read, all_figures = counts[0] + counts[1], counts[0] + counts[1] + counts[3]
        rows.append((section, *counts, Decimal(100 * read) / all_figures if all_figures else None))
    columns = ["section", *(str(state) for state in State), "read_pct"]
    return pd.DataFrame(rows, columns=pd.Index(columns), dtype=object)


def passages(report: Report) -> Iterator[tuple[str, int, int, int, int]]:
    """What was read of a report: (table, row, line, first column, column after the last).

    The quotes of rows, and the cells of indicators and tasks, a part of a line each.
    """
    if report.document is None:
        return
    text = squeezed_document(report.document)
    for name, table in report.tables.items():
        if {"quote", "page", "line"} <= set(table.columns):
            for row, record in enumerate(table_rows(report)[name], start=2):
                if record["page"] is not None and record["quote"] is not None:
                    place = Place(record["page"], record["line"])
                    for part in text.passage(record["quote"], place):
                        yield name, row, *part
    if parts := _outline(report):
        for name, cells in (("tasks", _task_cells(parts)), ("indicators", _indicator_cells(parts))):
            for row, lines in enumerate(cells, start=2):
                for line in lines:
                    yield name, row, line.number, 0, len(line.text)


def _outline(report: Report) -> Outline | None:
    """The sections of a self-evaluation. Budgets and final accounts have other ones, also where a form
    at their end has headings of the same words.
    """
    if report.document is None or accounts.TABLE in report.tables:
        return None
    try:
        return outline(report.document)
    except SourceError:
        return None


def _figures(report: Report, text: Squeezed, quote: str) -> Iterator[tuple[int, tuple[str, int]]]:
    """Where the figures of tables stand whose rows quote them in the column `quote`.

    Amounts of projects have no other words than those printed.
    """
    taken: set[int] = set()
    # Rows of one quote go on where the last one stood: a line that says the same a thousand times
    # is not looked through for each of them.
    places: dict[tuple[str, str, Place], Iterator[list[int]]] = {}
    for name, table in report.tables.items():
        if not {quote, "printed", "page", "line"} <= set(table.columns):
            continue
        if quote == "printed" and "quote" in table.columns:
            continue
        for number, row in enumerate(table_rows(report)[name], start=2):
            if row["page"] is None or row[quote] is None or row["printed"] is None:
                continue
            key = str(row[quote]), str(row["printed"]), Place(row["page"], row["line"])
            left = places.setdefault(key, text.figures(*key))
            for at in next((figure for figure in left if taken.isdisjoint(figure)), []):
                taken.add(at)
                yield at, (name, number)


def _statements(report: Report, text: Squeezed) -> dict[int, tuple[str, int]]:
    """The self score, which the descriptor quotes."""
    quote = report.about.get("self_score_quote")
    if not quote:
        return {}
    place = Place(quote["page"], quote["line"])
    score = str(report.about["self_score"])
    return {at: ("datapackage", 0) for at in next(text.figures(quote["quote"], score, place), [])}


def _cells(parts: Outline, text: Squeezed) -> Iterator[tuple[int, tuple[str, int]]]:
    for table, rows in (("tasks", _task_cells(parts)), ("indicators", _indicator_cells(parts))):
        for number, lines in enumerate(rows, start=2):
            for line in lines:
                for at in text.line(line.number):
                    yield at, (table, number)


def _task_cells(parts: Outline) -> list[list[Line]]:
    if not parts.has("tasks"):
        return []
    try:
        rows = read_task_rows(parts.section("tasks"))
    except ExtractionError:
        return []
    return [[*row.name, *row.goal, *row.achieved] for row in rows]


def _indicator_cells(parts: Outline) -> list[list[Line]]:
    try:
        rows = read_rows(indicator_section(parts), []).rows if has_indicators(parts) else []
    except ExtractionError:
        return []
    return [[*r.name, *r.target, *r.actual, *r.weight, *r.score, *r.deviation] for r in rows]


def _asides(text: Squeezed) -> Iterator[tuple[int, int, str]]:
    rules = [*wordings("review")["asides"], *wordings("figures")["exclusions"]]
    for rule in rules:
        for match in re.finditer(rule["pattern"], text.folded, re.MULTILINE):
            yield *match.span(rule.get("group", 0)), rule["reason"]
    for word, reason in wordings("budget")["ignored"].items():
        for match in re.finditer(rf"{word}[^，；。\d]{{0,300}}\d[\d,.]*", text.folded):
            yield *match.span(), reason


def _reasons(parts: Outline) -> Mapping[tuple[int, str], str]:
    try:
        unread = unread_numbers(parts)
    except ExtractionError:
        return {}
    return {
        (row.line, re.sub(r"[^\d.,]", "", fold(row.printed))): row.reason
        for row in unread.itertuples()
    }


def _sections(parts: Outline) -> dict[int, str]:
    return {
        line.number: section.id
        for section in parts.sections
        for line in (section.heading, *section.lines)
    }


def _listed(report: Report) -> dict[int, str]:
    """Line → why a number on it was not read, as the extraction said."""
    entries = [entry for entry in report.about.get("unread", ()) if isinstance(entry, Mapping)]
    return {int(entry["line"]): str(entry["reason"]) for entry in entries}


def _unread(section: str) -> str:
    if section in BUDGET_SECTIONS:
        return "not_known"
    return "no_unit" if section in ("overview", "work", "results") else "section_not_read"
