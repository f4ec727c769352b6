"""The cover of a report's pages: who, which year, the numbers that matter, and the source."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ..analysis.accounts import totals
from ..analysis.budget import approved_item, known_execution, place_of
from ..analysis.indicators import kept_share, measured
from ..analysis.statement_rows import one_document, phase_of
from ..audit.findings import AuditResult
from ..base.amounts import percent, places_of, rounded
from ..base.language import Language
from ..frame.text import Card, Prose, heading
from ..labels import label
from ..labels.links import Content, Reference, refer
from ..labels.numbers import MISSING, exact, number, per_cent
from ..labels.pages import page_list
from ..labels.ranks import SEVERITIES
from ..labels.sentences import grade_name, within_sentence
from ..report import Report
from ..report.by_hand import is_by_hand
from .reliance import reliance

_OWN_CARDS = ("indicators", "audit")  # pages that do not open with the budget's cards
NOTES, SUMMARY, SOURCE = "audit-notes", "summary", "source"  # anchors on the pages


def cover(
    report: Report, notebook: str, language: Language, result: AuditResult | None = None
) -> Prose:
    """The title of a report's page, approved, outturn, both execution rates (on the page of indicators
    how many were kept, on that of the audit neither), score and grade, the findings of `result` by severity, and where the
    figures come from.

    What is not on file has no card.
    """
    title = label(f"page.title.{title_of(report, notebook)}", language, year=report.year)
    own = [] if notebook in _OWN_CARDS else _money(report, language)
    if notebook == "indicators":
        own = _promises(report, language)
    cards = [*own, *_score(report, language)]
    if result is not None:
        cards.append(_findings(result, SUMMARY if notebook == "audit" else NOTES, language))
    lines = [*source_lines(report, language), *notices(report, notebook, language)]
    return heading(title, report.department_name(language), cards, lines, language)


def title_of(report: Report, notebook: str) -> str:
    """The key of a page's title: the page of statements is of final accounts or of a budget."""
    if notebook == "accounts" and phase_of(report.tables["statements"]) == "approved":
        return "approved"
    return notebook


def notices(
    report: Report, notebook: str, language: Language, *, by_year: bool = False
) -> list[list[str | Reference]]:
    """What a reader of `notebook` must know of the tables: characters that were recognised, figures
    that are not shown, cells that were changed. `by_year`: the page holds several years' texts; each
    line says of which it is.
    """
    lines: list[list[str | Reference]] = []
    if report.document and report.document.recognised:
        pages = page_list(report.document.recognised, language, None)
        lines.append([label("page.cover.recognised", language, pages=pages)])
    lines += reliance(report, notebook, language, by_year=by_year)
    for judgement in report.judgements:
        lines.append(
            [
                label(
                    f"page.cover.{'judged' if judgement.applied else 'judged_not_found'}",
                    language,
                    row=judgement.row,
                    indicator=judgement.indicator,
                    status=label(f"indicators.status.{judgement.status}", language),
                    reason=judgement.reason,
                    name=judgement.name,
                    date=judgement.date,
                )
            ]
        )
    for change in report.corrections:
        lines.append(
            [
                label(
                    "page.cover.corrected",
                    language,
                    table=change.table,
                    row=change.row,
                    column=change.column,
                    old=change.old or MISSING,
                    new=change.new or MISSING,
                    reason=change.reason,
                    name=change.name,
                    date=change.date,
                )
            ]
        )
    return [_of_year(line, report.year, language) for line in lines] if by_year else lines


def _of_year(line: list[str | Reference], year: int, language: Language) -> list[str | Reference]:
    first, *rest = line
    begins = first if isinstance(first, Reference) else within_sentence(first)
    return [label("page.cover.of_year", language, year=year), begins, *rest]


def linked(report: Report, item: str, phase: str, words: str) -> str | Reference:
    """`words` leading to where the report prints that figure."""
    place = place_of(report.sure.tables["budget"], item, phase)
    return refer(words, *place) if place else words


def rate(report: Report, base: str, words: str) -> str | Reference:
    """`words` leading to where the report prints its own execution rate of `base`."""
    for item in ("expenditure", "income"):
        if place := place_of(report.sure.tables["budget"], item, "rate", base):
            return refer(words, *place)
    return words


