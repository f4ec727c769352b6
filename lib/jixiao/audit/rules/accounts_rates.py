"""Budgets and final accounts: every share, execution rate and rate of change of the narrative comes out.

A share is its item over the whole that the sentence or its section names, an execution rate the
outturn over the approved budget, a rate of change the change over the year before (the amount less
its change, or what is named as the year before). The amounts are those that the narrative names
last before the rate, else those of the tables. Recomputed at the printed precision: it stands if
any values that round to the printed amounts give it. The verbs of a change and of its rate go the
same way. Not applicable where an amount is not printed or the denominator is zero.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.amounts import half_unit, places_of, rounded
from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ...schema.rows import StatementRow
from ..accounts import NARRATIVE, Accounts, Sum, key_of
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..fractions import RATES, fraction
from ..materiality import of_rate
from ..rates import rate_stands
from ..subjects import on_line
from ..wording import worded

kind: Kind = "rate"
version = 4


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.rates", "ledger.no_accounts")
        return
    accounts = Accounts(report)
    for row in accounts.rows:
        if row.statement != NARRATIVE or row.phase not in RATES:
            continue
        subject = on_line(f"{row.name} {row.quote}", row.line)
        key = key_of(row)._replace(phase=accounts.phase)
        amounts = fraction(accounts, row, key)
        if amounts is None:
            yield not_applicable(subject, "ledger.amount_not_printed")
        elif amounts[1].wan == 0:
            yield not_applicable(subject, "ledger.the_denominator_is_zero")
        else:
            yield _rate(row, subject, *amounts)


def _rate(row: StatementRow, subject: Said, top: Sum, bottom: Sum) -> Outcome:
    if row.phase == "change_rate" and row.value * top.wan < 0:
        return failed(subject, _opposed(row, top, bottom))
    if rate_stands(row.value, top.wan, bottom.wan, top.rounding, bottom.rounding):
        return passed(subject)
    expected = rounded(top.wan / bottom.wan * 100, places_of(row.value))
    difference = row.value - expected
    severity, weight = of_rate(difference)
    if abs(difference) <= 2 * half_unit(row.value):
        severity = "low"
    said = Said(
        "findings.rate",
        printed=row.quote,
        top=exact(top.wan),
        bottom=exact(bottom.wan),
        expected=exact(expected),
        fits="",
    )
    finding = Finding(
        "accounts_rates",
        version,
        kind,
        severity,
        worded(said),
        tuple(dict.fromkeys((bottom.evidence, top.evidence, evidence(row)))),
        expected,
        row.value,
        difference,
        half_unit(row.value),
        weight=weight,
    )
    return failed(subject, finding)


def _opposed(row: StatementRow, change: Sum, before: Sum) -> Finding:
    amounts = tuple(dict.fromkeys((before.evidence, change.evidence)))
    quotes = [amount.quote for amount in amounts]
    return Finding(
        "accounts_rates",
        version,
        kind,
        "medium",
        worded(Said("findings.opposed", amounts="，".join(quotes), rate=row.quote)),
        (*amounts, evidence(row)),
    )
