"""A result is reported in the unit of its promise.

Not applicable where promise or result has no number. Two measure words for one kind of thing
(人 and 名) are one unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from ...status.attainment import comparable
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import claim_and, result_cells
from ..subjects import indicator
from ..wording import worded

kind: Kind = "unit"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.units_of_indicators", "ledger.no_text_or_table")
        return
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        if row.target_value is None or row.actual_value is None:
            yield not_applicable(subject, "ledger.no_number")
        elif comparable(row.actual_unit, row.target_unit):
            yield passed(subject)
        else:
            finding = Finding(
                "indicator_unit",
                version,
                kind,
                "low",
                worded(
                    Said(
                        "findings.indicator_unit",
                        number=row.seq,
                        name=row.name,
                        target=f"{row.target_value:f}{row.target_unit or ''}",
                        actual=f"{row.actual_value:f}{row.actual_unit or ''}",
                    )
                ),
                claim_and(report, cell, row.reason),
                nature="wording",
            )
            yield failed(subject, finding)
