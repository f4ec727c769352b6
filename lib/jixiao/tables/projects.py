"""Tables of the notebook of projects. Amounts in 万元; every row with its page and line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pandas as pd

from ..analysis.projects import AMOUNTS, PROJECT_FORMS
from ..analysis.rows import ProjectMoneyRow
from ..base.language import Language
from ..labels import has_label, label
from ..labels.numbers import MISSING, exact, number
from ..labels.ranks import STATUSES
from ..labels.sentences import grade_name
from ..schema.rows import IndicatorRow
from .html import HtmlColumn, HtmlTable, Row, opened, render
from .indicators import reason
from .places import place, places

SHOWN = 20  # rows that stand open


class _Status(Protocol):
    status: str
    number: int


class _OfProject(IndicatorRow, Protocol):
    of: str | None


def projects(rows: pd.DataFrame, language: Language) -> HtmlTable:
    """The rows of `analysis.projects.of_projects`: the first open, the rest behind a line."""
    money = rows[[f"{name}_wan" for name in AMOUNTS]].notna().any(axis=None)
    caption = _caption("projects" if money else "no_money", language)
    none = label("projects.none.projects", language)
    return opened(rows, _columns(rows, language), caption, language, none, SHOWN)


def department(rows: pd.DataFrame, language: Language) -> HtmlTable | None:
    """The rows of `analysis.projects.of_department`; None where there are none."""
    if rows.empty:
        return None
    return _opened(rows, _columns(rows, language), "department", language)


def statuses(indicators: pd.DataFrame, language: Language) -> HtmlTable | None:
    """How many of the indicators with results have each status; None where none has a result."""
    counts = [(status, int((indicators["status"] == status).sum())) for status in STATUSES]
    rows = pd.DataFrame([one for one in counts if one[1]], columns=pd.Index(["status", "number"]))
    if rows.empty:
        return None
    columns: list[HtmlColumn[_Status]] = [
        HtmlColumn(
            _heading("status", language),
            lambda row: label(f"indicators.status.{row.status}", language),
            status=lambda row: str(row.status),
        ),
        HtmlColumn(_heading("count", language), lambda row: str(row.number), numeric=True),
    ]
    return render(rows, columns, _caption("statuses", language), language)


def indicators(rows: pd.DataFrame, language: Language) -> HtmlTable:
    """Indicators with the name of their project: the rows of `analysis.projects.with_projects`."""
    columns: list[HtmlColumn[_OfProject]] = [
        HtmlColumn(_heading("of", language), lambda row: row.of or _whole(language), css="name"),
        HtmlColumn(_heading("kind", language), lambda row: _kind(row, language), choice=True),
        HtmlColumn(_heading("name", language), lambda row: str(row.name), css="name wide"),
        HtmlColumn(_heading("target", language), lambda row: row.target or MISSING, css="wide"),
        HtmlColumn(_heading("actual", language), lambda row: row.actual or MISSING, css="wide"),
        HtmlColumn(_heading("weight", language), lambda row: exact(row.weight), numeric=True),
        HtmlColumn(_heading("score", language), lambda row: exact(row.score), numeric=True),
        HtmlColumn(
            _heading("status", language),
            lambda row: (
                label(f"indicators.status.{row.status}", language) if row.status else MISSING
            ),
            status=lambda row: row.status,
            choice=True,
        ),
        HtmlColumn(
            _heading("reason", language),
            lambda row: reason(row, language) if row.status and row.reason else MISSING,
            css="wide",
        ),
        HtmlColumn(_heading("source", language), place, css="source"),
    ]
    if rows["status"].isna().all():  # targets alone: what has no result is said above
        columns = [c for c in columns if c.heading not in _of_results(language)]
    return _opened(rows, columns, "indicators", language)


def _of_results(language: Language) -> set[str]:
    return {_heading(name, language) for name in ("actual", "score", "status", "reason")}


def _columns(rows: pd.DataFrame, language: Language) -> list[HtmlColumn[ProjectMoneyRow]]:
    """Of amounts and points only those that some row has."""
    columns: list[HtmlColumn[ProjectMoneyRow]] = [
        HtmlColumn(_heading("project", language), lambda row: _name(row, language), css="name")
    ]
    if rows["form"].nunique() > 1:
        columns.append(
            HtmlColumn(
                _heading("form", language),
                lambda row: label(f"projects.form.{row.form}", language),
                choice=True,
            )
        )
    numbers: dict[str, Callable[[ProjectMoneyRow], str]] = {
        f"{name}_wan": _amount(f"{name}_wan") for name in AMOUNTS
    }
    numbers["execution_pct"] = _amount("execution_pct")
    for name in ("printed_pct", "total_weight", "total_score"):
        numbers[name] = _exact(name)
    numbers["indicators"] = lambda row: MISSING if row.indicators is None else str(row.indicators)
    for name, text in numbers.items():
        if rows[name].notna().any():
            columns.append(HtmlColumn(_heading(name, language), text, numeric=True))
    if rows["grade"].notna().any():
        columns.append(
            HtmlColumn(
                _heading("grade", language), lambda row: grade_name(row.grade or MISSING, language)
            )
        )
    columns.append(HtmlColumn(_heading("source", language), places, css="source"))
    return columns


def _amount(name: str) -> Callable[[object], str]:
    return lambda row: number(getattr(row, name))


def _exact(name: str) -> Callable[[object], str]:
    return lambda row: exact(getattr(row, name))


def _name(row: ProjectMoneyRow, language: Language) -> str:
    if row.name:
        return str(row.name)
    return label("projects.unnamed", language) if row.form in PROJECT_FORMS else _whole(language)


def _whole(language: Language) -> str:
    return label("projects.whole", language)


def _kind(row: IndicatorRow, language: Language) -> str:
    """The kind of the official scheme; as printed where it is none of it."""
    if row.level3 and has_label(f"indicators.level3.{row.level3}"):
        return label(f"indicators.level3.{row.level3}", language)
    return row.category or MISSING


def _opened(
    rows: pd.DataFrame, columns: list[HtmlColumn[Row]], caption: str, language: Language
) -> HtmlTable:
    none = label(f"projects.none.{caption}", language)
    return opened(rows, columns, _caption(caption, language), language, none, SHOWN)


def _heading(name: str, language: Language) -> str:
    return label(f"projects.column.{name}", language)


def _caption(name: str, language: Language) -> str:
    return label(f"projects.table.{name}", language)
