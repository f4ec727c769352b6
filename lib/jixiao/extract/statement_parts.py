"""Parts of a budget or of final accounts that are larger than their whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Protocol

from ..catalogue import wordings

LISTS = (
    "project",
    "procurement",
    "carry_over",
    "superior_projects",
    "transfers",
    "new_assets",
    "debt",
    "non_tax",
)  # a row is one of many of its kind
_CLASS = 2  # digits by which the code of a part is longer than that of its whole


class Amount(Protocol):
    """An amount of `statements` in 万元; `rounding`: half its last printed place."""

    @property
    def row(self) -> int: ...
    @property
    def statement(self) -> str: ...
    @property
    def fund(self) -> str: ...
    @property
    def item(self) -> str: ...
    @property
    def classification(self) -> str: ...
    @property
    def phase(self) -> str: ...
    @property
    def wan(self) -> Decimal | None: ...
    @property
    def rounding(self) -> Decimal: ...
    @property
    def line_of(self) -> tuple[str, str, str]: ...


def parts_over_wholes(amounts: Sequence[Amount]) -> Iterator[tuple[int, int]]:
    """(row, row that it does not go with) of parts that are larger than their whole, and of wholes.

    A row that goes with fewer others than they do is the slip, and it alone is given; where that
    does not tell the two apart, both. Nothing of a table with negative amounts: there a part may be
    larger, with another of the other sign.
    """
    negative = {(a.statement, a.phase) for a in amounts if a.wan is not None and a.wan < 0}
    own = [a for a in amounts if (a.statement, a.phase) not in negative and a.phase != "change"]
    most: dict[Hashable, Amount] = {}
    for amount in own:
        key = _key(amount, amount.fund, amount.item, amount.classification)
        if key not in most or _least(most[key]) < _least(amount):
            most[key] = amount
    pairs = {
        (amount.row, most[key].row): None
        for amount in own
        for key in _wholes(amount)
        if key in most and _least(amount) > _most(most[key])
    }
    yield from _slips(list(pairs))


def _slips(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The rows that `pairs` of rows, which do not go together, hang on: those of most pairs first."""
    left = list(pairs)
    while left:
        counts = Counter(row for pair in left for row in pair)
        most = max(counts.values())
        slips = {row for row in counts if counts[row] == most}
        for row in sorted(slips):
            yield row, next(one + other - row for one, other in left if row in (one, other))
        left = [pair for pair in left if slips.isdisjoint(pair)]


def _most(amount: Amount) -> Decimal:
    assert amount.wan is not None
    return amount.wan + amount.rounding


def _least(amount: Amount) -> Decimal:
    assert amount.wan is not None
    return amount.wan - amount.rounding


def _key(amount: Amount, fund: str, item: str, classification: str) -> Hashable:
    where, _, name = amount.line_of
    return amount.statement, amount.phase, fund, item, classification, where, name


def _wholes(amount: Amount) -> Iterator[Hashable]:
    """What `amount` is a part of: an item, a class, a fund."""
    tail = ".office" if amount.item.endswith(".office") else ""
    if amount.item.endswith((".group", ".kind")) or amount.statement in LISTS:
        return
    code = amount.classification
    for whole in _items().get(amount.item.removesuffix(tail), ()):
        yield _key(amount, amount.fund, whole + tail, code)
    for end in range(len(code) - _CLASS, _CLASS, -_CLASS):
        yield _key(amount, amount.fund, amount.item, code[:end])
    if code:
        yield _key(amount, amount.fund, amount.item, "")
    for fund in _funds().get(amount.fund, ()):
        yield _key(amount, fund, amount.item, code)


@cache
def _items() -> Mapping[str, tuple[str, ...]]:
    """Item → the items that it is a part of."""
    found: dict[str, list[str]] = {}
    for rule in wordings("statement_identities")["parts"]:
        if "less" not in rule:
            for part in rule["parts"]:
                found.setdefault(part, []).append(rule["whole"])
    return {part: tuple(wholes) for part, wholes in found.items()}


@cache
def _funds() -> Mapping[str, tuple[str, ...]]:
    """Fund → the funds that it is a part of."""
    found: dict[str, list[str]] = {}
    for whole, parts in wordings("statement_identities")["funds"].items():
        for part in parts:
            found.setdefault(part, []).append(whole)
    return {part: tuple(wholes) for part, wholes in found.items()}
