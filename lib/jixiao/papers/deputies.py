"""What goes into the deputies' sheet: two pages for someone who has never seen a budget."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from ..analysis.budget_items import PHASES
from ..analysis.indicators import KEPT
from ..analysis.reasons import of_the_cut, of_the_whole, reasons
from ..audit.findings import AuditResult
from ..base.language import Language
from ..base.width import columns_of
from ..labels import label
from ..labels.numbers import number
from ..labels.ranks import STATUSES
from ..report import Report
from ..report.documents import COLUMN
from .given import StatedAmount, stated_amounts
from .ledger import ledger, unread_share
from .places import evidence_place, place_words
from .plain import plain
from .questions import MOST, Question, questions, quoted

_REASONS, _PROMISES = 3, 6
_WORDS, _MESSAGE = 70, 200  # characters of a quote, and of what was found
_WORST_FIRST = ("contradicted", "missed", "in_progress", "unsupported", "not_assessable")
_HAN, _NAMED = re.compile("[\u4e00-\u9fff]"), 4  # characters of a name
_OF_ONE_ANSWER = 2  # promises that are answered by the same words
_LINES, _ROWS, _COLUMNS = 23, 10, 74  # of the first page: below the table, in it, and in a line
_TERMS = ("approved", "revised", "outturn", "target", "wan")


def deputies_values(report: Report, result: AuditResult, language: Language) -> dict[str, Any]:
    """The fields of the template of the deputies' sheet. `result`: the audit of the report."""
    amounts = stated_amounts(report)
    asked = questions(result, amounts)
    why = _reasons(report, language)
    lead = _promises_lead(report, language)
    room = _LINES - (len(amounts) - _ROWS) * 5 // 4 - _lines([*why, lead])
    between = "、" if language == "zh" else ", "
    return {
        "department": plain(report.department_name(language)),
        "year": report.year,
        "lead": _lead(amounts, language),
        "figures": [_figure(report, amount, language) for amount in amounts],
        "reasons": why,
        "no_reason": "" if why else label("papers.deputies.why_none", language),
        "promises_lead": lead,
        "promises": _fitting(_promises(report, language), room),
        "questions_head": _questions_head(asked, language),
        "questions": [
            _question(report, at, one, language) for at, one in enumerate(asked, start=1)
        ],
        "no_question": "" if asked else _no_question(result, language),
        "terms": [
            {
                "name": label(f"papers.deputies.word.{term}", language),
                "means": label(f"papers.deputies.word.{term}_means", language),
            }
            for term in _TERMS
        ],
        "source": label(
            "papers.deputies.source",
            language,
            documents=between.join(_sources(report, asked, language)),
        ),
        "unread": _unread(report, language),
    }


def _sources(report: Report, asked: list[Question], language: Language) -> list[str]:
    """The documents of the year, and those of another year that a question quotes."""
    own = [label(f"page.document.{name}", language) for name in report.documents]
    quotes = [item for question in asked for item in quoted(question)]
    others = {
        (i.year, i.document) for i in quotes if i.document and i.year not in (None, report.year)
    }
    return own + [
        label(
            "papers.deputies.of_year",
            language,
            year=year,
            document=label(f"page.document.{name}", language),
        )
        for year, name in sorted(others)
    ]


