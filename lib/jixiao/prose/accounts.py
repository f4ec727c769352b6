"""The words of the page of final accounts or of a budget."""

from __future__ import annotations

import re

import pandas as pd
from markupsafe import Markup

from ..analysis.accounts import totals
from ..analysis.statement_rows import NARRATIVE, money, phase_of
from ..audit.accounts import family_of_report
from ..base.amounts import fold
from ..base.language import Language
from ..check.numbers import State, numbers
from ..extract.statements import statements_narrative
from ..frame.text import Prose, paragraph
from ..labels import label, label_html
from ..labels.links import Reference, refer
from ..labels.numbers import number
from ..report import Report
from ..schema.rows import AmountRow
from ..source.passage import Passage

_SHOWN = 6  # numbers that were not read: the page of the audit has the rest
_LAST_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?$")


def accounts_opening(report: Report, language: Language) -> Prose:
    """What came in or is budgeted, what for, and what is left; what is not printed is not said."""
    statements = report.sure.tables["statements"]
    rows, phase = totals(statements), phase_of(statements)
    who = {"department": report.department_name(language), "year": report.year}
    said = []
    if rows["income"] is not None or rows["expenditure"] is not None:
        key = "both"
        for name, alone in (("income", "spent_only"), ("expenditure", "income_only")):
            key = alone if rows[name] is None else key
        money = {"income": _linked(rows["income"]), "spent": _linked(rows["expenditure"])}
        said.append(label_html(f"accounts.prose.lead_{phase}_{key}", language, **who, **money))
    else:
        said.append(label_html("accounts.prose.lead_none", language, **who))
    if rows["basic"] is not None and rows["project"] is not None:
        parts = {"basic": _linked(rows["basic"]), "project": _linked(rows["project"])}
        said.append(label_html("accounts.prose.parts", language, **parts))
    if phase == "outturn" and rows["closing"] is not None:
        said.append(label_html("accounts.prose.left", language, left=_linked(rows["closing"])))
    if phase == "approved" and (change := _change(statements)) is not None:
        direction = "more" if change.wan > 0 else "less" if change.wan < 0 else "same"
        amount = refer(number(abs(change.wan)), change.page, change.line, change.quote)
        what = label(f"accounts.changed.{_changed(change)}", language)
        said.append(label_html(f"accounts.prose.{direction}", language, amount=amount, what=what))
    return paragraph(Markup("" if language == "zh" else " ").join(said), "lead")


def _changed(change: AmountRow) -> str:
    """What a change of `_change` is of."""
    side = "income" if change.item.split(".")[-1] in ("income", "current_year") else "expenditure"
    return side if change.fund == "all" else f"{side}_{change.fund}"


def _change(statements: pd.DataFrame) -> AmountRow | None:
    """By how much the narrative says that all expenditure, or income, is more than the year before."""
    said = money(statements, NARRATIVE, "change")
    said = said[(said["base"] == "previous") & said["classification"].isna()]
    for fund, item in (
        ("all", "expenditure"),
        ("all", "total.expenditure"),
        ("all", "income.current_year"),
        ("all", "total.income"),
        ("fiscal", "expenditure"),
    ):
        rows = said[(said["fund"] == fund) & (said["item"] == item)]
        if len(rows):
            first: AmountRow = next(rows.itertuples())
            return first
    return None


def unread_note(report: Report, language: Language) -> Prose:
    """Which numbers of the narrative were not read, by the ledger that the cover counts from too."""
    if report.document is None:
        return paragraph(label("accounts.prose.no_text", language), "jixiao-note")
    statements = report.tables["statements"]
    narrative = statements_narrative(report.document, statements, family_of_report(report))
    left = {(item.line, item.printed) for item in numbers(report) if item.state == State.UNREAD}
    unread = [item.quote for item in narrative.unread if _number(item.quote) in left]
    if not unread:
        return paragraph(label("accounts.prose.all_read", language), "jixiao-note")
    once = list({quote.text: quote for quote in reversed(unread)}.values())[::-1]
    links: list[str | Reference] = []
    for quote in once[:_SHOWN]:
        links += [", "] if links and language == "en" else []
        links += ["“", refer(quote.text, quote.start.page, quote.start.line), "”"]
    words = label("accounts.prose.unread", language, count=len(unread), quotes="\0")
    before, after = words.split("\0")
    if len(once) > _SHOWN:
        after = label("page.word.and_others", language) + after
    return paragraph([before, *links, after], "jixiao-note")


def _number(quote: Passage) -> tuple[int, str]:
    """Line and number with which the words end."""
    found = _LAST_NUMBER.search(fold(quote.text))
    return quote.end.line, found[0] if found else ""


def _linked(row: AmountRow | None) -> str | Reference:
    if row is None:
        return number(None)
    return refer(number(row.wan), row.page, row.line, row.quote)
