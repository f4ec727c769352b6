"""The table of the departments of one year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from ..audit import audit_report
from ..audit.findings import SEVERITIES
from ..labels import label
from ..report import Report
from .html import Column, Table, render
from .words import amount, place

AMOUNTS = ("approved", "revised", "outturn", "basic", "project", "sangong")
RATES = ("of_approved", "of_revised", "basic")


def overview(rows: pd.DataFrame, language: str) -> Table:
    """The rows of `analysis.departments.overview`."""
    columns = [
        Column(_heading("department", language), lambda row: str(getattr(row, f"name_{language}"))),
        Column(
            _heading("source", language),
            lambda row: label(f"departments.source.{row.source}", language),
            choice=True,
        ),
        *(Column(_heading(name, language), _wan(name), numeric=True) for name in AMOUNTS),
        *(Column(_heading(f"{name}_pct", language), _pct(name), numeric=True) for name in RATES),
        Column(_heading("place", language), lambda row: str(place(row))),
    ]
    return render(rows, columns, label("departments.table.overview", language))


def findings(reports: Sequence[Report], language: str) -> Table:
    """How many findings of each severity the audit of each report has."""
    counted = []
    for report in reports:
        result = audit_report(report)
        unread = report.document is None
        counts = [None if unread else result.count(severity) for severity in SEVERITIES]
        checks = sum(entry.result != "not_applicable" for entry in result.ledger)
        counted.append((report.department_name(language), *counts, checks))
    rows = pd.DataFrame(
        counted, columns=pd.Index(["department", *SEVERITIES, "checks"]), dtype=object
    )
    columns = [Column(_heading("department", language), lambda row: str(row.department))]
    for name in SEVERITIES:
        columns.append(
            Column(label(f"audit.severity.{name}", language), _count(name), numeric=True)
        )
    columns.append(Column(_heading("checks", language), _count("checks"), numeric=True))
    return render(rows, columns, label("departments.table.findings", language))


def _wan(name: str) -> Callable[[Any], str]:
    return lambda row: amount(getattr(row, f"{name}_wan"))


def _pct(name: str) -> Callable[[Any], str]:
    return lambda row: amount(getattr(row, f"{name}_pct"))


def _count(name: str) -> Callable[[Any], str]:
    return lambda row: "–" if getattr(row, name) is None else str(getattr(row, name))


def _heading(name: str, language: str) -> str:
    return label(f"departments.column.{name}", language)
