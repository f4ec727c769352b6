"""The sums of budgets and final accounts (`check.identities`) as outcomes of the audit.

The audit adds up nothing of its own: what must add up is the catalogue's, and what a sum that does
not hold is made of is quoted on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from ..base.said import Said
from ..check.entries import Identity, StatementAmount
from ..report import Report
from .accounts import Sum, amount, compare
from .findings import Kind, Outcome, not_applicable
from .set_aside import identities_of, misread_rows, rows_told
from .subjects import account, one_and_other, whole_and_parts
from .unread_parts import SAME, lacks_parts, unread_places


class Sums:
    """Every sum of a report's tables of money, and the rows that take part in them."""

    def __init__(self, report: Report) -> None:
        self._rows = {row.Index: row for row in report.tables["statements"].itertuples()}
        self.identities = identities_of(report)
        labels = list(self._rows)
        self._doubtful = {labels[number] for number in misread_rows(report)}
        self._told = {labels[number] for number in rows_told(report)}
        self._unread = unread_places(report)

    def within_tables(self) -> Iterator[Identity]:
        """Parts against their whole."""
        return (each for each in self.identities if each.id not in SAME)

    def of_one_amount(self) -> Iterator[Identity]:
        """One amount against itself in another place."""
        return (each for each in self.identities if each.id in SAME)

    def figures(self, entries: Iterable[StatementAmount]) -> list[Sum]:
        """The rows that `entries` stand for, each with its passage."""
        return [
            replace(amount(self._rows[entry.row]), rounding=entry.rounding) for entry in entries
        ]

    def outcome(self, rule: str, version: int, kind: Kind, identity: Identity) -> Outcome:
        """Whether `identity` holds; what is taken away on one side is added on the other."""
        whole = identity.whole[0]
        if any(entry.row in self._doubtful for entry in identity.entries):
            return not_applicable(whole_and_parts(_said(whole)), "ledger.in_doubt")
        if any(entry.row in self._told for entry in identity.entries):
            return not_applicable(whole_and_parts(_said(whole)), "ledger.told_elsewhere")
        same = identity.id in SAME
        if lacks_parts(identity, self._unread):
            return not_applicable(whole_and_parts(_said(whole)), "ledger.unread_beside")
        parts = self.figures(identity.parts)
        said = _said(whole)
        printed = self.figures((*identity.whole, *identity.less))
        return compare(
            rule,
            version,
            kind,
            one_and_other(_said(identity.parts[0]), said) if same else whole_and_parts(said),
            parts,
            printed,
            same=same and len(parts) == len(printed) == 1,
        )


@lru_cache(maxsize=1)  # rules on totals and on tables ask for them, one after another
def sums_of(report: Report) -> Sums:
    """The sums of `report`, made once."""
    return Sums(report)


def _said(entry: StatementAmount) -> Said:
    return account(entry.statement, entry.fund, entry.item, entry.classification, entry.phase)