def _lines(texts: list[str]) -> int:
    """How many lines of the first page they take."""
    return sum(-(-columns_of(text) // _COLUMNS) for text in texts)


def _fitting(texts: list[str], room: int) -> list[str]:
    """The first of `texts`, as far as `room` lines hold them."""
    return [text for at, text in enumerate(texts) if _lines(texts[: at + 1]) <= room]


def _lead(amounts: list[StatedAmount], language: Language) -> str:
    by_key = {amount.key: number(amount.value) for amount in reversed(amounts)}
    for key, needed in (
        ("evaluation", PHASES),
        ("accounts_both", ("outturn", "basic", "project")),
        ("accounts", ("outturn",)),
        ("budget", ("approved",)),
    ):
        if all(name in by_key for name in needed):
            values = {name: by_key[name] for name in needed}
            return label(f"papers.deputies.lead.{key}", language, **values)
    return label("papers.deputies.lead.none", language)


def _figure(report: Report, amount: StatedAmount, language: Language) -> dict[str, str]:
    signed = amount.key.startswith("change")
    shown = number(amount.value, signed=signed)
    if amount.rate:
        shown = label("papers.deputies.yuan", language, amount=shown)
    return {
        "name": label(f"papers.deputies.figure.{amount.key}", language),
        "amount": shown,
        "place": _where(report, amount, language),
    }


def _where(report: Report, amount: StatedAmount, language: Language) -> str:
    if amount.place is None:
        return label("papers.place.computed", language)
    document = None if amount.document == report.primary else amount.document
    return place_words(report, *amount.place, document, language)


def _reasons(report: Report, language: Language) -> list[str]:
    """What the department itself says of its money: why less, else why it changed."""
    found = []
    for name, document in report.documents.items():
        if document.text is None:
            continue
        rows = reasons(report.of(name))
        whole = of_the_whole(rows)
        # Accounts explain many classes; what they say of all their money comes first.
        chosen = of_the_cut(rows) if whole.empty or "budget" in document.tables else whole
        own = None if name == report.primary else name
        found += [
            label(
                "papers.deputies.reason",
                language,
                what=plain(row.what, 60),
                words=plain(row.words, _WORDS),
                place=place_words(report, int(row.page), int(row.line), own, language),
            )
            for row in chosen.itertuples()
        ]
    return found[:_REASONS]


def _indicators(report: Report) -> pd.DataFrame | None:
    """The indicators that have a status; None where there are none."""
    if "indicators" not in report.tables:
        return None
    rows = report.sure.tables["indicators"]
    rows = rows[rows["status"].notna()]
    return None if rows.empty else rows


def _promises_lead(report: Report, language: Language) -> str:
    rows = _indicators(report)
    if rows is None:
        return label("papers.deputies.promised_none", language)
    counts = {status: int((rows["status"] == status).sum()) for status in STATUSES}
    kept = sum(counts[status] for status in KEPT)
    if kept == len(rows):
        return label("papers.deputies.promised_all", language, total=len(rows))
    between = "、" if language == "zh" else ", "
    parts = between.join(
        label(
            "papers.deputies.part",
            language,
            count=counts[status],
            status=_status(status, language),
        )
        for status in _WORST_FIRST
        if counts[status]
    )
    return label(
        "papers.deputies.promised_lead",
        language,
        total=len(rows),
        kept=kept,
        rest=len(rows) - kept,
        parts=parts,
    )


def _status(status: str, language: Language) -> str:
    words = label(f"indicators.status.{status}", language)
    return words if language == "zh" else words.lower()


def _promises(report: Report, language: Language) -> list[str]:
    rows = _indicators(report)
    if rows is None:
        return []
    chosen = [row for row in rows.to_dict("records") if row["status"] not in KEPT]
    chosen.sort(
        key=lambda row: (
            len(_HAN.findall(row["name"]))
            < _NAMED,  # a cell that holds a figure alone names nothing
            _WORST_FIRST.index(row["status"]),
            -(row["weight"] or 0),
        )
    )
    found: list[str] = []
    answers: dict[str, int] = {}
    for row in chosen:
        actual = plain(row["actual"] or "", _WORDS)
        answers[actual] = answers.get(actual, 0) + 1
        if answers[actual] > _OF_ONE_ANSWER or len(found) == _PROMISES:
            continue
        document = None if row[COLUMN] == report.primary else str(row[COLUMN])
        key = "promise" if row["target"] else "promise_bare"
        values = {
            "name": plain(row["name"], 40),
            "target": plain(row["target"] or "", 50),
            "actual": actual,
            "place": place_words(report, row["page"], row["line"], document, language),
        }
        if not row["actual"]:
            key = "unreported"
        found.append(label(f"papers.deputies.{key}", language, **values))
    return found


def _questions_head(asked: list[Question], language: Language) -> str:
    if not asked:
        return label("papers.deputies.questions_no", language)
    key = "questions" if len(asked) == MOST else "questions_few"
    return label(f"papers.deputies.{key}", language, count=len(asked))


def _no_question(result: AuditResult, language: Language) -> str:
    """Why nothing is asked: nothing was found, or nothing that a meeting would ask about."""
    if count := len(result.numbered):
        return label("papers.deputies.questions_small", language, count=count)
    return label("papers.deputies.questions_none", language)


def _question(report: Report, at: int, question: Question, language: Language) -> dict[str, Any]:
    amount = number(question.amount) if question.amount is not None else ""
    values = {"amount": amount} if amount else {}
    between = "；" if language == "zh" else "; "
    if question.finding is None:
        background = ""
        figures = between.join(
            label(
                "papers.deputies.from_figure",
                language,
                name=label(f"papers.deputies.figure.{one.key}", language),
                amount=number(one.value),
                place=_where(report, one, language),
            )
            for one in question.stated
        )
        seen = label("papers.deputies.from_figures", language, figures=figures)
    else:
        background = plain(question.finding.message[language], _MESSAGE)
        quotes = between.join(
            label(
                "papers.deputies.seen_quote",
                language,
                quote=plain(item.quote, _WORDS),
                place=evidence_place(report, item, language),
            )
            for item in quoted(question)
        )
        seen = label("papers.deputies.seen", language, quotes=quotes)
    return {
        "number": at,
        "ask": label(f"papers.question.{question.key}", language, **values),
        "background": background,
        "seen": seen,
    }


def _unread(report: Report, language: Language) -> str:
    lines = ledger(report)
    count = sum(line.unread for line in lines)
    if not count:
        return ""
    share = number(unread_share(lines))
    return label("papers.deputies.unread", language, count=count, share=share)
