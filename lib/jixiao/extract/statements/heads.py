"""The parts of a column's head, one after another → what they say of its figures.

Every part is looked up in `catalogue/statement_columns.toml`; one that is not there is kept as unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from ...catalogue import wordings
from ...grid.grid import Grid
from .normal import key, squeezed, unit_in_head, without_unit

_TITLE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=年|部门|单位)")
_PART_YEAR = re.compile(r"(?P<year>\d{4})年(?:度)?(?P<rest>.*)")
_YEAR_COMPARED = re.compile(r".*比较?(\d{4})年")
_BASES = ("previous", "approved", "revised")  # with what a change compares
_NARROWER = ("general", "government_fund", "state_capital")


@dataclass(frozen=True)
class HeadSaid:
    """What the parts of a head say so far. `within`: of which money what is carried over is;
    `against`: the year with which a change compares.
    """

    item: str = ""
    source: str = ""
    within: str = ""
    add: str = ""
    phase: str = ""
    base: str | None = None
    year: int | None = None
    against: int | None = None
    unit: str | None = None
    unknown: tuple[str, ...] = field(default=())


def tells(part: str) -> bool:
    """Whether a part names a thing, not a total or a stage."""
    entry = entry_of(key(without_unit(part)))
    return bool(entry and (entry.get("item") or entry.get("source")))


def entry_of(name: str) -> Mapping[str, Any] | None:
    parts: Mapping[str, Mapping[str, Any]] = _parts()
    return parts.get(name)


@cache
def _parts() -> Mapping[str, Mapping[str, Any]]:
    return {key(name): entry for name, entry in wordings("statement_columns")["parts"].items()}


@lru_cache(maxsize=4096)  # many tables have the same heads
def add_part(said: HeadSaid, part: str) -> HeadSaid:
    unit = unit_in_head(part) or said.unit
    name = key(without_unit(part))
    said = replace(said, unit=unit)
    comparisons = wordings("statement_columns")["comparisons"]
    if base := next((b for b in _BASES if re.fullmatch(comparisons[b], name)), None):
        phase = "change_rate" if re.fullmatch(comparisons["rate"], name) else "change"
        phase = said.phase if said.phase.startswith("change") else phase
        years = _YEAR_COMPARED.match(name)
        against = int(years[1]) if years else said.against
        return replace(said, phase=phase, base=base, year=None, against=against)
    if said.phase == "change" and re.fullmatch(comparisons["rate"], name):
        return replace(said, phase="change_rate")
    if match := _PART_YEAR.fullmatch(name):
        said, name = replace(said, year=int(match["year"])), match["rest"]
        if not name:
            return said
    entry = entry_of(name)
    if entry is None:
        for ending, stage in wordings("statement_columns")["endings"].items():
            if name.endswith(ending) and (entry := entry_of(name.removesuffix(ending))) is not None:
                entry = {**entry, "phase": _later(entry.get("phase", ""), stage)}
                break
    if entry is None:
        return replace(said, unknown=(*said.unknown, squeezed(part)))
    if _is_of_another(said, entry):
        return replace(said, unknown=(*said.unknown, squeezed(part)))
    # Below 上年结转 a source says of which money the balance is; its figures are no income.
    carried = said.source == "carry_over" and "source" in entry
    return replace(
        said,
        item=entry.get("item", said.item),
        source=said.source if carried else entry.get("source", said.source),
        within=entry["source"] if carried else said.within,
        add=entry.get("add", said.add),
        phase=_later(said.phase, entry.get("phase", "")),
        base=said.base if said.phase.startswith("change") else entry.get("base", said.base),
    )


def _is_of_another(said: HeadSaid, entry: Mapping[str, Any]) -> bool:
    """Whether `entry` is no part of what stands above it: 基本支出 below 本年收入 is income for it,
    财政拨款 below 一般公共预算 what of that budget is appropriated.
    """
    expenditure = str(entry.get("item", "")).startswith("expenditure")
    wider = entry.get("source") == "fiscal" and said.source in _NARROWER
    return wider or expenditure and said.item.startswith(("income", "balance"))


def _later(before: str, now: str) -> str:
    """上年 over 预算数 stays the previous year's; 增减 over 年度 stays a change."""
    if before in ("previous", "change") and now in ("budget", "outturn", "approved", ""):
        return before
    return now or before


def stage_of(
    said: HeadSaid, year: int | None, default: str | None
) -> tuple[str, str | None] | None:
    """(phase, base) of a column; None if it is of a year that is neither this nor the one before,
    or compares with one that is not the one before, or if it says no stage and there is no `default`.
    """
    phase = said.phase
    if said.against is not None and year is not None and said.against != year - 1:
        return None  # a change from the document's own year is one from its budget
    if said.year is not None and year is not None and phase not in ("change", "change_rate"):
        if said.year == year - 1:
            base = "outturn" if phase == "outturn" else "approved"
            return "previous", base
        if said.year != year:
            return None
    if phase == "budget":
        return "approved", None
    stage = phase or default
    return (stage, said.base) if stage else None


def year_said(head: Sequence[str]) -> int | None:
    """The year that a head names; None where it names none."""
    said = HeadSaid()
    for part in head:
        said = add_part(said, part)
    return said.year


def of_another_year(title: str | None, year: int) -> bool:
    """Whether the title of a table names years, and `year` is none of them."""
    named = _TITLE_YEAR.findall(squeezed(title or ""))
    return bool(named) and str(year) not in named


def whole_heads(grid: Grid) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The heads with those that stand in the first rows of data, and how many rows those are.

    Where blank cells part the last row of a head from the others it may have been taken for data:
    it is one if every word in it is one of a head and none a figure.
    """
    heads, rows = grid.heads, 0
    for row in grid.data_rows()[:2]:
        texts = [row.text(column).strip() for column in range(grid.column_count)]
        words = [text for text in texts if text]
        if len(words) < 2 or not all(_is_stage(text) for text in words):
            break
        heads = tuple(
            (*head, text) if text and (not head or key(head[-1]) != key(text)) else head
            for head, text in zip(heads, texts, strict=True)
        )
        rows += 1
    return heads, rows


def _is_stage(text: str) -> bool:
    """Whether `text` can only be a head: 预算数, 决算数."""
    entry = entry_of(key(without_unit(text)))
    return bool(entry and entry.get("phase"))
