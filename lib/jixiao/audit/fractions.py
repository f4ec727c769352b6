"""The two amounts that a rate of the narrative of budgets and final accounts is made of."""

from __future__ import annotations

import re
from dataclasses import replace

from ..schema.rows import StatementRow
from .accounts import NARRATIVE, Accounts, Key, Sum
from .in_order import in_order

_SPENT = re.compile("执行|决算|支出数")
RATES = ("share", "rate", "change_rate")


def fraction(accounts: Accounts, row: StatementRow, key: Key) -> tuple[Sum, Sum] | None:
    """Numerator and denominator of the rate in `row`; None where one of them is not printed.

    `key`: what the rate is of. The amounts are those that the narrative names last before the rate,
    else those of the tables.
    """
    spent = stated_amount(accounts, row, key)
    if row.phase == "share":
        fund, _, item = (row.base or "").partition(":")
        whole = stated_amount(accounts, row, Key(NARRATIVE, fund, item))
    elif row.phase == "rate":
        whole = stated_amount(accounts, row, key._replace(phase=row.base or ""))
    else:
        if spent is None or row.base != "previous":
            return None
        change = accounts.before(row, key._replace(phase="change"))
        named = _year_before(accounts, row, key._replace(phase="previous"))
        if named is not None and (
            change is None or in_order(change.evidence) < in_order(named.evidence)
        ):
            return _less(spent, named), named
        if change is None:
            return None
        before = Sum(
            change.key,
            change.name,
            spent.wan - change.wan,
            spent.rounding + change.rounding,
            spent.evidence,
        )
        return change, before
    return (spent, whole) if spent and whole else None


def _year_before(accounts: Accounts, row: StatementRow, key: Key) -> Sum | None:
    """What the narrative names last of the year before: spent or budgeted, as the rate says of itself.

    比2025年预算执行数增加21.10% is none of 2025年度预算8.30万元.
    """
    named = accounts.all_before(row, key)
    spent = [one for one in named if _SPENT.search(one.evidence.quote)]
    if _SPENT.search(row.quote):
        named = spent or named
    elif "预算" in row.quote:
        named = [one for one in named if one not in spent] or named
    return named[-1] if named else None


def _less(amount: Sum, before: Sum) -> Sum:
    """What `amount` is more than `before`."""
    return replace(amount, wan=amount.wan - before.wan, rounding=amount.rounding + before.rounding)


def stated_amount(accounts: Accounts, row: StatementRow, key: Key) -> Sum | None:
    """What the narrative names last before the rate, else what the tables print."""
    return accounts.before(row, key) or next(iter(accounts.in_tables(key)), None)
