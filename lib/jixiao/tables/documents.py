"""Tables of the notebook of documents: the figures of a year in every document that states them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import pandas as pd

from ..analysis.budget_items import PHASES
from ..analysis.occurrences import BALANCE, Occurrence
from ..analysis.side_by_side import Line, Source, frame_of_lines, sources_of
from ..audit.findings import AuditResult, Finding, ordered
from ..base.language import Language
from ..catalogue.codes import class_name
from ..labels import has_label, label
from ..labels.document_names import document_name
from ..labels.items import item_name
from ..labels.links import Content, Reference, refer
from ..labels.numbers import MISSING, exact
from ..labels.statement_names import item_of_statement, statement_key
from ..report import Report
from .audit import FindingRow
from .html import HtmlColumn, HtmlTable, render

_SHOWN = 60  # lines that stand open
_STATUS = {"differs": "contradicted", "not_held": "not_assessable", "same": "met"}  # shown so
_FUNDS = ("all", "fiscal", "general")


class _LineRow(Protocol):
    """A row of `analysis.side_by_side.frame_of_lines`."""

    first: Occurrence
    cells: dict[Source, list[Occurrence]]
    verdict: str


class _Stated(Protocol):
    """A row with one figure where a document states it."""

    one: Occurrence


def side_by_side(lines: Sequence[Line], year: int, language: Language) -> HtmlTable | None:
    """One line a figure, what differs first, one column a document; None where nothing is stated twice."""
    if not lines:
        return None
    rows = sorted(lines, key=_order)
    columns = [
        *_of_figure(language),
        HtmlColumn(
            _heading("verdict", language),
            lambda row: label(f"documents.verdict.{row.verdict}", language),
            status=lambda row: _STATUS[row.verdict],
            choice=True,
        ),
        *(_of_document(source, year, language) for source in sources_of(lines)),
    ]
    caption = label("documents.table.side_by_side", language)
    return render(frame_of_lines(rows), columns, caption, language, fold=len(rows) > _SHOWN)


def places(lines: Sequence[Line], language: Language) -> HtmlTable | None:
    """Every place of the figures of `lines`: a row a place, in the order of the figures; folded away."""
    found = [one for line in lines for cell in line.cells.values() for one in cell]
    if not found:
        return None
    columns: list[HtmlColumn[_Stated]] = [
        HtmlColumn(
            _heading("figure", language), lambda row: figure_name(row.one, language), css="name"
        ),
        HtmlColumn(
            _heading("fund", language), lambda row: fund_name(row.one, language), choice=True
        ),
        HtmlColumn(
            _heading("phase", language), lambda row: phase_name(row.one, language), choice=True
        ),
        HtmlColumn(
            _heading("stated", language), lambda row: _amount(row.one, language), numeric=True
        ),
        HtmlColumn(
            _heading("document", language),
            lambda row: document_name(row.one.source, row.one.filed, language),
            choice=True,
        ),
        HtmlColumn(_heading("where", language), lambda row: _table(row.one, language)),
        HtmlColumn(
            _heading("place", language),
            lambda row: occurrence_link(f"{row.one.page}, {row.one.line}", row.one),
            css="source",
        ),
        HtmlColumn(_heading("quote", language), lambda row: _quote(row.one), css="wide"),
    ]
    rows = pd.DataFrame({"one": pd.Series(found, dtype=object)})
    return render(rows, columns, label("documents.table.places", language), language, fold=True)


def findings(
    results: Sequence[AuditResult], reports: Sequence[Report], year: int, language: Language
) -> HtmlTable:
    """What rules between documents and between years found of the documents of `year`, the gravest
    first, each with its passages.
    """
    found = [one for result in results for one in result.findings if _is_about(one, year)]
    return _listed(found, reports, year, language)


def between_years(
    result: AuditResult, reports: Sequence[Report], language: Language
) -> HtmlTable | None:
    """What rules between years found, the gravest first; None where nothing was held."""
    if all(line.result == "not_applicable" for line in result.ledger):
        return None
    return _listed(result.findings, reports, reports[-1].year, language)


def _listed(
    found: Sequence[Finding], reports: Sequence[Report], year: int, language: Language
) -> HtmlTable:
    primary = {report.year: report.primary for report in reports}
    columns: list[HtmlColumn[FindingRow]] = [
        HtmlColumn(
            label("audit.column.finding", language),
            lambda row: row.finding.message[language],
            css="long",
        ),
        HtmlColumn(
            label("audit.column.nature", language),
            lambda row: label(f"audit.nature.{row.finding.nature}", language),
            css="kind",
            choice=True,
        ),
        HtmlColumn(
            label("documents.column.weight", language),
            lambda row: label(f"audit.severity.{row.finding.severity}", language),
            choice=True,
        ),
        HtmlColumn(
            label("audit.column.evidence", language),
            lambda row: _passages(row.finding, year, primary, language),
            css="long quotes",
        ),
    ]
    rows = pd.DataFrame({"finding": pd.Series(list(ordered(found)), dtype=object)})
    caption = label("documents.table.differing", language)
    return render(rows, columns, caption, language, label("documents.prose.no_findings", language))


def _order(line: Line) -> tuple[int, int, int]:
    """What differs first; then by phase, and by whose money it is."""
    phase, fund = str(line.first.phase), str(line.first.fund)
    return (
        list(_STATUS).index(line.verdict),
        PHASES.index(phase) if phase in PHASES else len(PHASES),
        _FUNDS.index(fund) if fund in _FUNDS else len(_FUNDS),
    )


def _is_about(finding: Finding, year: int) -> bool:
    """Whether a rule between documents made it, of a document of `year`."""
    from ..audit.rules import BETWEEN_DOCUMENTS

    if finding.rule in BETWEEN_DOCUMENTS:
        return True
    return any(passage.year == year for passage in finding.evidence)


def _passages(
    finding: Finding, year: int, primary: Mapping[int, str], language: Language
) -> list[str | Reference]:
    """The passages of a finding, each with its document, page and line, leading there."""
    parts: list[str | Reference] = []
    for item in finding.passages:
        of = item.year or year
        name = item.document or primary[of]
        named = document_name((of, name, ""), of, language)
        parts += ["\n"] if parts else []
        if item.page is None:  # filled in by hand, without a place
            parts.append(named)
            continue
        place = label("audit.prose.place", language, page=item.page, line=item.line)
        words = label("audit.prose.in_document", language, document=named, place=place)
        beside = None if name == primary[of] else name
        link = refer(words, item.page, item.line, item.quote, year=of, document=beside)
        parts += [link, label("audit.prose.colon", language) + item.quote]
    return parts


def figure_name(one: Occurrence, language: Language) -> str:
    """What a figure is of: an item, a class with its code, a project."""
    if one.project is not None:
        return one.name
    if one.item == BALANCE:
        return label("documents.word.balance", language)
    if one.classification:
        return f"{one.classification} {class_name(one, language)}"
    named = item_of_statement if one.part == "statements" else item_name
    return named(one.item, one.name, language)


def fund_name(one: Occurrence, language: Language) -> str:
    """Whose money a figure is."""
    if one.phase == "count":
        return MISSING
    if one.fund is None:
        return label("documents.word.fund_unsaid", language)
    return label(f"accounts.fund.{one.fund}", language)


def phase_name(one: Occurrence, language: Language) -> str:
    """The phase of a figure; of a count its day."""
    if one.item == BALANCE:
        return label("documents.phase.end", language)
    return label(f"documents.phase.{one.phase}", language, day=one.at or "")


def _of_figure(language: Language) -> list[HtmlColumn[_LineRow]]:
    return [
        HtmlColumn(
            _heading("figure", language), lambda row: figure_name(row.first, language), css="name"
        ),
        HtmlColumn(
            _heading("fund", language), lambda row: fund_name(row.first, language), choice=True
        ),
        HtmlColumn(
            _heading("phase", language), lambda row: phase_name(row.first, language), choice=True
        ),
    ]


def _of_document(source: Source, year: int, language: Language) -> HtmlColumn[_LineRow]:
    def text(row: _LineRow) -> Content:
        return _cell(row.cells.get(source, []), language)

    return HtmlColumn(document_name(source, year, language), text, numeric=True)


def _cell(found: Sequence[Occurrence], language: Language) -> Content:
    """The figures that a document states, each once, leading to its first place."""
    amounts: dict[str, list[Occurrence]] = {}
    for one in found:
        amounts.setdefault(_amount(one, language), []).append(one)
    parts: list[str | Reference] = []
    for amount, ones in amounts.items():
        times = label("documents.word.times", language, amount=amount, count=len(ones))
        parts += [" · "] if parts else []
        parts.append(occurrence_link(amount if len(ones) == 1 else times, ones[0]))
    return parts or MISSING


def _amount(one: Occurrence, language: Language) -> str:
    unit = f" {one.unit}" if one.phase == "count" else ""
    amount = f"{exact(one.size)}{unit}"
    return label("documents.word.implied", language, amount=amount) if one.implied else amount


def occurrence_link(words: str, one: Occurrence) -> str | Reference:
    """`words` leading to where a document of a year states a figure."""
    return refer(words, one.page, one.line, _quote(one), year=one.filed, document=one.beside)


def _quote(one: Occurrence) -> str:
    return one.quote if one.implied is None else f"{one.quote}，{one.implied[2]}"


def _table(one: Occurrence, language: Language) -> str:
    if one.part == "forms":
        return label("documents.word.form", language)
    key = statement_key(one.statement, one.document == "budget")
    if one.statement == "narrative" or not has_label(key):
        return label("documents.word.narrative", language)
    return label(key, language)


def _heading(name: str, language: Language) -> str:
    return label(f"documents.column.{name}", language)
