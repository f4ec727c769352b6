"""A `Report`: one department and year, its tables as DataFrames, its document and its descriptor.

On disk it is a Data Package: `data/<department>/<year>/datapackage.json` with the tables beside it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import RequestError, TableError
from ..base.said import Said
from ..schema import TABLES, format_table
from ..source import Document, read_stored
from ..storage.files import folder_digest
from .corrections import Correction, load_corrections
from .judgements import Judgement, apply_judgements, load_judgements
from .departments import begins, predecessors, read_departments
from .package import DESCRIPTOR, read_descriptor, read_tables

if TYPE_CHECKING:
    import pandas as pd

DATA_VARIABLE = "JIXIAO_DATA"


@dataclass(frozen=True)
class Report:
    """What is on file of one department and year.

    `tables`: name → DataFrame with the columns of its schema, only those on file.
    `descriptor`: the Data Package descriptor. `document`: the published text, if on file.
    `corrections`: the cells of the tables that a person changed (already changed in `tables`).
    `judgements`: statuses of indicators that a person gave (already in `tables` where `applied`).
    `digest`: of the files that it was loaded from; None where it was made otherwise.
    """

    department: str
    year: int
    descriptor: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    document: Document | None = field(default=None, repr=False)
    corrections: tuple[Correction, ...] = ()
    digest: str | None = field(default=None, repr=False, compare=False)
    judgements: tuple[Judgement, ...] = ()

    def table(self, name: str) -> pd.DataFrame:
        """One of the tables. Raises TableError if it is not on file for this year."""
        if name not in self.tables:
            on_file = ", ".join(self.tables) or "no table"
            raise TableError(
                "report.no_table",
                where=f"{self.department}/{self.year}",
                name=name,
                names=on_file,
            )
        return self.tables[name]

    @property
    def about(self) -> Mapping[str, Any]:
        """Of the report: department_zh, department_en, self_score, grade …"""
        about: Mapping[str, Any] = self.descriptor["jixiao"]
        return about

    @property
    def page_count(self) -> int:
        """Pages of the report's text; 0 if it is not on file."""
        return self.document.page_count if self.document else 0

    def department_name(self, language: str) -> str:
        return str(self.about[f"department_{language}"])


@dataclass(frozen=True)
class Filed:
    """What is on file of one department and year as far as its descriptor tells; nothing is read.

    `tables`: the names of the tables that the descriptor lists.
    """

    department: str
    year: int
    descriptor: Mapping[str, Any]

    @property
    def tables(self) -> list[str]:
        named = {resource.get("name") for resource in self.descriptor["resources"]}
        return [name for name in TABLES if name in named]

    def department_name(self, language: str) -> str:
        return str(self.descriptor["jixiao"][f"department_{language}"])


def find_data_folder(start: Path | None = None) -> Path:
    """The workbook's data folder: $JIXIAO_DATA, or `data/` in `start` or the nearest folder above.

    `start` is the working directory unless given. Raises RequestError if there is none.
    """
    if named := os.environ.get(DATA_VARIABLE):
        folder = Path(named)
        if not folder.is_dir():
            raise RequestError("report.data_variable", where=named, variable=DATA_VARIABLE)
        return folder
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "data" / "departments.csv").is_file():
            return folder / "data"
    raise RequestError(
        "report.no_data",
        where=start,
        variable=DATA_VARIABLE,
    )


def list_reports(data: Path) -> list[tuple[str, int]]:
    """Every (department, year) with a descriptor in `data`, in order."""
    return sorted(
        (path.parent.parent.name, int(path.parent.name))
        for path in data.glob(f"*/*/{DESCRIPTOR}")
        if path.parent.name.isascii() and path.parent.name.isdigit()
    )


def check_department(department: str, data: Path) -> str:
    """`department` itself. Raises RequestError listing those on file."""
    on_file = sorted({department for department, _ in list_reports(data)})
    if department not in on_file:
        raise RequestError(
            "base.no_department",
            department=department,
            names=on_file or Said("base.none"),
        )
    return department


def years_on_file(department: str, data: Path) -> list[int]:
    """The years of a department. Raises RequestError for an unknown one."""
    check_department(department, data)
    return [year for name, year in list_reports(data) if name == department]


