"""Which reports are on file, and how they are loaded: `data/<department>/<year>/<document>/`."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..base.errors import RequestError
from ..base.language import Language
from ..base.said import Said
from ..labels import label
from ..schema import TABLES
from ..storage.own_file import names_in, own_text_if_any
from .by_hand import filled_in, is_by_hand
from .departments import begins, predecessors, read_departments
from .documents import (
    documents_digest,
    documents_on_file,
    load_document,
)
from .english_name import english_name
from .package import DESCRIPTOR, read_descriptor
from .report import Report

if TYPE_CHECKING:
    import pandas as pd

DATA_VARIABLE = "JIXIAO_DATA"
_ABOUT = ("document", "department_en", "department_zh")


@dataclass(frozen=True, slots=True)
class Filed:
    """What is on file of one department and year as far as its descriptors tell; nothing is read.

    `tables`: the names of the tables that the descriptors list. `descriptor`: of the document that
    stands for the year. Of descriptors there is what `load_filed` keeps.
    """

    department: str
    year: int
    descriptors: Sequence[Mapping[str, Any]]

    @property
    def descriptor(self) -> Mapping[str, Any]:
        return self.descriptors[0]

    @property
    def tables(self) -> list[str]:
        named = {
            resource.get("name")
            for descriptor in self.descriptors
            for resource in descriptor["resources"]
        }
        return [name for name in TABLES if name in named]

    def department_name(self, language: Language) -> str:
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
    try:
        start = (start or Path.cwd()).resolve()
    except FileNotFoundError as error:
        raise RequestError("report.no_folder_here") from error
    for folder in (start, *start.parents):
        if (folder / "data" / "departments.csv").is_file():
            return folder / "data"
    raise RequestError("report.no_data", where=start, variable=DATA_VARIABLE)


def list_reports(data: Path) -> list[tuple[str, int]]:
    """Every (department, year) with a document in `data`, in order.

    Raises RequestError where a folder is of the old shape, or called 02022: what is on file is not
    known then.
    """
    # Programs keep what is theirs in names that begin with a dot, as Emacs does in links to nowhere.
    departments = (name for name in names_in(data) if not name.startswith("."))
    return sorted(report for name in departments for report in _reports(data, name))


def _reports(data: Path, department: str) -> Iterator[tuple[str, int]]:
    for year in names_in(data / department):
        folder = data / department / year
        if year.isascii() and year.isdigit() and documents_on_file(folder):
            if not re.fullmatch(r"[1-9]\d{3}", year):
                raise RequestError("report.year_folder", where=folder)
            yield department, int(year)


def check_department(department: str, data: Path) -> str:
    """`department` itself. Raises RequestError listing those on file."""
    years_on_file(department, data)
    return department


def years_on_file(department: str, data: Path) -> list[int]:
    """The years of a department; no other is looked at. Raises RequestError for an unknown one."""
    if years := _years_of(department, data):
        return years
    raise unknown_department(department, {name for name, _ in list_reports(data)})


def _years_of(department: str, data: Path) -> list[int]:
    if not data.is_dir() or department not in os.listdir(data):
        return []
    return sorted(year for _, year in _reports(data, department))


def unknown_department(department: str, on_file: Collection[str]) -> RequestError:
    """What to say of a `department` that is not `on_file`: the nearest that are, else all of them."""
    if near := get_close_matches(department, sorted(on_file)):
        return RequestError("report.near_department", department=department, names=near)
    names = sorted(on_file) or Said("base.none")
    return RequestError("base.no_department", department=department, names=names)


def load_filed(department: str, year: int, data: Path) -> Filed:
    """What the descriptors of a report on file say of its documents and of the names of their tables; of
    tables that are filled in by hand, those that have a row. Raises TableError if one of them is none."""
    folder = data / department / str(year)
    found = []
    for name in documents_on_file(folder):
        descriptor = read_descriptor(folder / name / DESCRIPTOR)
        if is_by_hand(descriptor):
            descriptor["resources"] = filled_in(folder / name, descriptor["resources"])
        about = (
            (key, str(descriptor["jixiao"][key])) for key in _ABOUT if key in descriptor["jixiao"]
        )
        found.append(_kept(tuple(about), tuple(each["name"] for each in descriptor["resources"])))
    return Filed(department, year, tuple(found))


@lru_cache(maxsize=64)
def _kept(about: tuple[tuple[str, str], ...], names: tuple[str, ...]) -> Mapping[str, Any]:
    """What is kept of a descriptor; one for all years that say the same, as there may be thousands."""
    return {"jixiao": dict(about), "resources": _resources(names)}


@lru_cache(maxsize=64)
def _resources(names: tuple[str, ...]) -> Sequence[Mapping[str, str]]:
    return tuple({"name": name} for name in names)


def data_folder(data: Path | str | None) -> Path:
    """The data folder that is named, or that of the workbook."""
    return Path(data) if data else find_data_folder()


def load_report(department: str, year: int, data: Path | str | None = None) -> Report:
    """The report of `department` (folder name) and `year`, from `data` or the workbook's folder.

    Raises RequestError for one that is not on file (and lists those that are), TableError for a
    table that is missing or breaks its schema (file, row, column, value).
    """
    data = data_folder(data)
    if not isinstance(year, int):
        raise RequestError("report.year", year=year)
    years = years_on_file(department, data)
    if year not in years:
        raise RequestError("base.no_year", department=department, year=year, names=years)
    return load_filed_report(department, year, data)


def load_filed_report(department: str, year: int, data: Path) -> Report:
    """A report that is on file."""
    folder = data / department / str(year)
    names = documents_on_file(folder)
    documents = {name: load_document(folder / name) for name in names}
    return Report.of_documents(department, year, documents, documents_digest(folder, names))


def load_reports(
    department: str, years: Sequence[int] = (), data: Path | str | None = None
) -> list[Report]:
    """The reports of a department, ascending; `years` empty: every year on file.

    Years before the department existed are those of its predecessors (`data/departments.csv`).

    Raises as `load_report` does.
    """
    data = data_folder(data)
    on_file = {year: name for name, year in with_predecessors(department, data)}
    return [
        load_report(on_file.get(year, department), year, data)
        for year in sorted(set(years or on_file))
    ]


def load_previous(department: str, year: int, data: Path | str | None = None) -> Report | None:
    """The report of the year before `year`, or of the department that this one continues; None
    where it is not on file. Raises as `load_report` does.
    """
    data = data_folder(data)
    before = [(name, own) for name, own in with_predecessors(department, data) if own == year - 1]
    return load_report(*before[-1], data) if before else None


def load_breaks(department: str, data: Path | str | None = None) -> pd.DataFrame:
    """The breaks in the series of a department (`breaks.csv`); no rows where there is no file.

    Raises TableError naming row and column at a fault.
    """
    from .published import BREAKS_HEADER, read_breaks

    path = data_folder(data) / department / "breaks.csv"
    text = own_text_if_any(path)
    return read_breaks(",".join(BREAKS_HEADER) if text is None else text, path)


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


def names_of(department: str, year: int, data: Path, printed: str | None) -> dict[str, str]:
    """What a department is called in that year, by language: in `data/departments.csv`, else as its
    document prints it, in English by the words of the catalogue where it has all of them. The name of
    its folder is none.

    Raises TableError if the file breaks its form.
    """
    if names := department_names(department, year, data):
        return names
    return {
        "zh": printed or label("page.word.unnamed", "zh"),
        "en": english_name(printed) or printed if printed else label("page.word.unnamed", "en"),
    }


def with_predecessors(department: str, data: Path) -> list[tuple[str, int]]:
    """The reports of `department` and, before its first year, of those that it continues.

    As (department, year), ascending. Source: `data/departments.csv`. Raises RequestError for an
    unknown department, TableError if that file breaks its form.
    """
    found = [(department, year) for year in years_on_file(department, data)]
    named = read_departments(data)
    until = begins(department, named)
    for before in predecessors(department, named):
        years = _years_of(before, data)
        found += [(before, year) for year in years if until is None or year < until]
        first = begins(before, named)
        until = min(filter(None, (until, first)), default=None)
    return sorted(found, key=lambda entry: entry[1])
