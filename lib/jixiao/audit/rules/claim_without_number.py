"""A promise with a number is answered with a number, and a rate of 100 % with something it is of.

Applies to indicators that claim to be done. An answer in words (无故障 for a promised rate, the thing
itself for a promise of one) is worth less than a number and more than a bare claim: low. Not
applicable where no number was promised.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...catalogue import wordings
from ...labels.ranks import Severity
from ...report import Report
from ...schema.rows import IndicatorRow
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import claim_and, result_cells
from ..subjects import indicator
from ..wording import worded

kind: Kind = "status"
version = 2

RULES: dict[str, tuple[Severity, str]] = {
    "no number": ("medium", "findings.no_number"),
    "in words": ("low", "findings.in_words"),
    "bare rate": ("low", "findings.bare_rate"),
}


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.claims_without_numbers", "ledger.no_text_or_table")
        return
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        rule = (row.reason or "").partition(":")[0]
        if row.target_value is None:
            yield not_applicable(subject, "ledger.no_number_was_promised")
        elif rule not in RULES or row.status != "unsupported":
            yield passed(subject)
        else:
            in_words = rule == "no number" and _answered(row)
            severity, key = RULES["in words" if in_words else rule]
            target = f"{row.target_value:f}{row.target_unit or ''}"
            rate = f"{row.actual_value or 0:f}{row.actual_unit or ''}"
            figure = rate if rule == "bare rate" else target
            finding = Finding(
                "claim_without_number",
                version,
                kind,
                severity,
                worded(Said(key, number=row.seq, name=row.name, figure=figure)),
                claim_and(report, cell, row.reason),
                nature="claim",
            )
            yield failed(subject, finding)


def _answered(row: IndicatorRow) -> bool:
    """Whether the result answers in words: a rate by a fact, a promise of one by the thing itself."""
    if row.target_unit == "%":
        return any(words in (row.actual or "") for words in wordings("status")["answers_in_words"])
    return bool(row.target_value == 1)
