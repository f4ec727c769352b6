"""A grid → which table of budgets and final accounts it is, and how that is known.

The words are data: `catalogue/statement_kinds.toml`. A title decides; where none is printed, the
heads of the columns may, if all the words that an entry asks for stand in them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Literal

from ...base.amounts import fold
from ...catalogue import wordings
from ...grid.grid import Grid
from .classes import economic_class
from .normal import squeezed

Family = Literal["accounts", "budget"]
_YEAR = re.compile(r"^.*?\d{4}年(?:度)?")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]?")
_IN_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_MARKS = re.compile(
    r"[“”\"＂'‘’《》—\-－]|^(?:(?:部门)?公开|附)?表\d+[-—.、:：]?|^(?:部门)?公开\d+表|^附件?\d*[:：]?"
)
_ORDINAL = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.、．])"
)


@dataclass(frozen=True)
class StatementKind:
    """A kind of table. `fund`, `measure`, `rows` as in the catalogue; `how` it was known.

    `family`: of accounts or of a budget; None where the title does not say. `economic`: the code of
    the one economic kind that the table is of, "" for all.
    """

    id: str
    fund: str
    measure: str
    rows: str
    how: Literal["title", "heads"]
    family: Family | None = None
    economic: str = ""


def kind_of(grid: Grid) -> StatementKind | None:
    """Which statement `grid` is; None where neither its title nor its heads say."""
    return _kind(grid.title or "", _heads(grid), _systems(grid))


def nearest(grid: Grid) -> tuple[str, float] | None:
    """The kind whose title comes nearest to that of `grid` and how near (0 to 1), for a message.

    None where the grid has no title. Never used to read.
    """
    core, _ = title_core(grid.title or "")
    if not core:
        return None
    names = [
        (entry["id"], re.sub(r"\(\?:([^|)]*)[^)]*\)\??|[\\.*?()|]", r"\1", pattern))
        for entry in _entries()
        for pattern in entry.get("titles", entry.get("search", []))
    ]
    scored = [(id, SequenceMatcher(None, core, name).ratio()) for id, name in names]
    return max(scored, key=lambda entry: entry[1])


def title_core(title: str) -> tuple[str, str]:
    """What is left of a title when year, office and noise are gone, and how its rows are classed.

    The second: "function", "economic" or "".
    """
    plain = _MARKS.sub("", _ORDINAL.sub("", squeezed(fold(title))))
    plain = _YEAR.sub("", plain)
    basis = "function" if "功能" in plain else "economic" if "经济" in plain else ""
    plain = _BRACKETS.sub("", plain)
    plain = re.sub(r"(?:(?:部门|政府)预算(?:支出)?|政府)?(?:功能|经济)分类(?:科目)?", "", plain)
    for word in wordings("statement_kinds")["title_noise"]:
        plain = plain.replace(word, "")
    return plain, basis


def _entries() -> list[Mapping[str, Any]]:
    entries: list[Mapping[str, Any]] = wordings("statement_kinds")["kinds"]
    return entries


@cache
def _kind(title: str, heads: str, systems: frozenset[str]) -> StatementKind | None:
    words = wordings("statement_kinds")
    if any(re.search(pattern, squeezed(title)) for pattern in words["not_statements"]):
        return None
    core, basis = title_core(title)
    found = _by_title(core, squeezed(title)) or _by_heads(heads, squeezed(title))
    if found is None or (found := _as_named(found, squeezed(fold(title)))) is None:
        return None
    family: Family | None = None
    for name in ("accounts", "budget"):
        if any(word in squeezed(title) for word in words["family"][name]):
            family = name
            break
    if systems:  # the codes of the rows say more than the title
        basis = "economic" if "economic" in systems else "function"
    return _as_classed(replace(found, family=family), basis)


def _as_classed(kind: StatementKind, basis: str) -> StatementKind:
    """The kind that its rows make of it: 一般公共预算支出 by economic kind is another table."""
    words = wordings("statement_kinds")
    if basis == "economic" and kind.rows == "function" and kind.id in words["by_economic"]:
        return replace(kind, id=words["by_economic"][kind.id], rows="economic")
    if basis == "function" and kind.rows == "economic" and kind.id in words["by_function"]:
        return replace(kind, id=words["by_function"][kind.id], rows="function")
    return kind


def _as_named(kind: StatementKind, title: str) -> StatementKind | None:
    """The kind, of the part that its title names behind it; None if that is a part of another kind.

    基本支出表--人员经费(工资福利支出) has no totals of basic expenditure, 支出表（基本支出） none of all.
    """
    words = wordings("statement_kinds")
    tail = _IN_BRACKETS.sub("", title.rpartition("表")[2])
    behind = [*_IN_BRACKETS.findall(title), tail.strip("-—－")]
    named = [
        text
        for text in behind
        if any(word in text for word in words["parts_named"])
        and not any(re.search(pattern, text) for pattern in words["whole_of_parts"])
    ]
    if kind.measure == "expenditure.basic":
        if code := next((code for text in behind if (code := economic_class(text))), ""):
            return replace(kind, economic=code)
        for word, item in words["part_items"].items():
            if any(word in text for text in named):
                return replace(kind, measure=item)
        named = [text for text in named if "基本支出" not in text]
    elif kind.measure == "expenditure.project":
        named = [text for text in named if "项目支出" not in text]
    return None if named and kind.how == "title" and kind.id != "sangong" else kind


def _by_title(core: str, title: str) -> StatementKind | None:
    if not core or not title:
        return None
    for entry in _entries():
        whole = any(re.fullmatch(pattern, core) for pattern in entry.get("titles", ()))
        if whole or any(re.search(pattern, title) for pattern in entry.get("search", ())):
            return StatementKind(
                entry["id"], entry["fund"], entry["measure"], entry["rows"], "title"
            )
    return None


def _by_heads(heads: str, title: str) -> StatementKind | None:
    """`title`: one that is not known, "" where none is printed."""
    for entry in _entries():
        wanted, other = entry.get("heads", ()), entry.get("heads_not_with", ())
        if any(word in heads or word in title for word in other):
            continue
        if wanted and all(word in heads for word in wanted):
            return StatementKind(
                entry["id"], entry["fund"], entry["measure"], entry["rows"], "heads"
            )
    return None


def _heads(grid: Grid) -> str:
    return "/".join(squeezed(part) for head in grid.heads for part in head)


def _systems(grid: Grid) -> frozenset[str]:
    """Of which classifications the codes of the rows are, by their first digit."""
    found: set[str] = set()
    for row in grid.data_rows()[:40]:
        for cell in row.cells[:4]:
            code = re.match(
                r"[\[［]?(?P<code>[235]\d\d(?:\d\d){0,2})(?!\d|[.,])",
                squeezed(cell.text) if cell else "",
            )
            if code:
                found.add("function" if code["code"][0] == "2" else "economic")
                break
    return frozenset(found) if len(found) == 1 else frozenset()
