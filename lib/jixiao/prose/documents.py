"""The words of the page that sets the documents of a year side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..analysis.side_by_side import Line
from ..base.language import Language
from ..frame.text import Prose, heading, paragraph, sentences
from ..labels import label
from ..labels.document_names import document_name
from ..report import Report
from ..report.documents import PUBLISHED
from .cover import notices


def documents_cover(reports: Sequence[Report], year: int, language: Language) -> Prose:
    """The title of the page, the department, and what a reader must know of each year's tables."""
    report = next(report for report in reports if report.year == year)
    title = label("page.title.documents", language, year=year)
    lines = [
        line
        for each in reports
        if each.year in (year, year + 1)
        for line in notices(each, "documents", language, by_year=True)
    ]
    return heading(
        title,
        report.department_name(language),
        [],
        [*_on_file(reports, year, language), *lines],
        language,
    )


def documents_opening(lines: Sequence[Line], year: int, language: Language) -> Prose:
    """How many figures several documents state, how many agree, and what is not compared and why."""
    if not lines:
        return paragraph(label("documents.prose.none", language, year=year), "lead")
    differ = sum(line.verdict == "differs" for line in lines)
    same = any(line.verdict == "same" for line in lines)
    key = "some_differ" if differ else "all_same" if same else None
    lead = label(
        "documents.prose.lead",
        language,
        count=len(lines),
        year=year,
        said=label(f"documents.prose.{key}", language, count=differ) if key else "",
    )
    reasons = Counter(line.reason for line in lines if line.reason is not None)
    why = [
        label("documents.prose.not_held", language, count=count, reason=reason.words(language))
        for reason, count in reasons.items()
    ]
    how = label("documents.prose.how", language)
    return paragraph(sentences([lead, *why, how], language), "lead")


def _on_file(reports: Sequence[Report], year: int, language: Language) -> list[str]:
    """The documents that are held against each other, or the only one, one line."""
    names = [
        document_name((report.year, name, ""), report.year, language)
        for report in reports
        if abs(report.year - year) <= 1
        for name in report.documents
        if name != PUBLISHED
    ]
    mark = "、" if language == "zh" else ", "
    key = "on_file" if len(names) > 1 else "one_on_file"
    return [label(f"documents.prose.{key}", language, documents=mark.join(names))]
