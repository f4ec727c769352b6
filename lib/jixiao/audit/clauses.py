"""The report's statements as clauses with their places: narrative, task table, indicator table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..extract.evaluation.indicators import results
from ..extract.evaluation.outline import outline
from ..extract.evaluation.tasks import achievements
from ..source import Document, Passage

_BOUNDARY = re.compile(r"[，；。：]")


@dataclass(frozen=True)
class Clause:
    """The words between two stops, where they begin, and the section they stand in."""

    text: str
    page: int
    line: int
    section: str
    passage: Passage
    start: int


@lru_cache(maxsize=8)
def narrative_clauses(document: Document) -> tuple[Clause, ...]:
    """Every clause of the narrative, the achievements and the results, in the report's order.

    A clause is cut where other columns stand between its lines, unless a page broke its cell, so that
    it can be found again.
    """
    parts = outline(document)
    found: list[Clause] = []
    passages = [("work", parts.section("work").passage)] if parts.has("work") else []
    passages += [("tasks", cell) for cell in achievements(parts)]
    passages += [("indicators", cell) for cell in results(parts)]
    for section, passage in passages:
        found.extend(_clauses(document, section, passage))
    return tuple(found)


def _clauses(document: Document, section: str, passage: Passage) -> Iterator[Clause]:
    start = 0
    for end in [*(match.start() for match in _BOUNDARY.finditer(passage.text)), len(passage)]:
        whole = passage[start:end]
        unbroken = whole and document.holds(whole.text, whole.start)
        parts = [start, *([] if unbroken else _cuts(document, passage, start, end))]
        for first, last in zip(parts, [*parts[1:], end], strict=True):
            if text := passage.text[first:last]:
                place = passage.places[first]
                yield Clause(text, place.page, place.line, section, passage, first)
        start = end + 1


def _cuts(document: Document, passage: Passage, start: int, end: int) -> list[int]:
    """Where other columns stand between two characters."""
    places = passage.places
    return [at for at in range(start + 1, end) if not document.adjacent(places[at - 1], places[at])]
