"""The numbers of a document that were not read, by the table that would have taken them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..report import Report
from .numbers import BUDGET_SECTIONS, NO_PART, Number, State
from .statement_lines import TABLE

_OF_SECTIONS = {name: "budget" for name in BUDGET_SECTIONS} | {
    "overview": "outcomes",
    "work": "outcomes",
    "results": "outcomes",
    "indicators": "indicators",
    "tasks": "tasks",
}
_KEPT = 6  # places of a table: the review page lists all


def unread_by_table(report: Report, found: Sequence[Number]) -> dict[str, dict[str, Any]]:
    """Table → how many numbers it lacks (`count`) and where the first stand (`places`: page, line).

    `found`: the ledger of the report. A number is of the table that a list of the extraction names
    for its line, else of that of its section; one that is of neither is in none.
    """
    named = {
        int(entry["line"]): str(entry["table"])
        for entry in report.about.get("unread", ())
        if isinstance(entry, Mapping)
    }
    by_table: dict[str, dict[str, Any]] = {}
    for number in found:
        if number.state != State.UNREAD:
            continue
        table = named.get(number.line) or _of_section(report, number.section)
        if table is None:
            continue
        entry = by_table.setdefault(table, {"count": 0, "places": []})
        entry["count"] += 1
        place = [number.page, number.line]
        if len(entry["places"]) < _KEPT and place not in entry["places"]:
            entry["places"].append(place)
    return by_table


def _of_section(report: Report, section: str) -> str | None:
    if TABLE in report.tables:
        return None if section in NO_PART else TABLE
    return _OF_SECTIONS.get(section)
