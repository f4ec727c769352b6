"""The sums of one document, made from the catalogue's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..catalogue import wordings
from .entries import Entry, Identity

Key = tuple[str, str, str, str, str, str]
_OFFICE = ".office"
_LISTS = ("project", "procurement", "carry_over")  # a row is one of many of its kind


def of_document(entries: Sequence[Entry]) -> Iterator[Identity]:
    """Every sum that can be made of `entries`, which are of one document."""
    index = _Index(entries)
    yield from _restated(index)
    yield from _by_code(index)
    yield from _parts(index)
    yield from _funds(index)
    yield from _equal(index)
    yield from _personnel(index)
    yield from _offices(index)
    yield from _again(index)
    yield from _across(index)


def _rules() -> Mapping[str, Any]:
    return wordings("statement_identities")


class _Index:
    """The entries by what they are of. A row: one class, or one office, else the whole table."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = entries
        self.cells: dict[Key, list[Entry]] = {}
        for entry in entries:
            self.cells.setdefault(_key(entry), []).append(entry)

    def rows(self) -> dict[tuple[str, str, str, str, str], None]:
        """(statement, fund, class, name, phase) in order."""
        return dict.fromkeys((k[0], k[1], k[3], k[4], k[5]) for k in self.cells)

    def get(self, row: tuple[str, str, str, str, str], item: str, office: bool) -> list[Entry]:
        statement, fund, code, name, phase = row
        item = item + _OFFICE if office else item
        return self.cells.get((statement, fund, item, code, name, phase), [])


def _key(entry: Entry) -> Key:
    """Names tell rows apart only where several rows have one item: classes, offices, projects."""
    several = entry.classification or _is_office(entry) or entry.statement in _LISTS
    name = entry.name if several else ""
    return entry.statement, entry.fund, entry.item, entry.classification, name, entry.phase


def _is_office(entry: Entry) -> bool:
    return entry.item.endswith(_OFFICE)


def _what(entry: Entry) -> str:
    return " ".join(filter(None, [entry.fund, entry.item, entry.classification, entry.phase]))


def _restated(index: _Index) -> Iterator[Identity]:
    """A table that prints one amount twice prints it alike: 一、部门预算 and 本年支出合计."""
    for key, entries in index.cells.items():
        if key[4] == "":
            for other in entries[1:]:
                yield Identity("restated", _what(other), (other,), (entries[0],))


def _by_code(index: _Index) -> Iterator[Identity]:
    """项 make up their 款, 款 their 类, 类 the total, column by column."""
    columns: dict[tuple[str, str, str, str], list[Entry]] = {}
    for entry in index.entries:
        if entry.statement != "procurement":
            prefix = (
                entry.name.split(" / ")[0] if _is_office(entry) and entry.classification else ""
            )
            where = (entry.statement, entry.fund, entry.item, f"{entry.phase}|{prefix}")
            columns.setdefault(where, []).append(entry)
    for entries in columns.values():
        codes = dict.fromkeys(e.classification for e in entries if e.classification)
        for code in codes:
            below = [
                e
                for e in entries
                if len(e.classification) == len(code) + 2 and e.classification.startswith(code)
            ]
            if below:
                whole = [e for e in entries if e.classification == code]
                yield Identity("classes", _what(whole[0]), tuple(whole), tuple(below))
        totals = [e for e in entries if not e.classification][:1]
        for system in "235":
            parts = [
                e for e in entries if len(e.classification) == 3 and e.classification[0] == system
            ]
            if totals and parts:
                yield _perhaps(
                    "total_of_classes",
                    tuple(totals),
                    tuple(parts),
                    (),
                    _beside(index, totals[0], _rules()["classes"]["perhaps"]),
                )


def _beside(index: _Index, entry: Entry, items: Sequence[str]) -> tuple[Entry, ...]:
    """Other items of a table in the row of its total: only where its rows are items."""
    if entry.item != "expenditure" or entry.statement not in (
        "income_expenditure",
        "fiscal_appropriation",
    ):
        return ()
    row = (entry.statement, entry.fund, "", "", entry.phase)
    return tuple(e for item in items for e in index.get(row, item, False)[:1])


def _perhaps(
    id: str,
    whole: tuple[Entry, ...],
    parts: tuple[Entry, ...],
    less: tuple[Entry, ...],
    perhaps: tuple[Entry, ...],
) -> Identity:
    """The sum without the parts that may stand beside the whole, or with them if only that holds."""
    without = Identity(id, _what(whole[0]), whole, parts, less)
    extra = tuple(e for e in perhaps if e.wan and e not in parts)
    if without.holds or not extra:
        return without
    within = Identity(id, _what(whole[0]), whole, (*parts, *extra), less)
    return within if within.holds else without


def _parts(index: _Index) -> Iterator[Identity]:
    for rule in _rules()["parts"]:
        for row in index.rows():
            if "statements" in rule and row[0] not in rule["statements"]:
                continue
            for office in (False, True):
                if identity := _parts_of(index, rule, row, office):
                    yield identity


def _parts_of(
    index: _Index, rule: Mapping[str, Any], row: tuple[str, str, str, str, str], office: bool
) -> Identity | None:
    def one(items: Sequence[str]) -> tuple[Entry, ...]:
        return tuple(e for item in items for e in _stated(index, row, item, office))

    whole = tuple(index.get(row, rule["whole"], office)[:1])
    parts = one(rule["parts"])
    if rule["whole"] == "income.current_year":
        parts = _with_funds(index, row, office, parts)
    needed = tuple(rule.get("needs", rule["parts"]))
    if not whole or not any(part.item.startswith(needed) for part in parts):
        return None
    return _perhaps(
        rule["id"], whole, parts, one(rule.get("less", ())), one(rule.get("perhaps", ()))
    )


