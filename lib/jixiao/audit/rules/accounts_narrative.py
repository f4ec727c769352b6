"""Budgets and final accounts: an amount in the narrative is the one that the tables print.

Applies to every amount of the narrative whose fund, item, class and stage a table prints; where
two tables print it differently, the narrative may agree with either. What a budget calls its income
or expenditure without 本年 may be with or without what is carried over: it agrees with either, and
is not compared where the tables print only one of the two. An amount that is stated several times
is one finding, and so are all amounts that are cut off behind their last place and not rounded (94,386.49 for
94,386.499996). Not applicable where no table prints it or its cell is blank. A difference of no
more than one in the last place is a low finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_DOWN, Decimal

from ...analysis.budget_items import PHASES
from ...base.amounts import YUAN_PER_UNIT
from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ...schema.rows import StatementRow
from ..accounts import NARRATIVE, Accounts, Key, amount, compare, key_of
from ..findings import Finding, Kind, Outcome, failed, not_applicable
from ..subjects import on_line
from ..wording import worded

kind: Kind = "contradiction"
version = 4
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
    outcomes = [_compared(accounts, rows) for rows in stated.values()]
    cut = [outcome.finding for outcome in outcomes if outcome.finding and _is_cut(outcome.finding)]
    for outcome in outcomes:
        if outcome.finding not in cut:
            yield outcome
    if cut:
        yield failed(_subject(cut), _together(cut) if len(cut) > 1 else cut[0])


def _subject(cut: Sequence[Finding]) -> Said:
    first = cut[0].evidence[-1]
    return on_line(first.quote, first.line)


def _is_cut(finding: Finding) -> bool:
    """Whether the narrative has the places of the table's amount that it has room for, not rounded."""
    table, said = finding.expected, finding.printed
    if table is None or said is None or finding.severity != "low":
        return False
    places = -int(said.as_tuple().exponent)
    return places >= 0 and table.quantize(Decimal(1).scaleb(-places), ROUND_DOWN) == said


def _together(cut: Sequence[Finding]) -> Finding:
    """One finding of all amounts that are cut off."""
    pairs = tuple(
        Said("findings.cut_off_figure", said=exact(f.printed), table=exact(f.expected)) for f in cut
    )
    evidence = tuple(dict.fromkeys(item for finding in cut for item in finding.evidence))
    said = Said("findings.cut_off_figures", count=len(cut), pairs=pairs)
    return replace(cut[0], message=worded(said), evidence=evidence, nature="wording")


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
