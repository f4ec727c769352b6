"""A report tested against itself: `audit_report(report)` gives findings and a ledger."""

from __future__ import annotations

from collections.abc import Sequence

from ..base.collection import without_collection
from ..base.errors import SourceError
from ..report import Report
from ..report.documents import PUBLISHED
from ..storage.run_results import computed_once
from .asking import Outcomes, asked, asked_of_all, of_document
from .figures import evidence
from .findings import (
    AuditResult,
    Evidence,
    Finding,
    LedgerLine,
    Outcome,
    failed,
    not_applicable,
    ordered,
    passed,
)
from .own_rules import Rule, rule, rule_name, with_own

__all__ = [
    "AuditResult",
    "LedgerLine",
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


@without_collection()
def audit_report(
    report: Report, rules: Sequence[Rule] = (), *, standard: bool = True
) -> AuditResult:
    """Every rule for its kind of document, asked of `report`.

    `rules`: of one's own, asked after the standard ones; one that has the name of a standard rule
    is asked in its place. `standard=False`: only they are asked. Tables that are not on file make
    rules not applicable. Raises RequestError for what is no rule.
    """
    if report.whole is not None:  # one document of a year: findings keep their numbers
        whole = audit_report(report.whole, rules, standard=standard)
        return of_document(whole, report.primary, report.whole.primary)
    if not rules and standard:
        return computed_once("audit", report.digest, lambda: _audit(report, (), True))
    # What a run shares is the standard audit alone: a function has no digest to keep it by.
    return _audit(report, rules, standard)


def _audit(report: Report, own: Sequence[Rule], standard: bool) -> AuditResult:
    """Each document that has a text, or the report itself where none or one has."""
    # A third of all modules: some pages are made without them.
    from .rules import DOCUMENTS_RULES, PROJECT_RULES

    texts = [name for name in report.documents if name != PUBLISHED]
    parts = [report.of(name) for name in texts] or [report]
    found: list[Outcomes] = []
    for part in parts:
        document = None if part.primary == report.primary else part.primary
        of_projects = PROJECT_RULES if "projects" in part.tables else ()
        rules = with_own((*_standard(part), *of_projects) if standard else (), own)
        found.append(asked(part, rules, document))
    if standard:
        named = {rule_name(each) for each in own}
        rules_of_all = [each for each in DOCUMENTS_RULES if rule_name(each) not in named]
        found.insert(0, asked_of_all(report, rules_of_all))
    findings = [finding for outcomes in found for finding in outcomes.findings]
    return AuditResult(ordered(findings), tuple(e for outcomes in found for e in outcomes.ledger))


def _standard(report: Report) -> Sequence[Rule]:
    """The rules for the kind of document. What is neither of money nor has the sections of a
    self-evaluation, such as a file of targets, has sentences that no rule knows: the rules of money
    say that they do not apply.
    """
    from .rules import ACCOUNTS_RULES, RULES

    if "statements" in report.tables or not _has_sections(report):
        return ACCOUNTS_RULES
    return RULES


def _has_sections(report: Report) -> bool:
    """Whether the text, if there is one, has the sections that the rules look into."""
    if report.document is None:
        return report.primary not in ("accounts", "budget", "targets")
    from ..extract.evaluation.outline import outline

    try:
        outline(report.document)
    except SourceError:
        return False
    return True
