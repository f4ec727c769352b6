"""The index: every department and year with what is on file, what it says, and its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..analysis.budget import execution
from ..analysis.indicators import STATUSES, status_counts
from ..audit import audit_report
from ..audit.findings import SEVERITIES
from ..charts.words import number
from ..labels import label
from ..report import Report
from ..schema import TABLES
from .page import finish_page, page_frame
from .template import environment


@dataclass(frozen=True)
class Link:
    """A page of a report: words, address relative to the index, and its error if it failed."""

    words: str
    href: str
    error: str | None = None


@dataclass(frozen=True)
class Entry:
    """One line of the index."""

    year: int
    cells: Mapping[str, str]
    counts: Sequence[tuple[str, int, str]]
    links: Sequence[Link]


@dataclass(frozen=True)
class Department:
    """A department with its years, newest first, and the pages that compare them."""

    name: str
    entries: Sequence[Entry]
    links: Sequence[Link] = field(default_factory=tuple)


def entry(report: Report, links: Sequence[Link], language: str) -> Entry:
    """The line of `report`. What is not on file is said, never shown as 0."""
    cells = {name: "–" for name in ("approved", "outturn", "of_approved", "of_revised", "score")}
    if "budget" in report.tables:
        rates = execution(report.tables["budget"])
        cells["approved"] = number(rates["approved_wan"])
        cells["outturn"] = number(rates["outturn_wan"])
        cells["of_approved"] = f"{number(rates['of_approved_pct'])} %"
        cells["of_revised"] = f"{number(rates['of_revised_pct'])} %"
    if score := report.about.get("self_score"):
        cells["score"] = f"{score} {report.about.get('grade', '')}".strip()
    counts: list[tuple[str, int, str]] = []
    if "indicators" in report.tables:
        row = status_counts(report.tables["indicators"]).iloc[0]
        counts = [
            (status, int(row[status]), label(f"indicators.status.{status}", language))
            for status in STATUSES
            if row[status]
        ]
        kept = int(row["exceeded"]) + int(row["met"])
        cells["promises"] = label("page.index.kept", language, kept=kept, total=int(row["total"]))
    cells["findings"] = _findings(report, language)
    names = [label(f"comparison.table_name.{n}", language) for n in TABLES if n in report.tables]
    cells["on_file"] = ", ".join(names)
    return Entry(report.year, cells, counts, links)


def _findings(report: Report, language: str) -> str:
    """How many findings of each severity the audit has; said, where there is no text to audit."""
    if report.document is None:
        return label("page.index.no_audit", language)
    result = audit_report(report)
    counts = [
        f"{result.count(severity)} {label(f'audit.severity.{severity}', language)}"
        for severity in SEVERITIES
        if result.count(severity)
    ]
    return " · ".join(counts) or label("page.index.no_findings", language)


def export_index(
    departments: Sequence[Department], language: str, alternates: Mapping[str, str]
) -> str:
    """The index page in `language`."""
    page = page_frame(
        label("page.index.title", language),
        language,
        None,
        alternates,
        [label("page.footer.made", language)],
    )
    years = sum(len(department.entries) for department in departments)
    html = (
        environment()
        .get_template("overview.html.j2")
        .render(
            page=page,
            departments=departments,
            lead=label("page.index.lead", language, departments=len(departments), years=years),
            word=lambda key, **values: label(f"page.index.{key}", language, **values),
        )
    )
    return finish_page(html)
