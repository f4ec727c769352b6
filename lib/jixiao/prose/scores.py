"""The words of the page of points."""

from __future__ import annotations

from markupsafe import Markup

from ..base.language import Language
from ..frame.text import Card, Prose, heading, paragraph
from ..labels import label, label_html
from ..labels.links import refer
from ..labels.numbers import exact, whole
from ..report import Report
from ..scoring import OWN, ScoreResult
from ..scoring.differences import DIFFER
from .cover import notices, source_lines


def scores_cover(report: Report, result: ScoreResult, language: Language) -> Prose:
    """The title of the page, the department's own total, how many lines there are and differ."""
    cards = []
    of_department = result.totals[result.totals["form"] == "department_self_evaluation"]
    if len(of_department) and (row := of_department.iloc[0])["total_score"] is not None:
        total = refer(exact(row["total_score"]), row["page"], row["line"], row["quote"])
        cards.append(Card(total, label("scores.card.total", language)))
    counts = {"forms": len(result.totals), "lines": len(result.lines)}
    counts["differ"] = int(result.lines["kind"].isin(DIFFER).sum())
    for name, count in counts.items():
        if counts["lines"]:
            cards.append(Card(whole(count), label(f"scores.card.{name}", language, count=count)))
    title = label("page.title.scores", language, year=report.year)
    below = [*source_lines(report, language), *notices(report, "projects", language)]
    return heading(title, report.department_name(language), cards, below, language)


def scores_opening(result: ScoreResult, language: Language) -> Prose:
    """How many lines can be recomputed and how many of them differ, upwards and downwards."""
    if result.lines.empty:
        return paragraph(label("scores.prose.none", language), "lead")
    kinds = result.lines["kind"]
    computed = int(result.lines["difference"].notna().sum())
    differ = int(kinds.isin(DIFFER).sum())
    above = int((kinds.str.endswith("_above") | kinds.eq("over_weight")).sum())
    key = "lead" if differ else "same" if computed < len(result.lines) else "same_all"
    values = {
        "computed": whole(computed),
        "lines": whole(len(result.lines)),
        "differ": whole(differ),
    }
    said = label_html(
        f"scores.prose.{key}", language, **values, above=whole(above), below=whole(differ - above)
    )
    return paragraph(
        _joined([said, label_html("scores.prose.notguessed", language)], language), "lead"
    )


def schemes(result: ScoreResult, language: Language, chosen: str = "") -> Prose | None:
    """By which scheme the forms are recomputed, and its source."""
    said = []
    for key, scheme in result.schemes.items():
        count = int((result.totals["scheme"] == key).sum())
        name = "chosen" if chosen else "own" if key == OWN else "binding"
        values = {
            "count": count,
            "forms": whole(count),
            "name": scheme.name(language),
            "source": scheme.entry.source,
            "binds": scheme.entry.binds[language],
        }
        said.append(label_html(f"scores.prose.{name}", language, **values))
    return paragraph(_joined(said, language)) if said else None


def _joined(said: list[Markup], language: Language) -> Markup:
    return Markup("" if language == "zh" else " ").join(said)
