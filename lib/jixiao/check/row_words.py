"""The words that rows keep: where a name, a target, a goal of a row stands in its own lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..base.amounts import fold
from ..catalogue import wordings
from ..report import Report
from .squeezed import Squeezed
from .table_rows import table_rows

# Of the catalogue's `forms`, those in prose: each says how points are told.
_FORMS_IN_PROSE = ("summary", "assessment")
_DIGIT = re.compile(r"\d")
# Columns that say where a row stands or what was made of its words.
_MADE = {"quote", "document", "status", "reason", "promised_words", "reported_words"}


def row_words(report: Report, text: Squeezed) -> Iterator[tuple[int, tuple[str, int]]]:
    """Where the characters of a row's words with digits stand → (table, row of its CSV file).

    Only rows that say from which line to which they reach; a value is looked for in these lines
    alone, whole, and everywhere that it stands in them.
    """
    for name, table in report.tables.items():
        if not {"line", "line_end"} <= set(table.columns):
            continue
        for number, record in enumerate(table_rows(report)[name], start=2):
            first, last = record["line"], record["line_end"]
            if first is None or last is None:
                continue
            values = {
                fold("".join(value.split()))
                for column, value in record.items()
                if column not in _MADE and isinstance(value, str) and _DIGIT.search(value)
            }
            for value in values:
                for at in text.within(value, first, last):
                    yield at, (name, number)


def told_points(report: Report, text: Squeezed) -> Iterator[tuple[int, tuple[str, int]]]:
    """Where the total points of a project stand that a sentence of its lines states → its row.

    Such a row quotes its first words, which may stand pages above the sentence.
    """
    if "projects" not in report.tables:
        return
    patterns = [wordings("forms")[part]["score"] for part in _FORMS_IN_PROSE]
    for number, record in enumerate(table_rows(report)["projects"], start=2):
        first, last = record["line"], record.get("line_end")
        points = record.get("total_score")
        if first is None or last is None or points is None:
            continue
        for pattern in patterns:
            for match, places in text.matches(pattern, first, last):
                if Decimal(match["value"]) == points:
                    yield from ((at, ("projects", number)) for at in places)
