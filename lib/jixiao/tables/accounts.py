"""Tables of the notebook of final accounts and budgets. Amounts in 万元; every row with its page and line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

import pandas as pd

from ..analysis.rows import BothRow, ClassRow, KindRow, PreviousRow, SangongRow
from ..analysis.statement_rows import phase_of
from ..base.amounts import rounded
from ..base.language import Language
from ..catalogue.codes import Classified
from ..labels import label
from ..labels.items import step_name
from ..labels.links import Reference, refer
from ..labels.numbers import MISSING, exact, number
from ..labels.sentences import names_listed
from ..labels.statement_names import item_of_statement, statement_name
from ..schema.rows import OnALine, Placed, StatementRow
from .budget import bridge_of
from .html import HtmlColumn, HtmlTable, Row, render
from .notes import Notes
from .places import place, places, referring
from .row_names import class_in_words, figure_name

_CLASS = 3  # digits of a code
Named = TypeVar("Named", SangongRow, PreviousRow)
LONGEST = 25  # rows that stand open
_DRAWN = ("classes",)  # tables of what a chart above them has drawn
_FEW = 8  # rows that stand open where the section says more


def flow(steps: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.accounts.flow`; those of zero in a line below."""
    nothing = pd.Series(
        [rounded(v, 2) == 0 for v in steps["amount_wan"]], index=steps.index, dtype=bool
    )
    zero = steps[nothing & steps["page"].notna()]
    note = ""
    if len(zero):
        names = names_listed([step_name(row, language) for row in zero.itertuples()], language)
        note = label("accounts.prose.zero_steps", language, names=names)
    moved = steps[~nothing]
    return bridge_of(moved, language, _caption("flow", language), note)


class _Class(Classified, OnALine, Protocol):
    """A class with its place."""


def _named(heading: str, language: Language, notes: Notes[OnALine] | None) -> HtmlColumn[_Class]:
    """The name, with the notes of the audit that touch it."""
    marks = notes.marks if notes else None
    return HtmlColumn(
        _heading(heading, language), lambda row: class_in_words(row, language), marks=marks
    )


def classes(
    rows: pd.DataFrame, phase: str, language: Language, notes: Notes[OnALine] | None = None
) -> HtmlTable:
    """The rows of `analysis.accounts.by_class`. `phase`: what the amounts are."""
    columns: list[HtmlColumn[ClassRow]] = [
        _text("code", "classification", language),
        _named("class", language, notes),
        _money(f"amount_{phase}", language, "amount_wan"),
        *(_money(name, language) for name in ("basic", "project")),
    ]
    if phase == "outturn":
        columns += [_money("approved", language), _percent("execution", "execution_pct", language)]
    columns.append(_source(language))
    stated = len(rows) and rows["approved_wan"].notna().any()
    note = label("accounts.prose.classes_note", language) if phase == "outturn" and stated else ""
    return _short(rows, columns, "classes", language, note)


def kinds(
    rows: pd.DataFrame, phase: str, language: Language, notes: Notes[OnALine] | None = None
) -> HtmlTable:
    """The rows of `analysis.accounts.by_kind`. `phase`: what the amounts are."""
    columns: list[HtmlColumn[KindRow]] = [
        _text("code", "classification", language),
        _named("kind", language, notes),
        HtmlColumn(_heading(f"amount_{phase}", language), _of_kind, numeric=True),
        _percent("share", "share_pct", language),
        HtmlColumn(_heading("source", language), places, css="source"),
    ]
    if len(rows) <= LONGEST:
        return _short(rows, columns, "kinds", language)
    first = rows[rows["classification"].str.len() == _CLASS]
    above = render(first, columns, _caption("kinds", language), language)
    every = _short(rows, columns, "kinds", language)
    return HtmlTable(above.html + every.html, f"{above.text}\n{every.text}")


def _of_kind(row: KindRow) -> str | Reference:
    """The amount, leading to its place; one that several rows are added to leads nowhere."""
    words = number(row.amount_wan)
    return words if row.again else referring(words, row)


def _short(
    rows: pd.DataFrame,
    columns: Sequence[HtmlColumn[Row]],
    caption: str,
    language: Language,
    note: str = "",
) -> HtmlTable:
    """The table; behind a line that opens it where it is long."""
    none = _none(caption, language)
    fold = caption in _DRAWN or len(rows) > LONGEST
    return render(rows, columns, _caption(caption, language), language, none, note, fold=fold)


def sangong(
    rows: pd.DataFrame, phase: str, language: Language, notes: Notes[OnALine] | None = None
) -> HtmlTable:
    """The rows of `analysis.accounts_compared.three_public_expenses`."""
    budget = "approved" if phase == "outturn" else f"amount_{phase}"
    columns: list[HtmlColumn[SangongRow]] = [
        _item(lambda row: item_of_statement(row.item, row.name, language), language, notes)
    ]
    columns += [_money(budget, language, "approved_wan")]
    if phase == "outturn":
        columns += [
            HtmlColumn(
                _heading("outturn", language),
                lambda row: refer(number(row.outturn_wan), row.outturn_page, row.outturn_line),
                numeric=True,
            ),
            _percent("execution", "execution_pct", language),
        ]
    columns.append(_source(language))
    return render(
        rows, columns, _caption("sangong", language), language, _none("sangong", language)
    )


