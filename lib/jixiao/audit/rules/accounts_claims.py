"""Budgets and final accounts: a comparison in words agrees with the figures beside it.

决算数小于 / 大于 / 等于预算数 and 与预算数持平 are held against the approved budget and the outturn that the
narrative names last before; 与上年持平 against a printed change of the same item. 基本持平 says that a
difference is small, which is no figure: it is not applicable where the two differ, as is a year
before that is not printed. Budgets have no outturn: in them only 与上年持平 is tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...base.said import Said
from ...extract.statements import statements_narrative
from ...extract.statements.narrative_said import Claim
from ...labels.numbers import exact
from ...report import Report
from ..accounts import NARRATIVE, Accounts, Key, Sum, called
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..subjects import on_line
from ..wording import worded

kind: Kind = "contradiction"
version = 2
WORDS = {-1: "findings.smaller", 0: "findings.equal", 1: "findings.greater"}


@dataclass(frozen=True)
class _Place:
    """Where a claim stands, as the amounts before it are looked up."""

    page: int
    line: int


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.comparisons_in_words", "ledger.no_text_or_accounts")
        return
    accounts = Accounts(report)
    tables = report.tables["statements"]
    claims = statements_narrative(report.document, tables, accounts.family).claims
    if not claims:
        yield not_applicable("ledger.comparisons_in_words", "ledger.the_narrative_makes_none")
    for claim in claims:
        yield _previous(accounts, claim) if claim.base == "previous" else _budget(accounts, claim)


def _key(claim: Claim, phase: str) -> Key:
    subject = claim.subject
    return Key(NARRATIVE, subject.fund, subject.item, subject.classification, phase)


def _before(accounts: Accounts, claim: Claim, phase: str) -> Sum | None:
    end = claim.quote.end
    return accounts.before(_Place(end.page, end.line), _key(claim, phase))


def _subject(claim: Claim) -> Said:
    said = Said("ledger.part_of_list", name=claim.subject.name, part=claim.quote.text)
    return on_line(said, claim.quote.start.line)


def _budget(accounts: Accounts, claim: Claim) -> Outcome:
    subject = _subject(claim)
    approved, outturn = (_before(accounts, claim, phase) for phase in ("approved", "outturn"))
    if approved is None or outturn is None:
        return not_applicable(subject, "ledger.no_budget_before")
    difference = outturn.wan - approved.wan
    actual = (difference > 0) - (difference < 0)
    if actual == claim.direction:
        return passed(subject)
    if claim.about and abs(difference) < min(approved.wan, outturn.wan):
        return not_applicable(subject, Said("ledger.about_allows", difference=exact(difference)))
    said = Said(
        "findings.comparison",
        name=called(_key(claim, "outturn"), claim.subject.name),
        words=claim.quote.text,
        outturn=exact(outturn.wan),
        compared=Said(WORDS[actual]),
        approved=exact(approved.wan),
    )
    severity, weight = of_money(difference, max(approved.wan, outturn.wan))
    finding = Finding(
        "accounts_claims",
        version,
        kind,
        severity if severity == "low" else "medium",
        worded(said),
        (approved.evidence, outturn.evidence, _words(claim)),
        approved.wan,
        outturn.wan,
        difference,
        weight=weight,
    )
    return failed(subject, finding)


def _previous(accounts: Accounts, claim: Claim) -> Outcome:
    subject = _subject(claim)
    changes = accounts.all(_key(claim, "change"))
    if not changes:
        return not_applicable(subject, "ledger.no_year_before")
    change = changes[0]
    if change.wan == 0 or claim.about:
        return passed(subject)
    finding = Finding(
        "accounts_claims",
        version,
        kind,
        "medium",
        worded(
            Said(
                "findings.level",
                name=called(change.key, claim.subject.name),
                change=exact(change.wan),
            )
        ),
        (change.evidence, _words(claim)),
    )
    return failed(subject, finding)


def _words(claim: Claim) -> Evidence:
    start = claim.quote.start
    return Evidence(start.page, start.line, claim.quote.text)
