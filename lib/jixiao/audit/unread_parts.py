"""Sums that may not hold because a part of them was not read."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set

import pandas as pd

from ..check.entries import Identity
from ..report import Report

# Sums whose two sides are prints of one amount, in two tables or twice in one.
SAME = ("restated", "two_sides", "tables", "three_budgets", "appropriation", "basic_by_kind")


def lacks_parts(identity: Identity, unread: Set[tuple[int, str]]) -> bool:
    """Whether a sum may not hold because a part stands among what was not read: `unread_places`."""
    of_classes = identity.id == "three_budgets" and any(e.classification for e in identity.parts)
    if identity.holds or (identity.id in SAME and not of_classes):
        return False
    return any((entry.page, entry.statement) in unread for entry in identity.entries)


def unread_places(report: Report) -> set[tuple[int, str]]:
    """(page, statement) where a number of a table of money was not read: a part may be missing there.

    What is not read belongs to the tables on both of its sides, which are one where it stands among the
    rows of a table, and to the pages of its neighbours, where a class is whose part it is.
    """
    table = report.tables["statements"]
    rows = sorted(
        (int(line), int(page), str(statement))
        for line, page, statement in zip(
            table["line"], table["page"], table["statement"], strict=True
        )
        if statement != "narrative" and pd.notna(line)
    )
    found = set()
    for entry in report.about.get("unread", ()):
        if entry["table"] == "statements" and any(c.isdigit() for c in str(entry["words"])):
            at = bisect_left(rows, (int(entry["line"]), 0, ""))
            for _, page, statement in rows[max(at - 1, 0) : at + 1]:
                found |= {(page, statement), (int(entry["page"]), statement)}
    return found
