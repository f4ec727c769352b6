"""Budgets and final accounts: an amount in the narrative is the one that the tables print.

Applies to every amount of the narrative whose fund, item, class and stage a table prints; where
two tables print it differently, the narrative may agree with either. What a budget calls its income
or expenditure without 本年 may be with or without what is carried over: it agrees with either, and
is not compared where the tables print only one of the two. An amount that is stated several times
is one finding. Not applicable where no table prints it or its cell is blank. A difference of no
more than one in the last place is a low finding: a figure that was cut, not rounded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from ...analysis.budget_items import PHASES
from ...base.amounts import YUAN_PER_UNIT
from ...report import Report
from ...schema.rows import StatementRow
from ..accounts import NARRATIVE, Accounts, Key, amount, compare, key_of
from ..findings import Kind, Outcome, not_applicable
from ..subjects import on_line

kind: Kind = "contradiction"
version = 3
# What a budget may mean by one name: without and with what is carried over.
EITHER = (("income.current_year", "total.income"), ("expenditure", "total.expenditure"))
OF_YEAR = ("本年", "当年")


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.narrative_against_tables", "ledger.no_accounts")
        return
    accounts = Accounts(report)
    stated: dict[tuple[Key, Decimal], list[StatementRow]] = {}
    for row in accounts.rows:
        if row.statement == NARRATIVE and row.phase in PHASES and row.unit in YUAN_PER_UNIT:
            stated.setdefault((key_of(row), amount(row).wan), []).append(row)
    for rows in stated.values():
        yield _compared(accounts, rows)


def _compared(accounts: Accounts, rows: Sequence[StatementRow]) -> Outcome:
    """One amount, stated by each of `rows`, against the tables."""
    said, subject = amount(rows[0]), on_line(rows[0].quote, rows[0].line)
    printed = accounts.in_tables(said.key)
    if accounts.family == "budget" and not rows[0].name.startswith(OF_YEAR):
        for pair in (pair for pair in EITHER if said.key.item in pair):
            each = [accounts.in_tables(said.key._replace(item=item)) for item in pair]
            if not said.key.classification:
                printed = [*each[0], *each[1]] if all(each) else []
    if not printed:
        return not_applicable(subject, "ledger.no_table_prints_it")
    nearest = min(printed, key=lambda found: abs(found.wan - said.wan))
    outcome = compare(
        "accounts_narrative",
        version,
        kind,
        subject,
        [nearest],
        [said],
        same=True,
    )
    if outcome.finding is None:
        return outcome
    again = tuple(amount(row).evidence for row in rows[1:])
    evidence = tuple(dict.fromkeys((*outcome.finding.evidence, *again)))
    return replace(outcome, finding=replace(outcome.finding, evidence=evidence))
