"""A view → what is shown of it: a table, a chart and a quote, side by side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..analysis.accounts import by_class
from ..analysis.compare import changes
from ..analysis.indicators import status_counts
from ..analysis.statement_rows import phase_of
from ..base.errors import Place, TableError
from ..catalogue.metrics import metric_name
from ..charts import accounts as account_charts
from ..charts import audit as audit_charts
from ..charts import compare as compare_charts
from ..charts import indicators as indicator_charts
from ..charts import rates as rate_charts
from ..charts.chart import Chart
from ..charts.search import hits_by_page
from ..frame.text import Prose
from ..labels import label
from ..report import Report
from ..tables.html import HtmlTable
from . import quote, rows, select
from .report_cache import ReportCache
from .search import search
from .view import EVERY, View

NO_QUOTE = Prose("", "")  # where there is no row that could be chosen


@dataclass(frozen=True)
class Panes:
    """What a view shows. `found`: one line that says how much there is; `choices`: the rows of the
    table, in words, of which one can be chosen; `quote`: the report's words for the chosen one.
    """

    found: str
    table: HtmlTable
    chart: Chart | None
    choices: tuple[str, ...]
    quote: Prose


def panes(cache: ReportCache, view: View) -> Panes:
    """What is shown of `view`. Where its table is not on file, lacks what the view needs, or nothing
    is left, it says so: a control cannot show an error.

    Raises RequestError for a department or year that is not on file.
    """
    report = cache.report(view.department, view.year)
    needed = {"promises": "indicators", "budget": "budget", "accounts": "statements"}.get(
        view.subject
    )
    report = report.with_table(needed) if needed else report
    no_text = view.subject in ("findings", "text") and report.document is None
    if no_text or (needed and needed not in report.tables):
        return _nothing(label("explore.found.missing", view.language, year=view.year), view)
    try:
        shown = _SUBJECTS[view.subject](cache, report, view)
    except TableError as error:
        return _nothing(error.words(view.language), view)
    return shown if shown.choices else replace(shown, quote=NO_QUOTE)


def _nothing(words: str, view: View) -> Panes:
    return Panes(words, HtmlTable("", words), None, (), NO_QUOTE)


def _promises(cache: ReportCache, report: Report, view: View) -> Panes:
    every = report.sure.tables["indicators"]
    kept = select.promises(every, view)
    chart = None
    if len(kept):
        by = "task_no" if view.task == EVERY else "level3"
        chart = indicator_charts.status(status_counts(kept, by), kept, view.language)
    choices = tuple(f"{row.seq} {row.name} · {row.page}" for row in kept.itertuples())
    chosen = _chosen(kept, view)
    said = quote.nothing(view.language)
    if chosen is not None:
        said = quote.passage(report, chosen["line"], chosen["line_end"], view.language)
    found = _found(view, len(kept), len(every))
    return Panes(found, rows.promises(kept, view.language), chart, choices, said)


def _budget(cache: ReportCache, report: Report, view: View) -> Panes:
    figures = report.sure.tables["budget"]
    kept = select.budget(figures, view)
    chart = rate_charts.execution(kept, view.language) if len(kept) else None
    names = [label(f"items.{item}", view.language) for item in kept["item"]]
    chosen = _chosen(kept, view)
    places = []
    if chosen is not None:
        own = figures[figures["item"] == chosen["item"]]
        places = [(Place(row.page, row.line), str(row.quote)) for row in own.itertuples()]
    said = quote.passages(report, places, view.language)
    found = _found(view, len(kept), len(select.budget(figures, view.with_(tolerance=0, words=""))))
    return Panes(found, rows.rates(kept, view.language), chart, tuple(names), said)


def _accounts(cache: ReportCache, report: Report, view: View) -> Panes:
    report = report.with_table("statements")
    statements = report.sure.tables["statements"]
    every, phase = by_class(statements), phase_of(statements)
    kept = select.accounts(every, view)
    chart = account_charts.by_class(kept, phase, view.language, every) if len(kept) else None
    choices = tuple(f"{row.classification} {row.name}" for row in kept.itertuples())
    chosen = _chosen(kept, view)
    said = quote.nothing(view.language)
    if chosen is not None:
        said = quote.passage(report, chosen["line"], chosen["line"], view.language)
    found = _found(view, len(kept), len(every))
    return Panes(found, rows.classes(kept, phase, view.language), chart, choices, said)


def _findings(cache: ReportCache, report: Report, view: View) -> Panes:
    result = cache.audit(view.department, view.year)
    numbered = select.numbered(result, view)
    kept = select.findings(result, view)
    chart = audit_charts.by_page(kept, report.page_count, view.language) if numbered else None
    choices = tuple(
        f"{number} {finding.message[view.language]}" for number, finding in numbered.items()
    )
    places = []
    if view.chosen < len(kept.findings):
        evidence = kept.findings[view.chosen].evidence
        places = [(Place(item.page, item.line), item.quote) for item in evidence]
        if evidence and evidence[0].document:
            report = report.of(evidence[0].document)
    said = quote.passages(report, places, view.language)
    found = _found(view, len(kept.findings), len(result.findings))
    return Panes(found, rows.findings(numbered, view.language), chart, choices, said)


def _outcomes(cache: ReportCache, report: Report, view: View) -> Panes:
    series = cache.series(view.department, view.years)
    names = [metric_name(row.metric, row.name, view.language) for row in series.itertuples()]
    kept = select.outcomes(series, names, view)
    breaks = cache.breaks(view.department)
    chart = compare_charts.small_multiples(kept, breaks, view.language) if len(kept) else None
    choices = tuple(
        f"{metric_name(row.metric, row.name, view.language)} · {row.period} · {row.printed}"
        for row in kept.itertuples()
    )
    chosen = _chosen(kept, view)
    said = quote.nothing(view.language)
    if chosen is not None:
        said = _outcome_quote(cache, view, chosen)
    found = _found(view, len(kept), len(series))
    compared = changes(kept, view.year) if len(kept) else kept.assign(change_pct=[])
    table = rows.outcomes(compared, view.year, view.language)
    return Panes(found, table, chart, choices, said)


def _outcome_quote(cache: ReportCache, view: View, row: dict[str, Any]) -> Prose:
    """The line of the report for a figure of its own year; the address of one published elsewhere."""
    source = cache.report(view.department, int(row["year"]))
    if row["page"] is None:
        named = {entry["name"]: entry for entry in source.sources}
        entry = named.get(row["source"], {"title": row["source"], "path": ""})
        return quote.published(entry["title"], entry["path"], row["printed"], view.language)
    source = source.with_table("outcomes")
    outcomes = source.tables["outcomes"]
    same = outcomes[(outcomes["metric"] == row["metric"]) & (outcomes["printed"] == row["printed"])]
    places = [(Place(found.page, found.line), str(found.quote)) for found in same.itertuples()]
    return quote.passages(source, places, view.language)


def _text(cache: ReportCache, report: Report, view: View) -> Panes:
    hits = search(report.document, view.words)
    chart = hits_by_page(hits, report.page_count, view.language) if len(hits) else None
    choices = tuple(
        f"{label('page.place', view.language, page=row.page, line=row.line)} {row.found}{row.after}"
        for row in hits.itertuples()
    )
    chosen = _chosen(hits, view)
    said = quote.nothing(view.language)
    if chosen is not None:
        said = quote.passage(report, chosen["line"], chosen["line_end"], view.language)
    key = "hits" if view.words.strip() else "no_words"
    found = label(
        f"explore.found.{key}",
        view.language,
        count=len(hits),
        pages=hits["page"].nunique(),
        words=view.words.strip(),
    )
    return Panes(found, rows.hits(hits, view.language), chart, choices, said)


def _found(view: View, shown: int, every: int) -> str:
    key = "rows" if shown else "none"
    return label(f"explore.found.{key}", view.language, shown=shown, every=every)


def _chosen(kept: pd.DataFrame, view: View) -> dict[str, Any] | None:
    """The row whose quote is shown; None where the selection is shorter."""
    if view.chosen >= len(kept):
        return None
    row: dict[str, Any] = kept.iloc[view.chosen].to_dict()
    return row


_SUBJECTS: dict[str, Callable[[ReportCache, Report, View], Panes]] = {
    "promises": _promises,
    "budget": _budget,
    "accounts": _accounts,
    "findings": _findings,
    "outcomes": _outcomes,
    "text": _text,
}
