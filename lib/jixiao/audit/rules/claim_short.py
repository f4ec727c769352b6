"""What an indicator delivers reaches what it promises, where both are numbers in one unit.

Not applicable where they are not comparable.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import claim_and, result_cells
from ..materiality import of_count
from ..subjects import indicator
from ..wording import worded

kind: Kind = "status"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.promises_and_results", "ledger.no_text_or_table")
        return
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        if None in (row.attainment_pct, row.target_value, row.actual_value):
            yield not_applicable(subject, "ledger.not_comparable")
        elif row.attainment_pct >= 100:
            yield passed(subject)
        else:
            _, weight = of_count(row.target_value, row.actual_value)
            finding = Finding(
                "claim_short",
                version,
                kind,
                "medium",
                worded(
                    Said(
                        "findings.claim_short",
                        number=row.seq,
                        name=row.name,
                        target=f"{row.target_value:f}{row.target_unit or ''}",
                        actual=f"{row.actual_value:f}{row.actual_unit or ''}",
                        rate=row.attainment_pct,
                    )
                ),
                claim_and(report, cell, f"「{row.actual_value:f}」"),
                row.target_value,
                row.actual_value,
                row.actual_value - row.target_value,
                nature="claim",
                weight=weight,
            )
            yield failed(subject, finding)
