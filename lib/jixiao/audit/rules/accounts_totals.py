"""Budgets and final accounts: the parts of each table add up to its printed totals.

The sums are those of the catalogue (`statement_identities.toml`), which `jixiao extract` makes as
well: classes by function or economic kind make up the class above them and the total of the
column; columns and kinds of money make up their total; income, carry-over and what is left make up
the sums of both sides; units make up the department. In the narrative a whole is re-added where
all its parts are named: each kind that there is, or each part that the tables print an amount of;
so is a change against the year before, where each kind, or each of the three budgets whose amounts make
up the whole, states its own change or that it is level.
A blank part is no part. Not applicable where no total is printed with its parts, or the narrative
names only some of them (其中, 如). Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...report import Report
from ..findings import Kind, Outcome, not_applicable
from ..narrative_sums import narrative_sums
from ..statement_sums import sums_of

kind: Kind = "arithmetic"
version = 5
RULE = "accounts_totals"


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.totals", "ledger.no_accounts")
        return
    sums = sums_of(report)
    made = [sums.outcome(RULE, version, kind, each) for each in sums.within_tables()]
    made += narrative_sums(RULE, version, kind, report, sums)
    yield from made or [not_applicable("ledger.totals", "ledger.total_or_parts_blank")]
