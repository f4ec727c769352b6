"""Budgets and final accounts: figures have their units, and no words of the form are left.

A rate without the sign of per cent (增长13.95。), an amount without a unit (支出决算为4.19。), one in
万 without 元, and alternatives of the form that were not struck out (下降（增长）, 决算数大小于预算数). Applies to the
narrative; a threshold (单价100万（含）以上) is a name and no amount. Not applicable where there is no
narrative.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.amounts import NUMBER, fold
from ...base.said import Said
from ...extract.statements import statements_narrative
from ...report import Report
from ...source import Passage
from ..accounts import family_of_report
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import on_line, part
from ..wording import worded

kind: Kind = "structure"
version = 3

FAULTS: tuple[tuple[str, str], ...] = (
    (
        rf"(?:增长|下降|增加|减少|占|完成(?:年初)?预算的){NUMBER}(?=[，。；;）])",
        "findings.no_unit",
    ),
    (
        rf"(?:预算|决算)数?为(?!0(?:\.0*)?[，。；;]){NUMBER}(?=[，。；;])",
        "findings.no_unit",
    ),
    (
        rf"{NUMBER}万(?!元|[\u4e00-\u9fff]|[（(]含?[)）]?以|[（(]含[)）])",
        "findings.without_yuan",
    ),
    (
        r"(?:增长|下降|增加|减少)[（(/](?:增长|下降|增加|减少|持平)[)）]?"
        r"|(?<=数)(?:大小于|小大于)|(?<=[年度比])(?:减增加|增减少)|(?:增加|减少)持平",
        "findings.alternative_left",
    ),
)


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.wording", "ledger.no_text_or_accounts")
        return
    tables, family = report.tables["statements"], family_of_report(report)
    sections = statements_narrative(report.document, tables, family).sections
    if not sections:
        yield not_applicable("ledger.wording", "ledger.no_narrative")
    for id, passage in sections.items():
        found = list(_faults(passage))
        if not found:
            yield passed(part(id))
        for finding in found:
            yield failed(on_line(part(id), finding.evidence[0].line), finding)


def _faults(passage: Passage) -> Iterator[Finding]:
    for pattern, key in FAULTS:
        for match in re.finditer(pattern, fold(passage.text)):
            quote = passage[match.start() : match.end()]
            place = quote.start
            yield Finding(
                "accounts_wording",
                version,
                kind,
                "low",
                worded(Said(key, words=quote.text)),
                (Evidence(place.page, place.line, quote.text),),
                nature="wording",
            )
