"""Final accounts (部门决算) and budgets (部门预算) → a `Report` with the table `accounts`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..base.errors import SourceError
from ..grid import Grid
from ..report import Report, department_names
from ..report.descriptor import describe, report_source
from ..report.readings import with_readings
from ..source import Document
from .document_kind import DocumentKind
from .statements import Family, read_whole

_TITLES = {"accounts": "年度部门决算", "budget": "年部门预算"}


def statements_report(
    document: Document,
    grids: Sequence[Grid],
    found: DocumentKind,
    *,
    department: str,
    year: int,
    data: Path,
) -> Report:
    """The table of the budget or final accounts in `document`, for `department` and `year`.

    Numbers that are not read are listed in the descriptor, as `unread`: place, text, reason.

    Raises SourceError if the document is of another year, or if not one figure could be read.
    """
    if found.year is not None and found.year != year:
        raise SourceError(
            f"the cover says {found.year}, not {year}",
            where=document.name,
            remedy=f"use --year {found.year}",
        )
    family: Family = "budget" if found.kind == "budget" else "accounts"
    read = read_whole(document, grids, family, year)
    if read.rows.empty:
        raise SourceError(
            "none of its tables of money could be read",
            where=document.name,
            remedy="see which tables it has: jixiao tables FILE; pictures need --ocr",
        )
    tables = with_readings({"accounts": read.rows}, document)
    names = department_names(department, year, data)
    unread = [
        {"page": n.page, "line": n.line, "text": n.text, "reason": n.reason, "words": n.words}
        for n in read.tables.unread
    ]
    descriptor = describe(
        department,
        year,
        names or {"zh": found.department or department, "en": department},
        tables,
        [report_source(document, f"{found.department or ''}{year}{_TITLES[family]}")],
        document_kind=family,
        **({"unread_in_tables": unread} if unread else {}),
    )
    return Report(department, year, descriptor, tables, document)
