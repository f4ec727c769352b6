"""All reports in DuckDB: answers to questions in SQL.

Numbers are DECIMAL with all their places, never floats. A question may read the tables and
nothing else: one SELECT, no file, no network, no setting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..base.errors import OutputError, RequestError
from ..storage.temporary import OwnedFolder, sweep_folders, temporary_folder_needed
from .bounded import Cells, asked_within, from_here_on, shown
from .closed import check_open
from .columns import Columns

if TYPE_CHECKING:
    import duckdb

    from .tables import Collected

DIGITS = 38  # of a number, the most that DuckDB keeps
_PIECE = 1000  # rows that are fetched at once
_LONGEST = 200  # characters of a reason that DuckDB gives
# What its Python side raises for a statement of no known type and for a value that Python cannot hold.
_OF_PYTHON = (OverflowError, RuntimeError, TypeError, ValueError)
_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "date": "VARCHAR", "boolean": "BOOLEAN"}


@dataclass(frozen=True)
class QueryAnswer:
    """The columns and rows that a question gives; numbers are `Decimal` or `int`.

    `cut`: there are more rows than were asked for.
    """

    columns: list[str]
    rows: list[tuple[object, ...]]
    cut: bool = False


@dataclass(frozen=True)
class Bounds:
    """What a question may cost: seconds, megabytes of memory, rows of its answer."""

    seconds: int = 60
    megabytes: int = 1024
    rows: int = 100_000


class Creating(Protocol):
    """Makes tables in a database."""

    def __call__(self, connection: duckdb.DuckDBPyConnection, /) -> None: ...


class Created(Protocol):
    """Tables that create themselves in a database."""

    def __iter__(self) -> Iterator[str]: ...

    def create(self, connection: duckdb.DuckDBPyConnection) -> None: ...


def answer(
    question: str,
    tables: Mapping[str, Collected] | Created,
    more: Creating | None = None,
    bounds: Bounds = Bounds(),
) -> QueryAnswer:
    """What the SQL `question` gives over `tables`, of which it names each that it
    asks (see `named_in`), and over those that `more` creates, within `bounds`.

    Raises RequestError for what is no single SELECT, asks of the database itself, costs too much, or
    cannot be answered, with DuckDB's reason.
    """
    with _files(tables) as create:
        ask = partial(_asked, create, more, question, tuple(tables), bounds)
        columns, rows, cut = asked_within(bounds.seconds, bounds.megabytes, question, ask)
    return QueryAnswer(_distinct(columns), rows, cut)


def _asked(
    create: Creating, more: Creating | None, question: str, names: tuple[str, ...], bounds: Bounds
) -> Cells:
    """Columns and rows of the answer, and whether there are more. Raises as `answer`."""
    import duckdb

    try:
        connection = duckdb.connect(":memory:", config={"threads": 1})
    except duckdb.Error as error:
        raise MemoryError from error
    try:
        create(connection)
        if more is not None:
            more(connection)
        connection.execute(f"SET memory_limit = '{bounds.megabytes}MB'")
        connection.execute("SET temp_directory = ''")  # nothing is laid on the disk
        connection.execute("SET enable_external_access = false")
        connection.execute("SET python_enable_replacements = false")
        connection.execute("SET lock_configuration = true")
        with from_here_on(bounds.seconds, bounds.megabytes, connection.interrupt):
            return _rows(connection, question, names, bounds)
    except duckdb.OutOfMemoryException as error:  # while the tables were made
        raise MemoryError from error
    finally:
        connection.close()


def _rows(
    connection: duckdb.DuckDBPyConnection, question: str, names: tuple[str, ...], bounds: Bounds
) -> Cells:
    import duckdb

    where = shown(question)
    try:
        statements = connection.extract_statements(question)
        if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
            raise RequestError("dataset.not_one_select", where=where, tables=names)
        check_open(connection, question, where)
        result = connection.execute(statements[0])
        columns = [column[0] for column in result.description]
        rows: list[tuple[object, ...]] = []
        while len(rows) <= bounds.rows and (piece := result.fetchmany(_PIECE)):
            rows += piece
        return columns, rows[: bounds.rows], len(rows) > bounds.rows
    except duckdb.InterruptException as error:
        raise RequestError("dataset.too_slow", where=where, seconds=bounds.seconds) from error
    except (duckdb.OutOfMemoryException, MemoryError) as error:
        raise RequestError("dataset.too_large", where=where, megabytes=bounds.megabytes) from error
    except (duckdb.Error, *_OF_PYTHON) as error:
        reason = (str(error).strip().splitlines() or ["no reason"])[0][:_LONGEST]
        raise RequestError("dataset.no_answer", where=where, reason=reason, tables=names) from error


def _distinct(columns: Sequence[str]) -> list[str]:
    """Names of columns, each once: a second `year` is year_2."""
    found: dict[str, None] = {}
    last: dict[str, int] = {}  # number that a name was given: there may be thousands of one
    for name in columns:
        new = name
        while new in found:
            last[name] = last.get(name, 1) + 1
            new = f"{name}_{last[name]}"
        found[new] = None
    return list(found)


@contextmanager
def _files(tables: Mapping[str, Collected] | Created) -> Iterator[Creating]:
    """What creates `tables` in a database, while their files are there."""
    if not isinstance(tables, Mapping):
        yield tables.create
        return
    from .tables import to_csv

    with temporary_folder_needed():
        sweep_folders()  # of questions that were killed
        owned = OwnedFolder("query-")
    with owned as folder:
        sources = {}
        for name, table in tables.items():
            path = folder / f"{name}.csv"
            path.write_text(to_csv(table), "utf-8")
            sources[name] = csv_source(path, table.columns, table.places)
        yield partial(_create, sources)


def _create(sources: Mapping[str, str], connection: duckdb.DuckDBPyConnection) -> None:
    import duckdb

    for name, source in sources.items():
        try:
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {source}")
        except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
            raise OutputError("dataset.too_many_digits", table=name, digits=DIGITS) from error


def csv_source(path: Path, columns: Columns, places: Sequence[int]) -> str:
    """A CSV file with `columns` as DuckDB reads it; numbers have so many decimal `places` there.

    Raises OutputError where they are too many.
    """
    types = ", ".join(
        f"'{name}': '{sql_type(kind, most)}'"
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


def sql_type(kind: str, places: int) -> str:
    """The type of a column in DuckDB: numbers keep all their `places`."""
    if places > DIGITS:
        raise too_long(places)
    return f"DECIMAL({DIGITS}, {places})" if kind == "number" else _TYPES[kind]


def quoted(path: Path) -> str:
    """A path within quotation marks of SQL."""
    return str(path).replace("'", "''")
