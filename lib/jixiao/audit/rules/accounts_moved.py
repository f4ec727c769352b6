"""Budgets and final accounts: the figures of a class stand in its own row.

Of two tables with the same classes in the same order one may print, row after row, what the other
prints of a row further down or up: a column slipped as the table was filled in. It is one finding; no
other rests on the rows behind the first that moved. Only where the other table adds up and this one
does not. Not applicable where the two tables are not printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..moved import PAIRS, Moved, moved_rows
from ..wording import worded

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    printed = (
        set(report.tables["statements"]["statement"]) if "statements" in report.tables else set()
    )
    if not {*PAIRS[0]} <= printed:
        yield not_applicable("ledger.rows_of_classes", "ledger.one_of_the_two_is_blank")
        return
    found = moved_rows(report)
    for moved in found:
        yield failed("ledger.rows_of_classes", _finding(moved))
    if not found:
        yield passed("ledger.rows_of_classes")


def _finding(moved: Moved) -> Finding:
    def said(row: Any) -> str:
        return f"{row.classification} {row.name}"

    words = Said(
        "findings.rows_moved",
        count=moved.count,
        first=said(moved.first),
        last=said(moved.last),
        printed=exact(moved.first.value),
        other=said(moved.printed),
        own=exact(moved.own.value),
    )
    rows = (moved.first, moved.printed, moved.own, moved.last)
    return Finding(
        "accounts_moved", version, kind, "high", worded(words), tuple(map(evidence, rows))
    )
