"""An indicator that claims to be done does not deny it in its own text.

Applies where the rules of `status/judge.py` found a claim and a denial in the same result. Not
applicable to indicators that claim nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import claim_and, result_cells
from ..subjects import indicator
from ..wording import worded

kind: Kind = "status"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.claims_and_denials", "ledger.no_text_or_indicators")
        return
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        if row.status != "contradicted":
            yield passed(subject)
            continue
        finding = Finding(
            "claim_denied",
            version,
            kind,
            "high",
            worded(Said("findings.claim_denied", number=row.seq, name=row.name)),
            claim_and(report, cell, row.reason),
            nature="claim",
        )
        yield failed(subject, finding)
