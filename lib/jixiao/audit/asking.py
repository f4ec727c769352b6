"""Rules asked of one document of a year, and what of an audit is about one document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..report import Report
from ..report.documents import PUBLISHED
from .doubted import Doubted
from .findings import AuditResult, Finding, LedgerLine
from .own_rules import Rule, rule_name


@dataclass(frozen=True)
class Outcomes:
    """What rules found of one document."""

    findings: list[Finding]
    ledger: list[LedgerLine]


def asked(report: Report, rules: Sequence[Rule], document: str | None) -> Outcomes:
    """Every rule of `rules` asked of `report`, which holds one document.

    `document`: its name, which evidence and ledger carry; None for the one that stands for the year.
    """
    findings: list[Finding] = []
    ledger: list[LedgerLine] = []
    doubted = Doubted(report)
    for rule in rules:
        for outcome in map(doubted.kept, rule.check(report)):
            name, result = rule_name(rule), outcome.result
            checked = (name, rule.version, rule.kind, outcome.subject, result, outcome.reason)
            ledger.append(LedgerLine(*checked, document))
            if outcome.finding:
                findings.append(_placed(outcome.finding, document))
    return Outcomes(findings, ledger)


def asked_of_all(report: Report, rules: Sequence[Rule]) -> Outcomes:
    """Every rule of `rules` asked of all documents of a year together: its evidence names them.

    They rest on no doubtful figure. Nothing is asked of a year with one document and one part of it.
    """
    findings: list[Finding] = []
    ledger: list[LedgerLine] = []
    read = [name for name in report.documents if name != PUBLISHED]
    if len(read) > 1 or {"statements", "projects"} <= set(report.tables):
        for rule in rules:
            for outcome in rule.check(report):
                checked = (outcome.subject, outcome.result, outcome.reason)
                ledger.append(LedgerLine(rule_name(rule), rule.version, rule.kind, *checked))
                if outcome.finding:
                    findings.append(outcome.finding)
    return Outcomes(findings, ledger)


def of_document(result: AuditResult, document: str, primary: str) -> AuditResult:
    """What of the audit of a year is about one document; the findings keep their numbers.

    `primary`: the document that stands for the year.
    """
    name = None if document == primary else document
    kept = {
        number: _placed(finding, None)
        for number, finding in result.numbered.items()
        if {passage.document for passage in finding.evidence} <= {name}
    }
    ledger = [replace(entry, document=None) for entry in result.ledger if entry.document == name]
    return AuditResult(tuple(kept.values()), tuple(ledger), tuple(kept))


def _placed(finding: Finding, document: str | None) -> Finding:
    """The finding with its evidence in `document`."""
    if all(passage.document == document for passage in finding.evidence):
        return finding
    evidence = tuple(replace(passage, document=document) for passage in finding.evidence)
    return replace(finding, evidence=evidence)
