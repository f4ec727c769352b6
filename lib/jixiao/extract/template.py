"""The spreadsheet that `jixiao new --xlsx` writes, filled in → its tables."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..base.errors import TableError
from ..base.said import Said
from ..report.by_hand import completed
from ..report.by_hand_faults import OTHER_ROW, by_hand_faults
from ..report.syllables import syllables
from ..report.template import ABOUT, COVER, FIRST_ROW, MARK, SHEETS, choices, columns
from ..schema import fields, parse_table, table_faults
from ..source import UNREADABLE, Document, Line

_ADDRESS = re.compile(r"(.+)!([A-Z]+)(\d+)")
_Row = dict[str, list[Line]]  # letters of a column → the lines of its cell


@dataclass(frozen=True)
class Filled:
    """What was filled in: of whom, which year, which document, and the tables with rows."""

    folder: str
    name: str
    year: int | None
    document: str
    tables: Mapping[str, pd.DataFrame]


def read_template(document: Document) -> Filled | None:
    """The tables of a spreadsheet that `report.template` made; None for any other document.

    Raises TableError naming sheet, row, column and value at the first fault.
    """
    if document.kind not in ("xlsx", "xls") or not document.lines:
        return None
    if not document.lines[0].text.endswith(MARK):
        return None
    sheets = _sheets(document)
    about = {
        key: _text(row.get("B", []))
        for row in sheets.get(COVER, {}).values()
        for key, words in ABOUT.items()
        if _text(row.get("A", [])) == words
    }
    tables = {
        table: _table(document, table, sheets[sheet])
        for table, sheet in SHEETS.items()
        if sheet in sheets
    }
    year = about.get("year", "")
    return Filled(
        about.get("folder", ""),
        about.get("name", ""),
        int(year) if re.fullmatch(r"\d{4}", year, re.ASCII) else None,
        about.get("document", ""),
        {name: rows for name, rows in tables.items() if len(rows)},
    )


def filled_lines(document: Document) -> Iterator[tuple[str, list[int]]]:
    """Of each row that was filled in: its table, and the lines of its cells."""
    sheets = _sheets(document)
    for table, sheet in SHEETS.items():
        for number, row in sheets.get(sheet, {}).items():
            if number >= FIRST_ROW:
                yield table, [line.number for lines in row.values() for line in lines]


def _sheets(document: Document) -> dict[str, dict[int, _Row]]:
    """Sheet → row → column → lines."""
    sheets: dict[str, dict[int, _Row]] = {}
    for line in document.lines:
        found = _ADDRESS.fullmatch(document.addresses.get(line.number, ""))
        if found and not line.blank:
            row = sheets.setdefault(found[1], {}).setdefault(int(found[3]), {})
            row.setdefault(found[2], []).append(line)
    return sheets


def _table(document: Document, table: str, rows: Mapping[int, _Row]) -> pd.DataFrame:
    where = f"{document.name}, {SHEETS[table]}"
    known = {field["name"] for field in columns(table)}
    heads = {letters: _text(lines) for letters, lines in rows.get(1, {}).items()}
    if unknown := [head for head in heads.values() if head not in known]:
        names = tuple(field["name"] for field in columns(table))
        said = Said("base.unknown", name="column", value=unknown[0], names=names)
        raise TableError(said, where=where)
    filled = [(number, row) for number, row in sorted(rows.items()) if number >= FIRST_ROW]
    for number, row in filled:
        for letters, lines in row.items():
            if UNREADABLE in _text(lines):
                column = heads.get(letters, letters)
                said = Said("extract.cell_not_read", row=number, column=column)
                raise TableError(said, where=where, remedy=Said("extract.no_stored_value"))
    records = [_record(table, row, heads) for _, row in filled]
    text = _csv(table, records)
    for fault in table_faults(text, table, where, by_hand=True):
        raise _moved(fault, [number for number, _ in filled], where)
    read = completed(parse_table(text, table, where, by_hand=True), table)
    for fault in by_hand_faults({table: read}, document.name):
        raise _moved(fault, [number for number, _ in filled], where)
    return read


def _record(table: str, row: _Row, heads: Mapping[str, str]) -> dict[str, str]:
    cells = {heads[letters]: lines for letters, lines in row.items() if letters in heads}
    record = {name: _text(lines) for name, lines in cells.items()}
    for name in record:
        if any(" " in words for words in choices(table, name)):
            record[name] = record[name].partition(" ")[0]
    lines = [line for own in row.values() for line in own]
    stated = cells.get("value", lines)
    record |= {"page": str(stated[0].page), "line": str(stated[0].number)}
    record["line_end"] = str(max(line.number for line in lines))
    if "value" in cells:
        record["quote"] = _text(cells["value"])
        record["printed"] = f"{record['value']}{record.get('unit', '')}"
        record["value"] = record["value"].removesuffix("%")
        if record["printed"].endswith("%%"):
            record["printed"] = record["printed"][:-1]
    if table == "outcomes" and not record.get("metric"):
        record["metric"] = _metric(record.get("name", ""))
    if table == "outcomes":
        record["source"] = "report"
    return record


def _metric(name: str) -> str:
    """The id of a measure that has none, from its name: the same in every year."""
    return re.sub(r"[^a-z0-9]+", "_", "_".join(syllables(name)).lower()).strip("_")


def _csv(table: str, records: Sequence[Mapping[str, str]]) -> str:
    names = [field["name"] for field in fields(table, reading=False)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([record.get(name, "") for name in names] for record in records)
    return out.getvalue()


def _moved(fault: TableError, numbers: Sequence[int], where: str) -> TableError:
    """A fault of a row of the table as one of its row in the sheet."""
    if not isinstance(fault.what, Said):
        return fault
    remedy = fault.remedy
    if isinstance(remedy, Said) and remedy.key in OTHER_ROW:
        remedy = _in_sheet(remedy, numbers)
    what = _in_sheet(fault.what, numbers)
    return TableError(what, where=where, remedy=remedy)


def _in_sheet(said: Said, numbers: Sequence[int]) -> Said:
    """A message of a row of the table as one of its row in the sheet."""
    values = said.values
    row = numbers[int(values["row"]) - 2] if "row" in values else FIRST_ROW
    return Said(said.key, **values | {"row": row})


def _text(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines).strip()
