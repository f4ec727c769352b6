"""All reports as files: one CSV per table, and a Parquet dataset partitioned by year.

`<folder>/<table>.csv` and `<folder>/<table>/year=<year>/part-0.parquet`: the layout that pandas,
DuckDB, Dask and Spark read as one table, with `year` as a column. Amounts are DECIMAL with all
their places, never floats; what is missing is null. Reports are taken one by one and written as
they come, so that memory does not grow with their number.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..errors import OutputError, RequestError
from ..report import Report
from .database import csv_source, quoted, too_long
from .tables import columns, places, plain, rows_of

MARK = "_jixiao"  # in the folder of a dataset: it may be replaced


def write_dataset(reports: Iterable[Report], folder: Path) -> dict[str, int]:
    """Write every table of `reports` to `folder`; returns table → rows written.

    The folder appears whole or not at all, in the place of an older dataset. The same reports in
    the same order give the same bytes. A table without rows has a CSV with its header alone.

    Raises RequestError if `folder` holds something else than a dataset; OutputError if it cannot
    be written, or a number has more places than fit.
    """
    if not _replaceable(folder):
        raise RequestError(
            "is there and is no dataset", where=folder, remedy="name a new or empty folder"
        )
    try:
        with _in_place_of(folder) as new:
            counts, most = _write_csv(reports, new)
            for name in (name for name, rows in counts.items() if rows):
                _write_parquet(new, name, most[name])
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
    # Before there was a mark: two flat files for each table.
    return folder.is_dir() and all(
        path.stem in columns() and path.suffix in (".csv", ".parquet") for path in folder.iterdir()
    )


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


def _write_csv(reports: Iterable[Report], folder: Path) -> tuple[dict[str, int], dict[str, int]]:
    """One CSV per table; returns table → rows, and table → the most decimal places in it."""
    counts, most = dict.fromkeys(columns(), 0), dict.fromkeys(columns(), 0)
    with ExitStack() as files:
        writers = {}
        for name, of in columns().items():
            path = folder / f"{name}.csv"
            file = files.enter_context(path.open("w", encoding="utf-8", newline=""))
            writers[name] = csv.writer(file, lineterminator="\n")
            writers[name].writerow([column for column, _ in of])
        for report in reports:
            for name, rows in rows_of(report).items():
                writers[name].writerows(map(plain, rows))
                counts[name] += len(rows)
                most[name] = max([most[name], *map(places, rows)])
    return counts, most


def _write_parquet(folder: Path, name: str, most: int) -> None:
    import duckdb

    source = csv_source(folder / f"{name}.csv", columns()[name], most)
    options = "FORMAT parquet, COMPRESSION zstd, PARTITION_BY (year), FILENAME_PATTERN 'part-{i}'"
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        connection.execute(f"COPY (FROM {source}) TO '{quoted(folder / name)}' ({options})")
    except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
        raise too_long(most) from error
    finally:
        connection.close()
