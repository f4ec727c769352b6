"""The commands of a round: `report` runs what is not up to date, `diff` says what changed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from ..base.errors import ReportError, RequestError
from ..base.language import LANGUAGES
from .options import DATA_OPTION, folder_of, language_option, outputs_option
from .terminal import say, stopped

if TYPE_CHECKING:
    from ..rounds.plan import Request
    from ..rounds.round import Round

_LONGEST = 300  # characters of a line that says why a notebook failed; its page says all
_GOES_ON = "stopped; the same command goes on where it was"
_PLURALS = {
    "number": ("number", "numbers"),
    "finding": ("finding", "findings"),
    "status": ("status", "statuses"),
    "picture": ("picture", "pictures"),
    "page": ("page", "pages"),
}


@click.command()
@click.argument("reports", nargs=-1)
@language_option("pages", "html")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one per core unless given.")
@click.option("--scheduler", help="Run on the Dask cluster of this address, tcp://host:port.")
@click.option("--force", is_flag=True, help="Run also what is up to date.")
@click.option("--dry-run", is_flag=True, help="Only say what would run, and why.")
@click.option("--timeout", type=click.IntRange(1), help="The most seconds that a cell may take.")
@outputs_option()
@click.option(
    "--notebooks",
    type=click.Path(path_type=Path),
    help="The folder of the notebooks; notebooks/ beside the data folder unless given.",
)
@click.option("--watch", is_flag=True, help="Stay, and run again whatever a saved file changes.")
@click.option("--pdf", is_flag=True, help="Print the pages as PDF too, by an installed Chromium.")
@DATA_OPTION
def report(
    reports: tuple[str, ...],
    language: Literal["en", "zh", "both"],
    jobs: int | None,
    scheduler: str | None,
    force: bool,
    dry_run: bool,
    timeout: int | None,
    outputs: Path | None,
    notebooks: Path | None,
    watch: bool,
    pdf: bool,
    data: Path | None,
) -> None:
    """Run the notebooks of REPORTS (department or department/year; all unless given).

    What is up to date is not run again. An interrupted run goes on where it was.
    """
    from ..publish.pdf import find_browser
    from ..publish.printing import print_pages
    from ..report import find_data_folder
    from ..rounds.plan import Request
    from ..rounds.round import planned_round, run_round
    from ..storage.remote import address_of

    if watch:
        for option, given in (("--dry-run", dry_run), ("--pdf", pdf)):
            if given:
                raise RequestError("rounds.watch_alone", option=option)
    browser = find_browser() if pdf else None
    folder = data if data and address_of(data) else folder_of(data) or find_data_folder()
    request = Request(
        reports,
        folder,
        notebooks or folder.parent / "notebooks",
        outputs or folder.parent / "outputs",
        LANGUAGES if language == "both" else (language,),
        jobs,
        force,
        timeout,
        scheduler,
    )
    if dry_run:
        planned: list[str] = []
        plan = planned_round(request, lambda one: planned.append(str(one)))
        for text in (*plan.remarks, *planned):
            say(text)
        say(f"{len(plan.due)} of {len(planned)} jobs to run")
        return
    if watch:
        _watch(request)
        return
    result = run_round(request, sys.stderr)
    _say_failures(result)
    if result.interrupted:
        stopped(result.interrupted, _GOES_ON)
    if browser:
        for printed in print_pages(request.outputs, reports, browser):
            say(f"printed: {printed}", err=True)
    say(result.index)
    sys.exit(1 if result.failures else 0)


def _watch(request: Request) -> None:
    from ..rounds.watch import watched_rounds

    for made in watched_rounds(request, sys.stderr):
        if isinstance(made, ReportError):
            say(f"jixiao: {made}", err=True)
        else:
            _say_failures(made)
            say(made.index)
            if made.interrupted:
                stopped(made.interrupted, _GOES_ON)
        say(f"watching {request.data}; Ctrl-C ends", err=True)


def _say_failures(result: Round) -> None:
    for stem, failure in result.failures.items():
        said = f"failed: {stem}, cell {failure.cell}: {failure.words['en']}"
        say(said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…", err=True)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The page to write; changes.html in NEW unless given. The Chinese one is *.zh.html.",
)
def diff(old: Path, new: Path, output: Path | None) -> None:
    """Say on one page which numbers, findings and pictures differ between the outputs OLD and NEW.

    OLD and NEW are folders that jixiao report has written, or of a department's year in them.
    """
    from ..diff.changes import write_changes

    for path, counts in write_changes(old, new, output or new / "changes.html"):
        told = [f"{n} {_PLURALS[kind][n != 1]}" for kind, n in counts.items() if n]
        say(f"{path}: {', '.join(told)} differ" if told else f"{path}: nothing differs")


@click.command("pack")
@click.argument("reports", nargs=-1)
@outputs_option("The folder that jixiao report has written")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("jixiao.zip"),
    show_default=True,
    help="The zip to write.",
)
@DATA_OPTION
def pack_command(
    reports: tuple[str, ...], outputs: Path | None, output: Path, data: Path | None
) -> None:
    """Put the pages of REPORTS in all their languages into one file to send.

    With them go the spreadsheets, and the papers in Word that `jixiao papers` wrote.

    REPORTS are department or department/year; all, with the index, unless given. Pages of some
    reports come without their links to the index and to pages of other reports.
    """
    from ..publish.pack import pack
    from ..report import find_data_folder

    folder = outputs or (folder_of(data) or find_data_folder()).parent / "outputs"
    say(f"{output}: {pack(folder, reports, output)} files")


@click.command("store")
@click.argument("notebooks", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def store_command(notebooks: tuple[Path, ...]) -> None:
    """Run NOTEBOOKS with their own parameters and store the outputs in them."""
    import nbformat

    from ..rounds.execute import execute_stored
    from ..storage.files import write_file

    for path in notebooks:
        write_file(path, nbformat.writes(execute_stored(path)) + "\n")
        say(f"{path}: stored")
