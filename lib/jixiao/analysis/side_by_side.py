"""The figures of one year in every document that states them: one line a figure, one column a document.

Two figures are of one measure where item, class, money, phase, year and day are the same. A
self-evaluation and forms do not say whose money an amount is: it stands beside the amount of the tables that it equals, and
where it equals none on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

import pandas as pd

from ..base.said import Said
from .occurrences import Occurrence
from .occurrences_of_forms import TASKS

Source = tuple[int, str, str]  # year of the document, its name, the part of it
Verdict = Literal["same", "differs", "not_held", "alone"]
WHOLE = ("expenditure", "total.expenditure")  # what forms and sentences may mean by 支出
_ORDER = ("budget", "accounts", "evaluation", "assessment", "targets", "other")
_FUNDS = ("all", "fiscal", "general")


class Line(NamedTuple):
    """A figure of the year: `first` states it, `cells` is where each document does.

    `verdict`: whether its documents state one figure; not_held: they are not comparable, `reason`
    says why; alone: one document states it.
    """

    first: Occurrence
    cells: dict[Source, list[Occurrence]]
    verdict: Verdict
    reason: Said | None


def lines_of_year(found: Sequence[Occurrence], year: int) -> list[Line]:
    """The figures of `year` that more than one document, or part of one, states."""
    own = [each for each in found if each.year == year]
    groups = [group for group in groups_of(own) if group[0].fund is not None or group[0].project]
    for group in groups_of(own):
        if group[0].fund is None and not group[0].project:
            _beside(groups, group)
    lines = [_line(group) for group in groups]
    return [line for line in lines if line.verdict != "alone"]


def sources_of(lines: Iterable[Line]) -> list[Source]:
    """The documents that state them, those of the year itself first."""
    return sorted({source for line in lines for source in line.cells}, key=source_order)


def groups_of(found: Iterable[Occurrence]) -> list[list[Occurrence]]:
    """The figures of one measure, year, phase and day; those whose phase or day is open are left out."""
    groups: dict[tuple[object, ...], list[Occurrence]] = {}
    for each in found:
        undated = each.phase == "count" and each.at is None
        if each.phase is not None and not undated:
            groups.setdefault((*each.measure, each.year, each.phase, each.at), []).append(each)
    return list(groups.values())


def by_source(found: Iterable[Occurrence]) -> dict[Source, list[Occurrence]]:
    """Document and part → its figures; the year's own documents before those of the next."""
    sources: dict[Source, list[Occurrence]] = {}
    for each in found:
        sources.setdefault(each.source, []).append(each)
    return dict(sorted(sources.items(), key=lambda one: source_order(one[0])))


def agree(one: Occurrence, other: Occurrence) -> bool:
    """Whether two figures can be one, each rounded as it is printed."""
    return abs(one.size - other.size) <= one.rounding + other.rounding


def not_comparable(one: Occurrence, other: Occurrence) -> Said | None:
    """Why the figures of two documents are not held against each other; None where they are."""
    if _is_part(one, other) or _is_part(other, one):
        return Said("ledger.tasks_not_all")
    if (one.filed, one.document) == (other.filed, other.document):
        return None  # parts of one document are of one office
    if one.scope is None or other.scope is None:
        return Said("ledger.scope_unknown")
    if one.scope != other.scope:
        return Said("ledger.scope_differs")
    known = one.filed != other.filed and None not in (one.units, other.units)
    return Said("ledger.units_differ") if known and one.units != other.units else None


def _is_part(tasks: Occurrence, whole: Occurrence) -> bool:
    """Whether one is the sum of main tasks (年度主要任务) and less than the other: they need not be all."""
    return tasks.statement == TASKS and tasks.size < whole.size and not agree(tasks, whole)


def source_order(source: Source) -> tuple[int, int, str]:
    """The year's own documents first, in the order of a year: budget, accounts, self-evaluation."""
    filed, document, part = source
    return filed, _ORDER.index(document) if document in _ORDER else len(_ORDER), part


def frame_of_lines(lines: Sequence[Line]) -> pd.DataFrame:
    """Columns as `Line`."""
    return pd.DataFrame(lines, columns=pd.Index(Line._fields), dtype=object)


def _line(group: list[Occurrence]) -> Line:
    cells = by_source(group)
    ones, *others = cells.values()
    first = next((each for one in cells.values() for each in one if each.fund), ones[0])
    if not others:
        return Line(first, cells, "alone", None)
    reasons = [not_comparable(ones[0], other[0]) for other in others]
    held = [other for other, reason in zip(others, reasons, strict=True) if reason is None]
    if not held:
        return Line(first, cells, "not_held", reasons[0])
    same = all(any(agree(a, b) for a in ones for b in other) for other in held)
    return Line(first, cells, "same" if same else "differs", None)


def _beside(groups: list[list[Occurrence]], said: list[Occurrence]) -> None:
    """Put an amount whose money is not said beside the one that it equals; else, where the tables
    have one amount for any money, beside that; else on a line of its own.
    """
    found = list(_of_tables(groups, said[0]))
    if not found:
        groups.append(said)
        return
    equal = [group for group in found if any(agree(a, b) for a in group for b in said)]
    one = all(agree(found[0][0], group[0]) for group in found)
    (equal or (found if one else [said]))[0].extend(said if equal or one else [])
    if not equal and not one:
        groups.append(said)


def _of_tables(groups: list[list[Occurrence]], said: Occurrence) -> Iterator[list[Occurrence]]:
    items = WHOLE if said.item == "expenditure" else (said.item,)
    same = [
        group
        for group in groups
        if group[0].item in items
        and group[0].fund in _FUNDS
        and group[0].classification is None
        and group[0].phase == said.phase
    ]
    return iter(sorted(same, key=lambda group: _FUNDS.index(str(group[0].fund))))
