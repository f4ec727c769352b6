"""`data/departments.csv`: what departments are called, when, and which departments they continue.

One line per name that a department has had: `department` (folder), `from_year`, `to_year` (blank: to
this day), `name_zh`, `name_en`, `district_zh`, `district_en`, `code` (as budgets number it, if
known), `predecessor` (the folder of the department that it continues, if that is another one),
`note`. A renaming is a second line of the same folder; a merger or a new body names a predecessor.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..base.csv_text import csv_lines
from ..base.errors import TableError
from ..storage.own_file import own_text_if_any

FILE = "departments.csv"
HEADER = (
    *("department", "from_year", "to_year", "name_zh", "name_en"),
    *("district_zh", "district_en", "code", "predecessor", "note"),
)
NEEDED = ("department", "from_year", "to_year", "name_zh", "name_en")


@dataclass(frozen=True)
class NamedDepartment:
    """A department under one of its names; `first` and `last` year of it, None for no end."""

    department: str
    first: int
    last: int | None
    name_zh: str
    name_en: str
    code: str = ""
    predecessor: str = ""
    note: str = ""

    @property
    def names(self) -> dict[str, str]:
        return {"en": self.name_en, "zh": self.name_zh}

    def covers(self, year: int) -> bool:
        return self.first <= year and (self.last is None or year <= self.last)


def read_departments(data: Path) -> list[NamedDepartment]:
    """The lines of `data/departments.csv`; none where there is no file.

    Raises TableError naming row and column if the file breaks its form, if two names of a
    department cover the same year, or if a department is its own predecessor.
    """
    path = data / FILE
    text = own_text_if_any(path)
    if text is None:
        return []
    rows = csv.DictReader(csv_lines(text))
    found = [_named(row, number, path) for number, row in enumerate(rows, start=2)]
    _check(found, path)
    return found


def _named(row: dict[str, str], number: int, path: Path) -> NamedDepartment:
    try:
        return NamedDepartment(
            row["department"],
            int(row["from_year"]),
            int(row["to_year"]) if row["to_year"] else None,
            row["name_zh"],
            row["name_en"],
            row.get("code") or "",
            row.get("predecessor") or "",
            row.get("note") or "",
        )
    except (KeyError, TypeError, ValueError) as error:
        raise TableError(
            "report.department_row",
            where=path,
            row=number,
            reason=error,
            columns=NEEDED,
        ) from error


def _check(found: Sequence[NamedDepartment], path: Path) -> None:
    above: dict[str, list[tuple[int, NamedDepartment]]] = {}
    continued = all_predecessors(found)
    for number, entry in enumerate(found, start=2):
        for other_number, other in above.setdefault(entry.department, []):
            last = min(entry.last or 9999, other.last or 9999)
            if max(entry.first, other.first) <= last:
                raise TableError(
                    "report.two_names",
                    where=path,
                    row=other_number,
                    other=number,
                    department=entry.department,
                    year=last,
                )
        above[entry.department].append((number, entry))
        if entry.department in continued[entry.department]:
            raise TableError(
                "report.own_predecessor",
                where=path,
                row=number,
                department=entry.department,
            )


def predecessors(department: str, found: Sequence[NamedDepartment]) -> list[str]:
    """The folders that `department` continues, the nearest first."""
    return _chain(department, _direct(found))


def all_predecessors(found: Sequence[NamedDepartment]) -> dict[str, list[str]]:
    """Department → the folders that it continues, the nearest first; of as many as there may be."""
    direct = _direct(found)
    return {department: _chain(department, direct) for department in direct}


def _direct(found: Sequence[NamedDepartment]) -> dict[str, list[str]]:
    """Department → those that its own lines name."""
    direct: dict[str, list[str]] = {entry.department: [] for entry in found}
    for entry in found:
        if entry.predecessor:
            direct[entry.department].append(entry.predecessor)
    return direct


def _chain(department: str, direct: Mapping[str, Sequence[str]]) -> list[str]:
    chain: list[str] = []
    waiting = [department]
    while waiting:
        for before in direct.get(waiting.pop(0), ()):
            if before not in chain:
                chain.append(before)
                waiting.append(before)
    return chain


def begins(department: str, found: Sequence[NamedDepartment]) -> int | None:
    """The first year of `department` under any name, or None where it is not in the file."""
    return min((entry.first for entry in found if entry.department == department), default=None)