def previous(
    rows: pd.DataFrame, phase: str, language: Language, notes: Notes[OnALine] | None = None
) -> HtmlTable:
    """The rows of `analysis.accounts_compared.against_previous`. `phase`: what the amounts are."""
    columns: list[HtmlColumn[PreviousRow]] = [
        _item(lambda row: _item_or_class(row, language), language, notes),
        HtmlColumn(
            _heading("fund", language), lambda row: label(f"accounts.fund.{row.fund}", language)
        ),
        HtmlColumn(_heading(f"amount_{phase}", language), _at_its_place, numeric=True),
        _money("change", language),
        _money("previous", language),
        *_before(rows, language),
        _percent("change_pct", "change_pct", language),
        HtmlColumn(
            _heading("printed_pct", language), lambda row: exact(row.printed_pct), numeric=True
        ),
        _source(language),
    ]
    return render(
        rows,
        columns,
        _caption("previous", language),
        language,
        _none("previous", language),
        fold=len(rows) > _FEW,
    )


def _at_its_place(row: PreviousRow) -> str | Reference:
    """The year's amount, leading to where it stands, which may be apart from what is said of it."""
    return refer(number(row.amount_wan), row.amount_page, row.amount_line)


def both_documents(rows: pd.DataFrame, language: Language) -> HtmlTable | None:
    """The rows of `analysis.both_documents.budgeted_and_spent`; None where there are none."""
    if rows.empty:
        return None
    columns: list[HtmlColumn[BothRow]] = [
        HtmlColumn(_heading("item", language), lambda row: _item_or_class(row, language)),
        _money("amount_approved", language, "approved_wan", linked=False),
        _money("outturn", language),
        _money("difference", language),
        _percent("of_budget", "execution_pct", language),
        HtmlColumn(_heading("in_budget", language), _in_budget, css="source"),
        HtmlColumn(_heading("in_accounts", language), place, css="source"),
    ]
    note = label("accounts.prose.both_documents", language)
    caption = _caption("both_documents", language)
    return render(rows, columns, caption, language, "", note, fold=len(rows) > LONGEST)


def _in_budget(row: BothRow) -> str:
    """The place in the budget, in words: its text stands on another page."""
    return MISSING if row.budget_page is None else f"{row.budget_page}, {row.budget_line}"


def _before(rows: pd.DataFrame, language: Language) -> list[HtmlColumn[PreviousRow]]:
    """What of the year before an amount is, where some row says so."""
    if rows["previous_of"].isna().all():
        return []

    def text(row: PreviousRow) -> str:
        return label(f"accounts.before.{row.previous_of}", language) if row.previous_of else MISSING

    return [HtmlColumn(_heading("previous_of", language), text)]


def _none(caption: str, language: Language) -> str:
    return label(f"accounts.none.{caption}", language)


def every_figure(
    accounts: pd.DataFrame, language: Language, notes: Notes[OnALine] | None = None
) -> HtmlTable:
    """The whole table `statements` as printed."""
    of_budget = phase_of(accounts) == "approved"
    columns: list[HtmlColumn[StatementRow]] = [
        HtmlColumn(_heading("item", language), lambda row: figure_name(row, language)),
        HtmlColumn(_heading("code", language), lambda row: row.classification or MISSING),
        HtmlColumn(
            _heading("statement", language),
            lambda row: statement_name(row.statement, of_budget, language),
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
    return render(accounts, columns, _caption("all", language), language, fold=True)


def _item(
    name: Callable[[Named], str], language: Language, notes: Notes[OnALine] | None
) -> HtmlColumn[Named]:
    """What a row is of; `name` says it."""
    return HtmlColumn(_heading("item", language), name, marks=notes.marks if notes else None)


def _item_or_class(row: PreviousRow | BothRow, language: Language) -> str:
    """What a row is of: an item, or a class of expenditure."""
    if row.classification:
        return f"{class_in_words(row, language)} {row.classification}"
    return item_of_statement(row.item, row.name, language)


def _money(
    name: str, language: Language, field: str = "", *, linked: bool = True
) -> HtmlColumn[Placed]:
    """Amounts of the column `field`, which lead to their place where the row is theirs."""

    def text(row: Placed) -> str | Reference:
        words = number(getattr(row, field or f"{name}_wan"))
        return referring(words, row) if linked and (name == "outturn" or field) else words

    return HtmlColumn(_heading(name, language), text, numeric=True)


def _percent(name: str, field: str, language: Language) -> HtmlColumn[object]:
    return HtmlColumn(
        _heading(name, language), lambda row: number(getattr(row, field)), numeric=True
    )


def _text(name: str, field: str, language: Language) -> HtmlColumn[object]:
    """`field` as it is; its css is `name`: on a phone the name beside a code heads the row."""
    return HtmlColumn(_heading(name, language), lambda row: str(getattr(row, field)), css=name)


def _source(language: Language) -> HtmlColumn[Placed]:
    return HtmlColumn(_heading("source", language), place, css="source")


def _heading(name: str, language: Language) -> str:
    return label(f"accounts.column.{name}", language)


def _caption(name: str, language: Language) -> str:
    return label(f"accounts.table.{name}", language)
