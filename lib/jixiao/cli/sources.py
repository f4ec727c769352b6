"""The commands that bring reports in: extract, published, new, check. They parse and print."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from ..base.errors import ExtractionError, RequestError
from ..base.text import visible
from .options import DATA_OPTION, folder_of, reading_options

SHOWN_CHANGES = 20  # lines of what a new extraction would change


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--department", required=True, help="Folder name under data/.")
@click.option("--year", required=True, type=int, help="Reporting year.")
@click.option("--force", is_flag=True, help="Replace tables that are there and differ.")
@click.option(
    "--outputs",
    type=click.Path(path_type=Path),
    help="The folder of the review page; outputs/ beside the data folder unless given.",
)
@click.option("--strict", is_flag=True, help="Write nothing if a figure of money is not read.")
@reading_options
@DATA_OPTION
def extract(
    file: Path,
    department: str,
    year: int,
    force: bool,
    strict: bool,
    ocr: bool,
    outputs: Path | None,
    data: Path | None,
    **limits: int | None,
) -> None:
    """Read the published report FILE into data/DEPARTMENT/YEAR/DOCUMENT/.

    FILE may be PDF, Word (.docx), a spreadsheet (.xlsx, .xls), OFD, a web page (.html, .mhtml) or
    text; its content tells, not its name. What is not known in it is listed and stops nothing,
    unless --strict.
    """
    from ..report import find_data_folder
    from ..report.documents import documents_on_file
    from ..report.folder_name import check_folder_name
    from ..source.kind import file_kind
    from ..source.limits import Limits, read_bytes

    # What is wrong with the request is said before what reads and draws is imported.
    folder = folder_of(data) or find_data_folder()
    check_folder_name(department, year)
    documents_on_file(folder / department / str(year))
    allowed = Limits.of(limits)
    file_kind(read_bytes(file, allowed), file)

    from ..diff.cells import differences
    from ..extract.extraction import extract_report
    from ..extract.storing import place_in_data, store_report
    from ..extract.unread import MONEY

    report = extract_report(
        file, department=department, year=year, data=folder, limits=allowed, ocr=ocr
    )
    target = place_in_data(folder, department, year, report.primary)
    unread = report.about.get("unread", [])
    for line in _listed(unread):
        click.echo(visible(line), err=True)
    money = [passage for passage in unread if passage["table"] in MONEY]
    if strict and money:
        raise ExtractionError(
            f"{len(money)} figures of money were not read",
            where=file,
            remedy="look at them, or leave --strict out",
        )
    if not force:
        changes = list(differences(report, target))
        for line in changes[:SHOWN_CHANGES]:
            click.echo(visible(line), err=True)
        if len(changes) > SHOWN_CHANGES:
            click.echo(f"… and {len(changes) - SHOWN_CHANGES} more cells", err=True)
    for name, state in store_report(report, file, target, force).items():
        click.echo(f"{target / name}: {state}")

    from ..publish.review import write_review
    from ..source import draw_pages

    pages = (outputs or folder.parent / "outputs") / department / str(year) / report.primary
    page = write_review(report, pages, draw_pages(file, allowed))
    click.echo(f"{page}: what was read and what was not")


def _listed(unread: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The passages that no table took, a line each."""
    for passage in unread[:SHOWN_CHANGES]:
        place = f"page {passage['page']}, line {passage['line']}"
        why = passage["reason"].replace("_", " ")
        yield f"not read: {place}: {passage['words']} ({why})"
    if len(unread) > SHOWN_CHANGES:
        yield f"… and {len(unread) - SHOWN_CHANGES} more, see the review page"


@click.command()
@click.argument("department")
@click.option("--force", is_flag=True, help="Replace tables that are there and differ.")
@DATA_OPTION
def published(department: str, force: bool, data: Path | None) -> None:
    """Bring in the figures of data/DEPARTMENT/published.csv, each year's into YEAR/published/."""
    from ..report import check_department, find_data_folder
    from ..report.documents import PUBLISHED

    folder = folder_of(data) or find_data_folder()
    if not (folder / department / "published.csv").is_file():
        check_department(department, folder)
        raise RequestError("cli.no_published", where=folder / department)

    from ..extract.published import published_outcomes, published_report
    from ..extract.storing import place_in_data, store_report

    for year in published_outcomes(department, folder):
        target = place_in_data(folder, department, year, PUBLISHED)
        report = published_report(department, year, folder)
        for name, state in store_report(report, None, target, force).items():
            click.echo(f"{target / name}: {state}")


