"""Rows of money that no finding rests on, and the sums of a report that show some of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set
from functools import lru_cache

import pandas as pd

from ..check.entries import Identity
from ..check.identities import every_identity
from ..report import Report
from .moved import moved_rows
from .slipped import Slipped, slipped_figures

# Sums whose two sides are prints of one amount, in two tables or twice in one.
SAME = ("restated", "two_sides", "tables", "three_budgets", "appropriation", "basic_by_kind")


def rows_set_aside(report: Report) -> set[int]:
    """The rows of `statements`, from 0, that no finding rests on: see `misread_rows` and `rows_told`."""
    return misread_rows(report) | rows_told(report)


def misread_rows(report: Report) -> set[int]:
    """Rows whose reading is in doubt."""
    own = report.primary
    return {
        figure.row
        for figure in report.doubtful
        if figure.misread and (figure.document, figure.table) == (own, "statements")
    }


def rows_told(report: Report) -> set[int]:
    """Rows that are a finding of their own: they print what is of another row, or no sum agrees."""
    return _moved(report).union(
        *(_positions(report, slip.entry.row) for slip in figures_slipped(report))
    )


@lru_cache(maxsize=1)  # rules on figures, on totals and on tables ask for them, one after another
def identities_of(report: Report) -> list[Identity]:
    """Every sum of a report's tables of money."""
    return every_identity(report.tables["statements"])


@lru_cache(maxsize=1)
def figures_slipped(report: Report) -> tuple[Slipped, ...]:
    """The figures with which no sum holds, though all hold with one other amount."""
    labels = report.tables["statements"].index
    unsure = {labels[at] for at in misread_rows(report) | _moved(report)}
    unread = unread_places(report)
    known = [each for each in identities_of(report) if not lacks_parts(each, unread)]
    return tuple(slipped_figures(known, unsure))


def lacks_parts(identity: Identity, unread: Set[tuple[int, str]]) -> bool:
    """Whether a sum may not hold because a part stands among what was not read: `unread_places`."""
    if identity.id in SAME or identity.holds:
        return False
    return any((entry.page, entry.statement) in unread for entry in identity.entries)


def unread_places(report: Report) -> set[tuple[int, str]]:
    """(page, statement) where a number of a table of money was not read: a part may be missing there.

    A document without pages is one page: what is not read belongs to the tables on both of its sides,
    which are one where it stands among the rows of a table.
    """
    table = report.tables["statements"]
    rows = sorted(
        (int(line), str(statement))
        for line, statement in zip(table["line"], table["statement"], strict=True)
        if statement != "narrative" and pd.notna(line)
    )
    found = set()
    for entry in report.about.get("unread", ()):
        if entry["table"] == "statements" and any(c.isdigit() for c in str(entry["words"])):
            at = bisect_left(rows, (int(entry["line"]), ""))
            found |= {
                (int(entry["page"]), statement) for _, statement in rows[max(at - 1, 0) : at + 1]
            }
    return found


def _moved(report: Report) -> set[int]:
    return set[int]().union(*(moved.rows for moved in moved_rows(report)))


def _positions(report: Report, label: int) -> set[int]:
    return {at for at, each in enumerate(report.tables["statements"].index) if each == label}
