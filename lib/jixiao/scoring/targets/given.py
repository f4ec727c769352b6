"""What the rules of targets are asked of: the indicators and forms of a year, and of the year before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ...report import Report
from ...schema.rows import IndicatorRow, ProjectRow

Key = tuple[str, int | None]  # document and number of the form


@dataclass(frozen=True)
class TargetForm:
    """A form: its row of `projects` (None: the indicators of a report without forms), its document
    and its indicators.
    """

    document: str
    project: ProjectRow | None
    indicators: tuple[IndicatorRow, ...]

    @property
    def name(self) -> str | None:
        return None if self.project is None else self.project.name


@dataclass(frozen=True)
class TargetsGiven:
    """`forms` with their indicators; `previous`: those of the year before, None where it is not on
    file; `too_low_pct`: see `target_verdicts`.
    """

    forms: tuple[TargetForm, ...]
    projects: tuple[tuple[str, ProjectRow], ...]
    previous: tuple[TargetForm, ...] | None
    too_low_pct: Decimal
    documents: Mapping[int, str] = field(repr=False, default_factory=dict)

    @property
    def indicators(self) -> list[IndicatorRow]:
        return [row for form in self.forms for row in form.indicators]


def given_of(report: Report, previous: Report | None, too_low_pct: int) -> TargetsGiven:
    """What `report` gives the rules."""
    return TargetsGiven(
        tuple(_forms(report)),
        tuple(
            (name, row)
            for name, document in report.documents.items()
            for row in _rows(document.tables, "projects")
        ),
        None if previous is None else tuple(_forms(previous)),
        Decimal(too_low_pct),
    )


def _forms(report: Report) -> list[TargetForm]:
    """The forms that state targets: a table of marks alone has none to judge."""
    found = []
    for name, document in report.documents.items():
        projects = {row.project: row for row in _rows(document.tables, "projects")}
        groups: dict[Any, list[IndicatorRow]] = {}
        for row in _rows(document.tables, "indicators"):
            groups.setdefault(row.project, []).append(row)
        for number, rows in groups.items():
            if not any(row.target or row.term_target for row in rows):
                continue  # a table of marks alone
            found.append(TargetForm(name, projects.get(number), tuple(rows)))
    return found


def _rows(tables: Mapping[str, Any], name: str) -> list[Any]:
    return list(tables[name].itertuples()) if name in tables else []
