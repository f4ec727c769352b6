"""A count that an indicator states whole is the sum of its parts, and less what is not counted it is the
target; what is reported is the sum of what is said to be done.

Applies to indicators that give the parts: 共27个项目 in the definition and 共14个, 共13个 in the result;
其中…不计算在内; 14个项目均完成 and 已完成…11个. Counts are compared in one unit (个, 项 …). Not applicable
to indicators that give no parts. Counts are exact: no tolerance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...schema.rows import IndicatorRow
from ...source import Passage
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import in_order
from ..indicator_cells import passage_of, result_cells, words_of
from ..materiality import of_count
from ..subjects import indicator
from ..wording import worded

kind: Kind = "arithmetic"
version = 1


class Count(NamedTuple):
    """A count as printed, and its passage."""

    value: Decimal
    unit: str
    evidence: Evidence


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.counts_in_parts", "ledger.no_text_or_indicators")
        return
    for row, cell in result_cells(report):
        outcomes = list(_indicator(report, row, cell))
        yield from outcomes
        if not outcomes:
            yield not_applicable(indicator(row.seq), "ledger.no_count_is_given_in_parts")


def _indicator(report: Report, row: IndicatorRow, cell: Passage) -> Iterator[Outcome]:
    rules = wordings("identities")
    subject = indicator(row.seq)
    whole = _whole(report, row, rules["whole"])
    parts = _counts(report, cell, [rules["whole"]])
    done = _counts(report, cell, rules["done"])
    if whole and len(parts) > 1 and {part.unit for part in parts} == {whole.unit}:
        yield _compare(Said("ledger.parts_of", whole=subject), row, parts, whole)
    excluded = re.search(rules["not_counted"], row.definition or "")
    if (
        whole
        and excluded
        and row.target_value is not None
        and row.target_unit in (None, whole.unit)
    ):
        yield _less(
            report, Said("ledger.not_counted_of", whole=subject), row, whole, excluded["things"]
        )
    own = _own(report, row, cell)
    if own and len(done) > 1 and {count.unit for count in done} == {own.unit}:
        yield _compare(Said("ledger.done_of", whole=subject), row, done, own)


def _whole(report: Report, row: IndicatorRow, pattern: str) -> Count | None:
    found = list(re.finditer(pattern, row.definition or ""))
    if len(found) != 1:
        return None
    quote = words_of(report, row, found[0][0])
    return _count(found[0], quote) if quote else None


def _own(report: Report, row: IndicatorRow, cell: Passage) -> Count | None:
    """The count with which the result opens."""
    if row.actual_value is None or not (quote := passage_of(report, cell, 0)):
        return None
    if not quote.quote.startswith(f"{row.actual_value:f}"):
        return None
    return Count(row.actual_value, row.actual_unit or "", _valued(quote, row.actual_value))


def _counts(report: Report, cell: Passage, patterns: list[str]) -> list[Count]:
    found = [match for pattern in patterns for match in re.finditer(pattern, cell.text)]
    found.sort(key=lambda match: match.start())
    quotes = [(match, passage_of(report, cell, match.start())) for match in found]
    return [_count(match, quote) for match, quote in quotes if quote]


def _count(match: re.Match[str], quote: Evidence) -> Count:
    value = Decimal(match["count"])
    return Count(value, match["unit"], _valued(quote, value))


def _valued(quote: Evidence, value: Decimal) -> Evidence:
    return Evidence(quote.page, quote.line, quote.quote, value)


def _compare(subject: Said, row: IndicatorRow, parts: list[Count], whole: Count) -> Outcome:
    expected = sum((part.value for part in parts), Decimal(0))
    if expected == whole.value:
        return passed(subject)
    added = " + ".join(f"{part.value:f}" for part in parts)
    sums = {"parts": f"{added} = {expected:f}", "whole": f"{whole.value:f}{whole.unit}"}
    said = Said("findings.counts_in_parts", number=row.seq, name=row.name, **sums)
    evidence = (*(part.evidence for part in parts), whole.evidence)
    return failed(subject, _finding(said, evidence, expected, whole.value))


def _less(report: Report, subject: Said, row: IndicatorRow, whole: Count, things: str) -> Outcome:
    excluded = len(re.split(r"、|和", things))
    expected = whole.value - excluded
    assert row.target_value is not None  # it was asked before
    if expected == row.target_value:
        return passed(subject)
    target = words_of(report, row, (row.target or "")[:20]) or whole.evidence
    said = Said(
        "findings.counts_less",
        number=row.seq,
        name=row.name,
        whole=f"{whole.value:f}",
        excluded=excluded,
        left=f"{expected:f}",
        target=f"{row.target_value:f}",
    )
    evidence = (whole.evidence, _valued(target, row.target_value))
    return failed(subject, _finding(said, evidence, expected, row.target_value))


def _finding(
    said: Said, quotes: tuple[Evidence, ...], expected: Decimal, printed: Decimal
) -> Finding:
    severity, weight = of_count(expected, printed)
    return Finding(
        "stated_counts",
        version,
        kind,
        "medium" if severity == "high" else severity,
        worded(said),
        tuple(sorted(set(quotes), key=in_order)),
        expected,
        printed,
        printed - expected,
        Decimal(0),
        weight=weight,
    )
