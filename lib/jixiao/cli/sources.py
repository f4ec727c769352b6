"""The commands that bring reports in: extract, published, move, check. They parse and print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from forkkernel.imports import preloading

from ..base.errors import RequestError
from ..base.said import plural
from .options import DATA_OPTION, folder_of, outputs_option, reading_options
from .terminal import say

if TYPE_CHECKING:
    from ..rounds.bring_in import BroughtIn, Reading

_CHECKED = (
    "{tables} {tables:table|tables}, {rows} {rows:row keeps its schema|rows keep their schemas}; "
    "{quotes} {quotes:quote stands|quotes stand} in the report"
)
_SOME_YEAR = 2000  # where only the name of a folder is looked at
SHOWN_CHANGES = 20  # lines of what a new extraction would change


@click.command()
@click.argument("path", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@click.option("--department", help="Folder name under data/, or a Chinese name; else the cover's.")
@click.option("--year", type=int, help="Reporting year; else the cover's.")
@click.option(
    "--map",
    "listed",
    type=click.Path(path_type=Path),
    help="Of a folder: a CSV of file, department, year, where covers do not say.",
)
@click.option(
    "--jobs", type=click.IntRange(1), help="Of a folder: files read at once [one a core]."
)
@click.option("--force", is_flag=True, help="Replace tables that are there and differ.")
@outputs_option("The folder of the review page")
@click.option("--strict", is_flag=True, help="Write nothing if a figure of money is not read.")
@reading_options
@DATA_OPTION
def extract(
    path: Path,
    department: str | None,
    year: int | None,
    listed: Path | None,
    jobs: int | None,
    force: bool,
    strict: bool,
    ocr: bool,
    outputs: Path | None,
    data: Path | None,
    **limits: int | None,
) -> None:
    """Read a published document, or every one of a FOLDER, into data/DEPARTMENT/YEAR/DOCUMENT/.

    FILE may be PDF, Word (.docx), a spreadsheet (.xlsx, .xls, .csv), OFD, a web page (.html, .mhtml) or
    text; its content tells, not its name, and its cover says what it is, of whom and of which year.
    What is not known in it is listed and stops nothing, unless --strict.
    """
    from ..report import find_data_folder
    from ..report.documents import documents_on_file
    from ..report.folder_name import check_folder_name
    from ..source.kind import file_kind
    from ..source.limits import Limits, read_bytes

    folder = folder_of(data) or find_data_folder()
    if os.path.isdir(path) and (department or year):
        raise RequestError("extract.folder_with_names", where=path)
    if listed is not None and not os.path.isdir(path):
        raise RequestError("extract.map_without_folder", where=path)
    # What is wrong with the request is said before what reads and draws is imported.
    if department and department.isascii():
        check_folder_name(department, year or _SOME_YEAR)
        documents_on_file(folder / department / str(year))
    allowed = Limits.of(limits)
    if not os.path.isdir(path):
        file_kind(read_bytes(path, allowed), path)

    with preloading():  # what is read is read in processes that are forked from this one
        from ..rounds.bring_in import Reading, bring_in
        from ..rounds.sources import SourceFile

    how = Reading(folder, outputs or folder.parent / "outputs", allowed, ocr, force, strict)
    if os.path.isdir(path):
        sys.exit(_extract_folder(path, listed, how, jobs))
    read = bring_in(SourceFile(path, department, year), how, _print_unread, _print_changes)
    for name, state in read.states.items():
        say(f"{read.target / name}: {state}")
    say(_what(read))
    say(_ledger(read))
    for line in _pictures(read):
        say(line)
    say(f"{read.review}: what was read and what was not")


def _extract_folder(path: Path, listed: Path | None, how: Reading, jobs: int | None) -> int:
    from ..base.cores import cores
    from ..rounds.bring_in_folder import bring_in_all
    from ..rounds.progress import Progress
    from ..rounds.sources import left_out, source_files

    files = source_files(path, listed)
    left = {} if listed else left_out(path)
    progress = Progress(sys.stdout, len(files), 0)
    refused, begun = 0, lambda file: progress.started(str(file.path))
    outcomes = bring_in_all(files, how, jobs or cores(), begun)
    for number, outcome in enumerate(outcomes, start=1):
        name = outcome.file.path.relative_to(path)
        if outcome.read is not None:
            said = "; ".join([_what(outcome.read), _ledger(outcome.read), *_pictures(outcome.read)])
        elif outcome.on_file is not None:
            said = f"up to date in {outcome.on_file}"
        else:
            refused += 1
            said = f"refused: {outcome.error}"
        line = f"[{number}/{len(files)}] {name}: {said}"
        progress.ended_as(str(outcome.file.path), line, outcome.error is not None)
    if left:
        named = ", ".join(f"{count:,} {ending}" for ending, count in left.items())
        say(f"left out, as no documents by their endings: {named}")
    say(f"{len(files) - refused} of {len(files)} documents on file in {how.data}")
    return 2 if refused else 0


def _print_unread(unread: Sequence[Mapping[str, Any]]) -> None:
    for line in _listed(unread):
        say(line, err=True)


def _print_changes(lines: Iterator[str]) -> None:
    changing = list(lines)
    for line in changing[:SHOWN_CHANGES]:
        say(line, err=True)
    if len(changing) > SHOWN_CHANGES:
        say(f"… and {len(changing) - SHOWN_CHANGES} more cells", err=True)


def _what(read: BroughtIn) -> str:
    """What a document is, of whom, how that is known, and its tables."""
    words = f" ({read.kind['words']})" if read.kind["words"] else ""
    how = {
        "cover": f"its cover says so{words}",
        "tables": f"{read.kind['words']} of its tables say so",
        "nothing": "nothing in it says what it is: its tables are kept as they stand",
    }[read.kind["how"]]
    tables = ", ".join(f"{name} {rows}" for name, rows in read.tables.items()) or "no judged table"
    told = read.kind.get("year_in_tables")
    other = f" (its tables name {told}; {read.year} is as you said)" if told else ""
    if owner := read.kind.get("office_in_tables"):
        other += f" (its tables are those of {owner})"
    return f"{read.department} {read.year}{other}, {read.document}: {how}; {tables}"


def _ledger(read: BroughtIn) -> str:
    """The ledger of numbers in a line, and how many sums hold, where there are any."""
    from ..report.template import MARK

    counts = read.numbers
    if read.kind["words"] == MARK:  # every number of it is in a row
        rows = ", ".join(f"{name} {count:,}" for name, count in read.tables.items())
        return f"rows filled in: {rows}; {counts['unread']:,} unread"
    total = sum(counts.values())
    sums = read.identities
    held = f"; {sums['held']:,} of {sums['checked']:,} sums hold" if sums.get("checked") else ""
    return (
        f"{total:,} numbers: {counts['figure']:,} figures, {counts['cell']:,} in cells, "
        f"{counts['aside']:,} aside, {counts['unread']:,} unread{held}"
    )


def _pictures(read: BroughtIn) -> Iterator[str]:
    """What `--ocr` would read, or read better."""
    from ..labels.pages import page_list

    if read.pictures:
        pages = page_list(read.pictures, "en", None)
        yield f"nothing read of {pages} (pictures, or text without meaning): --ocr reads them"
    if read.layered:
        pages = page_list(read.layered, "en", None)
        yield f"{pages}: as another program recognised them; --ocr recognises them anew"


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

    from ..extract.place import place_in_data
    from ..extract.published import published_outcomes, published_report
    from ..extract.storing import store_report

    for year in published_outcomes(department, folder):
        target = place_in_data(folder, department, year, PUBLISHED)
        report = published_report(department, year, folder)
        for name, state in store_report(report, None, target, force).items():
            say(f"{target / name}: {state}")


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

    folder = folder_of(data) or find_data_folder()
    wanted = [folder / name for name in reports]
    for path in wanted:
        inside = path.parent.parent.resolve() == folder.resolve() and os.path.isdir(path)
        if not inside:
            raise RequestError("report.no_year_folder", where=path)

    from ..report.moving import move as move_folder
    from ..report.moving import old_folders

    for path in wanted or old_folders(folder):
        documents = move_folder(path)
        say(f"{path}: {', '.join(documents)}")
    if not wanted and not old_folders(folder):
        say("every document has its own folder")


@click.command()
@click.argument("reports", nargs=-1)
@DATA_OPTION
def check(reports: tuple[str, ...], data: Path | None) -> None:
    """Tables of REPORTS (department or department/year) against schemas, quotes and totals.

    Every fault is said in one line: file, row, column, value and what to do.
    """
    from ..report import find_data_folder, list_reports, load_report
    from ..rounds.chosen import select

    folder = folder_of(data) or find_data_folder()
    chosen = select(reports, list_reports(folder))

    from ..check import check_quotes, notes, report_faults

    faulty = False
    for department, year in chosen:
        faults = report_faults(department, year, folder)
        for fault in faults:
            say(f"jixiao: {fault}", err=True)
        if faults:
            faulty = True
            continue
        report = load_report(department, year, folder)
        quotes = sum(check_quotes(report.of(name)) for name in report.documents)
        rows = sum(len(table) for table in report.tables.values())
        counts = {"tables": len(report.tables), "rows": rows, "quotes": quotes}
        say(f"{department}/{year}: {plural(_CHECKED, counts).format(**counts)}")
        for document in report.documents.values():
            named = [resource["name"] for resource in document.descriptor["resources"]]
            for name in (name for name in named if name not in document.tables):
                say(f"  note: {document.name}/{name}.csv has no rows yet")
        for note in notes(report):
            say(f"  note: {note}")
    sys.exit(2 if faulty else 0)
