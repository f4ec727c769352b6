"""A self-evaluation with the forms that it holds, read together: no table of it is read twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..base.errors import SourceError
from ..grid import Grid
from ..schema import frame_of, records
from ..source import Document
from .evaluation.read import evaluation_tables
from .forms.read import FormsRead, read_forms
from .tables_read import TablesRead

_CODE = re.compile(r"^[\[（(]?\d+[\]）)]?[-—_]?")


def evaluation_with_forms(document: Document, found: Sequence[Grid], year: int) -> TablesRead:
    """The tables of a self-evaluation, those of its forms beside them.

    A form that names its project or department is read as a form, whatever else can read it;
    a table without a name as the report's own. Indicators are numbered through, the report's first.

    Raises SourceError if nothing of either was found.
    """
    every = read_forms(document, found)
    try:
        read = evaluation_tables(document, year)
    except SourceError:  # a form alone, without the report around it
        forms = tables_of_forms(every)
        if not forms.tables:
            raise
        return forms
    in_forms = {line for grid in found if grid.number in every.named for line in _lines_in(grid)}
    read = _without(read, in_forms)
    taken = _lines_of(read)
    left = [grid for grid in found if not taken & _lines_in(grid)]
    forms = tables_of_forms(every if len(left) == len(found) else read_forms(document, left))
    return _numbered_through(read, forms)


def tables_of_forms(forms: FormsRead) -> TablesRead:
    """What forms state, as tables; those without rows left out."""
    tables = {
        "projects": forms.projects,
        "project_funds": forms.funds,
        "indicators": forms.indicators,
    }
    return TablesRead({name: table for name, table in tables.items() if len(table)}, forms.unread)


def office_of(forms: FormsRead) -> str | None:
    """The office that all forms of a document name, without the code before it; None where they differ.

    Where none names the office in charge, who carried the project out.
    """
    for column in ("office", "executor"):
        offices = {_CODE.sub("", name) for name in forms.projects[column].dropna()}
        if offices:
            return offices.pop() if len(offices) == 1 else None
    return None


def _without(read: TablesRead, lines: set[int]) -> TablesRead:
    """The report's tables without what stands on `lines`, which are those of forms.

    The money of a project is not that of the report; what a form does not read it lists itself.
    """
    if not lines:
        return read
    tables = dict(read.tables)
    for name in ("budget", "indicators", "tasks"):
        if name in tables:
            kept = tables[name][~tables[name]["line"].isin(lines)]
            tables[name] = kept.reset_index(drop=True)
            if kept.empty:
                del tables[name]
    unread = tuple(item for item in read.unread if item.line not in lines)
    return replace(read, tables=tables, unread=unread)


def _numbered_through(read: TablesRead, forms: TablesRead) -> TablesRead:
    """Both together; the indicators of the forms follow those of the report."""
    together = read.beside(forms)
    own, others = read.tables.get("indicators"), forms.tables.get("indicators")
    if own is None or others is None:
        return together
    rows = [*records(own), *records(others)]
    for number, row in enumerate(rows, start=1):
        row["seq"] = number
    return replace(together, tables={**together.tables, "indicators": frame_of(rows, "indicators")})


def _lines_of(read: TablesRead) -> set[int]:
    """The lines on which rows of `indicators` and `tasks` begin: tables that were read as such."""
    return {
        line
        for name in ("indicators", "tasks")
        if name in read.tables
        for line in read.tables[name]["line"].dropna()
    }


def _lines_in(grid: Grid) -> set[int]:
    return {line.number for cell in grid.cells for line in cell.lines}