def load_filed(department: str, year: int, data: Path) -> Filed:
    """The descriptor of a report that is on file. Raises TableError if it is none."""
    descriptor = read_descriptor(data / department / str(year) / DESCRIPTOR)
    return Filed(department, year, descriptor)


def load_report(department: str, year: int, data: Path | None = None) -> Report:
    """The report of `department` (folder name) and `year`, from `data` or the workbook's folder.

    Raises RequestError for one that is not on file (and lists those that are), TableError for a
    table that is missing or breaks its schema (file, row, column, value).
    """
    data = data or find_data_folder()
    if not isinstance(year, int):
        raise RequestError("report.year", year=year)
    years = years_on_file(department, data)
    if year not in years:
        raise RequestError(
            "base.no_year",
            department=department,
            year=year,
            names=years,
        )
    folder = data / department / str(year)
    descriptor = read_descriptor(folder / DESCRIPTOR)
    named = {resource.get("name") for resource in descriptor["resources"]}
    corrections = load_corrections(folder, named)
    tables = dict(read_tables(folder, descriptor, corrections))
    judgements = load_judgements(folder)
    if "indicators" in tables:
        tables["indicators"], judgements = apply_judgements(tables["indicators"], judgements)
    document, digest = read_stored(folder), folder_digest(folder)
    return Report(department, year, descriptor, tables, document, corrections, digest, judgements)


def load_reports(
    department: str, years: Sequence[int] = (), data: Path | None = None
) -> list[Report]:
    """The reports of a department, ascending; `years` empty: every year on file.

    Years before the department existed are those of its predecessors (`data/departments.csv`).

    Raises as `load_report` does.
    """
    data = data or find_data_folder()
    on_file = {year: name for name, year in with_predecessors(department, data)}
    return [
        load_report(on_file.get(year, department), year, data)
        for year in sorted(set(years or on_file))
    ]


def load_year(year: int, data: Path | None = None) -> list[Report]:
    """The reports of every department of `year`, in the order of their folders.

    Raises RequestError if no department has that year on file, else as `load_report` does.
    """
    data = data or find_data_folder()
    on_file = list_reports(data)
    chosen = [department for department, own in on_file if own == year]
    if not chosen:
        years = sorted({own for _, own in on_file})
        raise RequestError(
            "report.year_of_none",
            year=year,
            names=years or Said("base.none"),
        )
    return [load_report(department, year, data) for department in chosen]


def load_breaks(department: str, data: Path | None = None) -> pd.DataFrame:
    """The breaks in the series of a department (`breaks.csv`); no rows where there is no file.

    Raises TableError naming row and column at a fault.
    """
    from .published import BREAKS_HEADER, read_breaks

    path = (data or find_data_folder()) / department / "breaks.csv"
    text = path.read_text("utf-8-sig") if path.is_file() else ",".join(BREAKS_HEADER)
    return read_breaks(text, path)


def report_files(report: Report) -> dict[str, str]:
    """What `report` is on disk: file name → content, the descriptor last."""
    files = {
        f"{name}.csv": format_table(table, name, f"{name}.csv")
        for name, table in report.tables.items()
    }
    text = json.dumps(report.descriptor, ensure_ascii=False, indent=2)
    return files | {DESCRIPTOR: text + "\n"}


def department_names(department: str, year: int, data: Path) -> dict[str, str] | None:
    """The department's name in that year by language, from `data/departments.csv`, or None.

    Raises TableError if the file breaks its form.
    """
    return next(
        (
            entry.names
            for entry in read_departments(data)
            if entry.department == department and entry.covers(year)
        ),
        None,
    )


def with_predecessors(department: str, data: Path) -> list[tuple[str, int]]:
    """The reports of `department` and, before its first year, of those that it continues.

    As (department, year), ascending. Source: `data/departments.csv`. Raises RequestError for an
    unknown department, TableError if that file breaks its form.
    """
    found = [(department, year) for year in years_on_file(department, data)]
    named = read_departments(data)
    on_file = list_reports(data)
    until = begins(department, named)
    for before in predecessors(department, named):
        found += [
            (before, year)
            for name, year in on_file
            if name == before and (until is None or year < until)
        ]
        first = begins(before, named)
        until = min(filter(None, (until, first)), default=None)
    return sorted(found, key=lambda entry: entry[1])
