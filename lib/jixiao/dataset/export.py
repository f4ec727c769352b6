"""All reports as files: one CSV per table, and a Parquet dataset partitioned by year.

`<folder>/<table>.csv` and `<folder>/<table>/year=<year>/part-0.parquet`: the layout that pandas,
DuckDB, Dask and Spark read as one table, with `year` as a column. Amounts are DECIMAL with all
their places, never floats; what is missing is null. Reports are taken one by one and written as
they come, so that memory does not grow with their number.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ..base.errors import OutputError, RequestError
from ..report import Report
from ..storage.beginnings import beginning_of, left_behind
from .columns import columns
from .database import csv_source, quoted, too_long
from .exported import STATE, state_of
from .tables import most_places, places, plain, rows_of

_OLD = "old"  # where a dataset waits while another takes its place
# Rows are held by groups of so many; a question skips groups that it does not need.
_FORM = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 20480"
_TABLE = "|".join(columns())
# Every file and folder of a dataset; before there were years, a table was two flat files.
_OWN = re.compile(rf"{STATE}|({_TABLE})(\.csv|\.parquet|/year=\d+(/part-\d+\.parquet)?)?")


def write_dataset(
    reports: Iterable[Report], folder: Path, key: str | None = None
) -> dict[str, int]:
    """Write every table of `reports` to `folder`; returns table → rows written.

    The folder appears whole or not at all, in the place of an older dataset. The same reports in
    the same order give the same bytes. A table without rows has a CSV with its header alone. `key`:
    what the reports follow from, see `exported.data_key`.

    Raises RequestError if `folder` is a link or holds anything that is not of a dataset;
    OutputError if it cannot be written, or a number has more places than fit.
    """
    import duckdb

    _check_replaceable(folder)
    try:
        with _in_place_of(folder) as new:
            counts, most = _write_csv(reports, new)
            for name in (name for name, rows in counts.items() if rows):
                _write_parquet(new, name, most[name])
            (new / STATE).write_text(state_of(new, key, most), "utf-8")
    except OSError as error:
        raise _unwritable(folder, str(error.strerror)) from error
    except duckdb.IOException as error:
        raise _unwritable(folder, str(error).splitlines()[0]) from error
    return counts


def _unwritable(folder: Path, reason: str) -> OutputError:
    return OutputError(
        "base.unwritable",
        where=folder,
        reason=reason,
    )


def _check_replaceable(folder: Path) -> None:
    """Raises RequestError if anything but a dataset would be lost by writing one there."""
    if folder.is_symlink():
        raise RequestError("dataset.symbolic_link", where=folder)
    if not folder.exists():
        return
    if not folder.is_dir():
        raise RequestError("dataset.folder", where=folder)
    for path in sorted(folder.rglob("*")):
        if not _OWN.fullmatch(path.relative_to(folder).as_posix()):
            raise RequestError(
                "dataset.no_dataset",
                where=folder,
                name=path.relative_to(folder),
            )


@contextmanager
def _in_place_of(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder` that takes its place at the end, or is gone at a fault."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    new = _beside(folder)
    try:
        new.chmod(0o755)
        yield new
        if folder.exists():
            _check_replaceable(folder)  # it took a while
            _exchange(folder, new)
        else:
            new.rename(folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _beside(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder.parent, prefix=beginning_of(folder)))


def _exchange(folder: Path, new: Path) -> None:
    """`new` in the place of `folder`, which is removed; at a fault it is put back."""
    beside = _beside(folder)
    try:
        folder.rename(beside / _OLD)
        try:
            new.rename(folder)
        except BaseException:
            (beside / _OLD).rename(folder)
            raise
    except BaseException:
        with suppress(OSError):  # what could not be put back stays there
            beside.rmdir()
        raise
    shutil.rmtree(beside, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Remove what exports that were killed left beside `folder`."""
    known = {*columns(), *(f"{table}.csv" for table in columns()), STATE, _OLD}
    for path in left_behind(folder):
        with suppress(OSError):  # gone meanwhile, or not to be read: it is left
            if (
                path.is_dir()
                and not path.is_symlink()
                and {entry.name for entry in path.iterdir()} <= known
            ):
                shutil.rmtree(path, ignore_errors=True)


def _write_csv(
    reports: Iterable[Report], folder: Path
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """One CSV per table; returns table → rows, and table → the most decimal places by column."""
    counts = dict.fromkeys(columns(), 0)
    most = {name: [0] * len(of) for name, of in columns().items()}
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
                most[name] = most_places([most[name], *map(places, rows)])
    return counts, most


def _write_parquet(folder: Path, name: str, most: Sequence[int]) -> None:
    """A year at a time: all at once DuckDB holds the rows of every year until the end."""
    import duckdb

    source = csv_source(folder / f"{name}.csv", columns()[name], most)
    connection = duckdb.connect(":memory:", config={"threads": 1})
    try:
        years = connection.execute(f"SELECT DISTINCT year FROM {source} ORDER BY year").fetchall()
        for (year,) in years:
            part = folder / name / f"year={int(year)}" / "part-0.parquet"
            part.parent.mkdir(parents=True, exist_ok=True)
            rows = f"SELECT * EXCLUDE year FROM {source} WHERE year = {int(year)}"
            connection.execute(f"COPY ({rows}) TO '{quoted(part)}' ({_FORM})")
    except (duckdb.ConversionException, duckdb.InvalidInputException) as error:
        raise too_long(max(most)) from error
    finally:
        connection.close()
