"""Figures of the table `accounts` as the rules compare them, each with its passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..base.language import Language
from ..base.said import Said
from ..catalogue.codes import official_classes
from ..extract.statements.kinds import Family
from ..labels import label
from ..labels.items import item_name
from ..labels.numbers import exact, without_zeros
from ..labels.sentences import in_brackets, within_sentence
from ..labels.statement_names import is_budget_phase, statement_name
from ..report import Report
from ..schema.rows import OnALine, StatementRow
from . import subjects
from .figures import evidence
from .findings import Evidence, Finding, Kind, Outcome, failed, passed
from .in_order import at_or_above
from .materiality import of_money
from .set_aside import misread_rows, rows_told
from .wording import worded

NARRATIVE = "narrative"
# Where a difference shakes the whole of the accounts.
MAIN = (
    "income.current_year",
    "expenditure",
    "expenditure.basic",
    "expenditure.project",
    "total.income",
    "total.expenditure",
)
# Tables whose columns are items, so that a row's name alone does not say which figure is meant.
WIDE = ("income", "expenditure", "general_expenditure", "government_fund", "state_capital")


class Key(NamedTuple):
    """What a figure is of; `classification` is "" for a total."""

    statement: str
    fund: str
    item: str
    classification: str = ""
    phase: str = "outturn"

    @property
    def said(self) -> Said:
        """What the ledger says of it."""
        return subjects.account(*self)

    @property
    def main(self) -> bool:
        return self.item in MAIN and not self.classification


@dataclass(frozen=True)
class Sum:
    """An amount of money in 万元: `wan` exact, `rounding` half its last printed place."""

    key: Key
    name: str
    wan: Decimal
    rounding: Decimal
    evidence: Evidence


class Accounts:
    """The amounts of money of a report's `statements`, found by what they are of.

    `family`: of a budget or of final accounts; `phase`: what its amounts are where nothing is said.
    """

    def __init__(self, report: Report) -> None:
        self.family = family_of_report(report)
        self.phase = "outturn" if self.family == "accounts" else "approved"
        misread, told = misread_rows(report), rows_told(report)
        rows = enumerate(report.tables["statements"].itertuples())
        # `read`: of which no more than the amount is a finding of its own; `rows`: without those.
        read = [(number, row) for number, row in rows if number not in misread]
        self.read: list[Any] = [row for _, row in read]
        self.rows: list[Any] = [row for number, row in read if number not in told]
        self._by: dict[Key, list[Sum]] = {}
        for row in self.rows:
            of_budget = row.phase == "change" and row.base != "previous"
            if row.unit in YUAN_PER_UNIT and not of_budget:
                found = amount(row)
                self._by.setdefault(found.key, []).append(found)

    def all(self, key: Key) -> list[Sum]:
        """Every amount of `key`, in the order of the accounts."""
        return self._by.get(key, [])

    def first(self, key: Key) -> Sum | None:
        return next(iter(self.all(key)), None)

    def keys(self, statement: str) -> Iterator[Key]:
        """What the amounts of `statement` are of, in its order."""
        return (key for key in self._by if key.statement == statement)

    def before(self, row: OnALine, key: Key) -> Sum | None:
        """The last amount of `key` at or above the place of `row`."""
        found = self.all_before(row, key)
        return found[-1] if found else None

    def all_before(self, row: OnALine, key: Key) -> list[Sum]:
        """Every amount of `key` at or above the place of `row`, in the order of the accounts."""
        return [one for one in self.all(key) if at_or_above(one.evidence, row)]

    def in_tables(self, key: Key) -> list[Sum]:
        """The amounts of the same fund, item, class and phase in the tables."""
        return [
            found
            for other, sums in self._by.items()
            for found in sums
            if other.statement != NARRATIVE and other[1:] == key[1:]
        ]


def family_of_report(report: Report) -> Family:
    """Whether the document is a budget or final accounts: by its name, else by what it prints."""
    if report.primary in ("accounts", "budget"):
        return "budget" if report.primary == "budget" else "accounts"
    phases = set(report.tables["statements"]["phase"])
    return "budget" if "approved" in phases and "outturn" not in phases else "accounts"


def key_of(row: StatementRow) -> Key:
    return Key(row.statement, row.fund, row.item, row.classification or "", row.phase)


def amount(row: StatementRow) -> Sum:
    """One row of money as a sum."""
    return Sum(
        key_of(row),
        row.name,
        in_wan(row.value, row.unit),
        in_wan(half_unit(row.value), row.unit),
        evidence(row),
    )


def compare(
    rule: str,
    version: int,
    kind: Kind,
    subject: Said,
    ones: Iterable[Sum],
    others: Iterable[Sum],
    *,
    same: bool = False,
) -> Outcome:
    """Whether two sums are equal within the rounding of their printed figures.

    `same`: both are prints of one amount. Two prints in the same last place cannot differ by
    rounding. A difference of no more than one in the last place of the coarser print is then low.
    """
    left, right = list(ones), list(others)
    one, other = total(left), total(right)
    rounding = sum((found.rounding for found in (*left, *right)), Decimal(0))
    difference = other - one
    within = abs(difference) <= rounding
    last = abs(difference) <= 2 * max(found.rounding for found in (*left, *right))
    coarse = len({found.rounding for found in (*left, *right)}) > 1
    if difference == 0 or (within and (coarse or not same)):
        return passed(subject)
    severity, weight = of_money(difference, max(abs(one), abs(other)))
    shown = exact(without_zeros(abs(difference)))
    said = Said("findings.sums", one=side(left, opens=True), other=side(right), difference=shown)
    finding = Finding(
        rule,
        version,
        kind,
        "low" if within or (same and last) else severity,
        worded(said),
        tuple(dict.fromkeys(found.evidence for found in (*left, *right))),
        one,
        other,
        difference,
        rounding,
        weight=weight,
    )
    return failed(subject, finding)


def total(figures: Iterable[Sum]) -> Decimal:
    return sum((found.wan for found in figures), Decimal(0))


def side(figures: list[Sum], *, opens: bool = False) -> Said:
    """One side of a comparison; `opens`: its words open the sentence."""
    english = _written(figures, "en")
    english = english if opens else within_sentence(english)
    return Said("ledger.either", en=english, zh=_written(figures, "zh"))


def _written(figures: list[Sum], language: Language) -> str:
    """Sums as they are reckoned, with the tables they stand in: 表 (名称 12.00 + …)."""
    statements = dict.fromkeys(_statement(found, language) for found in figures)
    statement = (", " if language == "en" else "、").join(statements)
    parts = [f"{_named(found, language)} {exact(found.wan)}" for found in figures]
    if len(parts) > 6:
        parts = [*parts[:3], "…", parts[-1]]
    added = " + ".join(parts)
    whole = f" = {exact(total(figures))}" if len(figures) > 1 else ""
    return f"{statement} ({added}{whole})" if language == "en" else f"{statement}（{added}{whole}）"


def _statement(found: Sum, language: Language) -> str:
    """The table that a figure stands in, as budgets or final accounts call it."""
    return statement_name(found.key.statement, is_budget_phase(found.key.phase), language)


def called(key: Key, name: str) -> Said:
    """What is printed as `name`, as a finding calls it: with its English name where it has one."""
    return Said("ledger.either", en=_english(key, name), zh=name)


def _english(key: Key, name: str) -> str:
    known = official_classes().get(key.classification)
    own = known.english if known else ""
    own = own if own or key.classification else item_name(key.item, "", "en")
    return f"{own}{in_brackets(name, 'en')}" if own else name


def _named(found: Sum, language: Language) -> str:
    """The row's name, with its column where the table has several."""
    key = found.key
    name = _english(key, found.name) if language == "en" else found.name
    if name != found.name and not key.classification:
        return name
    if key.phase == "change":
        return f"{name} {label('accounts.phase.change', language)}"
    if key.statement not in WIDE or key.item in ("expenditure", "income.current_year"):
        return name
    return f"{name} · {item_name(key.item, key.item, language)}"
