"""Tables of the comparison notebook: the same figure of money year after year, and where duties moved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from ..analysis.money_years import Part, YearsLine
from ..analysis.occurrences import Occurrence
from ..analysis.year_bridge import Break
from ..base.language import Language
from ..labels import label
from ..labels.links import Content, refer
from ..labels.numbers import MISSING, number
from .documents import figure_name, fund_name, phase_name
from .html import HtmlColumn, HtmlTable, render

_SHOWN = 24  # rows that stand open


class _YearsRow(Protocol):
    """A row of `analysis.money_years.money_years`."""

    first: Occurrence
    years: dict[int, Occurrence]
    change_pct: object


class _BreakRow(Protocol):
    """A row of `analysis.year_bridge.breaks_of_duties`."""

    year: int
    what: str
    before: str
    after: str
    amount_wan: object
    page: int | None
    line: int | None
    of_year: int
    beside: str | None


def amounts(lines: Sequence[YearsLine], part: Part, language: Language) -> HtmlTable | None:
    """The lines of one part: a column a year, and the change of the last against the first; None
    where no two years state one.
    """
    chosen = [line for line in lines if line.part == part]
    if not chosen:
        return None
    years = sorted({year for line in chosen for year in line.years})
    columns: list[HtmlColumn[_YearsRow]] = [
        HtmlColumn(
            _heading("figure", language), lambda row: figure_name(row.first, language), css="name"
        ),
        HtmlColumn(
            _heading("fund", language), lambda row: fund_name(row.first, language), choice=True
        ),
        HtmlColumn(
            _heading("phase", language), lambda row: phase_name(row.first, language), choice=True
        ),
        HtmlColumn(
            _heading("document", language),
            lambda row: label(f"page.document.{row.first.document}", language),
            choice=True,
        ),
        *(_of_year(year) for year in years),
        HtmlColumn(
            _heading("moved", language),
            lambda row: number(row.change_pct, 1, signed=True),  # type: ignore[arg-type]
            numeric=True,
        ),
    ]
    rows = pd.DataFrame(chosen, columns=pd.Index(YearsLine._fields), dtype=object)
    caption = label(f"comparison.table.{part}", language)
    return render(rows, columns, caption, language, fold=len(rows) > _SHOWN)


def duties(breaks: Sequence[Break], language: Language) -> HtmlTable:
    """Where a year is not of the same duties as the one before."""
    columns: list[HtmlColumn[_BreakRow]] = [
        HtmlColumn(_heading("year", language), lambda row: str(row.year)),
        HtmlColumn(
            _heading("what", language),
            lambda row: label(f"comparison.duties.{row.what}", language),
            choice=True,
        ),
        HtmlColumn(_heading("was", language), lambda row: row.before or MISSING, css="wide"),
        HtmlColumn(_heading("is", language), lambda row: row.after or MISSING, css="wide"),
        HtmlColumn(_heading("amount", language), _amount, numeric=True),
    ]
    rows = pd.DataFrame(breaks, columns=pd.Index(Break._fields), dtype=object)
    caption = label("comparison.table.duties", language)
    return render(rows, columns, caption, language)


def _of_year(year: int) -> HtmlColumn[_YearsRow]:
    def text(row: _YearsRow) -> Content:
        one = row.years.get(year)
        if one is None:
            return MISSING
        words = number(one.size)
        return refer(words, one.page, one.line, one.quote, year=one.filed, document=one.beside)

    return HtmlColumn(str(year), text, numeric=True)


def _amount(row: _BreakRow) -> Content:
    words = number(row.amount_wan)  # type: ignore[arg-type]
    return refer(words, row.page, row.line, year=row.of_year, document=row.beside)


def _heading(name: str, language: Language) -> str:
    return label(f"comparison.column.{name}", language)
