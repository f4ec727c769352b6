"""Tables of the accounts notebook. Amounts in 万元; every row with its page and line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from ..base.language import Language
from ..labels import label
from ..labels.items import item_name
from ..labels.links import Reference
from ..labels.numbers import MISSING, exact, number
from ..schema.rows import StatementRow
from .budget import bridge_of
from .html import HtmlColumn, HtmlTable, render
from .notes import Notes
from .places import place, referring


def flow(steps: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.accounts.flow`."""
    return bridge_of(steps, language, _caption("flow", language))


def _named(heading: str, language: Language, notes: Notes | None) -> HtmlColumn:
    """The name as printed, with the notes of the audit that touch it."""
    marks = notes.marks if notes else None
    return HtmlColumn(_heading(heading, language), lambda row: row.name, marks=marks)


def classes(rows: pd.DataFrame, language: Language, notes: Notes | None = None) -> HtmlTable:
    """The rows of `analysis.accounts.by_class`."""
    columns = [
        _text("code", "classification", language),
        _named("class", language, notes),
        *(_money(name, language) for name in ("outturn", "basic", "project", "approved")),
        _percent("execution", "execution_pct", language),
        _source(language),
    ]
    return render(rows, columns, _caption("classes", language), language)


def kinds(rows: pd.DataFrame, language: Language, notes: Notes | None = None) -> HtmlTable:
    """The rows of `analysis.accounts.by_kind`."""
    columns = [
        _text("code", "classification", language),
        _named("kind", language, notes),
        _money("outturn", language),
        _percent("share", "share_pct", language),
        _source(language),
    ]
    return render(rows, columns, _caption("kinds", language), language)


def sangong(rows: pd.DataFrame, language: Language, notes: Notes | None = None) -> HtmlTable:
    """The rows of `analysis.accounts.three_public_expenses`."""
    columns = [
        _item(language, notes),
        _money("approved", language),
        _money("outturn", language),
        _percent("execution", "execution_pct", language),
        _source(language),
    ]
    return render(rows, columns, _caption("sangong", language), language)


def previous(rows: pd.DataFrame, language: Language, notes: Notes | None = None) -> HtmlTable:
    """The rows of `analysis.accounts.against_previous`."""
    columns = [
        _item(language, notes),
        HtmlColumn(
            _heading("fund", language), lambda row: label(f"accounts.fund.{row.fund}", language)
        ),
        _money("outturn", language),
        _money("change", language),
        _money("previous", language),
        _percent("change_pct", "change_pct", language),
        HtmlColumn(
            _heading("printed_pct", language), lambda row: exact(row.printed_pct), numeric=True
        ),
        _source(language),
    ]
    return render(rows, columns, _caption("previous", language), language)


def every_figure(
    accounts: pd.DataFrame, language: Language, notes: Notes | None = None
) -> HtmlTable:
    """The whole table `accounts` as printed."""
    columns = [
        HtmlColumn(_heading("item", language), lambda row: _figure_name(row, language)),
        HtmlColumn(_heading("code", language), lambda row: row.classification or MISSING),
        HtmlColumn(
            _heading("statement", language),
            lambda row: label(f"accounts.statement.{row.statement}", language),
            choice=True,
        ),
        HtmlColumn(
            _heading("fund", language),
            lambda row: label(f"accounts.fund.{row.fund}", language),
            choice=True,
        ),
        HtmlColumn(
            _heading("phase", language),
            lambda row: label(f"accounts.phase.{row.phase}", language),
            choice=True,
        ),
        HtmlColumn(
            _heading("figure", language),
            lambda row: referring(row.printed, row),
            numeric=True,
            marks=notes.marks if notes else None,
        ),
        _text("unit", "unit", language),
        _source(language),
    ]
    return render(accounts, columns, _caption("all", language), language)


def _figure_name(row: StatementRow, language: Language) -> str:
    """The class that a figure is of, and its item where the row's name does not say it."""
    if row.classification is None:
        return item_name(row.item, row.name, language)
    item = item_name(row.item, "", language)
    return f"{row.name} · {item}" if item and row.item != "expenditure" else row.name


def _item(language: Language, notes: Notes | None) -> HtmlColumn:
    return HtmlColumn(
        _heading("item", language),
        lambda row: item_name(row.item, row.name, language),
        marks=notes.marks if notes else None,
    )


def _money(name: str, language: Language) -> HtmlColumn:
    def text(row: StatementRow) -> str | Reference:
        words = number(getattr(row, f"{name}_wan"))
        return referring(words, row) if name == "outturn" else words

    return HtmlColumn(_heading(name, language), text, numeric=True)


def _percent(name: str, field: str, language: Language) -> HtmlColumn:
    return HtmlColumn(
        _heading(name, language), lambda row: number(getattr(row, field)), numeric=True
    )


def _text(name: str, field: str, language: Language) -> HtmlColumn:
    read: Callable[[Any], str] = lambda row: str(getattr(row, field))  # noqa: E731
    return HtmlColumn(_heading(name, language), read)


def _source(language: Language) -> HtmlColumn:
    return HtmlColumn(_heading("source", language), place, css="source")


def _heading(name: str, language: Language) -> str:
    return label(f"accounts.column.{name}", language)


def _caption(name: str, language: Language) -> str:
    return label(f"accounts.table.{name}", language)
