"""Tables of the comparison notebook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

import pandas as pd

from ..analysis.budget_items import PHASES
from ..analysis.compare import restated
from ..analysis.rows import ChangeRow, YearRow
from ..base.language import Language
from ..catalogue.metrics import metric_name
from ..labels import label
from ..labels.links import Reference, publication_anchor, refer
from ..labels.numbers import MISSING, number
from .html import HtmlColumn, HtmlTable, render

_BEHIND = ("以上", "以下", "以内", "左右")


class _OfYear(Protocol):
    year: int


class _Figure(_OfYear, Protocol):
    """A figure of a measure, with its place."""

    metric: str
    name: str
    printed: str
    qualifier: str | None
    source: str
    page: int | None
    line: int | None
    quote: str | None


class _Restated(_Figure, Protocol):
    section: str | None


class _Break(Protocol):
    """A row of `breaks.csv`."""

    metric: str
    from_year: int


def coverage(table: pd.DataFrame, language: Language) -> HtmlTable:
    """What is on file: the rows of `analysis.compare.coverage`."""
    names = [name for name in table.columns if name != "year"]
    columns: list[HtmlColumn[_OfYear]] = [
        HtmlColumn(_heading("year", language), lambda row: str(row.year))
    ]
    for name in names:
        columns.append(
            HtmlColumn(
                label(f"comparison.table_name.{name}", language),
                _count_of(name),
                numeric=True,
                keep=True,
            )
        )
    return render(table, columns, _caption("coverage", language), language)


def budgets(table: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.compare.budgets`; of one year alone a sentence."""
    columns: list[HtmlColumn[YearRow]] = [
        HtmlColumn(_heading("year", language), lambda row: str(row.year)),
        *_read_from(table, language),
        *(
            HtmlColumn(label(f"budget.column.{phase}", language), _printed_amount(phase), True)
            for phase in PHASES
        ),
        HtmlColumn(_heading("of_approved", language), _amount_of("of_approved_pct"), True),
        HtmlColumn(_heading("of_revised", language), _amount_of("of_revised_pct"), True),
        HtmlColumn(_heading("before", language), _amount_of("change_pct", 1), True),
    ]
    none = label("comparison.prose.no_budget", language)
    if len(table) == 1:
        year = table.iloc[0]["year"]
        none = label("comparison.prose.only_year", language, year=year)
    shown = table if len(table) > 1 else table.head(0)
    accounts = table["source"].eq("accounts") & table["of_approved_pct"].notna()
    note = label("departments.prose.note_accounts", language) if accounts.any() else ""
    return render(shown, columns, _caption("budgets", language), language, none, note)


def _read_from(table: pd.DataFrame, language: Language) -> list[HtmlColumn[YearRow]]:
    """The kind of document that each year is read from, where not all are self-evaluations."""
    if set(table["source"]) <= {"budget"}:
        return []
    return [
        HtmlColumn(
            label("departments.column.source", language),
            lambda row: label(f"departments.source.{row.source}", language),
        )
    ]


def series(table: pd.DataFrame, baseline_year: int, language: Language) -> HtmlTable | None:
    """The rows of `analysis.compare.changes`: every figure with its period, scope and source.

    None where there are none.
    """
    if table.empty:
        return None
    columns: list[HtmlColumn[ChangeRow]] = [
        HtmlColumn(
            _heading("metric", language),
            lambda row: metric_name(row.metric, row.name, language),
            choice=True,
        ),
        HtmlColumn(_heading("period", language), lambda row: str(row.period)),
        HtmlColumn(_heading("printed", language), _figure, numeric=True),
        HtmlColumn(_heading("scope", language), lambda row: row.scope or MISSING),
        HtmlColumn(
            label("comparison.column.change", language, baseline=baseline_year),
            lambda row: _changed(row, language),
            numeric=True,
        ),
        HtmlColumn(_heading("source", language), _source_in(language), css="source"),
    ]
    return render(table, columns, _caption("series", language), language, fold=True)