@click.command()
@click.argument("department")
@click.argument("year", type=int)
@click.option(
    "--document",
    type=click.Choice(["evaluation", "accounts", "budget", "assessment"]),
    default="evaluation",
    show_default=True,
    help="Which of the year's documents.",
)
@click.option("--name-zh", help="The department's Chinese name, if departments.csv has none.")
@click.option("--name-en", help="Its English name.")
@DATA_OPTION
def new(
    department: str,
    year: int,
    document: str,
    name_zh: str | None,
    name_en: str | None,
    data: Path | None,
) -> None:
    """Empty tables for DEPARTMENT and YEAR, to be filled in by hand."""
    from ..report import find_data_folder, names_of
    from ..report.folder_name import check_folder_name

    folder = folder_of(data) or find_data_folder()
    check_folder_name(department, year)

    from ..extract.storing import place_in_data
    from ..report.blank import SHEET, blank_report

    target = place_in_data(folder, department, year, document)
    names = names_of(department, year, folder, name_zh)
    names |= {"en": name_en} if name_en else {}
    for name in blank_report(department, year, target, folder, names):
        click.echo(f"{target / name}: written")
    click.echo(f"{SHEET} explains every column; then: jixiao check {department}/{year}")


@click.command()
@click.argument("reports", nargs=-1)
@DATA_OPTION
def move(reports: tuple[str, ...], data: Path | None) -> None:
    """Give each document of a year its own folder, in REPORTS (department/year) or everywhere.

    For data folders from before: data/D/Y/*.csv becomes data/D/Y/evaluation/*.csv, and figures
    published elsewhere go to data/D/Y/published/. A move that was stopped is finished by the same
    command.
    """
    from ..report import find_data_folder
    from ..report.moving import move as move_folder
    from ..report.moving import old_folders

    folder = folder_of(data) or find_data_folder()
    wanted = [folder / name for name in reports]
    for path in wanted or old_folders(folder):
        inside = path.parent.parent.resolve() == folder.resolve() and path.is_dir()
        if not inside:
            raise RequestError("report.no_year_folder", where=path)
        documents = move_folder(path)
        click.echo(visible(f"{path}: {', '.join(documents)}"))
    if not wanted and not old_folders(folder):
        click.echo("every document has its own folder")


@click.command()
@click.argument("reports", nargs=-1)
@DATA_OPTION
def check(reports: tuple[str, ...], data: Path | None) -> None:
    """Tables of REPORTS (department or department/year) against schemas, quotes and totals.

    Every fault is said in one line: file, row, column, value and what to do.
    """
    from ..report import find_data_folder, load_report
    from ..rounds.jobs import select

    folder = folder_of(data) or find_data_folder()
    chosen = select(reports, folder)

    from ..check import check_quotes, notes, report_faults

    faulty = False
    for department, year in chosen:
        faults = report_faults(department, year, folder)
        for fault in faults:
            click.echo(visible(f"jixiao: {fault}"), err=True)
        if faults:
            faulty = True
            continue
        report = load_report(department, year, folder)
        quotes = sum(check_quotes(report.of(name)) for name in report.documents)
        rows = sum(len(table) for table in report.tables.values())
        click.echo(
            visible(
                f"{department}/{year}: {len(report.tables)} tables, {rows} rows keep "
                f"their schemas; {quotes} quotes stand in the report"
            )
        )
        for document in report.documents.values():
            named = [resource["name"] for resource in document.descriptor["resources"]]
            for name in (name for name in named if name not in document.tables):
                click.echo(visible(f"  note: {document.name}/{name}.csv has no rows yet"))
        for note in notes(report):
            click.echo(visible(f"  note: {note}"))
    sys.exit(2 if faulty else 0)
