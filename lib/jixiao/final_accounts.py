"""Final accounts (部门决算) → a `Report` with the table `accounts`, and the text it is quoted from.

The published file is a PDF whose tables stand in cells; its text, line by line as the cells were
read, is stored beside the table, so that every quote can be found again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from .errors import SourceError
from .extract.accounts import Cover, read_accounts
from .report import Report, department_names, describe
from .source import Document, Line


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
    tables = {"accounts": read_accounts(document)}
    names = department_names(department, year, data)
    text = rendition(document)
    source = {
        "name": "report",
        "title": f"{cover.department}{year}年度部门决算",
        "path": "report.txt",
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
    }
    if document.kind != "text":
        source |= {"published_file": document.name, "published_sha256": document.sha256}
    descriptor = describe(
        department,
        year,
        names or {"zh": cover.department or department, "en": department},
        tables,
        [source],
        document_kind="final_accounts",
    )
    return Report(department, year, descriptor, tables, as_text(document))


def rendition(document: Document) -> str:
    """The lines of `document` as a text file: a form feed before each page but the first."""
    page, lines = 1, []
    for line in document.lines:
        lines.append("\f" * (line.page - page) + line.text)
        page = line.page
    return "\n".join(lines) + "\n"


def as_text(document: Document) -> Document:
    """`document` as it is read again from its rendition: the same lines, without their boxes."""
    text = rendition(document)
    lines = tuple(Line(line.page, line.number, line.text) for line in document.lines)
    return Document("report.txt", hashlib.sha256(text.encode("utf-8")).hexdigest(), lines)
