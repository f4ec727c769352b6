"""All reports in DuckDB: Parquet files, and answers to questions in SQL.

Numbers are DECIMAL with all their places, never floats. A question may read the tables and
nothing else: one SELECT, no file, no network, no setting.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import RequestError
from .tables import Collected, to_csv

if TYPE_CHECKING:
    import duckdb

_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "date": "VARCHAR", "boolean": "BOOLEAN"}


@dataclass(frozen=True)
class Answer:
    """The columns and rows that a question gives; numbers are `Decimal` or `int`."""

    columns: list[str]
    rows: list[tuple[object, ...]]


def answer(question: str, tables: Mapping[str, Collected]) -> Answer:
    """What the SQL `question` gives over `tables`.

    Raises RequestError for what is no single SELECT, or cannot be answered, with DuckDB's reason.
    """
    import duckdb

    with _database(tables) as connection:
        connection.execute("SET enable_external_access = false")
        connection.execute("SET lock_configuration = true")
        try:
            statements = connection.extract_statements(question)
            if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
                raise RequestError(
                    "is not one SELECT", where=repr(question), remedy=_remedy(tables)
                )
            result = connection.execute(statements[0])
            columns = [column[0] for column in result.description]
            return Answer(columns, result.fetchall())
        except duckdb.Error as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else "no reason"
            raise RequestError(
                f"cannot be answered ({reason})", where=repr(question), remedy=_remedy(tables)
            ) from error


def parquet_files(tables: Mapping[str, Collected]) -> dict[str, bytes]:
    """File name → content, one Parquet file per table; the same tables, the same bytes."""
    with _database(tables) as connection, tempfile.TemporaryDirectory(prefix="jixiao-") as folder:
        files = {}
        for name in tables:
            path = Path(folder) / f"{name}.parquet"
            connection.execute(f"COPY {name} TO '{_quoted(path)}' (FORMAT parquet)")
            files[path.name] = path.read_bytes()
        return files


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
                columns = ", ".join(f"'{n}': '{_type(kind, table)}'" for n, kind in table.columns)
                connection.execute(
                    f"CREATE TABLE {name} AS SELECT * FROM read_csv('{_quoted(path)}', header = true, "
                    f"delim = ',', quote = '\"', escape = '\"', columns = {{{columns}}}, "
                    f"auto_detect = false, nullstr = '', max_line_size = 10000000)"
                )
        yield connection
    finally:
        connection.close()


def _type(kind: str, table: Collected) -> str:
    return f"DECIMAL(38, {table.places})" if kind == "number" else _TYPES[kind]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _remedy(tables: Mapping[str, Collected]) -> str:
    return f"ask the tables {', '.join(tables)}; docs/tables.md names their columns"
