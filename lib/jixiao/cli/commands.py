"""The command line: parses and prints; no logic.

Exit codes: 0 all well, 1 a notebook failed, 2 the request or a document needs mending.
"""

from __future__ import annotations

import atexit
import gc
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forkkernel.imports import withheld

from ..base.collection import without_collection
from ..base.errors import ReportError
from ..base.means import lacking
from ..base.streams import silence
from . import STOPPED
from .by_hand import new
from .demo import demo
from .memory import no_memory, spare_threads
from .options import (
    DATA_OPTION,
    REPORT,
    department_and_year,
    folder_of,
    form_option,
    outputs_option,
)
from .papers import papers
from .rounds import diff, pack_command, report, store_command
from .sources import check, extract, move, published
from .tables import tables
from .terminal import open_streams, raise_unsaid, said_full, say, stop_on_signals, stopped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..dataset.exported import Exported
    from ..dataset.tables import Collected


class _Commands(click.Group):
    """Prints a `ReportError`, or what is wrong with the request, as one line and exits with 2; with 130
    where Ctrl-C stops it.
    """

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*arguments, **options)
        except click.exceptions.NoArgsIsHelpError as error:
            say(error.format_message(), err=True)
            sys.exit(error.exit_code)
        except click.UsageError as error:  # an option of no command
            say(f"jixiao: {error.format_message().rstrip('.')}; see jixiao --help", err=True)
            sys.exit(2)
        except OSError as error:  # its help cannot be written
            said_full(error)
            sys.exit(2)

    def invoke(self, context: click.Context) -> object:
        # At its end Python looks through all that was imported for cycles: a tenth of a second, for
        # memory that ends with the process.
        atexit.register(gc.freeze)
        open_streams()
        spare_threads()
        stop_on_signals()
        if hasattr(signal, "SIGCHLD") and signal.getsignal(signal.SIGCHLD) == signal.SIG_IGN:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # else nobody learns how a child ended
        try:
            try:
                result = super().invoke(context)
            except (SystemExit, click.exceptions.Exit):
                raise_unsaid()
                raise
            raise_unsaid()
            sys.stdout.flush()
            return result
        except ReportError as error:
            say(f"jixiao: {error}", err=True)
            context.exit(2)
        except click.UsageError as error:
            command = error.ctx.command_path if error.ctx else "jixiao"
            said = error.format_message().rstrip(".")
            say(f"jixiao: {said}; see {command} --help", err=True)
            context.exit(2)
        except KeyboardInterrupt as error:
            stopped(error, STOPPED)
        except BrokenPipeError:  # who read the output has enough
            silence(sys.stdout)
            context.exit(0)
        except click.exceptions.Exit:
            raise
        except Exception as error:  # what libraries raise that get no memory has no common class
            if said_of := no_memory(error) or lacking(error):
                say(f"jixiao: {said_of}", err=True)
            elif isinstance(error, OSError):
                said_full(error)
            else:
                raise
            context.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao")
def main() -> None:
    """Reads what Chinese government departments publish: budgets, final accounts, self-evaluations."""


@main.command("list")
@click.option(
    "--rows", is_flag=True, help="With the rows of each table; they are counted in the files."
)
@DATA_OPTION
def list_command(rows: bool, data: Path | None) -> None:
    """What is on file: departments, years, documents with their tables. Only descriptors are read."""
    from ..report import find_data_folder, list_reports, load_filed
    from ..report.documents import document_name
    from ..report.row_counts import row_counts

    folder = folder_of(data) or find_data_folder()
    for department, year in list_reports(folder):
        filed = load_filed(department, year, folder)
        if rows:
            counts = row_counts(filed, folder).items()
            tables = ", ".join(f"{name} {count}" for name, count in counts)
        else:
            named = {
                document_name(d): [r["name"] for r in d["resources"]] for d in filed.descriptors
            }
            tables = "; ".join(f"{name}: {', '.join(own)}" for name, own in named.items())
        say(f"{department}/{year}  {tables}")


@main.command()
@REPORT
@form_option("the findings")
@click.option(
    "--fail-on",
    type=click.Choice(["high", "medium", "low"]),
    help="Exit with 1 if there are findings of this severity or above.",
)
@DATA_OPTION
@without_collection()
def audit(report: tuple[str, ...], form: str, fail_on: str | None, data: Path | None) -> None:
    """Set the report DEPARTMENT/YEAR against itself and print what cannot both stand."""
    department, year = department_and_year(report)
    from ..report import find_data_folder, load_report
    from ..report.on_file import years_on_file

    folder = folder_of(data) or find_data_folder()
    with withheld():  # pandas would import pyarrow, of which nothing is used here
        loaded = load_report(department, year, folder)
        before = year - 1 in years_on_file(department, folder)

        from ..audit import audit_report
        from ..audit.export import to_csv, to_json, to_text
        from ..audit.years import with_year_before
        from ..labels.ranks import SEVERITIES

    result = audit_report(loaded)
    if before:
        result = with_year_before(result, load_report(department, year - 1, folder), loaded)
    write = {"table": to_text, "json": to_json, "csv": to_csv}[form]
    say(write(result), nl=False)
    if fail_on:
        counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        sys.exit(1 if any(result.count(severity) for severity in counted) else 0)


