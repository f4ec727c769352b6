"""The words of the page that compares departments."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.departments import SOURCES, not_shown, overview
from ..base.language import Language
from ..labels import label
from ..labels.links import Reference
from ..labels.sentences import enumerated
from ..report import Report
from ..report.readings import any_recognised
from .reliance import counts
from .text import Prose, heading, paragraph, sentences


def departments_cover(reports: Sequence[Report], language: Language) -> Prose:
    """The title of the page, how many departments have the year on file, and which of their
    reports were recognised in pictures.
    """
    title = label("page.title.departments", language, year=reports[0].year)
    count = len({report.department for report in reports})
    above = label("departments.prose.above", language, count=count)
    scans = [report for report in reports if any_recognised(report.tables)]
    names = _names(scans, language)
    below: list[list[str | Reference]] = (
        [[label("departments.prose.recognised", language, names=names)]] if scans else []
    )
    below += [line for report in reports if (line := _not_used(report, language))]
    return heading(title, above, [], below, language)


def departments_opening(reports: Sequence[Report], language: Language) -> Prose:
    """What can be compared, and which departments have nothing to compare."""
    rows = overview(reports)
    counts = {name: int((rows["source"] == name).sum()) for name in SOURCES}
    said = [
        label(f"departments.prose.of_{name}", language, count=count)
        for name, count in counts.items()
        if count
    ]
    lead = []
    if said:
        kinds = enumerated(said, language) + label(
            "departments.prose.on_file", language, last=len(rows)
        )
        lead.append(label("departments.prose.lead", language, year=reports[0].year, said=kinds))
    if counts["accounts"]:
        lead.append(label("departments.prose.note_accounts", language))
    if without := not_shown(reports):
        names = _names(without, language)
        lead.append(label("departments.prose.without", language, names=names))
    return paragraph(sentences(lead, language), "lead")


def _not_used(report: Report, language: Language) -> list[str | Reference]:
    """What of a department's money is doubtful or was not read, with a link to its own page."""
    doubtful, unread = counts(report, "departments")
    if not doubtful and not unread:
        return []
    notebook = "budget" if "budget" in report.tables else "accounts"
    where = f"{report.department}/{report.year}/{notebook}"
    name = Reference(report.department_name(language), f"{where}/main", where)
    key = (
        "not_used"
        if doubtful and unread
        else "not_used_doubtful"
        if doubtful
        else "not_used_unread"
    )
    words = label(f"departments.prose.{key}", language, doubtful=doubtful, unread=unread)
    return [name, words]


def _names(reports: Sequence[Report], language: Language) -> str:
    mark = "、" if language == "zh" else ", "
    return mark.join(report.department_name(language) for report in reports)
