"""A project's form adds up: points to their total, sources to the amount, the rate to its quotient.

The points and scores of the indicators, with the line of execution or without it, make up the form's
total; the sources of an amount make up the amount; the rate of execution is the outturn over the
revised budget. Summaries in prose have the rate alone. Not applicable where a part of the form was
not read, or no total is printed. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...base.said import Said
from ...extract.forms.identities import FormIdentity, form_identities
from ...extract.forms.read import FormsRead
from ...labels import label
from ...labels.numbers import exact
from ...labels.ranks import Severity
from ...report import Report
from ...schema import frame
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed

kind: Kind = "arithmetic"
version = 1
_SEVERITY: dict[str, Severity] = {"sources": "high", "execution_rate": "medium"}


def check(report: Report) -> Iterator[Outcome]:
    if "projects" not in report.tables:
        yield not_applicable("ledger.project_sums", "ledger.no_projects")
        return
    tables = [
        report.tables[name] if name in report.tables else frame([], name)
        for name in ("projects", "project_funds", "indicators")
    ]
    rows = {row.project: row for row in tables[0].itertuples()}
    gaps = _pages_with_gaps(report)
    found = form_identities(FormsRead(tables[0], tables[1], tables[2], (), frozenset()))
    if not found:
        yield not_applicable("ledger.project_sums", "ledger.no_form_total")
    for identity in found:
        yield _outcome(identity, rows[identity.project], gaps)


def _pages_with_gaps(report: Report) -> set[int]:
    """Pages on which something of a form was not read: a sum there may lack a part."""
    entries = report.about.get("unread", ())
    return {int(e["page"]) for e in entries if e["table"] in ("projects", "indicators")}


def _outcome(identity: FormIdentity, row: Any, gaps: set[int]) -> Outcome:
    said = {
        language: label(f"projects.identity.{identity.name}", language) for language in ("en", "zh")
    }
    name = row.name or row.office or label("projects.form.department_self_evaluation", "zh")
    subject = Said("ledger.project_field", name=name, field=Said("ledger.either", **said))
    if identity.holds:
        return passed(subject)
    if {row.page, row.page + 1} & gaps and identity.name in ("weights", "scores", "sources"):
        return not_applicable(subject, "ledger.form_not_whole")
    printed, computed = exact(identity.printed), exact(identity.computed)
    unit = "%" if identity.name == "execution_rate" else _unit(identity)
    sign = f" {unit}" if unit else ""
    finding = Finding(
        "project_sums",
        version,
        kind,
        _SEVERITY.get(identity.name, "low"),
        {
            "en": f"{name}: {said['en']} is printed as {printed}{sign} and comes to {computed}{sign} "
            f"(p. {identity.page}).",
            "zh": f"{name}：{said['zh']}印为{printed}{unit}，按所列数字为{computed}{unit}"
            f"（第{identity.page}页）。",
        },
        tuple(_evidence(figure) for figure in identity.figures if figure.value)
        or (Evidence(row.page, row.line or 1, row.quote or name, identity.printed, unit or None),),
        identity.computed,
        identity.printed,
        identity.printed - identity.computed,
    )
    return failed(subject, finding)


def _unit(identity: FormIdentity) -> str:
    """The unit of the amounts that were added up, where all of them have one."""
    units = {figure.unit for figure in identity.figures}
    return str(units.pop()) if len(units) == 1 else ""


def _evidence(figure: Any) -> Evidence:
    return Evidence(figure.page, figure.line or 1, figure.printed, figure.value, figure.unit)
