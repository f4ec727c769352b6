"""The words of the audit's page."""

from __future__ import annotations

from ..audit.findings import AuditResult
from ..base.language import Language
from ..frame.text import Prose, paragraph
from ..labels import label
from ..labels.ranks import SEVERITIES


def audit_opening(result: AuditResult, language: Language) -> Prose:
    """What was checked and what came of it."""
    results = [entry.result for entry in result.ledger]
    counts = {severity: result.count(severity) for severity in SEVERITIES}
    lead = label(
        "audit.prose.lead",
        language,
        rules=len({entry.rule for entry in result.ledger}),
        checks=len(results),
        passed=results.count("pass"),
        failed=results.count("fail"),
        skipped=results.count("not_applicable"),
    )
    key = "found" if any(counts.values()) else "nothing_found"
    came = label(f"audit.prose.{key}", language, **counts)
    return paragraph(("" if language == "zh" else " ").join([lead, came]), "lead")
