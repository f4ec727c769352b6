"""The line of a report in the index: what is computed of it, once when it is read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ..analysis.budget import execution
from ..analysis.departments import main_amounts
from ..analysis.indicators import status_counts
from ..audit import audit_report
from ..base.amounts import percent
from ..base.language import Language
from ..labels import label
from ..labels.numbers import MISSING, number, per_cent
from ..labels.ranks import SEVERITIES, STATUSES
from ..labels.sentences import series
from ..report import Report
from ..report.documents import PUBLISHED
from ..report.readings import any_recognised
from .index_lines import CELLS, IndexLine, Link


def entry(report: Report, links: Sequence[Link], language: Language) -> IndexLine:
    """The line of `report`. What is not on file has a dash, never 0."""
    cells = dict.fromkeys(CELLS, MISSING)
    rates: dict[str, str] = {}
    totals: dict[str, int] = {}
    counts: list[tuple[str, int, str]] = []
    budget = report.sure.tables.get("budget")
    found = {} if budget is None else execution(budget)
    if any(amount is not None for amount in found.values()):
        cells["approved"] = number(found["approved_wan"])
        cells["outturn"] = number(found["outturn_wan"])
        for base in ("approved", "revised"):
            rate = found[f"of_{base}_pct"]
            cells[f"of_{base}"] = per_cent(number(rate), language)
            rates[base] = "" if rate is None else str(rate)
        rates = rates if any(rates.values()) else {}
    elif read := main_amounts(report.sure.tables):  # final accounts, or a budget
        source, amounts = read
        cells["outturn"] = number(amounts["outturn_wan"])
        if source == "budget_document":  # the approved budget of final accounts is of a part
            cells["approved"] = number(amounts["approved_wan"])
        if (rate := amounts["of_approved_pct"]) is not None:
            cells["of_approved"] = per_cent(number(rate), language)
        if rate is not None and source == "accounts":
            cells["of_what"] = label("page.index.of_general", language)
    if score := report.about.get("self_score"):
        cells["score"] = f"{score} {report.about.get('grade', '')}".strip()
    indicators = report.sure.tables.get("indicators")
    if indicators is not None and len(judged := indicators[indicators["status"].notna()]):
        row = status_counts(judged).iloc[0]  # a target without a result is neither kept nor missed
        counts = [
            (status, int(row[status]), label(f"indicators.status.{status}", language))
            for status in STATUSES
            if row[status]
        ]
        totals["promises"] = int(row["total"])
        totals["kept"] = int(row["exceeded"]) + int(row["met"])
        share = percent(Decimal(totals["kept"]), Decimal(totals["promises"]), 0)
        cells["promises"] = label("page.index.kept", language, share=share, **totals)
    if report.document is not None and (result := audit_report(report)).ledger:
        cells["findings"] = " / ".join(str(result.count(severity)) for severity in SEVERITIES)
        totals["findings"] = len(result.findings)
    names = [
        label(f"page.document.{name}", language)
        for name, document in report.documents.items()
        if document.tables or document.text
    ]
    cells["on_file"] = series(names, language) or MISSING
    if any_recognised(report.tables):
        cells["recognised"] = label("page.index.recognised", language)
    alone = all(name == PUBLISHED for name in report.documents)
    named = report.department_name(language)
    return IndexLine(report.year, cells, counts, links, rates, totals, named, alone)
