"""Reports with forms that give points, made of a few words a line."""

from __future__ import annotations

from decimal import Decimal as D

import pandas as pd

from jixiao.report import Report
from jixiao.schema import frame

ABOUT = {"department_en": "演示局", "department_zh": "演示局", "document": "evaluation"}


def form(number: int = 1, **more: object) -> dict[str, object]:
    """A row of `projects`: the self-evaluation of a project, all of its money spent."""
    return {
        "project": number,
        "form": "project_self_evaluation",
        "name": f"项目{number}",
        "revised": D(100),
        "outturn": D(100),
        "unit": "万元",
        "execution_weight": D(10),
        "execution_score": D(10),
        "total_weight": D(100),
        "total_score": D(100),
        "page": number,
        "line": number,
        "quote": f"项目{number}",
    } | more


def indicator(number: int = 1, **more: object) -> dict[str, object]:
    """A row of `indicators`: ≥100个 → 100个, ten of ten points."""
    return {
        "seq": number,
        "project": 1,
        "level2": "产出",
        "level3": "数量",
        "name": f"指标{number}",
        "target": "≥100个",
        "actual": "100个",
        "bound": "≥",
        "target_value": D(100),
        "target_unit": "个",
        "actual_value": D(100),
        "actual_unit": "个",
        "promised": "bound",
        "reported": "number",
        "status": "met",
        "reason": "number: 100个 of 100个",
        "weight": D(10),
        "score": D(10),
        "page": 1,
        "line": number,
        "line_end": number,
    } | more


def words(target: str | None, actual: str | None, **more: object) -> dict[str, object]:
    """What an indicator in words has other than `indicator`."""
    return {
        "target": target,
        "actual": actual,
        "bound": None,
        "target_value": None,
        "target_unit": None,
        "actual_value": None,
        "actual_unit": None,
        "promised": "quality",
        "reported": "quality",
        "status": "unsupported",
        "reason": "claim: 「」",
    } | more


def report_of(
    projects: list[dict[str, object]] | None,
    indicators: list[dict[str, object]],
    year: int = 2022,
    department: str = "演示局",
) -> Report:
    made: dict[str, pd.DataFrame] = {}
    if projects is not None:
        made["projects"] = _framed(projects, "projects")
    made["indicators"] = _framed(indicators, "indicators")
    about = ABOUT | {"department_zh": department}
    resources = [{"name": name} for name in made]
    descriptor = {"jixiao": about, "sources": [], "resources": resources}
    return Report("made", year, descriptor, made)


def _framed(rows: list[dict[str, object]], name: str) -> pd.DataFrame:
    columns = frame([], name).columns
    made = [[row.get(column) for column in columns] for row in rows]
    return pd.DataFrame(made, columns=columns, dtype=object)
