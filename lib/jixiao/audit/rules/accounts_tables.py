"""Budgets and final accounts: an amount that is printed twice is the same in both places.

Both sides of a table have one sum; what one table prints of a fund, item, class and stage is what
another prints of it; what the tables of the three budgets spend is what all fiscal appropriation
spends: where a table of theirs prints no total, its 类 stand for it, and one that was not read is not
taken for nothing. Of the three public expenses what the text says stands for a blank cell. These are
the sums of the catalogue (`statement_identities.toml`). No part is greater than
its whole: class by class the general public budget and fiscal appropriation than all money;
receptions, trips and vehicles out of basic expenditure than the three public expenses. Not
applicable where no amount is printed twice, or one of the two is blank. Two prints that differ by
one in the last place are a low finding: they are no rounding of the same amount.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ..accounts import NARRATIVE, Accounts, Key, Sum, side, total
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..statement_sums import sums_of
from ..wording import worded

kind: Kind = "contradiction"
version = 4
RULE = "accounts_tables"
# Three public expenses → economic kind of basic expenditure that cannot be greater.
OF_BASIC = (
    ("overseas", "30212"),
    ("reception", "30217"),
    ("vehicles.operation", "30231"),
    ("vehicles.purchase", "31013"),
)


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.table_against_table", "ledger.no_accounts")
        return
    sums, accounts = sums_of(report), Accounts(report)
    made = [sums.outcome(RULE, version, kind, each) for each in sums.of_one_amount()]
    made += [_within(accounts, whole, part) for whole, part in _wholes(accounts)]
    yield from made or [
        not_applicable("ledger.table_against_table", "ledger.one_of_the_two_is_blank")
    ]


def _wholes(accounts: Accounts) -> Iterator[tuple[Key, Key]]:
    """(whole, part) that is printed for each part."""
    for key in accounts.keys("general_expenditure"):
        if key.item.endswith(".kind"):
            continue  # several kinds of one class
        yield key._replace(statement="expenditure", fund="all"), key
    for key in accounts.keys("fiscal_appropriation"):
        if key.fund == "fiscal" and key.item.startswith("expenditure"):
            yield key._replace(statement="income_expenditure", fund="all"), key
    for item, code in OF_BASIC:
        part = Key("general_basic", "general", "expenditure.basic", code, accounts.phase)
        yield Key("sangong", "fiscal", f"sangong.{item}", "", accounts.phase), part


def _within(accounts: Accounts, whole: Key, part: Key) -> Outcome:
    subject = Said("ledger.within", part=part.said, whole=whole.said)
    outer, inner = accounts.first(whole), accounts.first(part)
    if outer is None and whole.statement == "sangong":  # its cell is blank, and the text says 0.00
        outer = accounts.first(whole._replace(statement=NARRATIVE))
    if outer is None or inner is None:
        return not_applicable(subject, "ledger.one_of_the_two_is_blank")
    rounding = outer.rounding + inner.rounding
    if inner.wan <= outer.wan + rounding:
        return passed(subject)
    return failed(subject, _too_great(outer, inner))


def _too_great(whole: Sum, part: Sum) -> Finding:
    difference = total([part]) - total([whole])
    severity, weight = of_money(difference, whole.wan)
    said = Said(
        "findings.part_greater",
        part=side([part], opens=True),
        whole=side([whole]),
        difference=exact(difference),
    )
    return Finding(
        "accounts_tables",
        version,
        kind,
        severity,
        worded(said),
        (whole.evidence, part.evidence),
        whole.wan,
        part.wan,
        difference,
        whole.rounding + part.rounding,
        weight=weight,
    )