@main.command()
@REPORT
@form_option("the points")
@click.option(
    "--scheme",
    help="The scheme to apply; the one that binds each form, else the form's own points, unless given.",
)
@DATA_OPTION
def score(report: tuple[str, ...], form: str, scheme: str | None, data: Path | None) -> None:
    """Recompute the points of the report DEPARTMENT/YEAR, line by line."""
    department, year = department_and_year(report)
    from ..report import find_data_folder, load_report

    folder = folder_of(data) or find_data_folder()
    loaded = load_report(department, year, folder)

    from ..scoring import load_schemes, score_report
    from ..scoring.export import to_csv, to_json, to_text

    result = score_report(loaded, scheme, load_schemes(folder))
    write = {"table": to_text, "json": to_json, "csv": to_csv}[form]
    say(write(result), nl=False)


@main.command("export")
@outputs_option()
@DATA_OPTION
def export_command(outputs: Path | None, data: Path | None) -> None:
    """All reports together, as CSV and as Parquet partitioned by year: outputs/all/."""
    from ..report import find_data_folder, list_reports, load_report

    folder = folder_of(data) or find_data_folder()

    from ..dataset.export import write_dataset
    from ..dataset.exported import data_key, is_up_to_date
    from ..rounds.fingerprint import library_digest, source_of_lines
    from ..rounds.progress import counted
    from ..storage.kept import keeping

    outputs = outputs or folder.parent / "outputs"
    target = outputs / "all"
    key = data_key(folder, library_digest())
    if is_up_to_date(target, key):
        say(f"{target}: up to date")
        return
    on_file = counted(list_reports(folder), sys.stderr)
    reports = (load_report(department, year, folder) for department, year in on_file)
    with keeping(outputs, source_of_lines(folder)):
        counts = write_dataset(reports, target, key)
    rows = sum(counts.values())
    say(f"{target}: {len(counts)} tables, {rows} rows, as CSV and Parquet")


@main.command()
@click.argument("sql")
@form_option("the answer")
@click.option(
    "--rows",
    type=click.IntRange(1),
    help="Most rows that are shown [1000; as CSV and JSON 100000].",
)
@click.option(
    "--timeout", type=click.IntRange(1), default=60, show_default=True, help="Seconds it may take."
)
@click.option(
    "--max-memory",
    type=click.IntRange(64),
    default=1024,
    show_default=True,
    help="Memory that it may take, in MB.",
)
@DATA_OPTION
def query(
    sql: str, form: str, rows: int | None, timeout: int, max_memory: int, data: Path | None
) -> None:
    """Ask all reports a question in SQL (one SELECT, by DuckDB)."""
    from ..report import find_data_folder

    folder = folder_of(data) or find_data_folder()

    from functools import partial

    from ..dataset.answers import written
    from ..dataset.cells import cell_files, create_cells, names_cells
    from ..dataset.database import Bounds, answer

    cells = partial(create_cells, files=cell_files(folder)) if names_cells(sql) else None
    bounds = Bounds(timeout, max_memory, rows or (1000 if form == "table" else 100_000))
    found = answer(sql, _tables(folder, sql), cells, bounds)
    say(written(found, form), nl=False)
    if found.cut:
        say(f"only the first {len(found.rows):,} rows; --rows shows more", err=True)


def _tables(data: Path, question: str) -> Mapping[str, Collected] | Exported:
    """The tables that a question asks: of the dataset on file, or collected where it is another."""
    from ..dataset.exported import data_key, exported
    from ..rounds.fingerprint import library_digest

    folder = data.parent / "outputs" / "all"
    if folder.is_dir() and (found := exported(folder, data_key(data, library_digest()))):
        return found

    from ..dataset.columns import named_in
    from ..dataset.tables import collect
    from ..report import list_reports, load_report
    from ..rounds.progress import counted

    on_file = counted(list_reports(data), sys.stderr)
    reports = (load_report(department, year, data) for department, year in on_file)
    return collect(reports, named_in(question))


_BRINGING_IN = (demo, extract, tables, published, new, move, check)
_SHOWING = (report, papers, diff, pack_command, store_command)
for _command in (*_BRINGING_IN, *_SHOWING):
    main.add_command(_command)