def _stated(
    index: _Index, row: tuple[str, str, str, str, str], item: str, office: bool
) -> tuple[Entry, ...]:
    """What the row prints of `item`: the amount itself, else those of its parts."""
    if own := index.get(row, item, office):
        return (own[0],)
    rules = (rule for rule in _rules()["parts"] if rule["whole"] == item and "less" not in rule)
    below = next((rule["parts"] for rule in rules), ())
    return tuple(e for part in below for e in _stated(index, row, part, office))


def _with_funds(
    index: _Index, row: tuple[str, str, str, str, str], office: bool, parts: tuple[Entry, ...]
) -> tuple[Entry, ...]:
    """In tables of income fiscal appropriation may be printed by its three budgets alone."""
    if any(part.item.startswith("income.fiscal_appropriation") for part in parts):
        return parts
    item = "income.fiscal_appropriation"
    for funds in (["fiscal"], _rules()["funds"]["fiscal"]):
        found = tuple(
            e for fund in funds for e in index.get((row[0], fund, *row[2:]), item, office)[:1]
        )
        if found and row[1] in ("all", "fiscal") and row[1] not in funds:
            return (*found, *parts)
    return parts


def _funds(index: _Index) -> Iterator[Identity]:
    """Whose money: fiscal = general + government fund + state capital; all = fiscal + …"""
    rules = _rules()["funds"]
    for key, entries in index.cells.items():
        if key[1] not in rules:
            continue
        parts = _fund_parts(index, key, key[1])
        if parts and not key[2].endswith("earmarked"):
            yield Identity("funds", _what(entries[0]), (entries[0],), tuple(parts))


def _fund_parts(index: _Index, key: Key, fund: str) -> list[Entry]:
    found: list[Entry] = []
    for part in _rules()["funds"].get(fund, ()):
        own = index.cells.get((key[0], part, *key[2:]), [])
        found += own[:1] or _fund_parts(index, key, part)
    return found


def _equal(index: _Index) -> Iterator[Identity]:
    for rule in _rules()["equal"]:
        for statement, fund, code, name, phase in index.rows():
            row = (statement, fund, code, name, phase)
            one, other = index.get(row, rule["one"], False), index.get(row, rule["other"], False)
            if one and other:
                yield Identity(rule["id"], _what(one[0]), (other[0],), (one[0],))


def _personnel(index: _Index) -> Iterator[Identity]:
    """人员经费 and 公用经费 as rows of a table by economic kind."""
    rule = _rules()["personnel"]
    for (statement, _fund, item, code, _, phase), entries in index.cells.items():
        if statement != "general_basic" or code or item not in (rule["item"], rule["rest"]):
            continue
        coded = [
            e for e in index.entries if e.statement == statement and len(e.classification) == 3
        ]
        if any(e.item == item for e in coded):
            continue
        coded = [e for e in coded if e.phase == phase and e.item == "expenditure.basic"]
        wanted = item == rule["item"]
        parts = tuple(e for e in coded if (e.classification in rule["classes"]) == wanted)
        if parts:
            yield Identity("personnel_and_operation", _what(entries[0]), (entries[0],), parts)


def _offices(index: _Index) -> Iterator[Identity]:
    """Units make up the department, where none of them is a part of another."""
    columns: dict[tuple[str, str, str, str], list[Entry]] = {}
    for entry in index.entries:
        if _is_office(entry) and not entry.classification and " / " not in entry.name:
            item = entry.item.removesuffix(_OFFICE)
            columns.setdefault((entry.statement, entry.fund, item, entry.phase), []).append(entry)
    for (statement, fund, item, phase), parts in columns.items():
        totals = [
            e
            for e in index.entries
            if (e.statement, e.fund, e.item, e.phase) == (statement, fund, item, phase)
            and not e.classification
        ]
        if totals and len(parts) > 1:
            whole, units = totals[0], tuple(parts)
            nested = units[1:]  # 西安 prints the department first, then its units
            identity = Identity("units", _what(whole), (whole,), units)
            within = Identity("units", _what(whole), (whole,), nested)
            if statement not in ("project", "procurement", "carry_over"):
                yield within if within.holds and units[0].wan == whole.wan else identity


def _again(index: _Index) -> Iterator[Identity]:
    """The same fund, item, class and stage in another table."""
    firsts: dict[tuple[str, str, str, str], list[Entry]] = {}
    for key, entries in index.cells.items():
        if (
            key[0] in _rules()["again"]["except"]
            or key[2].startswith("total.")
            or _is_office(entries[0])
        ):
            continue
        where = (key[1], key[2], key[3], key[5])
        firsts.setdefault(where, []).extend(entries if key[3] else entries[:1])
    for entries in firsts.values():
        by_table: dict[str, list[Entry]] = {}
        for entry in entries:
            by_table.setdefault(entry.statement, []).append(entry)
        first, *others = by_table.values()
        for other in others:
            yield Identity("tables", _what(other[0]), tuple(other), tuple(first))


def _across(index: _Index) -> Iterator[Identity]:
    rule = _rules()["across"]
    for entry in index.entries:
        if (entry.statement, entry.fund, entry.item) != (
            rule["statement"],
            rule["fund"],
            rule["item"],
        ):
            continue
        if entry.classification:
            continue
        parts = [
            index.cells.get((statement, fund, rule["item"], "", "", entry.phase), [])[:1]
            for statement, fund in rule["parts"].items()
        ]
        found = tuple(e for part in parts for e in part)
        if parts[0]:
            yield Identity("three_budgets", _what(entry), (entry,), found)
