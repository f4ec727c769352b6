"""What a budget promises for a year against what that year's self-evaluation reports of it.

Targets are found again by project and name of the indicator: of a form of targets (绩效目标表) in the budget or of its
own, and of a self-evaluation form or report. Only projects that both state are compared: a
project that has no form on file has dropped nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import pandas as pd

from ..report import Report
from .occurrences_of_forms import project_key

PROMISES = ("project_target", "department_target")
RESULTS = ("project_self_evaluation", "department_self_evaluation")
Kept = Literal["same", "changed", "words_changed", "dropped", "added"]
_ORDER = ("changed", "dropped", "words_changed", "added", "same")


class Target(NamedTuple):
    """An indicator of a form: its project ("" for the department), name, target and result, and place."""

    year: int
    document: str
    beside: str | None
    project: str
    project_name: str
    name: str
    target: str | None
    value: Decimal | None
    unit: str | None
    bound: str | None
    actual: str | None
    page: int
    line: int


class KeptTarget(NamedTuple):
    """A target as promised and as reported: one of them None where the other document has none."""

    promised: Target | None
    reported: Target | None
    kept: Kept


def kept_targets(reports: Sequence[Report], year: int) -> list[KeptTarget]:
    """The targets of every project that a budget and a self-evaluation of `year` both state, those
    that were changed or dropped first.
    """
    report = next((one for one in reports if one.year == year), None)
    if report is None:
        return []
    promised, reported = targets_of(report)
    found: list[KeptTarget] = []
    for project in promised.keys() & reported.keys():
        found += _compared(promised[project], reported[project])
    return sorted(found, key=lambda one: (_ORDER.index(one.kept), _place(one)))


def targets_of(report: Report) -> tuple[Mapping[str, list[Target]], Mapping[str, list[Target]]]:
    """Project → its targets as promised, and as reported; "" is the department as a whole."""
    promised: dict[str, list[Target]] = {}
    reported: dict[str, list[Target]] = {}
    for name, document in report.sure.documents.items():
        indicators = document.tables.get("indicators")
        if indicators is None:
            continue
        beside = None if name == report.primary else name
        forms = _forms(document.tables.get("projects"))
        for row in indicators.itertuples():
            form, project = forms.get(row.project, ("", None))
            if form in PROMISES:
                side = promised
            elif form in RESULTS or (not forms and name == "evaluation"):
                side = reported
            else:
                continue
            key = project_key(project or "")
            side.setdefault(key, []).append(
                _target(row, (report.year, name, beside), (key, project or ""))
            )
    return promised, reported


def _forms(projects: pd.DataFrame | None) -> dict[Any, tuple[str, str | None]]:
    """Number of a form's row → which form, and whose: a project whose name two forms bear is left out."""
    if projects is None:
        return {}
    rows = list(projects.itertuples())
    names = [(row.form, project_key(row.name or "")) for row in rows]
    return {
        row.project: (row.form if names.count(name) == 1 else "", row.name)
        for row, name in zip(rows, names, strict=True)
    }


def _target(row: Any, of: tuple[int, str, str | None], project: tuple[str, str]) -> Target:
    return Target(
        *of,
        *project,
        row.name,
        row.target,
        row.target_value,
        row.target_unit,
        row.bound,
        row.actual,
        row.page,
        row.line,
    )


def _compared(promised: Sequence[Target], reported: Sequence[Target]) -> Iterator[KeptTarget]:
    before, after = _once(promised), _once(reported)
    for name, one in before.items():
        other = after.get(name)
        yield KeptTarget(one, other, "dropped" if other is None else _kept(one, other))
    for name, other in after.items():
        if name not in before:
            yield KeptTarget(None, other, "added")


def _once(targets: Sequence[Target]) -> dict[str, Target]:
    """By name, those whose name stands once: of two alike it is not known which is meant."""
    names = [_plain(one.name) for one in targets]
    return {name: one for name, one in zip(names, targets, strict=True) if names.count(name) == 1}


def _kept(promised: Target, reported: Target) -> Kept:
    if _plain(promised.target) == _plain(reported.target):
        return "same"
    numbers = promised.value, reported.value
    if None in numbers or (promised.unit or "") != (reported.unit or ""):
        return "words_changed"
    return "same" if numbers[0] == numbers[1] else "changed"


def _plain(text: str | None) -> str:
    return re.sub(r"[\s，,、。；;：:“”\"（）()]", "", text or "")


def _place(one: KeptTarget) -> tuple[str, int, int]:
    target = one.promised or one.reported
    assert target is not None
    return target.project, target.page, target.line
