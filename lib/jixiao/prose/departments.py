"""The words of the page that compares departments."""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.departments import SOURCES, not_shown, overview
from ..base.language import Language
from ..frame.text import Prose, heading, paragraph, sentences
from ..labels import label
from ..labels.links import Reference
from ..labels.sentences import enumerated, series
from ..report import Report
from ..report.readings import any_recognised
from .reliance import counts


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
    below += _not_used(reports, 0, "not_used_doubtful", language)
    below += _not_used(reports, 1, "not_used_unread", language)
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


def _not_used(
    reports: Sequence[Report], at: int, key: str, language: Language
) -> list[list[str | Reference]]:
    """How many figures of each department's money are not shown, with a link to its own page; no
    line where all are. `at`: which of `counts` is meant.
    """
    between = "、" if language == "zh" else ", "
    said: list[str | Reference] = []
    for report in reports:
        if not (count := counts(report, "departments")[at]):
            continue
        notebook = "budget" if "budget" in report.tables else "accounts"
        where = f"{report.department}/{report.year}/{notebook}"
        said += [between] if said else []
        said.append(Reference(report.department_name(language), f"{where}/main", where))
        said.append(f"{count}个" if language == "zh" else f" {count}")
    if not said:
        return []
    before, after = label(f"departments.prose.{key}", language, names="\0").split("\0")
    return [[before, *said, after]]


def _names(reports: Sequence[Report], language: Language) -> str:
    return series([report.department_name(language) for report in reports], language)
