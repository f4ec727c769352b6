"""Final accounts (部门决算) → a `Report` with the table `accounts`."""

from __future__ import annotations

from pathlib import Path

from ..base.errors import SourceError
from ..report import Report, names_of
from ..report.descriptor import describe, report_source
from ..report.readings import with_readings
from ..source import Document
from .accounts import Cover, read_accounts


def accounts_report(
    document: Document, cover: Cover, *, department: str, year: int, data: Path
) -> Report:
    """The table of the final accounts in `document`, for `department` and `year`.

    Raises SourceError if the accounts are of another year, ExtractionError with page and line
    where a table cannot be read.
    """
    if cover.year != year:
        raise SourceError(
            f"the cover says {cover.year}, not {year}",
            where=document.name,
            remedy=f"use --year {cover.year}",
        )
    tables = with_readings({"accounts": read_accounts(document)}, document)
    descriptor = describe(
        department,
        year,
        names_of(department, year, data, cover.department),
        tables,
        [report_source(document, f"{cover.department}{year}年度部门决算")],
        document="accounts",
    )
    return Report(department, year, descriptor, tables, document)
