"""Which figures on file are doubtful, and the tables without them.

A figure is doubtful where two readings of its place differ, where its characters were recognised in
a picture and are not sure, or where it can hardly be what the document means. A row that a person
has corrected is not: it was compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from ..schema import READING
from .as_read import TABLES, item_of, reading_notes
from .documents import ReportDocument

if TYPE_CHECKING:
    import pandas as pd

KEY = "doubtful"  # of a descriptor: its rows, each with table, row of the CSV file and reason
TWO_WAYS = "read_two_ways"
SCALES = "ten_thousand_times"  # another amount of its item
_FIRST_ROW = 2  # of a CSV file, its header being row 1


@dataclass(frozen=True)
class DoubtfulFigure:
    """A row of `table` of `document`, counted from 0, and why its figure is doubtful.

    `reason`: a key of the labels `review.doubtful`. `printed` and `value`: of the row, where it has
    one figure. `misread`: whether the reading is in doubt. Else what is printed is sure, and may be
    a slip of the office: a finding may say so.
    """

    document: str
    table: str
    row: int
    reason: str
    page: int
    line: int
    line_end: int
    printed: str | None
    value: Decimal | None
    misread: bool

    @property
    def csv_row(self) -> int:
        """The row of its CSV file, as corrections name it."""
        return self.row + _FIRST_ROW


def doubtful_figures(document: ReportDocument) -> list[DoubtfulFigure]:
    """The doubtful rows of a document, in the order of its tables, each once."""
    found = []
    for name, table in document.tables.items():
        reasons = _reasons(document, name, table)
        notes = reading_notes(table) if reasons and name in TABLES else [None] * len(table)
        for row in sorted(reasons):
            figure = _figure(document, name, row, reasons[row], table.iloc[row].to_dict())
            if figure.misread or not (notes[row] or _settled(table, row, reasons[row], notes)):
                found.append(figure)
    return found


def _settled(table: pd.DataFrame, row: int, reason: str, notes: Sequence[str | None]) -> bool:
    """Whether a row was doubtful beside one of its item alone that is read in another unit by now."""
    if reason != SCALES or not any(notes):
        return False
    item = item_of(table.iloc[row].to_dict())
    read = (table.iloc[at].to_dict() for at, note in enumerate(notes) if note)
    return any(item_of(other) == item for other in read)


def without_doubtful(document: ReportDocument) -> ReportDocument:
    """`document` whose tables lack the doubtful rows; itself where none is."""
    by_table: dict[str, list[int]] = {}
    for figure in doubtful_figures(document):
        by_table.setdefault(figure.table, []).append(figure.row)
    if not by_table:
        return document
    tables = dict(document.tables)
    for name, rows in by_table.items():
        table = tables[name]
        tables[name] = table.drop(index=table.index[rows]).reset_index(drop=True)
    about = {key: value for key, value in document.descriptor["jixiao"].items() if key != KEY}
    descriptor = {**document.descriptor, "jixiao": about}
    return replace(document, descriptor=descriptor, tables=tables)


def _reasons(document: ReportDocument, name: str, table: pd.DataFrame) -> dict[int, str]:
    """Row → why it is doubtful; of several reasons the one that puts the reading in doubt."""
    compared = {c.row - _FIRST_ROW for c in document.corrections if c.table == name}
    reasons: dict[int, str] = {}
    for entry in _entries(document.descriptor):
        row = int(entry["row"]) - _FIRST_ROW
        if entry["table"] == name and 0 <= row < len(table) and row not in compared:
            reasons[row] = (
                TWO_WAYS
                if TWO_WAYS in (reasons.get(row), entry["reason"])
                else str(entry["reason"])
            )
    if READING["name"] in table:
        marks = table[READING["name"]].tolist()
        reasons |= {row: "recognised" for row, mark in enumerate(marks) if mark == "doubtful"}
    return reasons


def _entries(descriptor: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for entry in descriptor.get("jixiao", {}).get(KEY, ()):
        if isinstance(entry, Mapping) and {"table", "row", "reason"} <= set(entry):
            yield entry


def _figure(
    document: ReportDocument, table: str, row: int, reason: str, cells: Mapping[str, Any]
) -> DoubtfulFigure:
    page, line = cells.get("page") or 0, cells.get("line") or 0
    pictured = document.text is not None and page in document.text.recognised
    value, printed = cells.get("value"), cells.get("printed")
    return DoubtfulFigure(
        document.name,
        table,
        row,
        reason,
        page,
        line,
        cells.get("line_end") or line,
        None if printed is None else str(printed),
        value if isinstance(value, Decimal) else None,
        reason in (TWO_WAYS, "recognised") or pictured,
    )
