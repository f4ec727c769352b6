"""Budgets and final accounts: no rate of completion or growth is reckoned on a base of zero.

完成预算的100% where the budget is 0, 增长100% where the year before had nothing. 0 % is let stand: it says that
nothing was spent. Not applicable where no rate has a base of zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from ...schema.rows import StatementRow
from ..accounts import NARRATIVE, Accounts, Sum, called, key_of
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..fractions import fraction
from ..subjects import on_line
from ..wording import worded

kind: Kind = "rate"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.rates_of_zero", "ledger.no_accounts")
        return
    accounts = Accounts(report)
    none = True
    for row in accounts.rows:
        if row.statement != NARRATIVE or row.phase not in ("rate", "change_rate"):
            continue
        amounts = fraction(accounts, row, key_of(row)._replace(phase=accounts.phase))
        if amounts is None or amounts[1].wan != 0:
            continue
        none = False
        subject = on_line(f"{row.name} {row.quote}", row.line)
        yield passed(subject) if row.value == 0 else failed(subject, _finding(row, *amounts))
    if none:
        yield not_applicable("ledger.rates_of_zero", "ledger.no_base_of_zero")


def _finding(row: StatementRow, top: Sum, bottom: Sum) -> Finding:
    return Finding(
        "accounts_zero_base",
        version,
        kind,
        "low",
        worded(Said("findings.rate_of_zero", name=called(key_of(row), row.name), words=row.quote)),
        tuple(dict.fromkeys((bottom.evidence, top.evidence, evidence(row)))),
        nature="wording",
    )
