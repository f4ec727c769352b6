"""What the page of the departments of a year keeps of its reports, one after another: there may be hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from ..analysis.departments import Department, department, side_by_side
from ..audit import audit_report
from ..base.language import Language
from ..report import Report, UnreadReport
from ..storage.kept import kept_parts
from .departments import Audited, audited
from .departments_measured import Measured, measured


@dataclass(frozen=True)
class DepartmentsOfYear:
    """A line each of every report. `rows`: of `analysis.departments.side_by_side`."""

    departments: list[Department]
    measured: list[Measured]
    audited: list[Audited]
    rows: pd.DataFrame


def departments_of_year(reports: Iterable[UnreadReport], language: Language) -> DepartmentsOfYear:
    """What is kept of `reports`, of which one at a time is held, and none whose lines an earlier run has kept."""
    departments: list[Department] = []
    money: list[Measured] = []
    findings: list[Audited] = []
    in_order = list(reports)
    years = "-".join(dict.fromkeys(str(unread.year) for unread in in_order))
    with kept_parts(f"departments-{years}") as parts:
        for unread in in_order:
            key = f"{unread.department}/{unread.year}-{unread.digest}"
            lines = parts.of(key, lambda unread=unread: _lines(unread.load()))  # type: ignore[misc]
            own = _department(lines["department"])
            departments.append(own)
            money.append(Measured(*lines["measured"])._replace(name=own.names[language]))
            findings.append(Audited(*lines["audited"])._replace(department=own.names[language]))
    return DepartmentsOfYear(departments, money, findings, side_by_side(departments))


def _lines(report: Report) -> dict[str, Any]:
    """What follows from `report`, but for the language."""
    own, result = department(report), audit_report(report)
    return {
        "department": asdict(own),
        "measured": measured(report, own.rows, result, "zh"),
        "audited": audited(report, result, "zh"),
    }


def _department(stored: dict[str, Any]) -> Department:
    rows = [row | {"places": _places(row["places"])} for row in stored["rows"]]
    return Department(**{**stored, "rows": rows})


def _places(stored: dict[str, list[int]]) -> dict[str, tuple[int, int]]:
    return {name: (page, line) for name, (page, line) in stored.items()}
