"""No more is spent than the revised budget of the same item.

What a self-evaluation says was spent, against the last revised budget of the item before it, within the rounding
of both. Not applicable to income, and where one of the two is not printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from .. import subjects
from ..figures import Amounts, AmountStated
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import at_or_above
from ..materiality import of_money
from ..wording import worded

kind: Kind = "contradiction"
version = 1
SPENT = ("expenditure", "sangong", "agency_operation", "procurement")


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.over_budget", "ledger.no_budget")
        return
    amounts = Amounts(report)
    items = dict.fromkeys(map(str, report.tables["budget"]["item"]))
    none = True
    for item in items:
        if not item.startswith(SPENT):
            continue
        for spent in amounts.of(item, "outturn"):
            if budget := _before(amounts, item, spent):
                none = False
                yield _within(item, spent, budget)
    if none:
        yield not_applicable("ledger.over_budget", "ledger.no_budget_beside")


def _before(amounts: Amounts, item: str, spent: AmountStated) -> AmountStated | None:
    every = amounts.of(item, "revised")
    found = [figure for figure in every if at_or_above(figure.evidence, spent.evidence)]
    return found[-1] if found else None


def _within(item: str, spent: AmountStated, budget: AmountStated) -> Outcome:
    subject = subjects.on_line(subjects.item(item), spent.evidence.line)
    difference, rounding = spent.wan - budget.wan, spent.rounding + budget.rounding
    if difference <= rounding:
        return passed(subject)
    severity, weight = of_money(difference, budget.wan)
    amounts = {"spent": exact(spent.wan), "budget": exact(budget.wan)}
    finding = Finding(
        "budget_overspent",
        version,
        kind,
        severity,
        worded(Said("findings.overspent", name=subjects.item(item), **amounts)),
        tuple(dict.fromkeys((budget.evidence, spent.evidence))),
        budget.wan,
        spent.wan,
        difference,
        rounding,
        weight=weight,
    )
    return failed(subject, finding)
