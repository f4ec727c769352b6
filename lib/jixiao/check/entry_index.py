"""Amounts of `statements` by what they are of, as the sums of `check.sums` look them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


class EntryIndex:
    """The entries by what they are of. A row: one class, or one office, else the whole table."""

    def __init__(self, entries: Sequence[StatementAmount]) -> None:
        self.entries = entries
        self.cells: dict[Key, list[StatementAmount]] = {}
        for entry in entries:
            self.cells.setdefault(_key(entry), []).append(entry)

    @cached_property
    def rows(self) -> dict[tuple[str, str, str, str, str], None]:
        """(statement, fund, class, name, phase) in order."""
        return dict.fromkeys((k[0], k[1], k[3], k[4], k[5]) for k in self.cells)

    def get(
        self, row: tuple[str, str, str, str, str], item: str, office: bool
    ) -> list[StatementAmount]:
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
