"""The words of the page that compares departments."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.departments import not_shown, overview
from ..base.language import Language
from ..labels import label
from ..report import Report
from ..report.readings import any_recognised
from .text import Prose, heading, paragraph


def departments_cover(reports: Sequence[Report], language: Language) -> Prose:
    """The title of the page, how many departments have the year on file, and which of their
    reports were recognised in pictures.
    """
    title = label("page.title.departments", language, year=reports[0].year)
    count = len({report.department for report in reports})
    above = label("departments.prose.above", language, count=count)
    scans = [report for report in reports if any_recognised(report.tables)]
    names = _names(scans, language)
    below = [label("departments.prose.recognised", language, names=names)] if scans else []
    return heading(title, above, [], below)


def departments_opening(reports: Sequence[Report], language: Language) -> Prose:
    """What can be compared, and which departments have nothing to compare."""
    rows = overview(reports)
    sources = {name: int((rows["source"] == name).sum()) for name in ("budget", "accounts")}
    lead = label(
        "departments.prose.lead", language, year=reports[0].year, count=len(rows), **sources
    )
    if without := not_shown(reports):
        names = _names(without, language)
        lead = f"{lead} {label('departments.prose.without', language, names=names)}"
    return paragraph(lead, "lead")


def _names(reports: Sequence[Report], language: Language) -> str:
    mark = "、" if language == "zh" else ", "
    return mark.join(report.department_name(language) for report in reports)
