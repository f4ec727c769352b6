"""All reports in DuckDB: answers to questions in SQL.

Numbers are DECIMAL with all their places, never floats. A question may read the tables and
nothing else: one SELECT, no file, no network, no setting.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import OutputError, RequestError
from .tables import Collected, Columns, to_csv

if TYPE_CHECKING:
    import duckdb

DIGITS = 38  # of a number, the most that DuckDB keeps
_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "date": "VARCHAR", "boolean": "BOOLEAN"}


@dataclass(frozen=True)
class Answer:
    """The columns and rows that a question gives; numbers are `Decimal` or `int`."""

    columns: list[str]
    rows: list[tuple[object, ...]]


def answer(
    question: str,
    tables: Mapping[str, Collected],
    more: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
) -> Answer:
    """What the SQL `question` gives over `tables`, and over those that `more` creates.

    Raises RequestError for what is no single SELECT, or cannot be answered, with DuckDB's reason.
    """
    import duckdb

    with _database(tables) as connection:
        if more is not None:
            more(connection)
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            statements = connection.extract_statements(question)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise RequestError(
                    "dataset.not_one_select", where=repr(question), tables=tuple(tables)
                )
            result = connection.execute(statements[0])
            columns = [column[0] for column in result.description]
            return Answer(columns, result.fetchall())
        except duckdb.Error as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason"
            raise RequestError(
                "dataset.no_answer",
                where=repr(question),
                reason=reason,
                tables=tuple(tables),
            ) from error


@contextmanager
def _database(tables: Mapping[str, Collected]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that holds `tables`."""
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        with tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
            for name, table in tables.items():
                path = Path(folder) / f"{name}.csv"
                path.write_text(to_csv(table), "utf-8")
                source = csv_source(path, table.columns, table.places)
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {source}")
        yield connection
    finally:
        connection.close()


def csv_source(path: Path, columns: Columns, places: Sequence[int]) -> str:
    """A CSV file with `columns` as DuckDB reads it; numbers have so many decimal `places` there.

    Raises OutputError where they are too many.
    """
    types = ", ".join(
        f"'{name}': '{_type(kind, most)}'"
        for (name, kind), most in zip(columns, places, strict=True)
    )
    return (
        f"read_csv('{quoted(path)}', header = true, delim = ',', quote = '\"', escape = '\"', "
        f"columns = {{{types}}}, auto_detect = false, nullstr = '', max_line_size = 10000000, "
        "parallel = false)"
    )


def too_long(places: int) -> OutputError:
    """The error for numbers of so many decimal places that DuckDB cannot hold them exactly."""
    return OutputError("dataset.too_long", digits=DIGITS, places=places)


def _type(kind: str, places: int) -> str:
    if places > DIGITS:
        raise too_long(places)
    return f"DECIMAL({DIGITS}, {places})" if kind == "number" else _TYPES[kind]


def quoted(path: Path) -> str:
    """A path within quotation marks of SQL."""
    return str(path).replace("'", "''")
