"""A figure of the budget that is printed again is the same figure.

Compares the figures of one item and phase that are printed in one unit. A rate is compared with
rates on the same base. Not applicable to figures that are printed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...base.amounts import YUAN_PER_UNIT, in_wan
from ...base.said import Said
from ...labels.ranks import Severity
from ...report import Report
from .. import subjects
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import in_order
from ..materiality import Weight, of_count, of_money, of_rate
from ..wording import stated, worded

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
        firsts.sort(key=in_order)
        values = [row.value for row in firsts]
        difference = max(values) - min(values)
        severity, weight = _weighed(unit, difference, max(values, key=abs))
        finding = Finding(
            "budget_restated",
            version,
            kind,
            severity,
            worded(Said("findings.budget_restated", stated=stated(firsts), **names)),
            tuple(evidence(row) for row in firsts),
            difference=difference,
            weight=weight,
        )
        yield failed(subject, finding)


def _weighed(unit: str, difference: Decimal, largest: Decimal) -> tuple[Severity, Weight]:
    if unit in YUAN_PER_UNIT:
        return of_money(in_wan(difference, unit), in_wan(largest, unit))
    return of_rate(difference) if unit == "%" else of_count(largest, largest - difference)
