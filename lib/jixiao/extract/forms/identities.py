"""What the figures of a form must add up to, and whether they do.

A failure is no fault of the reading by itself: offices misprint sums. It says where to look.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ...base.amounts import half_unit
from .read import FormsRead

IdentityName = Literal["weights", "scores", "sources", "execution_rate"]
_WHOLE = 100  # points of a form with its line of execution
PARTS = ("fiscal", "fiscal_this_year", "carry_over", "special_account", "own", "other")


@dataclass(frozen=True)
class FormIdentity:
    """One sum or quotient of a project: what is printed, what its parts give, whether both agree."""

    project: int
    page: int
    name: IdentityName
    printed: Decimal
    computed: Decimal
    holds: bool


def form_identities(read: FormsRead) -> list[FormIdentity]:
    """Every identity that the forms of a document allow to test.

    weights: of the indicators and the execution line → the form's total. scores: likewise.
    sources: an amount's sources → its total. execution_rate: outturn ÷ revised budget.
    The tolerance is the rounding of the printed figures.
    """
    found: list[FormIdentity] = []
    for project in read.projects.itertuples(index=False):
        found += _points(read, project)
        found += _sources(read, project)
        found += _rate(project)
    return found


def _points(read: FormsRead, project: Any) -> list[FormIdentity]:
    found: list[FormIdentity] = []
    indicators = read.indicators
    own = indicators[indicators["project"] == project.project] if len(indicators) else indicators
    pairs: tuple[tuple[IdentityName, str, Any, Any], ...] = (
        ("weights", "weight", project.execution_weight, project.total_weight),
        ("scores", "score", project.execution_score, project.total_score),
    )
    for name, column, execution, total in pairs:
        parts = [value for value in own[column] if value is not None] if len(own) else []
        if not parts or total is None:
            continue
        if name == "scores" and execution is None and project.execution_weight is not None:
            continue  # the line of execution has points, and what it got is not printed
        alone = sum(parts, Decimal(0))
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


def _sources(read: FormsRead, project: Any) -> list[FormIdentity]:
    found: list[FormIdentity] = []
    own = read.funds[read.funds["project"] == project.project] if len(read.funds) else read.funds
    if not len(own):
        return found
    filled = set(own.loc[own["source"].isin(PARTS) & own["value"].notna(), "source"])
    for (_phase, _term), rows in own.groupby(["phase", "term"], sort=False):
        if _phase in ("rate", "weight", "score"):
            continue
        totals = [r.value for r in rows.itertuples() if r.source == "total" and r.value is not None]
        parts = [r.value for r in rows.itertuples() if r.source in PARTS and r.value is not None]
        if len(totals) != 1 or not parts:
            continue
        computed = sum(parts, Decimal(0))
        here = {r.source for r in rows.itertuples() if r.source in PARTS and r.value is not None}
        if here < filled and computed < totals[0]:
            continue  # a source that the form fills in elsewhere is blank: the parts are not whole
        room = sum((half_unit(part) for part in parts), half_unit(totals[0]))
        agrees = computed == totals[0] or abs(computed - totals[0]) < room
        found.append(
            FormIdentity(project.project, project.page, "sources", totals[0], computed, agrees)
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
