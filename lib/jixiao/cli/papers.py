"""`jixiao papers`: the spot-check sheet, working papers and deputies' sheets of a round."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from .options import DATA_OPTION, folder_of, language_option, outputs_option
from .terminal import say


@click.command()
@click.argument("reports", nargs=-1)
@language_option("papers", "docx")
@click.option(
    "--at-least",
    "least",
    type=click.Choice(["high", "medium", "low"]),
    default="low",
    show_default=True,
    help="Findings of this severity and above have a page in the working papers.",
)
@click.option(
    "--threshold",
    "thresholds",
    multiple=True,
    metavar="NAME=NUMBER",
    help="From where a part of the risk is full; see docs/papers.md.",
)
@click.option("--working", type=click.Path(path_type=Path), help="A template for working papers.")
@click.option("--deputies", type=click.Path(path_type=Path), help="One for the deputies' sheet.")
@click.option(
    "--templates",
    type=click.Path(path_type=Path),
    help="Only write the templates into this folder, to be changed.",
)
@outputs_option()
@DATA_OPTION
def papers(
    reports: tuple[str, ...],
    language: Literal["en", "zh", "both"],
    least: Literal["high", "medium", "low"],
    thresholds: tuple[str, ...],
    working: Path | None,
    deputies: Path | None,
    templates: Path | None,
    outputs: Path | None,
    data: Path | None,
) -> None:
    """Write papers of REPORTS (department or department/year; all unless given).

    Working papers to sign and a sheet for deputies in Word for each, and over all of them a
    spot-check sheet that ranks them by risk.
    """
    from ..base.language import LANGUAGES

    languages = LANGUAGES if language == "both" else (language,)
    if templates is not None:
        from ..papers.write import write_templates

        for path in write_templates(templates, languages):
            say(path)
        return
    from ..base.errors import RequestError
    from ..papers.thresholds import Thresholds
    from ..report import find_data_folder, list_reports
    from ..rounds.chosen import select

    limits = Thresholds.of(thresholds)
    folder = folder_of(data) or find_data_folder()
    chosen = select(reports, list_reports(folder))
    if not chosen:
        raise RequestError("papers.nothing", where=folder)

    from ..papers.write import Wanted, write_papers

    wanted = Wanted(
        folder,
        outputs or folder.parent / "outputs",
        languages,
        least,
        limits,
        working,
        deputies,
    )
    for path in write_papers(chosen, wanted):
        say(path)
