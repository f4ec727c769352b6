"""Final accounts: the parts of each table add up to its printed totals.

Classes by function or economic kind make up the class above them and the total of the column;
columns make up their total column; income, carry-over and what is left make up the sums of both
sides; personnel and operating funds make up basic expenditure; overseas trips, vehicles and
receptions the three public expenses. In the narrative, kinds of income and of expenditure, classes
and kinds of procurement make up what they are said to be parts of. A blank part is no part. Not
applicable where a total or all its parts are blank. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...catalogue.totals import divisions
from ...report import Report
from ..accounts import NARRATIVE, Accounts, Key, Sum, compare
from ..findings import Kind, Outcome, not_applicable

kind: Kind = "arithmetic"
version = 1

FUNDS = ("general", "government_fund", "state_capital")
# What the narrative names only some parts of.
UNDIVIDED = {("general", "expenditure"), ("all", "total.income"), ("fiscal", "total.income")}
# What is left of a fund is what it had and got, less what it spent.
FLOW = (("balance.opening", "income.current_year"), ("expenditure", "balance.closing"))
ECONOMIC = {
    "expenditure.basic.personnel": ("301", "303"),
    "expenditure.basic.operation": ("302", "307", "309", "310", "311", "312", "313", "399"),
}


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables:
        yield not_applicable("ledger.totals", "ledger.no_accounts")
        return
    accounts = Accounts(report)
    for statement in dict.fromkeys(row.statement for row in accounts.rows):
        keys = list(accounts.keys(statement))
        for whole in keys:
            for parts in _divisions(whole, keys):
                yield _compared(accounts, [whole], parts)
        for fund in ("government_fund", "state_capital"):
            if statement == fund:
                left, right = ([Key(statement, fund, item) for item in side] for side in FLOW)
                yield _compared(accounts, left, right)


def _divisions(whole: Key, keys: list[Key]) -> Iterator[list[Key]]:
    """What makes up `whole`, in each way in which it is divided."""
    in_narrative = whole.statement == NARRATIVE
    yield from _named_classes(whole, keys) if in_narrative else _classes(whole, keys)
    for item, parts in divisions("accounts"):
        if item != whole.item or (in_narrative and (whole.fund, item) in UNDIVIDED):
            continue
        wanted = {whole._replace(item=part) for part in parts}
        if item == "income.current_year" and whole.fund in ("all", "fiscal"):
            # Tables 1 and 4 print the appropriation by budget, not as one.
            given = whole._replace(item="income.fiscal_appropriation")
            wanted |= set() if given in keys else {given._replace(fund=fund) for fund in FUNDS}
        yield [key for key in keys if key in wanted]
    if whole.statement == "fiscal_appropriation" and whole.fund == "fiscal":
        by_fund = {whole._replace(fund=fund) for fund in FUNDS}
        if any(key in by_fund for key in keys):
            yield [key for key in keys if key in by_fund]
    if whole.item in ECONOMIC and not in_narrative:
        kinds = ECONOMIC[whole.item]
        yield [
            key for key in keys if key.item == "expenditure.basic" and key.classification in kinds
        ]


def _classes(whole: Key, keys: list[Key]) -> Iterator[list[Key]]:
    """The classes one level below `whole` that the same column prints."""
    length = len(whole.classification) + 2 if whole.classification else 3
    below = [
        key
        for key in keys
        if key._replace(classification="") == whole._replace(classification="")
        and len(key.classification) == length
        and key.classification.startswith(whole.classification)
    ]
    if below:
        yield below


def _named_classes(whole: Key, keys: list[Key]) -> Iterator[list[Key]]:
    """The classes of each level that the narrative names; some are named without a known code."""
    if whole.item != "expenditure" or whole.classification:
        return
    same = [key for key in keys if key[:2] == whole[:2] and key.phase == whole.phase]
    unclassified = [key for key in same if key.item == "expenditure.unclassified"]
    for length in (3, 7):
        level = [k for k in same if k.item == "expenditure" and len(k.classification) == length]
        if level:
            yield level + (unclassified if length == 7 else [])


def _compared(accounts: Accounts, wholes: list[Key], parts: list[Key]) -> Outcome:
    subject = Said("ledger.parts_of", whole=wholes[0].said)
    printed = [found for key in wholes if (found := accounts.first(key))]
    summands = [found for key in parts for found in _each(accounts, key)]
    if not printed or not summands:
        return not_applicable(subject, "ledger.total_or_parts_blank")
    if len(summands) == 1 and wholes[0].statement == NARRATIVE:
        return not_applicable(subject, "ledger.one_part_named")
    return compare(
        "accounts_totals",
        version,
        kind,
        subject,
        summands,
        printed,
        severity="high" if wholes[0].main else "medium",
    )


def _each(accounts: Accounts, key: Key) -> list[Sum]:
    """The first amount of `key`; of classes without a code, every one."""
    found = accounts.all(key)
    return found if key.item == "expenditure.unclassified" else found[:1]
