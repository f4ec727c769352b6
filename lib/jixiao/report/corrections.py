"""What a person changes in the tables: `corrections.csv`, one cell a row.

Columns: `table` (budget, indicators …), `row` (of its CSV file, the header being row 1), `column`,
`old` (what stands there), `new`, `reason`, `name` (who changed it), `date` (2023-05-31). A
correction is applied when the tables are loaded, and refused when `old` no longer stands there;
the tables themselves stay as they were read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..base.csv_text import csv_lines
from ..base.errors import TableError
from ..base.said import Said
from ..schema import TABLES, fields
from ..storage.own_file import own_bytes
from .hand_written import hand_rows, hand_text

FILE = "corrections.csv"
HEADER = ("table", "row", "column", "old", "new", "reason", "name", "date")


@dataclass(frozen=True)
class Correction:
    """One cell that was changed. `line`: the row of `corrections.csv` that says so."""

    table: str
    row: int
    column: str
    old: str
    new: str
    reason: str
    name: str
    date: str
    line: int


def load_corrections(folder: Path, on_file: Collection[str]) -> tuple[Correction, ...]:
    """The corrections in `folder`; none where there is no file. `on_file`: the tables there.

    Raises TableError naming row, column and value at a fault.
    """
    path = folder / FILE
    if not path.exists():
        return ()
    try:
        corrections = read_corrections(hand_text(own_bytes(path)), path)
    except UnicodeDecodeError as error:
        raise TableError("base.not_utf8", where=path) from error
    for correction in corrections:
        if correction.table not in on_file:
            raise TableError(
                "report.correction_table",
                where=path,
                row=correction.line,
                table=correction.table,
            )
    return corrections


def read_corrections(text: str, where: object) -> tuple[Correction, ...]:
    """The rows of `corrections.csv`.

    Raises TableError naming row, column and value at the first that breaks its form.
    """
    return tuple(_read(cells, number, where) for number, cells in hand_rows(text, HEADER, where))


def _read(cells: dict[str, str], number: int, where: object) -> Correction:

    def fault(column: str, remedy: Said) -> TableError:
        blank = not cells[column]
        return TableError(
            Said("schema.cell_blank", row=number, column=column)
            if blank
            else Said("schema.cell", row=number, column=column, value=cells[column]),
            where=where,
            remedy=remedy,
        )

    if cells["table"] not in TABLES:
        raise fault("table", Said("base.use_one", names=tuple(TABLES)))
    if not re.fullmatch(r"[1-9]\d{0,17}", cells["row"], re.ASCII) or cells["row"] == "1":
        raise fault("row", Said("report.row_number"))
    columns = [field["name"] for field in fields(cells["table"], reading=True)]
    if cells["column"] not in columns:
        raise fault("column", Said("base.use_one", names=columns))
    for column in ("reason", "name"):
        if not cells[column].strip():
            raise fault(column, Said("report.who"))
    try:
        # Excel writes 2024/3/1 for what was typed as 2024-03-01.
        year, month, day = re.split(r"[-/]", cells["date"].strip())
        cells["date"] = date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise fault("date", Said("base.write_example", example="2023-05-31")) from None
    return Correction(**{**cells, "row": int(cells["row"]), "line": number})  # type: ignore[arg-type]


def apply_corrections(
    text: str, table: str, corrections: Sequence[Correction], where: object
) -> str:
    """The CSV `text` of a table with its corrections.

    Raises TableError where the row is not there or the old value no longer stands.
    """
    own = [correction for correction in corrections if correction.table == table]
    if not own:
        return text
    rows = list(csv.reader(csv_lines(text)))
    columns = [field["name"] for field in fields(table, reading=True)]
    for correction in own:
        rows_named = {"row": correction.line, "table": table, "other": correction.row}
        index = columns.index(correction.column)
        if correction.row > len(rows) or index >= len(rows[correction.row - 1]):
            raise TableError(Said("report.correction_gone", **rows_named), where=where)
        found = rows[correction.row - 1][index]
        if found != correction.old:
            values = {"column": correction.column, "old": correction.old, "found": found}
            said = Said("report.correction_other", **rows_named, **values)
            raise TableError(said, where=where)
        rows[correction.row - 1][index] = correction.new
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
