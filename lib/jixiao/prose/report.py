"""The words of a report's pages: leads and notes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

import pandas as pd
from markupsafe import Markup

from ..analysis.budget import approved_item, budget_bridge, execution, figure
from ..analysis.compare import MOST_PANELS, budgets, metrics, restated, that_changed
from ..analysis.departments import renamings
from ..analysis.indicators import KEPT, kept_share
from ..base.language import Language
from ..catalogue import wordings
from ..frame.text import Prose, heading, paragraph, sentences
from ..labels import label, label_html
from ..labels.links import Reference, refer
from ..labels.numbers import number
from ..labels.ranks import STATUSES
from ..labels.sentences import first_to_last
from ..report import Report
from .cover import linked, notices


def budget_opening(report: Report, language: Language) -> Prose:
    """What was given, cut and spent."""
    budget = report.sure.tables["budget"]
    rates = execution(budget)
    steps = budget_bridge(budget).set_index("step")["amount_wan"]
    if steps.empty:
        return paragraph(_what_is_known(report, rates, language), "lead")
    words: dict[str, object] = {
        "department": report.department_name(language),
        "year": report.year,
        "approved": linked(
            report, approved_item(budget), "approved", number(rates["approved_wan"])
        ),
        "outturn": linked(report, "expenditure", "outturn", number(rates["outturn_wan"])),
        "unspent": Reference(number(abs(steps["unspent"])), "bridge"),
    }
    if steps.get("project", 0) < 0:
        cut = number(abs(steps["project"]))
        words["project"] = linked(report, "expenditure.project", "adjustment", cut)
        return paragraph(label_html("budget.prose.lead", language, **words), "lead")
    words["revised"] = linked(report, "expenditure", "revised", number(rates["revised_wan"]))
    key = "lead_plain" if steps["unspent"] <= 0 else "lead_beyond"
    return paragraph(label_html(f"budget.prose.{key}", language, **words), "lead")


def _what_is_known(
    report: Report, rates: Mapping[str, Decimal | None], language: Language
) -> Markup:
    """Those of the three amounts that are on file, where they do not give the whole way."""
    words: dict[str, object] = {
        "department": report.department_name(language),
        "year": report.year,
    }
    whole = approved_item(report.tables["budget"])
    figures: list[Markup] = []
    for phase, item in (
        ("approved", whole),
        ("revised", "expenditure"),
        ("outturn", "expenditure"),
    ):
        if (amount := rates[f"{phase}_wan"]) is not None:
            name = label(f"budget.step.{phase}", language)
            shown = linked(report, item, phase, number(amount))
            figures.append(
                label_html("budget.prose.lead_figure", language, name=name, amount=shown)
            )
    if not figures:
        return label_html("budget.prose.lead_none", language, **words)
    between = Markup("，" if language == "zh" else ", ")
    return label_html("budget.prose.lead_part", language, figures=between.join(figures), **words)


def revised_note(report: Report, language: Language) -> Prose:
    """What of the bridge the report does not print: the revised budget, which is a sum, or an
    adjustment, which is a difference; empty where it prints both.
    """
    steps = budget_bridge(report.sure.tables["budget"]).set_index("step")
    if steps.empty:
        return Prose("", "")
    for step in ("adjustment", "adjusted"):
        if step in steps.index and steps["page"][step] is None:
            amount = number(abs(steps["amount_wan"][step]))
            words = label("budget.prose.adjustment_note", language, amount=amount)
            return paragraph(words, "jixiao-note")
    if figure(report.sure.tables["budget"], "expenditure", "revised") is not None:
        return Prose("", "")
    revised = number(steps["amount_wan"]["revised"])
    return paragraph(label("budget.prose.bridge_note", language, revised=revised), "jixiao-note")


def derived_note(rows: pd.DataFrame, language: Language) -> Prose:
    """What ° marks in the rows of `analysis.budget.items`; empty where no amount is derived."""
    if rows.empty or not rows["derived"].astype(bool).any():
        return Prose("", "")
    return paragraph(label("budget.prose.derived", language), "jixiao-note")


def mix_note(table: pd.DataFrame, language: Language) -> Prose:
    """How to read the chart of the mix of spending; or why there is none.

    Takes the rows of `analysis.reliability.composition`.
    """
    if table.empty:
        return paragraph(label("budget.prose.no_mix", language), "jixiao-none")
    return paragraph(label("budget.prose.mix", language), "jixiao-note")


def unit_notes(report: Report, language: Language) -> Prose:
    """The figures printed in 元 among figures in 万元, with quote and place; empty if none."""
    budget = report.tables["budget"]
    return _quoting("unit_note", budget[budget["unit"] == "元"], language)


def estimate_notes(report: Report, language: Language) -> Prose:
    """What the report only expects to be spent, with quote and place; empty if nothing."""
    budget = report.sure.tables["budget"]
    rows = budget[budget["phase"] == "estimate"]
    return _quoting("estimate_note", rows, language, _estimate_word)


def _estimate_word(quote: str) -> str:
    """The word by which a sentence says that it estimates, as it is printed there."""
    words = sorted(wordings("budget")["stages"]["estimate"], key=len, reverse=True)
    return next((word for word in words if word in quote), "")


def _quoting(
    name: str, rows: pd.DataFrame, language: Language, word_of: Callable[[str], str] = str
) -> Prose:
    notes = []
    for row in rows.drop_duplicates(["line", "quote"]).itertuples():
        place = label("page.place", language, page=row.page, line=row.line)
        link = refer(place, row.page, row.line, row.quote)
        words = {"quote": row.quote, "place": link, "word": word_of(str(row.quote))}
        notes.append(label_html(f"budget.prose.{name}", language, **words))
    if not notes:
        return Prose("", "")
    return paragraph(Markup("" if language == "zh" else " ").join(notes), "jixiao-note")


def indicators_opening(report: Report, language: Language) -> Prose:
    """How many promises were kept, and how many were not, and why."""
    indicators = report.sure.tables["indicators"]
    counts = {status: int((indicators["status"] == status).sum()) for status in STATUSES}
    share = kept_share(indicators)
    lead = label_html(
        "indicators.prose.lead",
        language,
        total=len(indicators),
        kept=Reference(str(counts["exceeded"] + counts["met"]), _section("exceeded")),
        share=share,
    )
    others = [
        label_html(
            f"indicators.prose.of_{status}", language, count=Reference(str(count), _section(status))
        )
        for status, count in counts.items()
        if count and status not in KEPT
    ]
    if others:
        gap, stop = ("", "。") if language == "zh" else (" ", ".")
        lead += Markup(gap) + _and(others, language) + stop
    return paragraph(lead, "lead")


def _and(parts: Sequence[Markup], language: Language) -> Markup:
    """Parts of a sentence in a row."""
    if language == "zh":
        return Markup("，").join(parts)
    *first, last = parts
    return Markup(" and ").join([Markup(", ").join(first), last]) if first else last


def _section(status: str) -> str:
    """The anchor of the indicators of a status, as the notebook names its cells."""
    return status.replace("_", "-")


def comparison_cover(reports: Sequence[Report], language: Language) -> Prose:
    """The title of a comparison and the department."""
    years = [report.year for report in reports]
    title = label("page.title.comparison", language, years=first_to_last(years, language))
    names = dict.fromkeys(report.department_name(language) for report in reports)
    lines = [
        line for report in reports for line in notices(report, "comparison", language, by_year=True)
    ]
    return heading(title, label("page.word.between", language).join(names), [], lines, language)


def comparison_opening(reports: Sequence[Report], language: Language) -> Prose:
    """Which years are on file, and what their budgets allow to say."""
    table = budgets(_tables(reports))
    years = [report.year for report in reports]
    words = _said_of_budgets(table, language)
    lead = label(
        "comparison.prose.lead",
        language,
        department=reports[-1].department_name(language),
        years=len(years),
        span=first_to_last(years, language),
        budgets=words,
    )
    followed = [
        label("comparison.prose.renamed", language, year=year, before=before, after=after)
        for year, before, after in renamings(reports)
    ]
    return paragraph(sentences([lead, *followed], language), "lead")


def _said_of_budgets(table: pd.DataFrame, language: Language) -> str:
    """What the rows of `analysis.compare.budgets` allow to say of the years together."""
    if table.empty:
        return label("comparison.prose.no_budget", language)
    first, last = table.iloc[0], table.iloc[-1]
    if len(table) == 1 and None in (first["approved_wan"], first["outturn_wan"]):
        return label("comparison.prose.one_partial", language, year=first["year"])
    if len(table) == 1:
        kinds = {"budget": "one_budget", "accounts": "one_accounts"}
        return label(
            f"comparison.prose.{kinds.get(first['source'], 'one_budget_document')}",
            language,
            year=first["year"],
            approved=number(first["approved_wan"]),
            outturn=number(first["outturn_wan"]),
        )
    key, what = "several_budgets", "outturn_wan"
    if set(table["source"]) == {"budget_document"}:
        key, what = "several_approved", "approved_wan"
    elif "budget_document" in set(table["source"]):
        key = "several_mixed"
    elif first["outturn_wan"] == last["outturn_wan"] is not None:
        key = "same_outturn"
    if None in (first[what], last[what]):
        key = "several_partial"
    return label(
        f"comparison.prose.{key}",
        language,
        count=len(table),
        first=first["year"],
        last=last["year"],
        first_outturn=number(first[what]),
        last_outturn=number(last[what]),
    )


def series_note(series: pd.DataFrame, language: Language) -> Prose:
    """How to read the chart of a series, and which measures it does not draw; or that there is
    nothing to compare.
    """
    if series.empty:
        return paragraph(label("comparison.prose.none", language), "jixiao-none")
    count = len(list(metrics(series)))
    drawn = min(len(list(metrics(that_changed(series)))), MOST_PANELS)
    words = [label("comparison.prose.how", language)] if drawn else []
    if rest := count - drawn:
        words.append(
            label(
                f"comparison.prose.drawn{'' if drawn else '_none'}",
                language,
                count=count,
                drawn=drawn,
                rest=rest,
            )
        )
    return paragraph(sentences(words, language), "jixiao-note")


def restated_note(reports: Sequence[Report], language: Language) -> Prose:
    """How many measures a report states with more than one figure."""
    tables = _tables(reports).values()
    count = sum(restated(t["outcomes"])["metric"].nunique() for t in tables if "outcomes" in t)
    key = "restated" if count else "no_restated"
    css = "" if count else "jixiao-none"
    return paragraph(label(f"comparison.prose.{key}", language, count=count), css)


def _tables(reports: Sequence[Report]) -> Mapping[int, Mapping[str, pd.DataFrame]]:
    return {report.year: report.sure.tables for report in reports}
