"""Footnotes: the findings of the audit at the figures and promises that they touch.

A note has the number of its finding in the audit of the report, so that it is the same number on
every page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol

import pandas as pd
from markupsafe import Markup

from ..analysis.budget import place_of
from ..audit import audit_report
from ..audit.findings import AuditResult, Finding
from ..audit.indicator_cells import result_cells
from ..base.language import Language
from ..labels import label
from ..labels.links import Reference, refer
from ..report import Report
from ..schema.rows import IndicatorRow, OnALine
from .audit import NumberedRow, quotes
from .html import HtmlColumn, HtmlTable, Row, render


class OfItem(Protocol):
    """A row of an item: of `analysis.budget.items`, or a figure of the table `budget`."""

    @property
    def item(self) -> str: ...
    @property
    def line(self) -> int: ...


@dataclass(frozen=True)
class Notes(Generic[Row]):
    """`marks`: row → the numbers of the findings that touch it; `table`: these findings.

    `result`: the whole audit. `figure`: item, phase and words → the words leading to the place
    where the report first prints that figure; the words alone where it does not.
    """

    marks: Callable[[Row], list[int]]
    table: HtmlTable
    result: AuditResult
    figure: Callable[[str, str, str], str | Reference] = lambda item, phase, words: words


def budget_notes(report: Report, language: Language) -> Notes[OfItem]:
    """Notes for rows with an `item`, or with one figure (`value`, `line`) of the table `budget`."""
    result = audit_report(report)
    numbered = result.numbered
    figures: dict[tuple[int, object], list[int]] = {}
    for number, finding in numbered.items():
        for passage in finding.evidence:
            figures.setdefault((passage.line, passage.value), []).append(number)
    budget = report.tables["budget"]
    items: dict[str, list[int]] = {}
    for row in budget.itertuples():
        items.setdefault(str(row.item), []).extend(figures.get((row.line, row.value), []))
    touched = {number for numbers in items.values() for number in numbers}

    def marks(row: OfItem) -> list[int]:
        if hasattr(row, "value"):
            return _once(figures.get((row.line, row.value), []))
        return _once(items.get(row.item, []))

    def figure(item: str, phase: str, words: str) -> str | Reference:
        place = place_of(budget, item, phase)
        return refer(words, *place) if place else words

    return Notes(marks, _table(numbered, touched, language), result, figure)


def accounts_notes(report: Report, language: Language) -> Notes[OnALine]:
    """Notes for rows with a `line` of the table `statements`."""
    result = audit_report(report)
    numbered = result.numbered
    by_line = _by_line(numbered)
    lines = set(report.tables["statements"]["line"])
    touched = {number for line, numbers in by_line.items() if line in lines for number in numbers}
    notes = _table(numbered, touched, language)
    return Notes(lambda row: _once(by_line.get(row.line, [])), notes, result)


def indicator_notes(report: Report, language: Language) -> Notes[IndicatorRow]:
    """Notes for rows with the `seq` of an indicator."""
    result = audit_report(report)
    numbered = result.numbered
    by_line = _by_line(numbered)
    promises: dict[int, list[int]] = {}
    cells = result_cells(report) if report.document else ()
    for row, cell in cells:
        lines = sorted({row.line, *(place.line for place in cell.places)})
        promises[row.seq] = [number for line in lines for number in by_line.get(line, [])]
    touched = {number for numbers in promises.values() for number in numbers}
    notes = _table(numbered, touched, language)
    return Notes(lambda row: _once(promises.get(row.seq, [])), notes, result)


def _by_line(numbered: Mapping[int, Finding]) -> dict[int, list[int]]:
    """Line → the numbers of the findings that quote it."""
    found: dict[int, list[int]] = {}
    for number, finding in numbered.items():
        for passage in finding.evidence:
            found.setdefault(passage.line, []).append(number)
    return found


def _once(numbers: Iterable[int]) -> list[int]:
    return sorted(set(numbers))


def _table(numbered: dict[int, Finding], touched: set[int], language: Language) -> HtmlTable:
    rows = pd.DataFrame(
        [(number, numbered[number]) for number in sorted(touched)],
        columns=pd.Index(["number", "finding"]),
        dtype=object,
    )
    columns: list[HtmlColumn[NumberedRow]] = [
        HtmlColumn(
            label("audit.column.note", language),
            lambda row: str(row.number),
            numeric=True,
            anchor=lambda row: f"note-{row.number}",
        ),
        HtmlColumn(
            label("audit.column.severity", language),
            lambda row: label(f"audit.severity.{row.finding.severity}", language),
            choice=True,
        ),
        HtmlColumn(
            label("audit.column.finding", language),
            lambda row: row.finding.message[language],
            css="long",
        ),
        HtmlColumn(
            label("audit.column.evidence", language),
            lambda row: quotes(row.finding.passages, language),
            css="long quotes",
        ),
    ]
    caption = label("audit.table.notes", language, count=len(rows))
    none = label("audit.prose.none_touch", language)
    if rows.empty and numbered:  # the card of the cover leads here
        html = Markup('<p class="jixiao-note">{}</p>').format(none)
        return HtmlTable(str(html), none)
    return render(rows, columns, caption, language, none, fold=True)
