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
from ..base.csv_text import csv_lines
from ..base.errors import AmountError, TableError
from ..base.said import Said
from .header import header_fault

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


# Columns that tables filled in by hand may leave blank: there is no document to point into, and
# the rest follows from other columns.
_BLANK_BY_HAND = {"name", "fund", "printed", "page", "line", "line_end", "quote", "source"}
_NAMED_BY_HAND = {"budget", "statements", "outcomes"}  # their rows have an id beside the name


def fields(table: str, reading: bool, by_hand: bool = False) -> list[Field]:
    """The columns of `table`. `reading`: with the one of recognised rows. `by_hand`: as someone fills
    them in who has no document; its places, and what follows from other columns, may stay blank.
    """
    own: list[Field] = schema(table)["fields"]
    if by_hand:
        kept = set() if table in _NAMED_BY_HAND else {"name"}
        own = [_optional(f) if f["name"] in _BLANK_BY_HAND - kept else f for f in own]
    return [*own, READING] if reading else own


def _optional(field: Field) -> Field:
    constraints = {k: v for k, v in field.get("constraints", {}).items() if k != "required"}
    rest = {k: v for k, v in field.items() if k != "constraints"}
    return {**rest, "constraints": constraints} if constraints else rest


def schema_of(table: str, data: pd.DataFrame, by_hand: bool = False) -> dict[str, Any]:
    """The Table Schema of `data`, which is rows of `table`; `by_hand` as for `fields`."""
    columns = fields(table, READING["name"] in data.columns, by_hand)
    return {**schema(table), "fields": columns}


def parse_table(text: str, table: str, where: object, by_hand: bool = False) -> pd.DataFrame:
    """The rows of CSV `text` as a DataFrame with the columns of `schema(table)`.

    Numbers are `Decimal`, integers `int`, all others `str`; a blank is None, never 0 or "".
    `by_hand` as for `fields`.

    Raises TableError naming row (the header is row 1), column and value at the first breach.
    """

    def refuse(fault: TableError) -> None:
        raise fault

    columns, records = _records(text, table, where, refuse, by_hand)
    return frame(records, table, reading=READING in columns)


def table_faults(text: str, table: str, where: object, by_hand: bool = False) -> list[TableError]:
    """Every breach of the schema in CSV `text`, by row, column and value; `by_hand` as for `fields`."""
    faults: list[TableError] = []
    _records(text, table, where, faults.append, by_hand)
    return faults


def _records(
    text: str, table: str, where: object, refuse: Callable[[TableError], None], by_hand: bool
) -> tuple[list[Field], list[list[object]]]:
    """The columns and the typed rows; `refuse` is called for each breach."""
    columns = fields(table, reading=False, by_hand=by_hand)
    if not text.strip():
        refuse(TableError("schema.empty", where=where))
        return columns, []
    try:
        rows = list(csv.reader(csv_lines(text), strict=True))
    except csv.Error as error:
        refuse(TableError("schema.no_csv", where=where, reason=error))
        return columns, []
    if rows[0][-1:] == [READING["name"]]:
        columns = fields(table, reading=True, by_hand=by_hand)
    names = [field["name"] for field in columns]
    rows = _bared(rows, len(names)) if by_hand else rows
    if rows[0] != names:
        refuse(header_fault(rows[0], names, where))
        return columns, []
    records: list[list[object]] = []
    for number, row in enumerate(rows[1:], start=2):
        if by_hand and not any(row):
            refuse(TableError("schema.row_blank", where=where, row=number))
            continue
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


def _bared(rows: list[list[str]], width: int) -> list[list[str]]:
    """Rows without what spreadsheets leave: blank cells at the right, blank rows at the end."""
    kept = [row if any(map(str.strip, row[width:])) else row[:width] for row in rows]
    while len(kept) > 1 and not any(map(str.strip, kept[-1])):
        kept.pop()
    return kept


def frame(
    records: Iterable[Iterable[object]], table: str, *, reading: bool = False
) -> pd.DataFrame:
    """Records in the order of the schema's columns as a DataFrame; every column holds objects.

    `reading`: they have the column of recognised rows too.
    """
    import pandas as pd

    empty, rows = _empty(table, reading), list(records)
    return pd.DataFrame(rows, columns=empty.columns, dtype=object) if rows else empty.copy()


@cache
def _empty(table: str, reading: bool) -> pd.DataFrame:
    """A table without rows: to make one takes as long as one of hundreds of rows."""
    import pandas as pd

    names = [field["name"] for field in fields(table, reading)]
    return pd.DataFrame([], columns=pd.Index(names), dtype=object)


def frame_of(records: Iterable[Mapping[str, object]], table: str) -> pd.DataFrame:
    """Records by column name as a DataFrame; columns that a record does not name are None."""
    names = [field["name"] for field in fields(table, reading=False)]
    return frame(([record.get(name) for name in names] for record in records), table)


def records(data: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table of objects, each by column name: what `to_dict("records")` gives, in a
    fraction of its time, for it asks of every value whether it is one of numpy.
    """
    names = list(data.columns)
    columns = [data[name].tolist() for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def values_of(data: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """Of each row the values of the columns `names`: `itertuples` takes five times as long."""
    return zip(*[data[name].tolist() for name in names], strict=True)


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
        known = _FORMS.get(field["name"])
        form = Said(known) if known else Said("base.use_form", pattern=pattern)
        raise _breach(row, field, text, where, form)
    if (minimum := constraints.get("minimum")) is not None and value < minimum:
        raise _breach(row, field, text, where, Said("base.use_least", minimum=minimum))
    return value


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?\d+", text, re.ASCII):
        raise ValueError(text)
    return int(text)


# Column → what to write into it, where its pattern is one of these.
_FORMS = {
    "item": "schema.an_item",
    "classification": "schema.a_classification",
    "metric": "schema.a_metric",
    "period": "schema.a_period",
}

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
