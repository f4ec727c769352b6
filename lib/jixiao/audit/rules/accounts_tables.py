"""Final accounts: an amount that two tables print is the same in both.

Both sides of tables 1 and 4 have one sum; table 1 agrees with 2 in its income and with 3 in its
expenditure, class by class; table 4 with 2 in the appropriation, with 1 and with 5 in the general
public budget, with 8 and 9 in the other two; basic expenditure by function (5) with that by
economic kind (6). No part is greater than its whole: the general public budget (5) than all money
(3), receptions, trips and vehicles out of basic expenditure (6) than the three public expenses
(7). Not applicable where one of the two is blank. Two prints that differ by one in the last place
are a low finding: they are no rounding of the same amount.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ..accounts import Accounts, Key, Sum, compare, total
from ..accounts_sums import BETWEEN, sums_of
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import total as total_of

kind: Kind = "contradiction"
version = 1

Side = tuple[Key, ...]
CURRENT, SPENT, GIVEN = "income.current_year", "expenditure", "income.fiscal_appropriation"
ONE = "income_expenditure"
FOUR = "fiscal_appropriation"
# What two tables print of the same amount.
SAME: tuple[tuple[Side, Side], ...] = (
    ((Key(ONE, "all", "total.income"),), (Key(ONE, "all", "total.expenditure"),)),
    ((Key(FOUR, "fiscal", "total.income"),), (Key(FOUR, "fiscal", "total.expenditure"),)),
    ((Key(ONE, "all", CURRENT),), (Key("income", "all", CURRENT),)),
    ((Key(ONE, "all", SPENT),), (Key("expenditure", "all", SPENT),)),
    ((Key(FOUR, "fiscal", CURRENT),), (Key("income", "all", GIVEN),)),
    ((Key(ONE, "general", GIVEN),), (Key(FOUR, "general", GIVEN),)),
    ((Key(FOUR, "general", SPENT),), (Key("general_expenditure", "general", SPENT),)),
    *(
        ((Key(ONE, fund, GIVEN),), (Key(FOUR, fund, GIVEN),))
        for fund in ("government_fund", "state_capital")
    ),
    *(
        ((Key(FOUR, fund, SPENT),), (Key(fund, fund, SPENT),))
        for fund in ("government_fund", "state_capital")
    ),
    *(
        ((Key(ONE, "all", f"income.{source}"),), (Key("income", "all", f"income.{source}"),))
        for source in ("superior_grant", "institutional", "business", "subordinate", "other")
    ),
    (
        (Key("general_expenditure", "general", "expenditure.basic"),),
        (
            Key("general_basic", "general", "expenditure.basic.personnel"),
            Key("general_basic", "general", "expenditure.basic.operation"),
        ),
    ),
)
# Whole → part that cannot be greater, table 7 against table 6.
WITHIN: tuple[tuple[Key, Key], ...] = tuple(
    (
        Key("sangong", "fiscal", f"sangong.{item}"),
        Key("general_basic", "general", "expenditure.basic", code),
    )
    for item, code in (
        ("overseas", "30212"),
        ("reception", "30217"),
        ("vehicles.operation", "30231"),
        ("vehicles.purchase", "31013"),
    )
)


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.table_against_table", "ledger.no_accounts")
        return
    if report.about.get("document") == "budget":
        yield from sums_of(report, "accounts_tables", lambda id: id in BETWEEN)
        return
    accounts = Accounts(report)
    for one, other in (*SAME, *_by_class(accounts)):
        yield _same(accounts, one, other)
    for whole, part in (*WITHIN, *_general_in_all(accounts)):
        yield _within(accounts, whole, part)


def _by_class(accounts: Accounts) -> Iterator[tuple[Side, Side]]:
    """Expenditure class by class: table 1 against 3, table 4 against 5."""
    for left, right in (
        (Key(ONE, "all", SPENT), Key("expenditure", "all", SPENT)),
        (Key(FOUR, "general", SPENT), Key("general_expenditure", "general", SPENT)),
    ):
        codes = [
            key.classification
            for side in (left, right)
            for key in accounts.keys(side.statement)
            if key[1:3] == side[1:3] and len(key.classification) == 3
        ]
        for code in dict.fromkeys(codes):
            yield (left._replace(classification=code),), (right._replace(classification=code),)


def _general_in_all(accounts: Accounts) -> Iterator[tuple[Key, Key]]:
    for key in accounts.keys("general_expenditure"):
        yield key._replace(statement="expenditure", fund="all"), key


def _same(accounts: Accounts, one: Side, other: Side) -> Outcome:
    subject = Said("ledger.against", one=_said(one), other=_said(other))
    left = [found for key in one if (found := accounts.first(key))]
    right = [found for key in other if (found := accounts.first(key))]
    if len(left) < len(one) or not right:
        return not_applicable(subject, "ledger.one_of_the_two_is_blank")
    main = one[0].main or other[0].main
    return compare(
        "accounts_tables",
        version,
        kind,
        subject,
        left,
        right,
        severity="high" if main else "medium",
        same=len(right) == 1,
    )


def _within(accounts: Accounts, whole: Key, part: Key) -> Outcome:
    subject = Said("ledger.within", part=part.said, whole=whole.said)
    outer, inner = accounts.first(whole), accounts.first(part)
    if outer is None or inner is None:
        return not_applicable(subject, "ledger.one_of_the_two_is_blank")
    rounding = outer.rounding + inner.rounding
    if inner.wan <= outer.wan + rounding:
        return passed(subject)
    return failed(subject, _too_great(outer, inner))


def _too_great(whole: Sum, part: Sum) -> Finding:
    difference = total([part]) - total([whole])
    return Finding(
        "accounts_tables",
        version,
        kind,
        "medium",
        {
            "en": f"{part.name} of {exact(part.wan)} 万元 is a part of {whole.name} of "
            f"{exact(whole.wan)} 万元, and greater.",
            "zh": f"{part.name}{exact(part.wan)}万元为{whole.name}{exact(whole.wan)}万元的一部分，却大于后者。",
        },
        (whole.evidence, part.evidence),
        whole.wan,
        part.wan,
        difference,
        whole.rounding + part.rounding,
    )


def _said(side: Side) -> Said:
    return total_of([key.said for key in side])