def _money(report: Report, language: Language) -> list[Card]:
    if "budget" not in report.tables:
        return _accounts(report, language) if "statements" in report.tables else []
    budget = report.sure.tables["budget"]
    rates = known_execution(budget)
    if not rates:
        return []
    whole = approved_item(budget)
    approved = linked(report, whole, "approved", number(rates["approved_wan"]))
    outturn = linked(report, "expenditure", "outturn", number(rates["outturn_wan"]))
    cards = [
        Card(approved, label("budget.prose.approved", language)),
        Card(outturn, label("budget.prose.outturn", language)),
    ]
    for base in ("approved", "revised"):
        value = rates[f"of_{base}_pct"]
        words = per_cent(number(value), language)
        said = label(f"budget.prose.of_{base}", language)
        item, printed = _printed_rate(report, base)
        if printed is not None and value is not None and not _same(value, printed):
            shown = per_cent(exact(printed), language)
            said = label(f"budget.prose.rate_printed_{item}", language, words=said, printed=shown)
        cards.append(Card(rate(report, base, words), said))
    return cards


def _promises(report: Report, language: Language) -> list[Card]:
    indicators = report.sure.tables["indicators"]
    return [
        Card(
            per_cent(str(kept_share(indicators)), language),
            label("indicators.prose.kept", language),
        ),
        Card(str(len(indicators)), label("indicators.prose.total", language)),
        Card(str(len(measured(indicators))), label("indicators.prose.measured", language)),
    ]


def _same(value: Decimal, printed: Decimal) -> bool:
    """Whether a rate comes out as it is printed, with as many places."""
    return rounded(value, places_of(printed)) == printed


def _printed_rate(report: Report, base: str) -> tuple[str, Decimal | None]:
    """The report's own execution rate of `base`, to which `rate` leads, and of which item it is."""
    budget = report.tables["budget"]
    for item in ("expenditure", "income"):
        rows = budget[(budget["item"] == item) & (budget["phase"] == "rate")]
        rows = rows[rows["base"] == base]
        if len(rows):
            return item, rows.iloc[0]["value"]
    return "", None


def _accounts(report: Report, language: Language) -> list[Card]:
    """Income and expenditure, what share of it was basic, and how much of its budget was spent.

    What is not printed has no card.
    """
    statements = one_document(report.sure.tables["statements"])
    rows, phase = totals(statements), phase_of(statements)
    wan = {name: None if row is None else row.wan for name, row in rows.items()}
    cards = []
    for name in ("income", "expenditure"):
        if (row := rows[name]) is not None:
            linked = refer(number(wan[name]), row.page, row.line, row.quote)
            cards.append(Card(linked, label(f"accounts.card.{name}_{phase}", language)))
    for part, whole, words in (
        ("basic", "expenditure", "basic_share"),
        ("general", "approved", "execution"),
    ):
        if (share := percent(wan[part], wan[whole])) is not None:
            cards.append(
                Card(per_cent(number(share), language), label(f"accounts.prose.{words}", language))
            )
    return cards


def _score(report: Report, language: Language) -> list[Card]:
    about = report.about
    if not (score := about.get("self_score")):
        return []
    grade = _quoted(
        grade_name(str(about.get("grade", MISSING)), language), about.get("grade_quote")
    )
    words: list[str | Reference] = [label("page.cover.score", language), " ", grade]
    return [Card(_quoted(str(score), about.get("self_score_quote")), words)]


def _quoted(words: str, place: Mapping[str, Any] | None) -> str | Reference:
    return refer(words, place["page"], place["line"], place["quote"]) if place else words


def _findings(result: AuditResult, anchor: str, language: Language) -> Card:
    counts: list[str | Reference] = []
    for severity in SEVERITIES:
        counts.append(" / " if counts else "")
        counts.append(Reference(str(result.count(severity)), anchor))
    names = " / ".join(label(f"audit.severity.{name}", language) for name in SEVERITIES)
    return Card(counts, label("page.cover.findings", language, severities=names))


def source_lines(report: Report, language: Language) -> list[Content]:
    """The published files that the page is about: of a whole year there may be several."""
    lines: list[Content] = []
    for document in report.documents.values():
        sources = document.descriptor["sources"]
        source = next((s for s in sources if s["name"] == "report"), None)
        if source is None:
            continue
        if is_by_hand(document.descriptor):
            lines.append([label("page.cover.by_hand", language)])
            continue
        words = label("page.cover.source", language)
        title = Reference(source["title"], SOURCE)
        rest = []
        if "date" in source:
            rest.append(label("page.cover.date", language, date=source["date"]))
        rest.append(label("page.cover.checksum", language, sha256=str(source["sha256"])[:12]))
        lines.append([words, title, *rest])
    return lines
