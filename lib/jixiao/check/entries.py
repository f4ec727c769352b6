"""Amounts of `statements` as sums take them, and a sum with what takes part in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..base.values import value_class
from ..schema import values_of

NOTHING = Decimal(0)
_OF_AN_AMOUNT = (
    "statement",
    "fund",
    "item",
    "classification",
    "name",
    "phase",
    "value",
    "unit",
    "page",
)


@value_class()
class StatementAmount:
    """One amount of money of `statements`. `row`: its label in the index of the table."""

    row: int
    document: str
    statement: str
    fund: str
    item: str
    classification: str
    name: str
    phase: str
    wan: Decimal
    rounding: Decimal
    page: int


@value_class()
class Identity:
    """One sum: `whole` is what is printed, `parts` what it should be, `less` taken away from it.

    `what`: fund, item and class that it is about.
    """

    id: str
    what: str
    whole: tuple[StatementAmount, ...]
    parts: tuple[StatementAmount, ...]
    less: tuple[StatementAmount, ...] = ()

    @cached_property
    def expected(self) -> Decimal:
        return added(self.parts) - added(self.less)

    @cached_property
    def printed(self) -> Decimal:
        return added(self.whole)

    @cached_property
    def tolerance(self) -> Decimal:
        return sum((entry.rounding for entry in self.entries), NOTHING)

    @property
    def holds(self) -> bool:
        return abs(self.printed - self.expected) <= self.tolerance

    @property
    def entries(self) -> tuple[StatementAmount, ...]:
        return (*self.whole, *self.parts, *self.less)


def added(entries: Iterable[StatementAmount]) -> Decimal:
    return sum((entry.wan for entry in entries), NOTHING)


def entries_of(statements: pd.DataFrame) -> list[StatementAmount]:
    """The amounts of money of `statements`, in 万元; the narrative, which states others again, left out.

    A zero that is printed as 0 beside 9.00 is no amount below half a unit: it has the rounding of
    the finest figure of its table.
    """
    labels: list[int] = statements.index.tolist()
    several = "document" in statements.columns
    documents = statements["document"].tolist() if several else [""] * len(labels)
    rows = values_of(statements, *_OF_AN_AMOUNT)
    found = []
    for label, document, (statement, fund, item, code, name, phase, value, unit, page) in zip(
        labels, documents, rows, strict=True
    ):
        if unit not in YUAN_PER_UNIT or statement == "narrative":
            continue
        wan, rounding = in_wan(value, unit), in_wan(half_unit(value), unit)
        found.append(
            StatementAmount(
                label,
                str(document),
                statement,
                fund,
                item,
                code or "",
                name,
                phase,
                wan,
                rounding,
                page,
            )
        )
    return _with_exact_zeros(found)


def _with_exact_zeros(entries: Sequence[StatementAmount]) -> list[StatementAmount]:
    finest: dict[tuple[str, str], Decimal] = {}
    for entry in entries:
        where = entry.document, entry.statement
        finest[where] = min(finest.get(where, entry.rounding), entry.rounding)
    found = []
    for entry in entries:
        rounding = finest[entry.document, entry.statement]
        exact = entry.wan or entry.rounding == rounding
        found.append(entry if exact else replace(entry, rounding=rounding))
    return found
