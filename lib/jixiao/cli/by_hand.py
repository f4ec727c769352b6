"""The command that starts tables to be filled in by hand. It parses and prints."""

from __future__ import annotations

from pathlib import Path

import click

from ..base.errors import RequestError
from .options import DATA_OPTION, REPORT, department_and_year, folder_of
from .terminal import say


@click.command()
@REPORT
@click.option(
    "--document",
    type=click.Choice(["evaluation", "accounts", "budget", "assessment"]),
    default="evaluation",
    show_default=True,
    help="Which of the year's documents.",
)
@click.option("--name-zh", help="The department's Chinese name, if departments.csv has none.")
@click.option("--name-en", help="Its English name.")
@click.option("--example", is_flag=True, help="With the rows of a made-up department.")
@click.option(
    "--xlsx",
    "spreadsheet",
    is_flag=True,
    help="One spreadsheet in the working folder instead, which jixiao extract reads back.",
)
@DATA_OPTION
def new(
    report: tuple[str, ...],
    document: str,
    name_zh: str | None,
    name_en: str | None,
    example: bool,
    spreadsheet: bool,
    data: Path | None,
) -> None:
    """Empty tables for DEPARTMENT/YEAR, to be filled in by hand; the first table alone will do."""
    department, year = department_and_year(report)
    from ..extract.place import place_in_data
    from ..report import find_data_folder, names_of
    from ..report.folder_name import check_folder_name

    folder = folder_of(data) or find_data_folder()
    check_folder_name(department, year)

    from ..report.blank import SHEET, blank_report, tables_by_hand

    target = place_in_data(folder, department, year, document)
    names = names_of(department, year, folder, name_zh or department)
    names |= {"en": name_en} if name_en else {}
    if department in names.values():
        say(_unnamed(department))
    if spreadsheet:
        say(_write_template(department, names["zh"], year, document))
        return
    for name in blank_report(department, year, target, folder, names, example):
        say(f"{target / name}: written")
    first = f"{tables_by_hand(document)[0]}.csv"
    say(f"fill in {first}, that alone will do; {SHEET} explains every column")
    say(f"then: jixiao check {department}/{year}, and jixiao report {department}/{year}")


def _unnamed(department: str) -> str:
    """What names a department that pages would call by its folder."""
    how = "--name-zh and --name-en, or a line of data/departments.csv, name it"
    return f"pages will call it {department}: {how}"


def _write_template(department: str, name: str, year: int, document: str) -> str:
    """Writes the spreadsheet, and says what comes next."""
    from ..report.template import template
    from ..storage.files import write_file

    path = Path(f"{department}-{year}-{document}.xlsx")
    if path.exists():
        raise RequestError("report.there_already", where=path, names=path.name)
    write_file(path, template(department, name, year, document))
    return f"{path}: written; fill it in, then: jixiao extract {path}"
