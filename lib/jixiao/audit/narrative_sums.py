"""Sums of the narrative of budgets and final accounts: only where all parts are named.

A narrative may name some parts alone (其中, 如). A list is whole where it names each kind that the
catalogue divides an item into, or each part that a sum of the tables has an amount of. Changes against
the year before add up like the amounts, where each kind of an item, or each of the three budgets, states
its own or that it is level.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from ..catalogue import wordings
from ..check.entries import Identity
from ..extract.statements import statements_narrative
from ..report import Report
from .accounts import NARRATIVE, Accounts, Key, Sum, compare, total
from .findings import Kind, Outcome, not_applicable
from .statement_sums import Sums
from .subjects import whole_and_parts

DIVIDED = ("sources_of_income", "kinds_of_expenditure", "total_of_classes", "classes")


def narrative_sums(
    rule: str, version: int, kind: Kind, report: Report, sums: Sums
) -> Iterator[Outcome]:
    """Each whole that the narrative states with all its parts, re-added; else why it is not."""
    accounts = Accounts(report)
    seen: set[tuple[Key, tuple[Key, ...]]] = set()
    for whole in [key for key in accounts.keys(NARRATIVE) if key.phase in ("approved", "outturn")]:
        for parts in (*_kinds(accounts, whole), *_of_tables(accounts, whole, sums.identities)):
            if (whole, tuple(parts)) in seen or len(parts) < 2:
                continue
            seen.add((whole, tuple(parts)))
            yield _compared(rule, version, kind, accounts, whole, parts)
    level = _level(report, accounts)
    for whole in [key for key in accounts.keys(NARRATIVE) if key.phase == "change"]:
        for parts in _changes(accounts, whole, level):
            yield _compared(rule, version, kind, accounts, whole, parts)


def _level(report: Report, accounts: Accounts) -> set[Key]:
    """What the narrative says to be as it was in the year before."""
    if report.document is None:
        return set()
    narrative = statements_narrative(report.document, report.tables["statements"], accounts.family)
    return {
        Key(NARRATIVE, named.fund, named.item, named.classification, "change")
        for claim in narrative.claims
        if claim.base == "previous" and not claim.direction and not claim.about
        for named in (claim.subject,)
    }


def _changes(accounts: Accounts, whole: Key, level: Set[Key]) -> Iterator[list[Key]]:
    """The kinds of an item whose changes make up its own, each stated once or level."""
    for parts in (*_divided(whole), *_funds(accounts, whole)):
        stated = [part for part in parts if accounts.all(part)]
        once = all(len({found.wan for found in accounts.all(key)}) == 1 for key in (whole, *stated))
        if stated and once and {*parts} <= {*stated, *level}:
            yield stated


def _kinds(accounts: Accounts, whole: Key) -> Iterator[list[Key]]:
    """The kinds of an item, where every one of them is stated."""
    for parts in _divided(whole):
        if all(accounts.first(part) for part in parts):
            yield parts


def _divided(whole: Key) -> Iterator[list[Key]]:
    """The kinds that make up an item, by the catalogue."""
    for rule in wordings("statement_identities")["parts"]:
        if rule["whole"] == whole.item and not {"less", "perhaps"} & set(rule):
            yield [whole._replace(item=item) for item in rule["parts"]]


def _funds(accounts: Accounts, whole: Key) -> Iterator[list[Key]]:
    """The three budgets, where their amounts make up what is appropriated: 上年结转 may be a fourth."""
    if whole.fund != "fiscal":
        return
    funds = wordings("statement_identities")["funds"]["fiscal"]
    parts = [whole._replace(fund=fund) for fund in funds]
    own, *amounts = (accounts.first(key._replace(phase=accounts.phase)) for key in (whole, *parts))
    named = [amount for amount in amounts if amount]
    if own and len(named) == len(parts):
        rounding = sum((each.rounding for each in (own, *named)), Decimal(0))
        if abs(total(named) - own.wan) <= rounding:
            yield parts


def _of_tables(
    accounts: Accounts, whole: Key, identities: Sequence[Identity]
) -> Iterator[list[Key]]:
    """The parts that a sum of the tables has, where all that are not zero are stated."""
    for identity in identities:
        if identity.id not in DIVIDED or len(identity.whole) != 1 or not identity.holds:
            continue
        head = identity.whole[0]
        if (head.fund, head.item, head.classification, head.phase) != whole[1:]:
            continue
        parts = [
            Key(NARRATIVE, part.fund, part.item, part.classification, part.phase)
            for part in identity.parts
            if part.wan
        ]
        if len(set(parts)) == len(parts) and all(accounts.first(part) for part in parts):
            yield parts


def _compared(
    rule: str, version: int, kind: Kind, accounts: Accounts, whole: Key, parts: Sequence[Key]
) -> Outcome:
    subject = whole_and_parts(whole.said)
    printed = accounts.first(whole)
    summands: list[Sum] = [found for part in parts if (found := accounts.first(part))]
    if printed is None:
        return not_applicable(subject, "ledger.total_or_parts_blank")
    return compare(rule, version, kind, subject, summands, [printed])
