"""The folder of a department whose name is printed on a cover."""

from __future__ import annotations

import re
from pathlib import Path

from ..base.errors import RequestError
from .departments import read_departments
from .syllables import syllables

_LONGEST = 80  # characters; file systems allow 255 bytes for a name
# Names of other things in the outputs folder, and those that Windows keeps for devices.
_RESERVED = {"all", "departments", "index", "con", "prn", "aux", "nul"} | {
    f"{device}{number}" for device in ("com", "lpt") for number in range(10)
}
_AREA = re.compile(r"(?<=[省市区县旗])(?=.)")
_WHOLE = re.compile(
    r"[（(](?:汇总|部门|全部)[）)]$"
)  # says only that the units below are counted in


def folder_name(name: str, year: int, data: Path) -> str:
    """The folder of the department called `name` in `year`: that of `data/departments.csv`, where
    the name is there, else its syllables, areas apart: 上海市普陀区财政局 →
    shanghaishi-putuoqu-caizhengju.

    Raises RequestError for a name without a letter or a Chinese character.
    """
    plain = _WHOLE.sub("", "".join(name.split()))
    for entry in read_departments(data):
        if entry.name_zh == plain and entry.covers(year):
            return entry.department
    parts = ["".join(syllables(part)) for part in _AREA.split(plain)]
    slug = re.sub(r"[^a-z0-9]+", "-", "-".join(parts).lower()).strip("-")[:_LONGEST].strip("-")
    if not slug:
        raise RequestError("report.no_folder_name", name=name)
    return slug


def check_folder_name(department: str, year: int) -> None:
    """Raises RequestError for a name or a year that can be no folder of a report."""
    plain = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", department, re.ASCII)
    if not plain or len(department) > _LONGEST or department in _RESERVED:
        raise RequestError("report.folder_name", department=department)
    if not 1990 <= year <= 2100:
        raise RequestError("report.no_reporting_year", year=year)
