"""The words of the page of projects."""

from __future__ import annotations

from markupsafe import Markup

from ..analysis.indicators import KEPT
from ..analysis.projects import list_total, of_projects, with_results
from ..base.language import Language
from ..frame.text import Card, Prose, heading, paragraph
from ..labels import label, label_html
from ..labels.links import Reference, refer
from ..labels.numbers import number, whole
from ..labels.sentences import enumerated
from ..report import Report
from ..schema import frame
from .cover import notices, source_lines


def projects_cover(report: Report, language: Language) -> Prose:
    """The title of the page, how many projects and indicators, and where they come from."""
    projects, indicators = report.sure.tables["projects"], report.sure.tables.get("indicators")
    rows = of_projects(projects)
    cards = []
    for form in dict.fromkeys(rows["form"]):
        count = int((rows["form"] == form).sum())
        cards.append(Card(whole(count), label(f"projects.card.{form}", language, count=count)))
    if (amount := _total(report)) is not None:
        cards.append(Card(amount, label("projects.card.total", language)))
    if indicators is not None and len(indicators):
        words = label("projects.card.indicators", language, count=len(indicators))
        cards.append(Card(whole(len(indicators)), words))
    title = label("page.title.projects", language, year=report.year)
    below = [*source_lines(report, language), *notices(report, "projects", language)]
    return heading(title, report.department_name(language), cards, below, language)


def projects_opening(report: Report, language: Language) -> Prose:
    """What the document says of its projects, and of how many indicators a result is known."""
    indicators = report.sure.tables.get("indicators", frame([], "indicators"))
    reported = with_results(indicators)
    rows = of_projects(report.sure.tables["projects"])
    forms = [
        label(f"projects.count.{form}", language, count=int((rows["form"] == form).sum()))
        for form in dict.fromkeys(rows["form"])
    ]
    values = {"department": report.department_name(language), "year": report.year}
    if forms:
        values["forms"] = enumerated(forms, language)
    else:
        values["count"] = len(report.tables["projects"]) - len(report.sure.tables["projects"])
    key = "lead" if forms else "lead_doubtful" if values["count"] else "lead_none"
    said = [label_html(f"projects.prose.{key}", language, **values)]
    if again := int(rows["again"].map(len).astype(bool).sum()):
        said.append(label_html("projects.prose.again", language, count=again))
    elif rows["name"].duplicated().any():
        said.append(label_html("projects.prose.forms", language))
    if len(reported):
        kept = int(reported["status"].isin(KEPT).sum())
        said.append(
            label_html(
                f"projects.prose.results{'_all' if kept == len(reported) else ''}",
                language,
                count=len(reported),
                kept=kept,
                total=whole(len(reported)),
            )
        )
    if targets := len(indicators) - len(reported):
        said.append(
            label_html("projects.prose.targets", language, count=targets, total=whole(targets))
        )
    return paragraph(Markup("" if language == "zh" else " ").join(said), "lead")


def _total(report: Report) -> str | Reference | None:
    """The printed total of the list of projects, leading to its place."""
    row = list_total(report.sure.tables["projects"])
    if row is None or row.approved_wan is None:
        return None
    return refer(number(row.approved_wan), row.page, row.line, row.quote)
