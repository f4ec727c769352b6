"""Amounts of `statements` by what they are of, as the sums of `check.sums` look them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from ..catalogue import wordings
from ..extract.statement_parts import LISTS
from .entries import StatementAmount

Key = tuple[str, str, str, str, str, str]
OFFICE = ".office"


def sum_rules() -> Mapping[str, Any]:
    """The catalogue's rules of what must add up."""
    return wordings("statement_identities")


def what_of(entry: StatementAmount) -> str:
    """Fund, item, class and stage in one line."""
    return " ".join(filter(None, [entry.fund, entry.item, entry.classification, entry.phase]))


Row = tuple[str, str, str, str, str]  # statement, fund, class, name, phase


class EntryIndex:
    """The entries by what they are of. A row: one class, or one office, else the whole table."""

    def __init__(self, entries: Sequence[StatementAmount]) -> None:
        self.entries = entries
        self.cells: dict[Key, list[StatementAmount]] = {}
        for entry in entries:
            self.cells.setdefault(_key(entry), []).append(entry)

    @cached_property
    def rows(self) -> dict[Row, None]:
        """Every row, in order."""
        return dict.fromkeys((k[0], k[1], k[3], k[4], k[5]) for k in self.cells)

    def rows_with(self, item: str) -> Iterator[Row]:
        """The rows that print `item`, of the whole or of an office, in order: a rule is of few."""
        own = {*self._rows_of.get(item, ()), *self._rows_of.get(item + OFFICE, ())}
        return (row for row in self.rows if row in own) if own else iter(())

    @cached_property
    def _rows_of(self) -> dict[str, list[Row]]:
        """Item → its rows."""
        found: dict[str, list[Row]] = {}
        for k in self.cells:
            found.setdefault(k[2], []).append((k[0], k[1], k[3], k[4], k[5]))
        return found

    def get(self, row: Row, item: str, office: bool) -> list[StatementAmount]:
        statement, fund, code, name, phase = row
        item = item + OFFICE if office else item
        return self.cells.get((statement, fund, item, code, name, phase), [])


def _key(entry: StatementAmount) -> Key:
    """Names tell rows apart only where several rows have one item: classes, offices, projects."""
    several = entry.classification or is_office(entry) or entry.statement in LISTS
    name = entry.name if several else ""
    return entry.statement, entry.fund, entry.item, entry.classification, name, entry.phase


def is_office(entry: StatementAmount) -> bool:
    return entry.item.endswith(OFFICE)
