"""The words of the page that compares departments."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.departments import not_shown, overview
from ..labels import label
from ..report import Report
from .text import Prose, heading, paragraph


def departments_cover(reports: Sequence[Report], language: str) -> Prose:
    """The title of the page, and how many departments have the year on file."""
    title = label("page.title.departments", language, year=reports[0].year)
    count = len({report.department for report in reports})
    return heading(title, label("departments.prose.above", language, count=count), [], [])


def departments_opening(reports: Sequence[Report], language: str) -> Prose:
    """What can be compared, and which departments have nothing to compare."""
    rows = overview(reports)
    sources = {name: int((rows["source"] == name).sum()) for name in ("budget", "accounts")}
    lead = label(
        "departments.prose.lead", language, year=reports[0].year, count=len(rows), **sources
    )
    if without := not_shown(reports):
        names = ("、" if language == "zh" else ", ").join(
            report.department_name(language) for report in without
        )
        lead = f"{lead} {label('departments.prose.without', language, names=names)}"
    return paragraph(lead, "lead")
