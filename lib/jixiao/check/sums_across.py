"""The sums of one document between its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .entries import Identity, StatementAmount
from .entry_index import EntryIndex, is_office, sum_rules, what_of

_OF_FUNCTION = re.compile(r"2\d\d$")  # a 类; the kinds of 政府 and 部门 begin with 5 and 3


def again(index: EntryIndex) -> Iterator[Identity]:
    """The same fund, item, class and stage in another table."""
    firsts: dict[tuple[str, str, str, str], list[StatementAmount]] = {}
    for key, entries in index.cells.items():
        if (
            key[0] in sum_rules()["again"]["except"]
            or key[2].startswith("total.")
            or is_office(entries[0])
            or key[2].endswith(".kind")  # tables may print other kinds
        ):
            continue
        where = (key[1], key[2], key[3], key[5])
        firsts.setdefault(where, []).extend(entries if key[3] else entries[:1])
    for entries in firsts.values():
        by_table: dict[str, list[StatementAmount]] = {}
        for entry in entries:
            by_table.setdefault(entry.statement, []).append(entry)
        first, *others = by_table.values()
        for other in others:
            yield Identity("tables", what_of(other[0]), tuple(other), tuple(first))


def across(index: EntryIndex) -> Iterator[Identity]:
    """An amount of one table made up of those that other tables print."""
    for rule in sum_rules()["across"]:
        for entry in index.entries:
            where = entry.statement, entry.fund, entry.item
            if entry.classification or where != (rule["statement"], rule["fund"], rule["item"]):
                continue
            parts = [_printed(index, part, entry.phase) for part in rule["parts"]]
            lacking = [part for part, own in zip(rule["parts"], parts, strict=True) if not own]
            if parts[0] and not any(_is_something(index, entry, fund) for _, fund, _ in lacking):
                found = tuple(e for part in parts for e in part)
                yield Identity(rule["id"], what_of(entry), (entry,), found)


def _printed(index: EntryIndex, part: Sequence[str], phase: str) -> list[StatementAmount]:
    """What a table prints of an item in all: its total, else each of its 类 by function, once.

    `part`: statement, fund, item.
    """
    statement, fund, item = part
    if total := index.cells.get((statement, fund, item, "", "", phase)):
        return total[:1]
    where = (statement, fund, item, phase)
    classes = {
        (e.classification, e.name, e.wan): e
        for e in index.entries
        if (e.statement, e.fund, e.item, e.phase) == where and _OF_FUNCTION.match(e.classification)
    }
    return list(classes.values())


def _is_something(index: EntryIndex, whole: StatementAmount, fund: str) -> bool:
    """Whether the table of `whole` prints an amount of a fund, so that a table without one lacks it."""
    where = (whole.statement, fund, whole.phase)
    return any(e.wan and (e.statement, e.fund, e.phase) == where for e in index.entries)
