"""The rates that forms of whole departments ask for, with their numbers and where these stand."""

from __future__ import annotations

import pandas as pd

from ..base.language import Language
from ..labels import label
from ..labels.document_names import document_name
from ..labels.links import Content, Reference
from ..labels.numbers import MISSING, number, per_cent
from ..labels.sentences import listed
from ..scoring.rows import RateRow
from .documents import occurrence_link
from .html import HtmlColumn, HtmlTable, render

_DIFFER = "differ:"


def rates(rows: pd.DataFrame, year: int, language: Language) -> HtmlTable:
    """The rows of `scoring.rates.department_rates` of `year`; what is missing is said by its name."""
    columns: list[HtmlColumn[RateRow]] = [
        HtmlColumn(_heading("rate", language), lambda row: row.name[language], css="name"),
        HtmlColumn(
            _heading("value", language),
            lambda row: MISSING if row.value is None else per_cent(number(row.value), language),
            numeric=True,
        ),
        HtmlColumn(_heading("formula", language), lambda row: row.written or MISSING, css="wide"),
        HtmlColumn(_heading("money", language), lambda row: _money(row, language), css="wide"),
        HtmlColumn(
            _heading("places", language), lambda row: _places(row, year, language), css="wide"
        ),
        HtmlColumn(_heading("missing", language), lambda row: _missing(row, language), css="wide"),
    ]
    fold = bool(rows["value"].isna().all())  # of one document no more than what is missing
    return render(rows, columns, label("documents.table.rates", language), language, fold=fold)


def _money(row: RateRow, language: Language) -> str:
    """Whose money the amounts are; of persons none."""
    if not row.figures or any(one.phase == "count" for one in row.figures.values()):
        return MISSING
    key = f"accounts.fund.{row.fund}" if row.fund else "documents.word.money_unsaid"
    return label(key, language)


def _places(row: RateRow, year: int, language: Language) -> Content:
    parts: list[str | Reference] = []
    for name, one in row.figures.items():
        said = label(f"scores.missing.{name}", language)
        words = label(
            "documents.word.rate_figure",
            language,
            figure=said,
            document=document_name(one.source, year, language),
            page=one.page,
        )
        parts += ["; " if language == "en" else "；"] if parts else []
        parts.append(occurrence_link(words, one))
    return parts or MISSING


def _missing(row: RateRow, language: Language) -> str:
    said = [
        label(
            "documents.word.stated_differently",
            language,
            figure=label(f"scores.missing.{name.removeprefix(_DIFFER)}", language),
        )
        if name.startswith(_DIFFER)
        else label(f"scores.missing.{name}", language)
        for name in row.missing
    ]
    return listed(said, language) if said else MISSING


def _heading(name: str, language: Language) -> str:
    return label(f"documents.column.{name}", language)
