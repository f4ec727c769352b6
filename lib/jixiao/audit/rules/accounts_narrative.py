"""Final accounts: an amount in the narrative is the one that the tables print.

Applies to every amount of the narrative whose fund, item, class and stage a table prints; where
two tables print it differently, the narrative may agree with either. Not applicable where no
table prints it or its cell is blank.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.amounts import YUAN_PER_UNIT
from ...report import Report
from ..accounts import NARRATIVE, Accounts, amount, compare, key_of
from ..findings import Kind, Outcome, not_applicable
from ..subjects import on_line

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.narrative_against_tables", "ledger.no_accounts")
        return
    accounts = Accounts(report)
    for row in accounts.rows:
        if row.statement != NARRATIVE or row.phase not in ("approved", "outturn"):
            continue
        if row.unit not in YUAN_PER_UNIT:
            continue
        said, key = amount(row), key_of(row)
        subject = on_line(row.quote, row.line)
        printed = accounts.in_tables(key)
        if not printed:
            yield not_applicable(subject, "ledger.no_table_prints_it")
            continue
        nearest = min(printed, key=lambda found: abs(found.wan - said.wan))
        yield compare(
            "accounts_narrative",
            version,
            kind,
            subject,
            [nearest],
            [said],
            severity="high" if key.main else "medium",
            same=True,
        )
