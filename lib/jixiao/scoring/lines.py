"""Every line of points of a report, printed and recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from ..analysis.budget_items import PHASES
from ..base.amounts import YUAN_PER_UNIT, in_wan
from ..report import Report
from ..schema.rows import IndicatorRow, ProjectRow
from .differences import difference, kind_of
from .of_indicator import indicator_points
from .points import Points, from_formula
from .rates import numbers_of_documents
from .schemes import OWN, Scheme

COLUMNS = (
    "document",
    "project",
    "of",
    "form",
    "scheme",
    "part",
    "seq",
    "name",
    "level2",
    "level3",
    "target",
    "actual",
    "weight",
    "printed",
    "low",
    "high",
    "difference",
    "kind",
    "method",
    "written",
    "missing",
    "deviation",
    "page",
    "line",
    "quote",
)
TASK = "department_task"


class Form(NamedTuple):
    """A form with its points: the row of `projects` (None: indicators of no form), its indicators."""

    document: str
    project: ProjectRow | None
    indicators: list[IndicatorRow]
    tasks: list[ProjectRow]


def score_lines(report: Report, schemes: Mapping[str, Scheme], chosen: str | None) -> pd.DataFrame:
    """One row per line of points of `report`, in the order of its documents: the columns COLUMNS.

    `part`: execution, task (a task's share of the department's execution line) or indicator;
    `printed`, `low`, `high`, `difference` are points; `missing` names what is not on file.
    `chosen`: the key of the scheme for all forms; else of each form the one that binds it.
    """
    rows = [row for form in forms(report) for row in _rows(form, report, schemes, chosen)]
    records = [[row.get(name) for name in COLUMNS] for row in rows]
    return pd.DataFrame(records, columns=pd.Index(COLUMNS), dtype=object)


def forms(report: Report) -> list[Form]:
    """The forms in which points are given, each with its indicators and the department's tasks."""
    found = []
    for name, document in report.documents.items():
        projects = _rows_of(document.tables, "projects")
        indicators = _rows_of(document.tables, "indicators")
        by_project: dict[Any, list[IndicatorRow]] = {}
        for row in indicators:
            by_project.setdefault(row.project, []).append(row)
        for at, project in enumerate(projects):
            own = by_project.get(project.project, [])
            tasks = []
            if project.form == "department_self_evaluation":
                rest = projects[at + 1 :]
                tasks = [each for each in _until_next(rest) if each.form == TASK]
            if project.form != TASK and gives_points(project, own):
                found.append(Form(name, project, own, tasks))
        loose = by_project.get(None, [])
        if any(row.score is not None for row in loose):
            found.append(Form(name, None, loose, []))
    return found


def _until_next(projects: list[ProjectRow]) -> Iterator[ProjectRow]:
    for project in projects:
        if project.form == "department_self_evaluation":
            return
        yield project


def gives_points(project: ProjectRow, indicators: list[IndicatorRow]) -> bool:
    """Whether a form gives points line by line; a summary in words states its total alone."""
    if project.form in ("summary", "project_list", "list_total"):
        return False
    return project.execution_score is not None or any(row.score is not None for row in indicators)


def scheme_for(form: Form, report: Report, schemes: Mapping[str, Scheme]) -> Scheme:
    """The scheme that binds a form: of several the one with lines for this place alone."""
    if form.project is None:
        return schemes[OWN]
    name = report.department_name("zh")
    binding = [s for s in schemes.values() if s.binds(form.project.form, name, report.year)]
    binding.sort(key=lambda s: (s.entry.everywhere, not s.lines, s.key))
    return binding[0] if binding else schemes[OWN]


def _rows(
    form: Form, report: Report, schemes: Mapping[str, Scheme], chosen: str | None
) -> Iterator[dict[str, Any]]:
    scheme = schemes[chosen] if chosen else scheme_for(form, report, schemes)
    head: dict[str, Any] = {"document": form.document, "scheme": scheme.key}
    if (project := form.project) is not None:
        head |= {"project": project.project, "of": project.name, "form": project.form}
        yield from _execution(project, scheme, head, "execution")
        for task in form.tasks:
            own = {"project": task.project, "of": task.name, "form": task.form}
            yield from _execution(task, scheme, head | own, "task")
    known = _known_of_lines(report, project, scheme)
    for row in form.indicators:
        if row.score is None and row.weight is None:
            continue
        line = scheme.line_of(row.name)
        if line and line.formula:
            numbers = known | {"weight": line.points if row.weight is None else row.weight}
            points = from_formula(line.formula, numbers, "line")
        else:
            points = indicator_points(row, scheme)
        yield head | {
            "part": "indicator",
            "seq": row.seq,
            "name": row.name,
            "level2": row.level2,
            "level3": row.level3,
            "target": row.target,
            "actual": row.actual,
            **_set_against(row.score, points, row.weight),
            "deviation": row.deviation,
            "page": row.page,
            "line": row.line,
            "quote": row.name,
        }


def _execution(
    project: ProjectRow, scheme: Scheme, head: dict[str, Any], part: str
) -> Iterator[dict[str, Any]]:
    weight, score = project.execution_weight, project.execution_score
    if weight is None and score is None:
        return
    if weight is None and part == "execution" and not scheme.entry.everywhere:
        weight = next((line.points for line in scheme.lines if line.execution), None)
    numbers = _known(project) | {"weight": weight}
    points = from_formula(scheme.methods["execution"], numbers, "execution")
    yield head | {
        "part": part,
        "name": project.name,
        **_set_against(score, points, weight),
        "page": project.page,
        "line": project.line,
        "quote": project.quote,
    }


def _known_of_lines(
    report: Report, project: ProjectRow | None, scheme: Scheme
) -> dict[str, Decimal | None]:
    """What the formulas of a scheme's own lines may take: of the form, else of the office's documents."""
    known = _known(project)
    if not any(line.formula for line in scheme.lines):
        return known
    approved, revised = known.get("approved"), known.get("revised")
    if approved is not None and revised is not None:
        known["added"] = revised - approved
    stated = numbers_of_documents(report)
    if any(value is not None for value in known.values()):  # amounts of two moneys are not mixed
        stated = {name: value for name, value in stated.items() if name not in known}
        if "added" not in known:
            stated.pop("added", None)
    return {**known, **stated}


def _known(project: ProjectRow | None) -> dict[str, Decimal | None]:
    """What a form says of its money, 万元; its printed rate, of a hundred, where an amount is not on
    file.
    """
    if project is None:
        return {}
    found: dict[str, Decimal | None] = {
        name: _wan(getattr(project, name), project.unit) for name in PHASES
    }
    amounts = (found["revised"], found["outturn"])
    if None in amounts and project.execution_rate is not None:
        found |= {"revised": Decimal(100), "outturn": project.execution_rate}
    return found


def _wan(value: Decimal | None, unit: str | None) -> Decimal | None:
    return in_wan(value, unit) if value is not None and unit in YUAN_PER_UNIT else None


def _set_against(printed: Decimal | None, points: Points, weight: Decimal | None) -> dict[str, Any]:
    return {
        "weight": weight,
        "printed": printed,
        "low": points.low,
        "high": points.high,
        "difference": difference(printed, points),
        "kind": kind_of(printed, points, weight),
        "method": points.method,
        "written": points.written,
        "missing": points.missing,
    }


def _rows_of(tables: Mapping[str, pd.DataFrame], name: str) -> list[Any]:
    return list(tables[name].itertuples()) if name in tables else []
