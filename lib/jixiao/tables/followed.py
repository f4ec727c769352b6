"""Tables of what was promised or named, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import pandas as pd

from ..analysis.follow_up import FollowUp
from ..analysis.problems import NamedProblem
from ..analysis.promises import KeptTarget, Target
from ..base.language import Language
from ..labels import label
from ..labels.links import Content, refer
from ..labels.numbers import MISSING
from .html import HtmlColumn, HtmlTable, render

_SHOWN = 40  # rows that stand open
_STATUS = {
    "changed": "contradicted",
    "dropped": "missed",
    "words_changed": "unsupported",
    "same": "met",
}
_FOLLOWED = {"repeated": "missed", "mended": "met", "not_named": "not_assessable"}


class _KeptRow(Protocol):
    """A row of `analysis.promises.kept_targets`."""

    promised: Target | None
    reported: Target | None
    kept: str


class _FollowedRow(Protocol):
    """A row of `analysis.follow_up.followed`."""

    before: NamedProblem
    followed: str
    after: NamedProblem | None


def targets(found: Sequence[KeptTarget], language: Language) -> HtmlTable:
    """Every target as promised and as reported, those that were changed or dropped first."""
    columns: list[HtmlColumn[_KeptRow]] = [
        HtmlColumn(_heading("project", language), lambda row: _project(row, language), css="name"),
        HtmlColumn(_heading("indicator", language), lambda row: _either(row).name, css="wide"),
        HtmlColumn(_heading("promised", language), lambda row: _target(row.promised), css="wide"),
        HtmlColumn(_heading("reported", language), lambda row: _target(row.reported), css="wide"),
        HtmlColumn(
            _heading("actual", language),
            lambda row: (row.reported.actual if row.reported else None) or MISSING,
            css="wide",
        ),
        HtmlColumn(
            _heading("kept", language),
            lambda row: label(f"followed.kept.{row.kept}", language),
            status=lambda row: _STATUS.get(row.kept),
            choice=True,
        ),
    ]
    rows = pd.DataFrame(found, columns=pd.Index(KeptTarget._fields), dtype=object)
    caption = label("followed.table.targets", language)
    none = label("followed.prose.no_targets", language)
    return render(rows, columns, caption, language, none, fold=len(rows) > _SHOWN)


def problems(found: Sequence[FollowUp], language: Language) -> HtmlTable:
    """Every problem and measure of the year before, with the words of the year that speak of it."""
    columns: list[HtmlColumn[_FollowedRow]] = [
        HtmlColumn(
            _heading("kind", language),
            lambda row: label(f"followed.kind.{row.before.kind}", language),
            choice=True,
        ),
        HtmlColumn(_heading("before", language), lambda row: _words(row.before), css="long"),
        HtmlColumn(
            _heading("followed", language),
            lambda row: label(f"followed.followed.{row.followed}", language),
            status=lambda row: _FOLLOWED[row.followed],
            choice=True,
        ),
        HtmlColumn(
            _heading("after", language),
            lambda row: MISSING if row.after is None else _words(row.after),
            css="long",
        ),
    ]
    rows = pd.DataFrame(found, columns=pd.Index(FollowUp._fields), dtype=object)
    caption = label("followed.table.problems", language)
    none = label("followed.prose.no_problems", language)
    return render(rows, columns, caption, language, none, fold=len(rows) > _SHOWN)


def _either(row: _KeptRow) -> Target:
    target = row.promised or row.reported
    assert target is not None
    return target


def _project(row: _KeptRow, language: Language) -> str:
    return _either(row).project_name or label("followed.word.department", language)


def _target(one: Target | None) -> Content:
    if one is None:
        return MISSING
    return refer(
        one.target or MISSING, one.page, one.line, one.name, year=one.year, document=one.beside
    )


def _words(one: NamedProblem) -> Content:
    return refer(one.text, one.page, one.line, one.text, year=one.year, document=one.beside)


def _heading(name: str, language: Language) -> str:
    return label(f"followed.column.{name}", language)
