"""The command that makes, reads and reports a district that does not exist. It parses and prints."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from .options import DATA_OPTION, folder_of
from .terminal import say, stopped


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one per core unless given.")
@DATA_OPTION
def demo(folder: Path, jobs: int | None, data: Path | None) -> None:
    """Make a district that does not exist in FOLDER [demo], read its documents and report them.

    A dozen departments, three years, budgets, final accounts and self-evaluations as PDF, Word, web
    pages and spreadsheets, some with slips. Every page says that nothing in it exists.
    """
    from ..report import find_data_folder

    notebooks = (folder_of(data) or find_data_folder()).parent / "notebooks"

    from ..demo.write import check_demo_folder

    check_demo_folder(folder)

    from ..demo.round import run_demo

    result = run_demo(folder, notebooks, jobs, sys.stderr)
    for line in result.refused:
        say(f"refused: {line}", err=True)
    for stem, failure in result.round.failures.items():
        said = f"failed: {stem}, cell {failure.cell}: {failure.words['en']}"
        say(said, err=True)
    if result.round.interrupted:
        stopped(result.round.interrupted, "stopped; the same command goes on where it was")
    say(result.round.index)
    sys.exit(1 if result.round.failures or result.refused else 0)
