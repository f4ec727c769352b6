"""The words of the page of final accounts."""

from __future__ import annotations

from typing import Any

from ..analysis.accounts import totals
from ..base.language import Language
from ..extract.statements import statements_narrative
from ..labels import label, label_html
from ..labels.links import Reference, refer
from ..labels.numbers import number
from ..report import Report
from .text import Prose, paragraph

_SHOWN = 6  # numbers that were not read: the page of the audit has the rest


def accounts_opening(report: Report, language: Language) -> Prose:
    """What came in, what was spent on what, and what is left."""
    rows = totals(report.tables["statements"])
    lead = label_html(
        "accounts.prose.lead",
        language,
        department=report.department_name(language),
        year=report.year,
        income=_linked(rows["income"]),
        spent=_linked(rows["expenditure"]),
        basic=_linked(rows["basic"]),
        project=_linked(rows["project"]),
        left=_linked(rows["closing"]),
    )
    return paragraph(lead, "lead")


def unread_note(report: Report, language: Language) -> Prose:
    """Which numbers of the narrative were not read."""
    if report.document is None:
        return paragraph(label("page.index.no_audit", language), "jixiao-note")
    unread = [
        item.quote
        for item in statements_narrative(report.document, report.tables["statements"]).unread
        if item.reason not in ("date or numbering", "part of a name")
    ]
    if not unread:
        return paragraph(label("accounts.prose.all_read", language), "jixiao-note")
    shown = ["，" if language == "zh" else ", "] * (2 * min(len(unread), _SHOWN) - 1)
    links: list[str | Reference] = list(shown)
    links[::2] = [refer(q.text, q.start.page, q.start.line) for q in unread[:_SHOWN]]
    words = label("accounts.prose.unread", language, count=len(unread), quotes="\0")
    before, after = words.split("\0")
    return paragraph([before, *links, "…" if len(unread) > _SHOWN else "", after], "jixiao-note")


def _linked(row: Any | None) -> str | Reference:
    if row is None:
        return number(None)
    return refer(number(row["wan"]), row["page"], row["line"], row["quote"])
