"""Tables of the indicators notebook."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

import pandas as pd

from ..base.language import Language
from ..base.reason import reason_parts
from ..labels import has_label, label
from ..labels.numbers import MISSING, exact, number, with_unit
from ..labels.ranks import STATUSES
from ..labels.sentences import in_brackets
from ..report import Report
from ..schema import frame
from ..schema.rows import IndicatorRow, Placed, TaskRow
from .html import HtmlColumn, HtmlTable, folded, render
from .notes import Notes
from .places import place, referring

_OPEN = ("contradicted",)  # statuses whose indicators stand open: what a reader must see


class _Judged(Protocol):
    @property
    def status(self) -> str | None: ...


class _Counted(_Judged, Protocol):
    number: int


def meanings(indicators: pd.DataFrame, language: Language) -> HtmlTable:
    """What each status means, and how many indicators have it."""
    rows = pd.DataFrame(
        [(status, int((indicators["status"] == status).sum())) for status in STATUSES],
        columns=pd.Index(["status", "number"]),
    )
    columns: list[HtmlColumn[_Counted]] = [
        _status(language),
        HtmlColumn(_heading("count", language), lambda row: str(row.number), numeric=True),
        HtmlColumn(
            _heading("meaning", language),
            lambda row: label(f"indicators.meaning.{row.status}", language),
        ),
    ]
    return render(rows, columns, label("indicators.table.status", language), language, fold=True)


def measured(
    rows: pd.DataFrame, language: Language, notes: Notes[IndicatorRow] | None = None
) -> HtmlTable:
    """Promised against delivered: the rows of `analysis.indicators.measured`."""
    columns: list[HtmlColumn[IndicatorRow]] = [
        _name(language, notes),
        HtmlColumn(_heading("seq", language), lambda row: str(row.seq), numeric=True),
        HtmlColumn(
            _heading("promised", language),
            lambda row: referring(_with_unit(row.target_value, row.target_unit, language), row),
            numeric=True,
        ),
        HtmlColumn(
            _heading("delivered", language),
            lambda row: referring(_with_unit(row.actual_value, row.actual_unit, language), row),
            numeric=True,
        ),
        HtmlColumn(
            _heading("attainment", language), lambda row: number(row.attainment_pct), numeric=True
        ),
        _status(language),
        _source(language),
    ]
    none = label("indicators.prose.none_measured", language)
    caption = label("indicators.table.measured", language)
    return render(rows, columns, caption, language, none, fold=True)


def of_status(
    rows: pd.DataFrame, status: str, language: Language, notes: Notes[IndicatorRow] | None = None
) -> HtmlTable:
    """The indicators of one status, each with the words that decided it."""
    caption = label(
        "indicators.table.of_status",
        language,
        status=label(f"indicators.status.{status}", language),
        count=len(rows),
    )
    columns: list[HtmlColumn[IndicatorRow]] = [
        *_texts(language, notes),
        _reason(language),
        _source(language),
    ]
    name = label(f"indicators.status.{status}", language)
    none = label("indicators.prose.none", language, status=name)
    return render(rows, columns, caption, language, none, fold=status not in _OPEN)


def tasks(report: Report, language: Language) -> HtmlTable:
    """The table `tasks`, cells whole; without rows where the report has none."""
    rows = report.sure.tables.get("tasks", frame([], "tasks"))
    columns: list[HtmlColumn[TaskRow]] = [
        HtmlColumn(_heading("task", language), lambda row: str(row.name)),
        HtmlColumn(_heading("goal", language), lambda row: str(row.goal), css="long"),
        HtmlColumn(_heading("achieved", language), lambda row: str(row.achieved), css="long"),
        _source(language),
    ]
    none = label("indicators.prose.no_tasks", language)
    caption = label("indicators.table.tasks", language)
    return render(rows, columns, caption, language, none, fold=True)


def _name(language: Language, notes: Notes[IndicatorRow] | None) -> HtmlColumn[IndicatorRow]:
    return HtmlColumn(
        _heading("name", language),
        lambda row: str(row.name),
        css="name",
        marks=notes.marks if notes else None,
    )


def _kind(language: Language) -> HtmlColumn[IndicatorRow]:
    return HtmlColumn(
        _heading("category", language),
        lambda row: kind_name(row, language),
        css="kind",
        choice=True,
    )


def kind_name(row: IndicatorRow, language: Language) -> str:
    """The kind as the report prints it; in English its name, with the report's words behind it."""
    printed = row.category or MISSING
    if language == "zh" or not has_label(f"indicators.level3.{row.level3}"):
        return printed
    return f"{label(f'indicators.level3.{row.level3}', language)}{in_brackets(printed, language)}"


