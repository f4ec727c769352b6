"""A report tested against itself: `audit_report(report)` gives findings and a ledger."""

from __future__ import annotations

from ..report import Report
from ..storage.run_results import shared
from .findings import AuditResult, Entry, Finding, ordered
from .rules import ACCOUNTS_RULES, RULES


def audit_report(report: Report) -> AuditResult:
    """Every rule for its kind of document, asked of `report`.

    Tables that are not on file make rules not applicable.
    """
    return shared("audit", report.digest, lambda: _audit(report))


def _audit(report: Report) -> AuditResult:
    findings: list[Finding] = []
    ledger: list[Entry] = []
    for rule in ACCOUNTS_RULES if "statements" in report.tables else RULES:
        for outcome in rule.check(report):
            name = rule.__name__.rpartition(".")[2]
            ledger.append(
                Entry(
                    name, rule.version, rule.kind, outcome.subject, outcome.result, outcome.reason
                )
            )
            if outcome.finding:
                findings.append(outcome.finding)
    return AuditResult(ordered(findings), tuple(ledger))
