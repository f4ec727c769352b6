"""Budgets and final accounts: no amount rose by more than it is.

政府性基金拨款支出预算0万元，比上年增加1421.25万元: the year before would have been less than nothing. Each change that
the narrative states against the amount, spent or budgeted, that it names last before it, else that of the tables. Not
applicable to what is carried over, which can be negative, and where no rise is stated. Within the
rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...analysis.accounts_compared import CARRIED
from ...base.amounts import YUAN_PER_UNIT
from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ..accounts import NARRATIVE, Accounts, Sum, amount, called, key_of
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..fractions import stated_amount
from ..materiality import of_money
from ..subjects import on_line
from ..wording import worded

kind: Kind = "contradiction"
version = 1
_BUDGETED = ("approved", "revised")


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.rises", "ledger.no_accounts")
        return
    accounts = Accounts(report)
    none = True
    for row in accounts.rows:
        if row.statement != NARRATIVE or row.phase != "change" or row.base != "previous":
            continue
        whole = _greatest(accounts, row)
        money = row.unit in YUAN_PER_UNIT and not row.item.startswith(CARRIED)
        if not money or row.value <= 0 or whole is None:
            continue
        rise = amount(row)
        none = False
        subject = on_line(f"{row.name} {row.quote}", row.line)
        within = rise.wan <= whole.wan + rise.rounding + whole.rounding
        yield passed(subject) if within else failed(subject, _finding(rise, whole))
    if none:
        yield not_applicable("ledger.rises", "ledger.no_rise")


def _greatest(accounts: Accounts, row: Any) -> Sum | None:
    """What has risen: what was spent or budgeted, whichever is more. 年初预算150万元，比上年增加120万元，支出10万元
    may speak of either.
    """
    named = (accounts.before(row, key_of(row)._replace(phase=each)) for each in _BUDGETED)
    own = stated_amount(accounts, row, key_of(row)._replace(phase=accounts.phase))
    return max((each for each in (own, *named) if each), key=lambda each: each.wan, default=None)


def _finding(rise: Sum, whole: Sum) -> Finding:
    severity, weight = of_money(rise.wan - whole.wan, rise.wan)
    said = Said(
        "findings.rise",
        name=called(rise.key, rise.name),
        change=exact(rise.wan),
        amount=exact(whole.wan),
    )
    return Finding(
        "accounts_rises",
        version,
        kind,
        severity,
        worded(said),
        tuple(dict.fromkeys((whole.evidence, rise.evidence))),
        whole.wan,
        rise.wan,
        rise.wan - whole.wan,
        rise.rounding + whole.rounding,
        weight=weight,
    )
