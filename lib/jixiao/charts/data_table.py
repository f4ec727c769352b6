"""The numbers of each chart as a reader sees them: the table one click below the picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pandas as pd

from ..analysis.budget_items import PHASES
from ..analysis.indicators import evidence
from ..analysis.rows import BarRow, ItemRow, RatesRow, SeriesRow
from ..base.language import Language
from ..catalogue.metrics import metric_name
from ..labels import has_label, label
from ..labels.items import step_name
from ..labels.numbers import MISSING, exact, number, whole
from ..labels.numbers import with_unit as spelled
from ..labels.ranks import SEVERITIES, STATUSES
from ..schema.rows import IndicatorRow
from .chart import as_shown


class _OfItem(Protocol):
    item: str


class _StatusGroup(Protocol):
    group: object


class _Hits(Protocol):
    count: int


def steps(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The steps of a waterfall."""
    columns: dict[str, Callable[[BarRow], str]] = {
        label("budget.column.step", language): lambda row: step_name(row, language),
        label("budget.column.amount", language): lambda row: number(
            row.amount_wan, signed=row.kind != "total"
        ),
    }
    return as_shown(rows, columns)


def items(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Approved, revised and outturn of budget items, ° for what is derived; and the rate."""

    def amount(phase: str) -> Callable[[ItemRow], str]:
        def text(row: ItemRow) -> str:
            mark = "°" if phase in getattr(row, "derived", "") else ""
            return f"{number(getattr(row, f'{phase}_wan'))}{mark}"

        return text

    columns: dict[str, Callable[[ItemRow], str]] = {
        label("budget.column.item", language): lambda row: (
            label(f"items.{row.item}", language) if has_label(f"items.{row.item}") else row.name
        )
    }
    for phase in PHASES:
        columns[label(f"budget.column.{phase}", language)] = amount(phase)
    columns[label("budget.column.execution", language)] = lambda row: number(row.execution_pct)
    return as_shown(rows, columns)


def rates(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Outturn of the revised and of the approved budget, item by item."""
    columns: dict[str, Callable[[RatesRow], str]] = {
        label("budget.column.item", language): lambda row: label(f"items.{row.item}", language)
    }
    return as_shown(rows, columns | _both_rates(language))


def budget_years(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Approved, revised, outturn and both rates, year by year."""
    columns: dict[str, Callable[[object], str]] = {
        label("comparison.column.year", language): _of("year")
    }
    for phase in PHASES:
        columns[label(f"budget.column.{phase}", language)] = _number_of(f"{phase}_wan")
    return as_shown(rows, columns | _both_rates(language))


def mix(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """What each part was spent, against an even change of all parts."""
    columns: dict[str, Callable[[_OfItem], str]] = {
        label("budget.column.item", language): lambda row: label(f"items.{row.item}", language)
    }
    for name in ("approved", "expected", "outturn", "deviation"):
        columns[label(f"budget.column.{name}", language)] = _number_of(f"{name}_wan")
    return as_shown(rows, columns)


def statuses(
    rows: pd.DataFrame, group_name: Callable[[object, Language], str], language: Language
) -> pd.DataFrame:
    """How many promises of each group have each status."""
    columns: dict[str, Callable[[_StatusGroup], str]] = {
        label("indicators.column.group", language): lambda row: group_name(row.group, language)
    }
    for status in STATUSES:
        columns[label(f"indicators.status.{status}", language)] = _of(status)
    columns[label("audit.column.total", language)] = _of("total")
    return as_shown(rows, columns)


def promises(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Promised and delivered, the status and the kind of evidence that decided it."""

    def with_unit(kind: str) -> Callable[[IndicatorRow], str]:
        def text(row: IndicatorRow) -> str:
            figure = exact(getattr(row, f"{kind}_value"))
            return spelled(figure, getattr(row, f"{kind}_unit"), language)

        return text

    columns: dict[str, Callable[[IndicatorRow], str]] = {
        label("indicators.column.seq", language): _of("seq"),
        label("indicators.column.name", language): _of("name"),
        label("indicators.column.promised", language): with_unit("target"),
        label("indicators.column.delivered", language): with_unit("actual"),
        label("indicators.column.attainment", language): lambda row: number(row.attainment_pct),
        label("indicators.column.status", language): lambda row: label(
            f"indicators.status.{row.status}", language
        ),
        label("indicators.column.evidence", language): lambda row: label(
            f"indicators.evidence.{evidence(row.reason or '')}", language
        ),
    }
    return as_shown(rows, columns)


def on_file(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Rows on file by year and table; a dash where nothing is."""
    columns: dict[str, Callable[[object], str]] = {
        label("comparison.column.year", language): _of("year")
    }
    for name in rows.columns.drop("year"):
        columns[label(f"comparison.table_name.{name}", language)] = _counted(name)
    return as_shown(rows, columns).replace("0", MISSING)


def series(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Every figure that a measure has over the years."""
    columns: dict[str, Callable[[SeriesRow], str]] = {
        label("comparison.column.metric", language): lambda row: metric_name(
            row.metric, row.name, language
        ),
        label("comparison.column.period", language): _of("period"),
        label("comparison.column.printed", language): _of("printed"),
    }
    return as_shown(rows, columns)


def passages(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Passages of findings on each page that has any."""
    columns: dict[str, Callable[[object], str]] = {label("audit.chart.page", language): _of("page")}
    for severity in SEVERITIES:
        columns[label(f"audit.severity.{severity}", language)] = _of(severity)
    columns[label("audit.column.total", language)] = _of("total")
    return as_shown(rows[rows["total"] > 0], columns)


def hits(rows: pd.DataFrame, language: Language) -> pd.DataFrame:
    """How often the words of a search stand on each page that has them."""
    columns: dict[str, Callable[[_Hits], str]] = {
        label("audit.chart.page", language): _of("page"),
        label("explore.column.count", language): lambda row: str(row.count),
    }
    return as_shown(rows, columns)


def _counted(name: str) -> Callable[[object], str]:
    """A count of the column `name`, with thousands apart."""
    return lambda row: whole(getattr(row, name))


def _of(name: str) -> Callable[[object], str]:
    return lambda row: str(getattr(row, name))


def _number_of(name: str) -> Callable[[object], str]:
    return lambda row: number(getattr(row, name))


def _both_rates(language: Language) -> dict[str, Callable[[object], str]]:
    return {
        label("comparison.column.of_revised", language): _number_of("of_revised_pct"),
        label("comparison.column.of_approved", language): _number_of("of_approved_pct"),
    }
