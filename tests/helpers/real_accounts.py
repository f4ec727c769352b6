"""Final accounts of real offices, beside the project; and made ones with a figure changed."""

from __future__ import annotations

from accounts_made import MadeDocument
from other_offices import document_of

from jixiao.source import Document

REAL = ("putuo-finance-bureau-2024", "putuo-planning-bureau-2024")


def real(name: str) -> Document:
    return document_of(f"{name}-final-accounts")


def replaced(made: MadeDocument, title: str, old: str, new: str) -> MadeDocument:
    """`made` with the first cell that reads `old` in the table `title` reading `new`."""
    rows = next(rows for name, _, rows in made.tables if name == title)
    row = next(row for row in rows if old in row)
    row[row.index(old)] = new
    return made
