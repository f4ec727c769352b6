"""Things that a text lists and counts in one breath are no more than their count.

政府专线、门户网站、办公自动化等6大平台 lists at most six. Where an indicator of a number (…数量) counts in its
definition as many things as it lists, its target, if it is a bare number, is that count. Not applicable to
indicators that list nothing so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.amounts import fold
from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...schema.rows import IndicatorRow
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import result_cells, words_of
from ..materiality import of_count
from ..subjects import indicator
from ..wording import worded

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.things_listed_and_counted", "ledger.no_text_or_indicators")
        return
    for row, _ in result_cells(report):
        subject = indicator(row.seq)
        lists = [*_lists(row.definition), *_lists(row.actual)]
        if not lists:
            yield not_applicable(subject, "ledger.nothing_is_listed_and_counted")
            continue
        findings = [
            *(_more(report, row, found) for found in lists if len(_things(found)) > _count(found)),
            *_another_target(report, row),
        ]
        for finding in findings:
            yield failed(subject, finding)
        if not findings:
            yield passed(subject)


def _lists(text: str | None) -> list[re.Match[str]]:
    return list(re.finditer(wordings("claims")["listed"], fold(text or "")))


def _things(found: re.Match[str]) -> list[str]:
    return [thing for thing in re.split("、|以及", found["things"]) if thing]


def _count(found: re.Match[str]) -> Decimal:
    return Decimal(found["count"])


def _more(report: Report, row: IndicatorRow, found: re.Match[str]) -> Finding:
    things = len(_things(found))
    said = Said(
        "findings.things_listed", number=row.seq, name=row.name, listed=things, count=found["count"]
    )
    return _finding(report, row, said, Decimal(things), _count(found), found)


def _another_target(report: Report, row: IndicatorRow) -> Iterator[Finding]:
    """The target of an indicator of a number against the whole list of its definition."""
    promised = re.fullmatch(r"(?:[^\d]{0,8}[:：])?(?P<number>\d+)", fold(row.target or ""))
    if promised is None or not row.name.endswith(("数量", "个数", "项数")):
        return
    for found in _lists(row.definition):
        whole = len(_things(found)) == _count(found)
        if whole and Decimal(promised["number"]) != _count(found):
            said = Said(
                "findings.number_of_name",
                number=row.seq,
                name=row.name,
                one=f"{found['count']}{found['unit']}",
                other=promised["number"],
            )
            yield _finding(report, row, said, _count(found), Decimal(promised["number"]), found)


def _finding(
    report: Report,
    row: IndicatorRow,
    said: Said,
    expected: Decimal,
    printed: Decimal,
    found: re.Match[str],
) -> Finding:
    severity, weight = of_count(expected, printed)
    counted = f"{found['count']}{found['unit']}"
    places = (words_of(report, row, counted), words_of(report, row, row.target or ""))
    evidence = [place for place in places if place] or [Evidence(row.page, row.line, row.name[:4])]
    return Finding(
        "listed_things",
        version,
        kind,
        "medium" if severity == "high" else severity,
        worded(said),
        tuple(evidence),
        expected,
        printed,
        printed - expected,
        weight=weight,
    )
