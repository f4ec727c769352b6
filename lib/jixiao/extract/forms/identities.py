"""What the figures of a form must add up to, and whether they do.

A failure is no fault of the reading by itself: offices misprint sums. It says where to look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from ...base.amounts import half_unit
from .read import FormsRead

IdentityName = Literal["weights", "scores", "sources", "execution_rate"]
_WHOLE = 100  # points of a form with its line of execution
PARTS = ("fiscal", "fiscal_this_year", "carry_over", "special_account", "own", "other")


@dataclass(frozen=True)
class FormIdentity:
    """One sum or quotient of a project: what is printed, what its parts give, whether both agree.

    `figures`: the rows of project_funds that were added up, the total first; none for other sums.
    """

    project: int
    page: int
    name: IdentityName
    printed: Decimal
    computed: Decimal
    holds: bool
    figures: tuple[Any, ...] = ()


def form_identities(read: FormsRead) -> list[FormIdentity]:
    """Every identity that the forms of a document allow to test.

    weights: of the indicators and the execution line → the form's total. scores: likewise.
    sources: an amount's sources → its total. execution_rate: outturn ÷ revised budget.
    The tolerance is the rounding of the printed figures.
    """
    found: list[FormIdentity] = []
    indicators, funds = _by_project(read.indicators), _by_project(read.funds)
    for project in read.projects.itertuples(index=False):
        found += _points(project, indicators.get(project.project, []))
        found += _sources(project, funds.get(project.project, []))
        found += _rate(project)
    return found


def _by_project(table: pd.DataFrame) -> dict[int, list[Any]]:
    """Number of a project → its rows."""
    rows: dict[int, list[Any]] = {}
    for row in table.itertuples(index=False):
        rows.setdefault(row.project, []).append(row)
    return rows


def _points(project: Any, own: Sequence[Any]) -> list[FormIdentity]:
    found: list[FormIdentity] = []
    pairs: tuple[tuple[IdentityName, str, Any, Any], ...] = (
        ("weights", "weight", project.execution_weight, project.total_weight),
        ("scores", "score", project.execution_score, project.total_score),
    )
    for name, column, execution, total in pairs:
        parts = [value for row in own if (value := getattr(row, column)) is not None]
        if not parts or total is None:
            continue
        if name == "scores" and execution is None and project.execution_weight is not None:
            continue  # the line of execution has points, and what it got is not printed
        alone = sum(parts, Decimal(0))
        scored = project.execution_weight is None and project.execution_score is not None
        if name == "weights" and scored and alone < total:
            continue  # the line of execution scored points, and how many it has is not printed
        if execution is not None:
            parts.append(execution)
        computed = sum(parts, Decimal(0))
        room = sum((half_unit(part) for part in parts), half_unit(total)) if name == "scores" else 0
        agrees = computed == total or (abs(computed - total) < room and total % 1 != 0)
        of_indicators = project.total_weight is not None and project.total_weight < _WHOLE
        if not agrees and of_indicators and alone == total:  # 90: the total of the indicators alone
            computed, agrees = alone, True
        found.append(FormIdentity(project.project, project.page, name, total, computed, agrees))
    return found


def _sources(project: Any, own: Sequence[Any]) -> list[FormIdentity]:
    found: list[FormIdentity] = []
    printed = [row for row in own if row.value is not None]
    filled = {row.source for row in printed if row.source in PARTS}
    amounts: dict[tuple[Any, Any], list[Any]] = {}
    for row in printed:
        if row.phase not in ("rate", "weight", "score"):
            amounts.setdefault((row.phase, row.term), []).append(row)
    for rows in amounts.values():
        totals = [row for row in rows if row.source == "total"]
        parts = [row for row in rows if row.source in PARTS]
        if len(totals) != 1 or not parts:
            continue
        total = totals[0].value
        computed = sum((row.value for row in parts), Decimal(0))
        if {row.source for row in parts} < filled and computed < total:
            continue  # a source that the form fills in elsewhere is blank: the parts are not whole
        room = sum((half_unit(row.value) for row in parts), half_unit(total))
        agrees = computed == total or abs(computed - total) < room
        figures = (*totals, *parts)
        name: IdentityName = "sources"
        found.append(
            FormIdentity(project.project, project.page, name, total, computed, agrees, figures)
        )
    return found


def _rate(project: Any) -> list[FormIdentity]:
    if project.execution_rate is None or not project.revised or project.outturn is None:
        return []
    computed = project.outturn / project.revised * 100
    lowest = (project.outturn - half_unit(project.outturn)) / (
        project.revised + half_unit(project.revised)
    )
    highest = (project.outturn + half_unit(project.outturn)) / (
        project.revised - half_unit(project.revised)
    )
    room = half_unit(project.execution_rate)
    agrees = lowest * 100 - room <= project.execution_rate <= highest * 100 + room
    name: IdentityName = "execution_rate"
    rounded = computed.quantize(Decimal("0.01"))
    return [
        FormIdentity(project.project, project.page, name, project.execution_rate, rounded, agrees)
    ]
