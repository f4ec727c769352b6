"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ..base.errors import RequestError
from ..base.said import Said

LONGEST_YEAR = 4  # digits
REPORT = click.argument("report", nargs=-1, metavar="DEPARTMENT/YEAR")

DATA_OPTION = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="The data folder; found from here upwards unless given.",
)


def outputs_option(
    what: str = "The folder to write to",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--outputs`; `what` that folder is."""
    return click.option(
        "--outputs",
        type=click.Path(path_type=Path),
        help=f"{what}; outputs/ beside the data folder unless given.",
    )


def language_option(what: str, ending: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--language` of a command that writes `what`, Chinese ones as *.zh.`ending`."""
    return click.option(
        "--language",
        type=click.Choice(["en", "zh", "both"]),
        default="both",
        show_default=True,
        help=f"Language of the {what}; with both, Chinese ones are named *.zh.{ending}.",
    )


def form_option(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--format` of a command that prints `what`: as a table, JSON or CSV."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help=f"How to print {what}.",
    )


_LIMITS = (
    click.option("--ocr", is_flag=True, help="Recognise the characters of scanned pages."),
    click.option("--max-size", type=int, help="Largest file, in MB, unpacked [64]."),
    click.option("--max-pages", type=int, help="Most pages of a document [600]."),
    click.option("--max-seconds", type=int, help="Most processor time that a file may take [240]."),
    click.option("--max-memory", type=int, help="Most memory that reading may take, in MB [2048]."),
)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of a command that reads a published file: how, and what it may cost."""
    for option in reversed(_LIMITS):
        command = option(command)
    return command


def department_and_year(words: tuple[str, ...]) -> tuple[str, int]:
    """What "department/year" or "department year" names. Raises RequestError for anything else."""
    parts = words[0].split("/") if len(words) == 1 else list(words)
    if len(parts) != 2:
        raise RequestError("cli.report", words=" ".join(words) or Said("base.nothing"))
    department, year = parts
    if not (year.isascii() and year.isdigit() and len(year) <= LONGEST_YEAR):
        raise RequestError("cli.year", year=year, department=department)
    return department, int(year)


def folder_of(data: Path | None) -> Path | None:
    """`data` itself. Raises RequestError if it is given and no folder."""
    if data is not None and not os.path.isdir(data):
        raise RequestError("base.no_folder", where=data)
    return data
