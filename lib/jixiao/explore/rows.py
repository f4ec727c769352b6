"""The tables of the views: each row can be chosen by its first cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pandas as pd

from ..analysis.rows import ChangeRow, ClassRow, RatesRow
from ..audit.findings import Finding
from ..base.language import Language
from ..catalogue.codes import class_name
from ..catalogue.metrics import metric_name
from ..labels import label
from ..labels.numbers import exact, number
from ..schema.rows import IndicatorRow, OnALine, Placed
from ..tables.audit import NumberedRow
from ..tables.html import HtmlColumn, HtmlTable, render
from ..tables.places import place


class _Hit(OnALine, Protocol):
    """A row of `explore.search.search`."""

    before: str
    found: str
    after: str


def promises(kept: pd.DataFrame, language: Language) -> HtmlTable:
    """Rows of the table `indicators`: what was promised, what is reported, how it was judged."""
    columns: list[HtmlColumn[IndicatorRow]] = [
        HtmlColumn(
            label("indicators.column.seq", language), lambda row: str(row.seq), numeric=True
        ),
        HtmlColumn(label("indicators.column.name", language), lambda row: str(row.name)),
        HtmlColumn(label("indicators.column.target", language), lambda row: row.target or ""),
        HtmlColumn(
            label("indicators.column.actual", language), lambda row: row.actual or "", css="long"
        ),
        HtmlColumn(
            label("indicators.column.attainment", language),
            lambda row: exact(row.attainment_pct),
            numeric=True,
        ),
        HtmlColumn(
            label("indicators.column.status", language),
            lambda row: label(f"indicators.status.{row.status}", language),
            status=lambda row: str(row.status),
        ),
        HtmlColumn(label("indicators.column.source", language), _place, css="source"),
    ]
    return render(kept, columns, label("explore.subject.promises", language), language)


def rates(kept: pd.DataFrame, language: Language) -> HtmlTable:
    """Rows of `analysis.reliability.rates`."""
    columns: list[HtmlColumn[RatesRow]] = [
        HtmlColumn(
            label("budget.column.item", language), lambda row: label(f"items.{row.item}", language)
        ),
        HtmlColumn(
            label("comparison.column.of_revised", language),
            lambda row: number(row.of_revised_pct),
            numeric=True,
        ),
        HtmlColumn(
            label("comparison.column.of_approved", language),
            lambda row: number(row.of_approved_pct),
            numeric=True,
        ),
        HtmlColumn(label("budget.column.source", language), _place, css="source"),
    ]
    return render(kept, columns, label("explore.subject.budget", language), language)


def classes(kept: pd.DataFrame, phase: str, language: Language) -> HtmlTable:
    """Rows of `analysis.accounts.by_class`. `phase`: what the amounts are."""
    columns: list[HtmlColumn[ClassRow]] = [
        HtmlColumn(label("accounts.column.code", language), lambda row: str(row.classification)),
        HtmlColumn(label("accounts.column.class", language), lambda row: class_name(row, language)),
        HtmlColumn(
            label(f"accounts.column.amount_{phase}", language),
            lambda row: number(row.amount_wan),
            numeric=True,
        ),
        HtmlColumn(
            label("accounts.column.execution", language),
            lambda row: number(row.execution_pct),
            numeric=True,
        ),
        HtmlColumn(label("accounts.column.source", language), _place, css="source"),
    ]
    return render(kept, columns, label("explore.subject.accounts", language), language)


def findings(numbered: Mapping[int, Finding], language: Language) -> HtmlTable:
    """Findings with the number that they have on every page."""
    frame = pd.DataFrame(
        list(numbered.items()),
        columns=pd.Index(["number", "finding"]),
        dtype=object,
    )
    columns: list[HtmlColumn[NumberedRow]] = [
        HtmlColumn(
            label("audit.column.number", language), lambda row: str(row.number), numeric=True
        ),
        HtmlColumn(
            label("audit.column.severity", language),
            lambda row: label(f"audit.severity.{row.finding.severity}", language),
        ),
        HtmlColumn(
            label("audit.column.finding", language),
            lambda row: row.finding.message[language],
            css="long",
        ),
        HtmlColumn(
            label("indicators.column.source", language),
            lambda row: "; ".join(f"{item.page}, {item.line}" for item in row.finding.evidence),
            css="source",
        ),
    ]
    return render(frame, columns, label("explore.subject.findings", language), language)


def outcomes(kept: pd.DataFrame, baseline_year: int, language: Language) -> HtmlTable:
    """Rows of `analysis.compare.changes`."""
    columns: list[HtmlColumn[ChangeRow]] = [
        HtmlColumn(
            label("comparison.column.metric", language),
            lambda row: metric_name(row.metric, row.name, language),
        ),
        HtmlColumn(label("comparison.column.period", language), lambda row: str(row.period)),
        HtmlColumn(
            label("comparison.column.printed", language), lambda row: row.printed, numeric=True
        ),
        HtmlColumn(
            label("comparison.column.change", language, baseline=baseline_year),
            lambda row: number(row.change_pct, 1),
            numeric=True,
        ),
    ]
    return render(kept, columns, label("explore.subject.outcomes", language), language)


def hits(kept: pd.DataFrame, language: Language) -> HtmlTable:
    """Rows of `explore.search.search`."""

    def words(row: _Hit) -> str:
        return f"…{row.before}【{row.found}】{row.after}…"

    columns: list[HtmlColumn[_Hit]] = [
        HtmlColumn(label("indicators.column.source", language), _place, css="source"),
        HtmlColumn(label("explore.column.words", language), words, css="long"),
    ]
    return render(kept, columns, label("explore.subject.text", language), language)


def _place(row: Placed) -> str:
    """Page and line as words: the quote beside the table is where a link would lead."""
    return str(place(row))
