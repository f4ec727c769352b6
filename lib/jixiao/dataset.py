"""All tables of all reports as one Parquet dataset, partitioned by year.

`<folder>/<table>/year=<year>/part-0000.parquet`: the layout that pandas, DuckDB, Dask and Spark read
as one table, with `year` as a column. Amounts are DECIMAL(38, 12), never floats; what is missing
is null; `department` stands before the columns of the table's schema. Reports are taken one by
one, so that memory does not grow with their number. Needs pyarrow (`pip install jixiao[scale]`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import OutputError, RequestError
from .report import Report
from .schema import schema

if TYPE_CHECKING:
    import pyarrow

DIGITS, PLACES = 38, 12
ROWS = 20_000  # that wait in memory before they are written, of each table and year
MARK = "_jixiao"  # in the folder of a dataset: it may be replaced


def write_dataset(reports: Iterable[Report], folder: Path) -> dict[str, int]:
    """Write every table of `reports` to `folder`; returns table → rows written.

    The folder appears whole or not at all, in the place of an older dataset. The same reports in
    the same order give the same bytes.

    Raises RequestError if pyarrow is not installed, or `folder` holds something else than a
    dataset; OutputError if it cannot be written, or a number has more places than fit.
    """
    _parquet()
    if not _replaceable(folder):
        raise RequestError(
            "is there and is no dataset", where=folder, remedy="name a new or empty folder"
        )
    try:
        with _in_place_of(folder) as new:
            counts = _write(reports, new)
            (new / MARK).write_text("".join(f"{t} {n}\n" for t, n in counts.items()), "utf-8")
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})",
            where=folder,
            remedy="choose a folder that you may write to, or free some space",
        ) from error
    return counts


def _replaceable(folder: Path) -> bool:
    """Whether nothing but a dataset would be lost by writing one there."""
    if not folder.exists() or (folder / MARK).is_file():
        return True
    return folder.is_dir() and not any(folder.iterdir())


def arrow_schema(table: str) -> pyarrow.Schema:
    """The columns of `table` in a dataset, each with its description; `year` is in the path."""
    import pyarrow

    types = {
        "string": pyarrow.string(),
        "integer": pyarrow.int64(),
        "number": pyarrow.decimal128(DIGITS, PLACES),
    }
    fields = [pyarrow.field("department", pyarrow.string(), nullable=False)]
    for field in schema(table)["fields"]:
        about = {"description": field["description"], "description_zh": field["description_zh"]}
        fields.append(pyarrow.field(field["name"], types[field["type"]], metadata=about))
    return pyarrow.schema(fields)


def _parquet() -> Any:
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise RequestError(
            "a dataset needs pyarrow, which is not installed", remedy="pip install 'jixiao[scale]'"
        ) from error
    return pyarrow.parquet


@contextmanager
def _in_place_of(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` that takes its place at the end, or is gone at a fault."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
    try:
        new.chmod(0o755)
        yield new
        if folder.exists():
            old = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
            folder.rename(old / "old")
            new.rename(folder)
            shutil.rmtree(old)
        else:
            new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _write(reports: Iterable[Report], folder: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    with ExitStack() as open_files:
        parts: dict[tuple[str, int], _Part] = {}
        for report in reports:
            for name in report.tables:
                key = name, report.year
                if key not in parts:
                    parts[key] = _Part(folder / name / f"year={report.year}", name)
                    open_files.callback(parts[key].writer.close)
                parts[key].add(report)
        for (name, _), part in sorted(parts.items()):
            part.flush()
            counts[name] = counts.get(name, 0) + part.written
    return counts


class _Part:
    """One file of one table and year; rows wait in memory until there are enough to write."""

    def __init__(self, folder: Path, table: str) -> None:
        folder.mkdir(parents=True)
        self.table, self.schema = table, arrow_schema(table)
        self.writer = _parquet().ParquetWriter(
            folder / "part-0000.parquet", self.schema, compression="zstd"
        )
        self.columns: list[list[object]] = [[] for _ in self.schema]
        self.written = 0

    def add(self, report: Report) -> None:
        rows = report.tables[self.table]
        self.columns[0].extend([report.department] * len(rows))
        for at, field in enumerate(schema(self.table)["fields"], start=1):
            self.columns[at].extend(rows[field["name"]])
        if len(self.columns[0]) >= ROWS:
            self.flush()

    def flush(self) -> None:
        import pyarrow

        try:
            arrays = [
                pyarrow.array(column, field.type)
                for column, field in zip(self.columns, self.schema, strict=True)
            ]
        except pyarrow.ArrowInvalid as error:
            longest = max(map(_places, [v for column in self.columns for v in column]), default=0)
            raise OutputError(
                f"table {self.table}: a number does not fit DECIMAL({DIGITS}, {PLACES}); the most "
                f"places are {longest}",
                remedy="look for a number that was read wrong",
            ) from error
        self.writer.write_table(pyarrow.table(arrays, schema=self.schema))
        self.written += len(self.columns[0])
        self.columns = [[] for _ in self.schema]


def _places(value: object) -> int:
    return -int(value.as_tuple().exponent) if isinstance(value, Decimal) else 0
