"""The sums of one document, made from the catalogue's rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from ..extract.statement_parts import LISTS
from .entries import Identity, StatementAmount
from .entry_index import OFFICE, EntryIndex, Row, is_office, sum_rules, what_of
from .sums_across import across, again


def of_document(entries: Sequence[StatementAmount]) -> Iterator[Identity]:
    """Every sum that can be made of `entries`, which are of one document."""
    index = EntryIndex(entries)
    yield from _restated(index)
    yield from _by_code(index)
    yield from _parts(index)
    yield from _funds(index)
    yield from _equal(index)
    yield from _personnel(index)
    yield from _offices(index)
    yield from again(index)
    yield from across(index)


def _restated(index: EntryIndex) -> Iterator[Identity]:
    """A table that prints one amount twice prints it alike: 一、部门预算 and 本年支出合计."""
    for key, entries in index.cells.items():
        if key[4] == "":
            for other in entries[1:]:
                yield Identity("restated", what_of(other), (other,), (entries[0],))


def _by_code(index: EntryIndex) -> Iterator[Identity]:
    """项 make up their 款, 款 their 类, 类 the total, column by column."""
    columns: dict[tuple[str, str, str, str], list[StatementAmount]] = {}
    for entry in index.entries:
        if entry.statement != "procurement":
            prefix = entry.name.split(" / ")[0] if is_office(entry) and entry.classification else ""
            if ".kind" in entry.item:
                prefix += entry.name.rpartition(" / ")[2]
            where = (entry.statement, entry.fund, entry.item, f"{entry.phase}|{prefix}")
            columns.setdefault(where, []).append(entry)
    for (statement, *_), every in columns.items():
        entries = every
        if statement not in LISTS:  # a document may print one table twice
            entries = list({(e.classification, e.name, e.wan): e for e in every}.values())
        of_code: dict[str, list[StatementAmount]] = {}
        parts_of: dict[str, list[StatementAmount]] = {}
        for e in entries:
            if e.classification:
                of_code.setdefault(e.classification, []).append(e)
                parts_of.setdefault(e.classification[:-2], []).append(e)
        for code, whole in of_code.items():
            if below := parts_of.get(code):
                yield Identity("classes", what_of(whole[0]), tuple(whole), tuple(below))
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
                    _beside(index, totals[0], sum_rules()["classes"]["perhaps"]),
                )


def _beside(
    index: EntryIndex, entry: StatementAmount, items: Sequence[str]
) -> tuple[StatementAmount, ...]:
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
    whole: tuple[StatementAmount, ...],
    parts: tuple[StatementAmount, ...],
    less: tuple[StatementAmount, ...],
    perhaps: tuple[StatementAmount, ...],
) -> Identity:
    """The sum without the parts that may stand beside the whole, or with them if only that holds."""
    without = Identity(id, what_of(whole[0]), whole, parts, less)
    extra = tuple(e for e in perhaps if e.wan and e not in parts)
    if without.holds or not extra:
        return without
    within = Identity(id, what_of(whole[0]), whole, (*parts, *extra), less)
    return within if within.holds else without


def _parts(index: EntryIndex) -> Iterator[Identity]:
    for rule in sum_rules()["parts"]:
        for row in index.rows_with(rule["whole"]):
            if "statements" in rule and row[0] not in rule["statements"]:
                continue
            for office in (False, True):
                if identity := _parts_of(index, rule, row, office):
                    yield identity


def _parts_of(
    index: EntryIndex, rule: Mapping[str, Any], row: Row, office: bool
) -> Identity | None:
    def one(items: Sequence[str]) -> tuple[StatementAmount, ...]:
        return tuple(e for item in items for e in _stated(index, row, item, office))

    whole = tuple(index.get(row, rule["whole"], office)[:1])
    if not whole:
        return None
    parts = one(rule["parts"])
    if rule["whole"] == "income.current_year":
        parts = _with_funds(index, row, office, parts)
    needed = tuple(rule.get("needs", rule["parts"]))
    if not any(part.item.startswith(needed) for part in parts):
        return None
    taken = rule.get("less", ())
    if not (less := one(taken)) and _of_classes_alone(index, row, taken):
        return None
    return _perhaps(rule["id"], whole, parts, less, one(rule.get("perhaps", ())))


def _of_classes_alone(index: EntryIndex, row: Row, items: Sequence[str]) -> bool:
    """Whether classes print one of `items` and `row`, which is the total of all, prints none."""
    statement, fund, code, _, phase = row
    return not code and any(
        (e.statement, e.fund, e.phase) == (statement, fund, phase) and e.item in items and e.wan
        for e in index.entries
    )


def _stated(index: EntryIndex, row: Row, item: str, office: bool) -> tuple[StatementAmount, ...]:
    """What the row prints of `item`: the amount itself, else those of its parts."""
    if own := index.get(row, item, office):
        return (own[0],)
    return tuple(
        e for part in _parts_made_of().get(item, ()) for e in _stated(index, row, part, office)
    )


@cache
def _parts_made_of() -> Mapping[str, Sequence[str]]:
    """An item → what it is the sum of, by the first rule that takes nothing away."""
    rules = [rule for rule in sum_rules()["parts"] if "less" not in rule]
    return {rule["whole"]: rule["parts"] for rule in reversed(rules)}


def _with_funds(
    index: EntryIndex,
    row: Row,
    office: bool,
    parts: tuple[StatementAmount, ...],
) -> tuple[StatementAmount, ...]:
    """In tables of income fiscal appropriation may be printed by its three budgets alone."""
    if any(part.item.startswith("income.fiscal_appropriation") for part in parts):
        return parts
    item = "income.fiscal_appropriation"
    for funds in (["fiscal"], sum_rules()["funds"]["fiscal"]):
        found = tuple(
            e for fund in funds for e in index.get((row[0], fund, *row[2:]), item, office)[:1]
        )
        if found and row[1] in ("all", "fiscal") and row[1] not in funds:
            return (*found, *parts)
    return parts


def _funds(index: EntryIndex) -> Iterator[Identity]:
    """Whose money: fiscal = general + government fund + state capital; all = fiscal + …"""
    rules = sum_rules()["funds"]
    by_fund: dict[tuple[str, ...], dict[str, StatementAmount]] = {}
    for key, entries in index.cells.items():
        by_fund.setdefault((key[0], *key[2:]), {})[key[1]] = entries[0]
    for key, entries in index.cells.items():
        amounts = by_fund[key[0], *key[2:]]
        if len(amounts) < 2 or key[1] not in rules or key[2].endswith("earmarked"):
            continue
        if parts := _fund_parts(amounts, key[1]):
            yield Identity("funds", what_of(entries[0]), (entries[0],), tuple(parts))


def _fund_parts(amounts: Mapping[str, StatementAmount], fund: str) -> list[StatementAmount]:
    """The parts of a fund by `amounts`, which are of the same otherwise: of each the one stated."""
    found: list[StatementAmount] = []
    for part in sum_rules()["funds"].get(fund, ()):
        found += [amounts[part]] if part in amounts else _fund_parts(amounts, part)
    return found


def _equal(index: EntryIndex) -> Iterator[Identity]:
    for rule in sum_rules()["equal"]:
        for row in index.rows_with(rule["one"]):
            one, other = index.get(row, rule["one"], False), index.get(row, rule["other"], False)
            if one and other:
                yield Identity(rule["id"], what_of(one[0]), (other[0],), (one[0],))


def _personnel(index: EntryIndex) -> Iterator[Identity]:
    """人员经费 and 公用经费 as rows of a table by economic kind."""
    rule = sum_rules()["personnel"]
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
            yield Identity("personnel_and_operation", what_of(entries[0]), (entries[0],), parts)


def _offices(index: EntryIndex) -> Iterator[Identity]:
    """Units make up the department, where none of them is a part of another."""
    columns: dict[tuple[str, str, str, str], list[StatementAmount]] = {}
    for entry in index.entries:
        if is_office(entry) and not entry.classification and " / " not in entry.name:
            item = entry.item.removesuffix(OFFICE)
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
            identity = Identity("units", what_of(whole), (whole,), units)
            within = Identity("units", what_of(whole), (whole,), nested)
            if statement not in LISTS:
                yield within if within.holds and units[0].wan == whole.wan else identity
