"""The words of a report's pages: title, leads, notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from ..analysis.budget import budget_bridge, execution
from ..analysis.compare import budgets, restated
from ..analysis.indicators import STATUSES, kept_share, measured
from ..charts.words import number
from ..labels import label
from ..report import Report
from .text import Card, Prose, heading, opening, paragraph


def cover(report: Report, notebook: str, language: str) -> Prose:
    """The title of a report's page and where its figures come from."""
    title = label(f"page.title.{notebook}", language, year=report.year)
    source = next((s for s in report.descriptor["sources"] if s["name"] == "report"), None)
    lines = [report.department_name(language)]
    if source:
        lines.append(
            label(
                "page.source",
                language,
                title=source["title"],
                sha256=str(source["sha256"])[:12],
            )
        )
    return heading(title, lines)


def budget_opening(report: Report, language: str) -> Prose:
    """What was given, cut and spent, with the two execution rates."""
    budget = report.table("budget")
    rates = execution(budget)
    steps = budget_bridge(budget).set_index("step")["amount_wan"]
    lead = label(
        "budget.prose.lead",
        language,
        department=report.department_name(language),
        year=report.year,
        approved=number(rates["approved_wan"]),
        outturn=number(rates["outturn_wan"]),
        project=number(abs(steps["project"])),
        unspent=number(abs(steps["unspent"])),
    )
    cards = [
        Card(number(rates["approved_wan"]), label("budget.prose.approved", language)),
        Card(number(rates["outturn_wan"]), label("budget.prose.outturn", language)),
        Card(f"{number(rates['of_approved_pct'])} %", label("budget.prose.of_approved", language)),
        Card(f"{number(rates['of_revised_pct'])} %", label("budget.prose.of_revised", language)),
    ]
    return opening(lead, cards)


def revised_note(report: Report, language: str) -> Prose:
    """That the revised budget is a sum, printed nowhere."""
    revised = execution(report.table("budget"))["revised_wan"]
    return paragraph(
        label("budget.prose.bridge_note", language, revised=number(revised)), "jixiao-note"
    )


def unit_notes(report: Report, language: str) -> Prose:
    """The figures printed in 元 among figures in 万元, with quote and place; empty if none."""
    budget = report.table("budget")
    rows = budget[budget["unit"] == "元"]
    notes = [
        label(
            "budget.prose.unit_note",
            language,
            quote=row.quote,
            place=label("page.place", language, page=row.page, line=row.line),
        )
        for row in rows.itertuples()
    ]
    return paragraph(" ".join(notes), "jixiao-note") if notes else Prose("", "")


def indicators_opening(report: Report, language: str) -> Prose:
    """How many promises were kept, and what the self score says."""
    indicators = report.table("indicators")
    counts = {status: int((indicators["status"] == status).sum()) for status in STATUSES}
    share = kept_share(indicators)
    lead = label(
        "indicators.prose.lead",
        language,
        total=len(indicators),
        kept=counts["exceeded"] + counts["met"],
        share=share,
        **counts,
    )
    cards = [
        Card(f"{share} %", label("indicators.prose.kept", language)),
        Card(str(len(indicators)), label("indicators.prose.total", language)),
        Card(str(len(measured(indicators))), label("indicators.prose.measured", language)),
    ]
    if score := report.about.get("self_score"):
        words = label("indicators.prose.score", language, grade=report.about.get("grade", "–"))
        cards.append(Card(str(score), words))
    return opening(lead, cards)


def comparison_cover(reports: Sequence[Report], language: str) -> Prose:
    """The title of a comparison and the department."""
    years = [report.year for report in reports]
    title = label("page.title.comparison", language, first=min(years), last=max(years))
    names = dict.fromkeys(report.department_name(language) for report in reports)
    return heading(title, list(names))


def comparison_opening(reports: Sequence[Report], language: str) -> Prose:
    """Which years are on file, and what their budgets allow to say."""
    table = budgets(_tables(reports))
    years = [report.year for report in reports]
    if table.empty:
        words = label("comparison.prose.no_budget", language)
    elif len(table) == 1:
        row = table.iloc[0]
        words = label(
            "comparison.prose.one_budget",
            language,
            year=row["year"],
            approved=number(row["approved_wan"]),
            outturn=number(row["outturn_wan"]),
        )
    else:
        first, last = table.iloc[0], table.iloc[-1]
        words = label(
            "comparison.prose.several_budgets",
            language,
            count=len(table),
            first=first["year"],
            last=last["year"],
            first_outturn=number(first["outturn_wan"]),
            last_outturn=number(last["outturn_wan"]),
        )
    lead = label(
        "comparison.prose.lead",
        language,
        department=reports[-1].department_name(language),
        years=len(years),
        first=min(years),
        last=max(years),
        budgets=words,
    )
    return paragraph(lead, "lead")


def restated_note(reports: Sequence[Report], language: str) -> Prose:
    """How many measures a report states with more than one figure."""
    tables = _tables(reports).values()
    count = sum(restated(t["outcomes"])["metric"].nunique() for t in tables if "outcomes" in t)
    return paragraph(label("comparison.prose.restated", language, count=count))


def _tables(reports: Sequence[Report]) -> Mapping[int, Mapping[str, pd.DataFrame]]:
    return {report.year: report.tables for report in reports}
