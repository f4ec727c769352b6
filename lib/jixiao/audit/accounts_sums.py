"""The sums that `check` makes of budgets and accounts, as outcomes of a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..base.said import Said
from ..check.entries import Entry
from ..check.identities import every_identity
from ..report import Report
from .accounts import Sum, amount, compare
from .findings import Kind, Outcome

BETWEEN = ("two_sides", "tables", "three_budgets")  # sums between tables or sides


def sums_of(report: Report, rule: str, wanted: Callable[[str], bool]) -> Iterator[Outcome]:
    """The outcome of every sum whose id is `wanted`, for `rule`."""
    statements = report.tables["statements"]
    rows = {row.Index: row for row in statements.itertuples()}

    def sums(entries: tuple[Entry, ...]) -> list[Sum]:
        return [amount(rows[entry.row]) for entry in entries]

    for identity in every_identity(statements):
        if not wanted(identity.id):
            continue
        whole = sums(identity.whole)
        between = identity.id in BETWEEN
        kind: Kind = "contradiction" if between else "arithmetic"
        main = whole[0].key.main or (between and sums(identity.parts)[0].key.main)
        subject = Said("ledger.parts_of", whole=whole[0].key.said)
        yield compare(
            rule,
            1,
            kind,
            subject,
            sums(identity.parts),
            [*whole, *sums(identity.less)],
            severity="high" if main else "medium",
            same=len(identity.parts) == 1 and not identity.less and between,
        )
