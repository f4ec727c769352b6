"""Which rows were recognised in pictures, and which of them are in doubt: the column `reading`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ..base.amounts import fold
from ..schema import READING, records
from ..source import Document, Doubt

_NUMBER = re.compile(
    r"\d(?:[\d,.，]*\d)?"
)  # as `source.recognised_numbers` has them, well formed or not


def with_readings(
    tables: Mapping[str, pd.DataFrame], document: Document
) -> Mapping[str, pd.DataFrame]:
    """`tables` with the column `reading`, if pages of `document` were recognised; else as they are.

    recognised: the row begins on such a page; doubtful: on the lines of its words stands a number
    in doubt, its own or one that was not seen; None: the row was not recognised.
    """
    if not document.recognised:
        return tables
    doubts: dict[int, list[Doubt]] = {}
    for doubt in document.doubts:
        doubts.setdefault(doubt.line, []).append(doubt)
    return {
        name: table.assign(
            **{
                READING["name"]: pd.Series(
                    [_reading(row, document, doubts) for row in records(table)],
                    index=table.index,
                    dtype=object,
                )
            }
        )
        for name, table in tables.items()
    }


def any_recognised(tables: Mapping[str, pd.DataFrame]) -> bool:
    """Whether rows of any of a report's tables were recognised."""
    name = READING["name"]  # where some pages are pictures, the rows of the others have no reading
    return any(name in table.columns and table[name].notna().any() for table in tables.values())


def in_doubt(table: pd.DataFrame) -> int:
    """How many rows of a table are in doubt."""
    return int((table.get(READING["name"], pd.Series(dtype=object)) == "doubtful").sum())


def _reading(
    row: Mapping[str, Any], document: Document, doubts: Mapping[int, list[Doubt]]
) -> str | None:
    if row["page"] not in document.recognised:
        return None
    own = [doubt for line in _lines(row, document) for doubt in doubts.get(line, [])]
    if "printed" in row:
        own = [doubt for doubt in own if _concerns(doubt, row, document)]
    return "doubtful" if own else "recognised"


def _concerns(doubt: Doubt, row: Mapping[str, Any], document: Document) -> bool:
    """Whether the figure of a row is the one in doubt: 5 is not a part of 153.20.

    One that a space or the end of a line breaks is in doubt with each of its parts.
    """
    printed = "".join(fold(str(row["printed"])).split())
    own = _NUMBER.findall(printed)
    lines = _lines(row, document)
    texts = [fold(line.text) for line in document.lines[lines.start - 1 : lines.stop - 1]]
    whole = set(own) <= {number for text in texts for number in _NUMBER.findall(text)}
    if whole and _NUMBER.fullmatch(doubt.read):
        return doubt.read in own
    # A part of a number, a unit alone, or nothing, where a number was not seen.
    return doubt.read in printed


def _lines(row: Mapping[str, Any], document: Document) -> range:
    """The numbers of the lines over which a row runs."""
    if pd.isna(row["line"]):  # somewhere on its page
        own = [line.number for line in document.lines if line.page == row["page"]]
        return range(min(own, default=0), max(own, default=-1) + 1)
    first = int(row["line"])
    if "line_end" in row and not pd.isna(row["line_end"]):
        return range(first, int(row["line_end"]) + 1)
    words = row.get("quote") or row.get("printed") or ""  # an amount of a form has no quote
    left, last = len("".join(str(words).split())), first
    for line in document.lines[first - 1 :]:
        last = line.number
        left -= len("".join(line.text.split()))
        if left <= 0:
            break
    # The quote may begin far within its first line, and so end one line further.
    return range(first, last + 2)
