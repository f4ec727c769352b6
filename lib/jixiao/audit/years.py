"""Two years of a department held against each other: `audit_years(reports)`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.occurrences import occurrences_of
from ..report import Report
from . import subjects
from .findings import AuditResult, Finding, LedgerLine, not_applicable, ordered
from .rules import YEARS_RULES


def audit_years(reports: Sequence[Report]) -> AuditResult:
    """Every rule for two years, asked of each of `reports` and of the one of the year before it.

    `reports`: those of one department. Evidence carries its year and its document.
    """
    findings: list[Finding] = []
    ledger: list[LedgerLine] = []
    in_order = sorted(reports, key=lambda report: report.year)
    for before, after in _following(in_order):
        found = [*occurrences_of(before), *occurrences_of(after)]
        renamed = before.department_name("zh") != after.department_name("zh")
        for rule in YEARS_RULES:
            name = rule.__name__.rpartition(".")[2]
            pair = subjects.years(before.year, after.year)
            outcomes = [] if renamed else list(rule.check(found))
            if not outcomes:
                reason = "ledger.renamed" if renamed else "ledger.no_figure_in_both"
                outcomes = [not_applicable(pair, reason)]
            for outcome in outcomes:
                checked = (outcome.subject, outcome.result, outcome.reason)
                ledger.append(LedgerLine(name, rule.version, rule.kind, *checked))
                if outcome.finding:
                    findings.append(outcome.finding)
    return AuditResult(ordered(findings), tuple(ledger))


def with_year_before(result: AuditResult, before: Report, after: Report) -> AuditResult:
    """The audit of `after` with what it says of the year before held against that year's documents:
    the findings and checks come last, and keep the numbers of the others.
    """
    years = audit_years([before, after])
    return AuditResult((*result.findings, *years.findings), (*result.ledger, *years.ledger))


def _following(reports: Sequence[Report]) -> Iterator[tuple[Report, Report]]:
    """Each report with that of the year before, where both are on file."""
    for before, after in zip(reports, reports[1:], strict=False):
        if after.year == before.year + 1:
            yield before, after