def _texts(language: Language, notes: Notes[IndicatorRow] | None) -> list[HtmlColumn[IndicatorRow]]:
    return [
        _name(language, notes),
        HtmlColumn(_heading("seq", language), lambda row: str(row.seq), numeric=True),
        _kind(language),
        HtmlColumn(_heading("target", language), lambda row: row.target or MISSING, css="wide"),
        HtmlColumn(_heading("actual", language), lambda row: row.actual or MISSING, css="long"),
    ]


def _status(language: Language) -> HtmlColumn[_Judged]:
    return HtmlColumn(
        _heading("status", language),
        lambda row: label(f"indicators.status.{row.status}", language),
        status=lambda row: str(row.status),
        choice=True,
    )


def _reason(language: Language) -> HtmlColumn[IndicatorRow]:
    return HtmlColumn(_heading("reason", language), lambda row: reason(row, language), css="wide")


def reason(row: IndicatorRow, language: Language) -> str:
    """The rule that decided, in `language`, and the words of the report."""
    rule, words, against = reason_parts(str(row.reason))
    if against:
        key = "indicators.rule_promised" if rule == "no number" else "indicators.rule_compared"
        words = label(key, language, result=words, promised=against)
    said = label(f"indicators.rule.{rule}", language)
    return (
        f"{said}{label('audit.prose.colon', language)}{_quoted(words)}"
        if words.strip("「」")
        else said
    )


def _quoted(words: str) -> str:
    """Words of the report that are kept in 「」, in the marks of the page, those within them single."""
    if not (words.startswith("「") and words.endswith("」")):
        return words
    return f"“{words[1:-1].translate(_SINGLE)}”"


_SINGLE = str.maketrans("“”「」", "‘’‘’")


def _source(language: Language) -> HtmlColumn[Placed]:
    return HtmlColumn(_heading("source", language), place, css="source")


def _with_unit(value: Decimal | None, unit: str | None, language: Language) -> str:
    return MISSING if value is None else with_unit(exact(value), unit, language)


def _heading(name: str, language: Language) -> str:
    return label(f"indicators.column.{name}", language)


def judged_table(indicators: pd.DataFrame, language: Language) -> HtmlTable:
    """Every indicator with what was promised, reported and supports it, each with the words that
    decided, and the status that follows: to be disputed (`judgements.csv`). Folded: it is long.
    """
    columns: list[HtmlColumn[IndicatorRow]] = [
        HtmlColumn(_heading("seq", language), lambda row: str(row.seq), numeric=True),
        HtmlColumn(_heading("name", language), lambda row: str(row.name), css="wide"),
        *(_answer(column, language) for column in ("promised", "reported", "support")),
        _status(language),
        _reason(language),
        _source(language),
    ]
    table = render(indicators, columns, label("indicators.table.judged", language), language)
    return folded(table, label("indicators.table.judged_open", language, count=len(indicators)))


def _answer(column: str, language: Language) -> HtmlColumn[IndicatorRow]:
    def text(row: IndicatorRow) -> str:
        kind, words = getattr(row, column), getattr(row, f"{column}_words")
        if kind is None:
            return MISSING
        said = label(f"indicators.answer.{kind}", language)
        return f"{said}{label('audit.prose.colon', language)}{words}" if words else said

    return HtmlColumn(_heading(f"{column}_kind", language), text)
