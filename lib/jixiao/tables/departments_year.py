"""What the page of the departments of a year keeps of its reports, one after another: there may be hundreds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from ..analysis.departments import Department, department, side_by_side
from ..audit import audit_report
from ..base.language import Language
from ..report import Report
from .departments import Audited, audited
from .departments_measured import Measured, measured


@dataclass(frozen=True)
class DepartmentsOfYear:
    """A line each of every report. `rows`: of `analysis.departments.side_by_side`."""

    departments: list[Department]
    measured: list[Measured]
    audited: list[Audited]
    rows: pd.DataFrame


def departments_of_year(reports: Iterable[Report], language: Language) -> DepartmentsOfYear:
    """What is kept of `reports`, of which one at a time is held."""
    departments: list[Department] = []
    money: list[Measured] = []
    findings: list[Audited] = []
    for report in reports:
        own, result = department(report), audit_report(report)
        departments.append(own)
        money.append(measured(report, own.rows, result, language))
        findings.append(audited(report, result, language))
    return DepartmentsOfYear(departments, money, findings, side_by_side(departments))
