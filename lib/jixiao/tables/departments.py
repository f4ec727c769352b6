"""The table of the departments of one year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import pandas as pd

from ..analysis.rows import DepartmentRow
from ..audit import AuditResult
from ..base.language import Language
from ..labels import label
from ..labels.links import Reference, source_anchor
from ..labels.numbers import MISSING, number, whole
from ..labels.ranks import SEVERITIES
from ..report import Report
from .html import HtmlColumn, HtmlTable, render

AMOUNTS = ("approved", "revised", "outturn", "basic", "project", "sangong")
RATES = ("of_approved", "of_revised", "basic")
SOURCE = "source"  # the page of all documents of a year


class _Shown(DepartmentRow, Protocol):
    shown_on: str


class Audited(NamedTuple):
    """How many findings of each severity the audit of a department's report has, None where there is
    no text to test; how many checks applied.
    """

    department: str
    high: int | None
    medium: int | None
    low: int | None
    checks: int


def overview(rows: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.departments.overview`."""
    rows = rows.assign(shown_on=_pages_of(rows))
    columns: list[HtmlColumn[_Shown]] = [
        HtmlColumn(
            _heading("department", language),
            lambda row: str(getattr(row, f"name_{language}")),
            css="name",
        ),
        HtmlColumn(
            _heading("source", language),
            lambda row: label(f"departments.source.{row.source}", language),
            choice=True,
        ),
        *(HtmlColumn(_heading(name, language), _wan(name), numeric=True) for name in AMOUNTS),
        *(
            HtmlColumn(_heading(f"{name}_pct", language), _pct(name), numeric=True)
            for name in RATES
        ),
        HtmlColumn(_heading("place", language), _place, css="source"),
    ]
    return render(rows, columns, label("departments.table.overview", language), language)


def audited(report: Report, result: AuditResult, language: Language) -> Audited:
    """What is kept of the audit of `report`."""
    unread = report.document is None or not result.ledger
    counts = {name: None if unread else result.count(name) for name in SEVERITIES}
    checks = sum(entry.result != "not_applicable" for entry in result.ledger)
    return Audited(report.department_name(language), **counts, checks=checks)


def findings(counted: Sequence[Audited], language: Language) -> HtmlTable:
    """How many findings of each severity the audit of each report has."""
    rows = pd.DataFrame(counted, columns=pd.Index(Audited._fields), dtype=object)
    columns: list[HtmlColumn[Audited]] = [
        HtmlColumn(_heading("department", language), lambda row: row.department)
    ]
    for name in SEVERITIES:
        columns.append(
            HtmlColumn(label(f"audit.severity.{name}", language), _count(name), True, keep=True)
        )
    columns.append(HtmlColumn(_heading("checks", language), _count("checks"), numeric=True))
    return render(rows, columns, label("departments.table.findings", language), language)


def _wan(name: str) -> Callable[[_Shown], str | Reference]:
    return lambda row: _on_its_page(number(getattr(row, f"{name}_wan")), row, row.places.get(name))


def _place(row: _Shown) -> str | Reference:
    words = MISSING if row.page is None else f"{row.page}, {row.line}"
    own = None if row.page is None or row.line is None else (row.page, row.line)
    return _on_its_page(words, row, own if own in row.places.values() else None)


def _on_its_page(words: str, row: _Shown, place: tuple[int, int] | None) -> str | Reference:
    """`words` leading to their place on the department's own page; this one does not hold its text.

    What a pointer shows names that page, for whoever has this one alone.
    """
    if place is None:
        return words
    where = f"{row.department}/{row.year}/{row.shown_on}"
    document = "budget" if row.shown_on == SOURCE else None
    anchor = source_anchor(*place, document=document)
    return Reference(words, f"{where}/{anchor}", f"{where} {place[0]}, {place[1]}")


def _pages_of(rows: pd.DataFrame) -> list[str]:
    """The page that shows the document of each row. The page of statements shows final accounts where
    a year has both: a budget beside them stands on the page of the source alone.
    """
    accounts = set(rows[rows["source"] == "accounts"]["department"])
    return [
        "budget"
        if row.source == "budget"
        else SOURCE
        if row.source == "budget_document" and row.department in accounts
        else "accounts"
        for row in rows.itertuples()
    ]


def _pct(name: str) -> Callable[[object], str]:
    return lambda row: number(getattr(row, f"{name}_pct"))


def _count(name: str) -> Callable[[object], str]:
    return lambda row: MISSING if getattr(row, name) is None else whole(getattr(row, name))


def _heading(name: str, language: Language) -> str:
    return label(f"departments.column.{name}", language)
