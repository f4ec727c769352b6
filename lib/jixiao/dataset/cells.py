"""The cells of every document on file, for questions that name them.

They are many and seldom asked for: they stay in their Parquet files until a question needs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..base.errors import TableError
from ..grid.cells import CELLS, FILE, columns
from ..report import list_reports
from ..report.documents import documents_on_file
from .database import quoted

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class CellFile:
    """The cells of one document: whose they are, and the Parquet file that holds them."""

    department: str
    year: int
    document: str
    path: Path


def names_cells(question: str) -> bool:
    """Whether a question may ask for cells: the word stands in it."""
    return re.search(rf"\b{CELLS}\b", question, re.IGNORECASE) is not None


def cell_files(data: Path) -> list[CellFile]:
    """The files of cells of all documents in `data`, in order."""
    found = []
    for department, year in list_reports(data):
        folder = data / department / str(year)
        for document in documents_on_file(folder):
            path = folder / document / FILE
            if path.is_file() and not path.is_symlink():
                found.append(CellFile(department, year, document, path))
    return found


def create_cells(connection: duckdb.DuckDBPyConnection, files: Sequence[CellFile]) -> None:
    """The table `cells` in a database: department, year, document, and the columns of its schema.

    Raises TableError, naming the file, for one that does not hold these columns.
    """
    import duckdb

    own = columns()
    keys = [("department", "VARCHAR"), ("year", "BIGINT"), ("document", "VARCHAR")]
    listed = ", ".join(f"{name} {kind}" for name, kind in (*keys, *own))
    connection.execute(f"CREATE TABLE {CELLS} ({listed})")
    chosen = ", ".join(f"CAST({name} AS {kind})" for name, kind in own)
    for file in files:
        source = f"read_parquet('{quoted(file.path)}')"
        try:
            connection.execute(
                f"INSERT INTO {CELLS} SELECT ?, ?, ?, {chosen} FROM {source}",
                [file.department, file.year, file.document],
            )
        except duckdb.Error as error:
            raise TableError(
                "dataset.no_cells",
                where=file.path,
                reason=str(error).splitlines()[0],
            ) from error
