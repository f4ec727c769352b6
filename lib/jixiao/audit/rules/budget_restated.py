"""A figure of the budget that is printed again is the same figure.

Compares the figures of one item and phase that are printed in one unit. A rate is compared with
rates on the same base. Not applicable to figures that are printed once.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from .. import subjects
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.figures_printed_again", "ledger.no_budget")
        return
    budget = report.tables["budget"]
    by = ["item", "phase", "base", "unit"]
    for (item, phase, _, unit), rows in budget.groupby(by, sort=False, dropna=False):
        if len(rows) == 1:
            continue
        names = {"item": subjects.item(item), "phase": subjects.phase(phase)}
        subject = Said("ledger.figure_again", unit=unit, **names)
        firsts = list({row.value: row for row in reversed(list(rows.itertuples()))}.values())
        if len(firsts) == 1:
            yield passed(subject)
            continue
        firsts.sort(key=lambda row: (row.page, row.line))
        shown = " and as ".join(f"{row.printed} (p. {row.page})" for row in firsts)
        shown_zh = "、".join(f"{row.printed}（第{row.page}页）" for row in firsts)
        values = [row.value for row in firsts]
        finding = Finding(
            "budget_restated",
            version,
            kind,
            "high",
            {
                "en": f"One figure of the budget is printed as {shown}.",
                "zh": f"预算同一数字先后为{shown_zh}。",
            },
            tuple(evidence(row) for row in firsts),
            difference=max(values) - min(values),
        )
        yield failed(subject, finding)
