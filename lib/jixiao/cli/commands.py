"""The command line: parses and prints; no logic.

Exit codes: 0 all well, 1 a notebook failed, 2 the request or a document needs mending.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..base.errors import ReportError
from ..base.text import visible
from .by_hand import new
from .demo import demo
from .options import DATA_OPTION, REPORT, department_and_year, folder_of
from .rounds import diff, pack_command, report
from .sources import check, extract, move, published
from .tables import tables

if TYPE_CHECKING:
    from ..dataset.tables import Collected


class _Commands(click.Group):
    """Prints a `ReportError` as its one line and exits with 2."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except ReportError as error:
            click.echo(f"jixiao: {error}", err=True)
            context.exit(2)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao")
def main() -> None:
    """Reads the performance self-evaluations of Chinese government departments."""


@main.command("list")
@DATA_OPTION
def list_command(data: Path | None) -> None:
    """What is on file: departments, years, tables."""
    from ..report import find_data_folder, list_reports, load_filed
    from ..report.row_counts import row_counts

    folder = folder_of(data) or find_data_folder()
    for department, year in list_reports(folder):
        counts = row_counts(load_filed(department, year, folder), folder)
        tables = ", ".join(f"{name} {count}" for name, count in counts.items())
        click.echo(visible(f"{department}/{year}  {tables}"))


@main.command()
@REPORT
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the findings.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["high", "medium", "low"]),
    help="Exit with 1 if there are findings of this severity or above.",
)
@DATA_OPTION
def audit(report: tuple[str, ...], form: str, fail_on: str | None, data: Path | None) -> None:
    """Set the report DEPARTMENT/YEAR against itself and print what cannot both stand."""
    department, year = department_and_year(report)
    from ..report import find_data_folder, load_report

    loaded = load_report(department, year, folder_of(data) or find_data_folder())

    from ..audit import audit_report
    from ..audit.export import to_csv, to_json, to_text
    from ..audit.findings import SEVERITIES

    result = audit_report(loaded)
    write = {"table": to_text, "json": to_json, "csv": to_csv}[form]
    click.echo(write(result), nl=False)
    if fail_on:
        counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        sys.exit(1 if any(result.count(severity) for severity in counted) else 0)


@main.command("export")
@click.option(
    "--outputs",
    type=click.Path(path_type=Path),
    help="The folder to write to; outputs/ beside the data folder unless given.",
)
@DATA_OPTION
def export_command(outputs: Path | None, data: Path | None) -> None:
    """All reports together, as CSV and as Parquet partitioned by year: outputs/all/."""
    from ..report import find_data_folder, list_reports, load_report

    folder = folder_of(data) or find_data_folder()

    from ..dataset.export import write_dataset

    target = (outputs or folder.parent / "outputs") / "all"
    reports = (load_report(department, year, folder) for department, year in list_reports(folder))
    counts = write_dataset(reports, target)
    rows = sum(counts.values())
    click.echo(f"{target}: {len(counts)} tables, {rows} rows, as CSV and Parquet")


@main.command()
@click.argument("sql")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the answer.",
)
@DATA_OPTION
def query(sql: str, form: str, data: Path | None) -> None:
    """Ask all reports a question in SQL (one SELECT, by DuckDB)."""
    from ..report import find_data_folder

    folder = folder_of(data) or find_data_folder()

    from functools import partial

    from ..dataset.answers import written
    from ..dataset.cells import cell_files, create_cells, names_cells
    from ..dataset.database import answer

    cells = partial(create_cells, files=cell_files(folder)) if names_cells(sql) else None
    click.echo(written(answer(sql, _collected(folder), cells), form), nl=False)


def _collected(data: Path) -> dict[str, Collected]:
    from ..dataset.tables import collect
    from ..report import list_reports, load_report

    return collect(load_report(department, year, data) for department, year in list_reports(data))


@main.command("store")
@click.argument("notebooks", nargs=-1, type=click.Path(exists=True, path_type=Path))
def store_command(notebooks: tuple[Path, ...]) -> None:
    """Run NOTEBOOKS with their own parameters and store the outputs in them."""
    import nbformat

    from ..rounds.execute import execute_stored
    from ..storage.files import write_file

    for path in notebooks:
        write_file(path, nbformat.writes(execute_stored(path)) + "\n")
        click.echo(f"{path}: stored")


for _command in (demo, extract, tables, published, new, move, check, report, diff, pack_command):
    main.add_command(_command)
