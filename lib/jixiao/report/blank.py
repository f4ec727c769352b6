"""Empty tables for a department and year whose figures are filled in by hand."""

from __future__ import annotations

import csv
import io
import json
from importlib import resources
from pathlib import Path

from ..base.errors import RequestError
from ..labels.items import items
from ..schema import examples_sheet, format_table, frame
from ..storage.files import write_files
from .descriptor import describe
from .on_file import department_names
from .package import DESCRIPTOR

BY_HAND = ("budget", "indicators", "tasks", "outcomes")
STATEMENTS = ("statements",)  # of a budget, or of final accounts
SHEET = "how-to-fill-in.csv"


def tables_by_hand(document: str) -> tuple[str, ...]:
    """The tables that someone fills in of a document: accounts, budget, evaluation, assessment."""
    return STATEMENTS if document in ("accounts", "budget") else BY_HAND


def blank_report(
    department: str,
    year: int,
    target: Path,
    data: Path,
    names: dict[str, str],
    example: bool = False,
) -> list[str]:
    """Write empty tables with their headers, the descriptor, and a sheet that explains each column
    with a filled example, into the folder `target`, which has the document's name. Returns the
    names of the files.

    `example`: the tables hold the rows of a department that does not exist. `names`: language → the
    department's name, where it is not in `departments.csv`.

    Raises RequestError, and writes nothing, if the folder has a report or any of these files.
    """
    if any(path.is_symlink() for path in (target, *list(target.parents)[:2])):
        raise RequestError("base.symbolic_link", where=target)
    if there := sorted(path.name for path in target.glob("*")):
        raise RequestError(
            "report.there_already",
            where=target,
            names=there[:3],
        )
    known = department_names(department, year, data) or names
    names_of_tables = tables_by_hand(target.name)
    tables = {name: frame([], name) for name in names_of_tables}
    rows = {name: _example(name, target.name) if example else "" for name in names_of_tables}
    source = {"name": "report", "title": f"{known['zh']}{year}", "path": SHEET}
    descriptor = describe(department, year, known, tables, [source], document=target.name)
    files = {f"{n}.csv": rows[n] or format_table(t, n, n) for n, t in tables.items()}
    sheet = examples_sheet(list(names_of_tables)) + _items_sheet(names_of_tables[0])
    files[SHEET] = "\ufeff" + sheet  # so that spreadsheets read it as UTF-8
    files[DESCRIPTOR] = json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n"
    write_files(target, files)
    return list(files)


def _items_sheet(table: str) -> str:
    """Rows of the sheet for every id that a row of `table` may have, with its names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for item, names in items().items():
        writer.writerow((table, "item", item, "", "", "", names["en"], names["zh"]))
    return out.getvalue()


def _example(table: str, document: str) -> str:
    rows = (resources.files(__package__) / "example" / f"{table}.csv").read_text("utf-8")
    return rows.replace(",outturn,", ",approved,") if document == "budget" else rows
