"""What an indicator delivers reaches what it promises, where both are numbers in one unit.

Not applicable where they are not comparable.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...report import Report
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import claim_and, result_cells
from ..subjects import indicator

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
            finding = Finding(
                "claim_short",
                version,
                kind,
                "medium",
                {
                    "en": f"Indicator {row.seq} ({row.name}) promises {row.target_value:f} "
                    f"{row.target_unit} and delivers {row.actual_value:f}: {row.attainment_pct} %.",
                    "zh": f"第{row.seq}项指标“{row.name}”承诺{row.target_value:f}{row.target_unit}，"
                    f"实际{row.actual_value:f}，为{row.attainment_pct}%。",
                },
                claim_and(report, cell, f"「{row.actual_value:f}」"),
                row.target_value,
                row.actual_value,
                row.actual_value - row.target_value,
            )
            yield failed(subject, finding)
