"""Final accounts (部门决算) and budgets (部门预算) → a `Report` with the table `statements`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..base.errors import SourceError
from ..grid import Grid
from ..report import Report, names_of
from ..report.descriptor import describe, report_source
from ..report.readings import with_readings
from ..source import Document
from .document_kind import DocumentKind
from .statements import Family, UnreadNumber, read_whole
from .unread import Unread, UnreadReason

_REASONS: dict[str, UnreadReason] = {
    "row_not_known": "item_not_known",
    "unit_not_known": "no_unit",
    "not_a_figure": "no_number",
    "two_figures": "no_number",
    "column_not_known": "column_not_known",
    "row_without_name": "row_without_name",
    "row_and_column": "row_and_column",
    "code_not_known": "code_not_known",
}
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
    tables = with_readings({"statements": read.rows}, document)
    unread = [_unread(number).entry() for number in read.tables.unread]
    descriptor = describe(
        department,
        year,
        names_of(department, year, data, found.department),
        tables,
        [report_source(document, f"{found.department or ''}{year}{_TITLES[family]}")],
        document=family,
        **({"unread": unread} if unread else {}),
    )
    return Report(department, year, descriptor, tables, document)


def _unread(number: UnreadNumber) -> Unread:
    """A number of a table as the descriptor lists it, with the words that were not known."""
    text = f"{number.words}: {number.text}" if number.words else number.text
    return Unread("statements", number.page, number.line, text, _REASONS[number.reason])
