"""Table Schemas applied: CSV text → checked DataFrame of exact values, and back."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from ..base.amounts import read_number
from ..base.errors import AmountError, TableError
from ..base.said import Said

if TYPE_CHECKING:  # what only looks at descriptors need not wait for it
    import pandas as pd

TABLES = ("budget", "statements", "projects", "project_funds", "indicators", "tasks", "outcomes")

Field = Mapping[str, Any]

# A column more, of tables with rows that were recognised in pictures.
READING: Field = {
    "name": "reading",
    "type": "string",
    "description": "How the row was read, where not from the file's own characters: recognised in "
    "a picture, or doubtful (recognised, and to be compared with the picture); only in tables of scans",
    "description_zh": "本行的读取方式：由图像识别（recognised），或识别存疑、须与图像核对（doubtful）；"
    "仅扫描件的表有此列",
    "constraints": {"enum": ["recognised", "doubtful"]},
}


# A column more, of tables in Python, SQL and exports, where the documents of a year stand together.
DOCUMENT: Field = {
    "name": "document",
    "type": "string",
    "description": "Which of the year's documents the row is from; its place is a page and line there",
    "description_zh": "本行所在文件；页码、行号均指该文件",
    "constraints": {
        "enum": ["evaluation", "accounts", "budget", "assessment", "targets", "other", "published"]
    },
}


@cache
def schema(table: str) -> dict[str, Any]:
    """The Table Schema of one of `TABLES`."""
    text = (resources.files(__package__) / f"{table}.json").read_text("utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def fields(table: str, reading: bool) -> list[Field]:
    """The columns of `table`; `reading`: with the one of recognised rows."""
    own: list[Field] = schema(table)["fields"]
    return [*own, READING] if reading else own


def schema_of(table: str, data: pd.DataFrame) -> dict[str, Any]:
    """The Table Schema of `data`, which is rows of `table`."""
    return {**schema(table), "fields": fields(table, READING["name"] in data.columns)}


def parse_table(text: str, table: str, where: object) -> pd.DataFrame:
    """The rows of CSV `text` as a DataFrame with the columns of `schema(table)`.

    Numbers are `Decimal`, integers `int`, all others `str`; a blank is None, never 0 or "".

    Raises TableError naming row (the header is row 1), column and value at the first breach.
    """

    def refuse(fault: TableError) -> None:
        raise fault

    columns, records = _records(text, table, where, refuse)
    return frame(records, table, reading=READING in columns)


def table_faults(text: str, table: str, where: object) -> list[TableError]:
    """Every breach of the schema in CSV `text`, by row, column and value."""
    faults: list[TableError] = []
    _records(text, table, where, faults.append)
    return faults


def _records(
    text: str, table: str, where: object, refuse: Callable[[TableError], None]
) -> tuple[list[Field], list[list[object]]]:
    """The columns and the typed rows; `refuse` is called for each breach."""
    columns = fields(table, reading=False)
    header = ",".join(field["name"] for field in columns)
    if not text.strip():
        refuse(TableError("schema.empty", where=where))
        return columns, []
    try:
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        refuse(TableError("schema.no_csv", where=where, reason=error))
        return columns, []
    if rows[0][-1:] == [READING["name"]]:
        columns = fields(table, reading=True)
    names = [field["name"] for field in columns]
    if rows[0] != names:
        found = ",".join(rows[0])
        refuse(TableError("schema.wrong_header", where=where, header=found, words=header))
        return columns, []
    records: list[list[object]] = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(names):
            said = Said("schema.cells", row=number, count=len(row), wanted=len(names))
            refuse(TableError(said, where=where))
            continue
        record: list[object] = []
        for text_of_cell, field in zip(row, columns, strict=True):
            try:
                record.append(_cell(text_of_cell, field, number, where))
            except TableError as fault:
                refuse(fault)
                record.append(None)
        records.append(record)
    for repeated in _repeated(columns, records, where):
        refuse(repeated)
    return columns, records


def frame(
    records: Iterable[Iterable[object]], table: str, *, reading: bool = False
) -> pd.DataFrame:
    """Records in the order of the schema's columns as a DataFrame; every column holds objects.

    `reading`: they have the column of recognised rows too.
    """
    import pandas as pd

    names = [field["name"] for field in fields(table, reading)]
    return pd.DataFrame(list(records), columns=pd.Index(names), dtype=object)


def frame_of(records: Iterable[Mapping[str, object]], table: str) -> pd.DataFrame:
    """Records by column name as a DataFrame; columns that a record does not name are None."""
    names = [field["name"] for field in fields(table, reading=False)]
    return frame(([record.get(name) for name in names] for record in records), table)


def format_table(data: pd.DataFrame, table: str, where: object) -> str:
    """A DataFrame as CSV text: UTF-8, one header line, `\\n`, blanks for None.

    Raises TableError if the result would break the schema.
    """
    names = [field["name"] for field in fields(table, READING["name"] in data.columns)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for record in data[names].itertuples(index=False):
        writer.writerow(["" if value is None else _plain(value) for value in record])
    text = out.getvalue()
    parse_table(text, table, where)
    return text


def _plain(value: object) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _cell(text: str, field: Field, row: int, where: object) -> object:
    constraints = field.get("constraints", {})
    if text == "":
        if constraints.get("required"):
            raise _breach(row, field, text, where, Said("base.fill_in"))
        return None
    try:
        value = _READ[field["type"]](text)
    except (ValueError, AmountError):
        raise _breach(row, field, text, where, Said(_WANTED[field["type"]])) from None
    if (allowed := constraints.get("enum")) and value not in allowed:
        raise _breach(row, field, text, where, Said("base.use_one", names=tuple(allowed)))
    if (pattern := constraints.get("pattern")) and not re.fullmatch(pattern, text):
        raise _breach(row, field, text, where, Said("base.use_form", pattern=pattern))
    if (minimum := constraints.get("minimum")) is not None and value < minimum:
        raise _breach(row, field, text, where, Said("base.use_least", minimum=minimum))
    return value


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?\d+", text, re.ASCII):
        raise ValueError(text)
    return int(text)


_READ: dict[str, Callable[[str], object]] = {
    "string": str,
    "integer": _integer,
    "number": read_number,
}
_WANTED = {
    "string": "base.write_text",
    "integer": "base.write_whole",
    "number": "base.write_number",
}


def _repeated(
    fields: list[Field], records: list[list[object]], where: object
) -> Iterator[TableError]:
    for index, field in enumerate(fields):
        if not field.get("constraints", {}).get("unique"):
            continue
        seen: set[object] = set()
        for row, record in enumerate(records, start=2):
            if record[index] is not None and record[index] in seen:
                yield _breach(row, field, record[index], where, Said("base.use_once"))
            seen.add(record[index])


def _breach(row: int, field: Field, value: object, where: object, remedy: Said) -> TableError:
    key, shown = ("schema.cell_blank", {}) if value == "" else ("schema.cell", {"value": value})
    return TableError(key, where=where, remedy=remedy, row=row, column=field["name"], **shown)
