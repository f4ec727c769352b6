"""Tables of the budget notebook. Amounts in 万元; every row with its page and line."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from ..analysis.budget_items import phase_name
from ..analysis.funds import fund_name
from ..analysis.reliability import BANDS
from ..analysis.rows import CutRow, FundRow, ItemRow, RatioRow, StepRow
from ..base.language import Language
from ..labels import label
from ..labels.items import item_name, step_name
from ..labels.links import Reference
from ..labels.numbers import exact, number
from ..schema.rows import BudgetRow, Placed
from .html import HtmlColumn, HtmlTable, render
from .notes import Notes, OfItem
from .places import place, referring


def bridge(steps: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.budget.budget_bridge`, or the sentence why there are none."""
    note = "" if len(steps) else label("budget.prose.no_bridge", language)
    return bridge_of(steps, language, _caption("bridge", language), note)


def bridge_of(steps: pd.DataFrame, language: Language, caption: str, note: str = "") -> HtmlTable:
    """Steps with the columns of a bridge, under a caption of their own; `note` below them. Folded:
    the chart above has drawn them.
    """
    columns: list[HtmlColumn[StepRow]] = [*_step_columns(language), _source(language)]
    return render(steps, columns, caption, language, note=note, fold=len(steps) > 1)


def cut(steps: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.budget.cut`."""
    columns: list[HtmlColumn[CutRow]] = [
        *_step_columns(language),
        HtmlColumn(_column("share", language), lambda row: number(row.share_pct), numeric=True),
    ]
    return render(steps, columns, _caption("cut", language), language, fold=True)


def funds(followed: pd.DataFrame, language: Language) -> HtmlTable | None:
    """The rows of `analysis.budget.followed_funds`, with all their places; None where there is none.

    The fund is named in each row where there are several.
    """
    if followed.empty:
        return None
    name: HtmlColumn[FundRow] = HtmlColumn(
        _column("fund", language), lambda row: fund_name(row.fund, language)
    )
    columns: list[HtmlColumn[FundRow]] = [
        *([name] if followed["fund"].nunique() > 1 else []),
        _step_columns(language)[0],
        HtmlColumn(
            _column("amount", language),
            lambda row: referring(exact(row.amount_wan), row),
            numeric=True,
        ),
        _source(language),
    ]
    return render(followed, columns, _caption("funds", language), language, fold=True)


def items(
    rows: pd.DataFrame,
    language: Language,
    caption: str = "items",
    notes: Notes[OfItem] | None = None,
) -> HtmlTable:
    """The rows of `analysis.budget.items`; ° marks what is derived, not printed; ※ what is printed in 元
    and read in 万元, as the other figures of the item force.
    """

    def figure(phase: str) -> Callable[[ItemRow], str | Reference]:
        def text(row: ItemRow) -> str | Reference:
            value = number(getattr(row, f"{phase}_wan"))
            if phase in getattr(row, "derived", ""):
                return f"{value}°"
            if phase in getattr(row, "forced", ""):
                value = f"{value}※"
            return notes.figure(row.item, phase, value) if notes else value

        return text

    spent = "actual" if caption == "other" else "outturn"  # some of its items are income
    columns: list[HtmlColumn[ItemRow]] = [
        _item(language, notes),
        HtmlColumn(_column("approved", language), figure("approved"), numeric=True),
        HtmlColumn(_column("revised", language), figure("revised"), numeric=True),
        HtmlColumn(_column(spent, language), figure("outturn"), numeric=True),
        HtmlColumn(
            _column("execution", language), lambda row: number(row.execution_pct), numeric=True
        ),
        HtmlColumn(_column("printed", language), lambda row: exact(row.printed_pct), numeric=True),
        _source(language),
    ]
    forced = len(rows) and "forced" in rows and any(rows["forced"])
    note = label("budget.prose.forced", language) if forced else ""
    return render(rows, columns, _caption(caption, language), language, note=note, fold=True)


def reliability(rows: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.reliability.reliability`: value, formula and band of each ratio."""

    def word(name: str, **values: object) -> str:
        return label(f"budget.reliability.{name}", language, **values)

    def band(row: RatioRow) -> str:
        within = row.band_pct is not None
        key = f"{row.measure}_{'within' if within else 'beyond'}"
        return word(key, band=row.band_pct if within else BANDS[-1])

    columns: list[HtmlColumn[RatioRow]] = [
        HtmlColumn(word("measure"), lambda row: word(row.measure)),
        HtmlColumn(word("value"), lambda row: number(row.value_pct), numeric=True),
        HtmlColumn(word("band"), band),
        HtmlColumn(word("formula"), lambda row: word(f"{row.measure}_formula"), css="long"),
    ]
    return render(rows, columns, _caption("reliability", language), language, fold=True)


def every_figure(
    budget: pd.DataFrame, language: Language, notes: Notes[OfItem] | None = None
) -> HtmlTable:
    """The whole table `budget` as printed, with the quote of each figure."""
    columns: list[HtmlColumn[BudgetRow]] = [
        HtmlColumn(_column("item", language), lambda row: item_name(row.item, row.name, language)),
        HtmlColumn(
            _column("phase", language),
            lambda row: phase_name(row.item, row.phase, language),
            choice=True,
        ),
        HtmlColumn(
            _column("figure", language),
            lambda row: referring(row.printed, row),
            numeric=True,
            marks=notes.marks if notes else None,
        ),
        _source(language),
    ]
    return render(budget, columns, _caption("all", language), language, fold=True)


def _step_columns(language: Language) -> list[HtmlColumn[StepRow]]:
    return [
        HtmlColumn(_column("step", language), lambda row: step_name(row, language)),
        HtmlColumn(_column("amount", language), _step_amount, numeric=True),
    ]


def _step_amount(row: StepRow) -> str | Reference:
    return referring(number(row.amount_wan), row)


def _item(language: Language, notes: Notes[OfItem] | None) -> HtmlColumn[ItemRow]:
    return HtmlColumn(
        _column("item", language),
        lambda row: item_name(row.item, row.name, language),
        marks=notes.marks if notes else None,
    )


def _source(language: Language) -> HtmlColumn[Placed]:
    return HtmlColumn(_column("source", language), place, css="source")


def _column(name: str, language: Language) -> str:
    return label(f"budget.column.{name}", language)


def _caption(name: str, language: Language) -> str:
    return label(f"budget.table.{name}", language)
