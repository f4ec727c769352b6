"""Final accounts of real offices, beside the project; and made ones with a figure changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from accounts_made import MadeDocument

from jixiao.source import Document, read_document

SHARED = Path(__file__).resolve().parents[3] / "shared" / "reports"
REAL = {
    "putuo-finance-bureau-2024": "putuo-finance-bureau-2024-final-accounts.pdf",
    "putuo-planning-bureau-2024": "putuo-planning-bureau-2024-final-accounts.pdf",
}


@cache
def real(name: str) -> Document:
    path = SHARED / REAL[name]
    if not path.is_file():
        pytest.skip(f"{path.name} is not on this machine")
    return read_document(path)


def replaced(made: MadeDocument, title: str, old: str, new: str) -> MadeDocument:
    """`made` with the first cell that reads `old` in the table `title` reading `new`."""
    rows = next(rows for name, _, rows in made.tables if name == title)
    row = next(row for row in rows if old in row)
    row[row.index(old)] = new
    return made
