"""A report tested against itself: `audit_report(report)` gives findings and a ledger."""

from __future__ import annotations

from collections.abc import Sequence

from ..report import Report
from ..storage.run_results import shared
from .figures import evidence
from .findings import (
    AuditResult,
    Entry,
    Evidence,
    Finding,
    Outcome,
    failed,
    not_applicable,
    ordered,
    passed,
)
from .own_rules import Rule, rule, rule_name, with_own
from .rules import ACCOUNTS_RULES, RULES

__all__ = [
    "AuditResult",
    "Entry",
    "Evidence",
    "Finding",
    "Outcome",
    "Rule",
    "audit_report",
    "evidence",
    "failed",
    "not_applicable",
    "passed",
    "rule",
]


def audit_report(
    report: Report, rules: Sequence[Rule] = (), *, standard: bool = True
) -> AuditResult:
    """Every rule for its kind of document, asked of `report`.

    `rules`: of one's own, asked after the standard ones; one that has the name of a standard rule
    is asked in its place. `standard=False`: only they are asked. Tables that are not on file make
    rules not applicable. Raises RequestError for what is no rule.
    """
    if not rules and standard:
        return shared("audit", report.digest, lambda: _audit(report, _standard(report)))
    # What a run shares is the standard audit alone: a function has no digest to keep it by.
    return _audit(report, with_own(_standard(report) if standard else (), rules))


def _standard(report: Report) -> Sequence[Rule]:
    return ACCOUNTS_RULES if "accounts" in report.tables else RULES


def _audit(report: Report, rules: Sequence[Rule]) -> AuditResult:
    findings: list[Finding] = []
    ledger: list[Entry] = []
    for each in rules:
        for outcome in each.check(report):
            ledger.append(
                Entry(
                    rule_name(each),
                    each.version,
                    each.kind,
                    outcome.subject,
                    outcome.result,
                    outcome.reason,
                )
            )
            if outcome.finding:
                findings.append(outcome.finding)
    return AuditResult(ordered(findings), tuple(ledger))
