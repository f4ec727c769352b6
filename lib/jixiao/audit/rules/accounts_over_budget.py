"""Final accounts: the three public expenses, meetings and training stay within their budget.

What was spent is held against the budget that the same table or sentence prints; where both an
approved and a revised one are printed, the revised. Within the rounding of both. Not applicable
where no budget is printed, and to budgets.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ..accounts import Accounts, Key, called
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..wording import worded

kind: Kind = "contradiction"
version = 1
ITEMS = ("sangong", "meetings", "training")
STATEMENTS = ("sangong", "narrative")


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.over_budget", "ledger.no_accounts")
        return
    accounts = Accounts(report)
    if accounts.family == "budget":
        yield not_applicable("ledger.over_budget", "ledger.of_final_accounts")
        return
    none = True
    exceeded: set[str] = set()  # what the table says is not said again of the narrative
    for statement in STATEMENTS:
        for key in list(accounts.keys(statement)):
            if key.phase != "outturn" or not key.item.startswith(ITEMS) or key.item in exceeded:
                continue
            outcome = _within(accounts, key)
            if outcome is None:
                continue
            none = False
            if outcome.finding:
                exceeded.add(key.item)
            yield outcome
    if none:
        yield not_applicable("ledger.over_budget", "ledger.no_budget_beside")


def _within(accounts: Accounts, key: Key) -> Outcome | None:
    spent = accounts.first(key)
    budget = next(
        (
            found
            for phase in ("revised", "approved")
            if (found := accounts.first(key._replace(phase=phase)))
        ),
        None,
    )
    if spent is None or budget is None:
        return None
    difference, rounding = spent.wan - budget.wan, spent.rounding + budget.rounding
    if difference <= rounding:
        return passed(key.said)
    severity, weight = of_money(difference, budget.wan)
    finding = Finding(
        "accounts_over_budget",
        version,
        kind,
        severity,
        worded(
            Said(
                "findings.over_budget",
                name=called(key, spent.name),
                spent=exact(spent.wan),
                budget=exact(budget.wan),
            )
        ),
        tuple(dict.fromkeys((budget.evidence, spent.evidence))),
        budget.wan,
        spent.wan,
        difference,
        rounding,
        nature="requirement",
        weight=weight,
    )
    return failed(key.said, finding)
