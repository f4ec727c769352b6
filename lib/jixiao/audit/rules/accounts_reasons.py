"""Budgets and final accounts: a change that is stated has its reason.

Three faults: a reason that is announced and not given (主要原因是。), a section that states that an
amount rose, fell or missed its budget and gives no reason at all, and a fall that is followed by the
reason of a rise, or a rise by that of a fall: next to it, or where it is named again. A level amount
needs none. Not applicable where nothing changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from ...base.said import Said
from ...catalogue import wordings
from ...extract.statements import statements_narrative
from ...labels.ranks import Severity
from ...report import Report
from ...source import Passage
from ..accounts import NARRATIVE, family_of_report
from ..findings import Evidence, Finding, Kind, Nature, Outcome, failed, not_applicable, passed
from ..prose import clause
from ..subjects import part
from ..wording import worded

kind: Kind = "structure"
version = 3


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.reasons", "ledger.no_text_or_accounts")
        return
    tables, family = report.tables["statements"], family_of_report(report)
    sections = statements_narrative(report.document, tables, family).sections
    rules = wordings("document_rules")["reasons"]
    changed = {
        id: passage for id, passage in sections.items() if re.search(rules["change"], passage.text)
    }
    if not changed:
        yield not_applicable("ledger.reasons", "ledger.the_narrative_makes_none")
    for id, passage in changed.items():
        found = list(_announced(passage, rules["announced"]))
        if not found and not re.search(rules["given"], passage.text):
            found = [_without(passage, rules["change"])]
        found += _contrary(passage, rules["explained"], rules["less"])
        found += _of_another_way(passage, rules["named"], rules["less"], tables)
        for finding in found:
            yield failed(part(id), finding)
        if not found:
            yield passed(part(id))


def _announced(passage: Passage, pattern: str) -> Iterator[Finding]:
    for match in re.finditer(pattern, passage.text):
        quote = clause(passage, match.start(), match.start() + 1)
        yield _finding(Said("findings.reason_announced", words=match[0]), quote)


def _contrary(passage: Passage, pattern: str, less: str) -> Iterator[Finding]:
    for match in re.finditer(pattern, passage.text):
        falls = [re.fullmatch(less, match[name]) is not None for name in ("changed", "reason")]
        if falls[0] != falls[1]:
            quote = clause(passage, *match.span())
            said = Said("findings.reason_contrary", words=match[0])
            yield _finding(said, quote, severity="medium", nature="contradiction")


def _of_another_way(
    passage: Passage, pattern: str, less: str, tables: pd.DataFrame
) -> Iterator[Finding]:
    """财政拨款收入支出增加的主要原因, where all that is told of its changes is that it fell."""
    changes = tables[
        (tables["statement"] == NARRATIVE)
        & (tables["phase"] == "change")
        & (tables["base"] == "previous")
    ]
    lines = {place.line for place in passage.places}
    own = [row for row in changes.itertuples() if row.line in lines and row.value]
    for match in re.finditer(pattern, passage.text):
        told = [row for row in own if row.name and _names(match["name"], str(row.name))]
        falls = re.fullmatch(less, match["reason"]) is not None
        if told and all((row.value < 0) != falls for row in told):
            quotes = tuple(Evidence(row.page, row.line, row.quote) for row in told)
            quote = clause(passage, *match.span("name"))
            said = Said("findings.reason_contrary", words=f"{told[0].quote}，{match[0]}")
            yield _finding(said, *quotes, quote, severity="medium", nature="contradiction")


def _names(words: str, name: str) -> bool:
    """Whether `words` are a name and no more: 某某较年初预算减少 and 某某中其他收入减少 are of something else."""
    return (
        re.fullmatch(rf"{re.escape(name)}(?:支出|收入)?(?:[比较](?:上年|去年)度?)?", words)
        is not None
    )


def _without(passage: Passage, pattern: str) -> Finding:
    match = re.search(pattern, passage.text)
    assert match is not None  # the section was chosen for it
    quote = clause(passage, *match.span())
    return _finding(Said("findings.reason_missing", words=quote.quote), quote)


def _finding(
    said: Said, *quotes: Evidence, severity: Severity = "low", nature: Nature = "requirement"
) -> Finding:
    return Finding(
        "accounts_reasons",
        version,
        kind,
        severity,
        worded(said),
        quotes,
        nature=nature,
    )