def breaks(table: pd.DataFrame, shown: pd.DataFrame, language: Language) -> HtmlTable | None:
    """The breaks of the measures in `shown` (a series), and why; None where that has no measure."""
    if shown.empty:
        return None
    names = dict(zip(shown["metric"], shown["name"], strict=True))
    rows = table[table["metric"].isin(list(names))]
    columns: list[HtmlColumn[_Break]] = [
        HtmlColumn(
            _heading("metric", language),
            lambda row: metric_name(row.metric, names[row.metric], language),
        ),
        HtmlColumn(_heading("from_year", language), lambda row: str(row.from_year), numeric=True),
        HtmlColumn(
            _heading("reason", language), lambda row: str(getattr(row, f"reason_{language}"))
        ),
    ]
    none = label("comparison.prose.no_breaks", language)
    return render(rows, columns, _caption("breaks", language), language, none, fold=True)


def restatements(
    years: Mapping[int, Mapping[str, pd.DataFrame]], language: Language
) -> HtmlTable | None:
    """Measures that one report states with different figures, each with its quote and place; None
    where there are none.
    """
    found = [
        part.assign(year=year)
        for year, tables in sorted(years.items())
        if "outcomes" in tables and len(part := restated(tables["outcomes"]))
    ]
    if not found:
        return None
    rows = pd.concat(found)
    columns: list[HtmlColumn[_Restated]] = [
        HtmlColumn(
            _heading("metric", language), lambda row: metric_name(row.metric, row.name, language)
        ),
        HtmlColumn(_heading("year", language), lambda row: str(row.year), numeric=True),
        HtmlColumn(_heading("printed", language), _figure, numeric=True),
        HtmlColumn(
            _heading("section", language),
            lambda row: label(f"comparison.section.{row.section}", language),
        ),
        HtmlColumn(
            _heading("place", language),
            lambda row: _refer(f"{row.page}, {row.line}", row),
            css="source",
        ),
        HtmlColumn(_heading("quote", language), lambda row: str(row.quote), css="long"),
    ]
    return render(rows, columns, _caption("restated", language), language, fold=len(rows) > 8)


def _changed(row: ChangeRow, language: Language) -> str:
    """The change in per cent; of a share or a rank its difference in points."""
    if row.change_points is None:
        return number(row.change_pct, 1)
    return label("comparison.points", language, points=number(row.change_points, 2, signed=True))


def _printed(row: _Figure) -> str:
    """A figure with the words that qualify it, in the order of Chinese: 约5个, 5个以上."""
    qualifier = row.qualifier if row.qualifier and row.qualifier not in row.printed else ""
    if qualifier in _BEHIND:
        return f"{row.printed}{qualifier}"
    return f"{qualifier}{row.printed}"


def _figure(row: _Figure) -> str | Reference:
    return _refer(_printed(row), row)


def _source_in(language: Language) -> Callable[[_Figure], str | Reference]:
    def text(row: _Figure) -> str | Reference:
        if row.page is None:
            return _refer(str(row.source), row)
        words = label("comparison.column.report_place", language, page=row.page, line=row.line)
        return _refer(words, row)

    return text


def _refer(words: str, row: _Figure) -> str | Reference:
    """`words` leading to the report of the row's year, or to the publication it is taken from."""
    if row.page is None:
        return Reference(words, publication_anchor(str(row.source)), row.quote or "")
    return refer(words, row.page, row.line, row.quote, year=row.year)


def _count_of(name: str) -> Callable[[object], str]:
    return lambda row: str(getattr(row, name)) if getattr(row, name) else MISSING


def _amount_of(name: str, places: int = 2) -> Callable[[object], str]:
    return lambda row: number(getattr(row, name), places)


def _printed_amount(name: str) -> Callable[[YearRow], str | Reference]:
    """An amount leading to where the report of its year prints it; a sum of ours is words alone."""

    def text(row: YearRow) -> str | Reference:
        words = number(getattr(row, f"{name}_wan"))
        return refer(words, *row.places.get(name, (None, None)), year=row.year)

    return text


def _heading(name: str, language: Language) -> str:
    return label(f"comparison.column.{name}", language)


def _caption(name: str, language: Language) -> str:
    return label(f"comparison.table.{name}", language)
