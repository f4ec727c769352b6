"""How many rows the tables of a report have, counted in their files: nothing is read or checked."""

from __future__ import annotations

import csv
from pathlib import Path

from ..base.csv_text import csv_lines
from .on_file import Filed


def row_counts(filed: Filed, data: Path) -> dict[str, int]:
    """Table → rows of it on file below the folder of its year, those without a row left out."""
    folder = data / filed.department / str(filed.year)
    counts = {
        name: sum(_rows(path) for path in sorted(folder.rglob(f"{name}.csv")))
        for name in filed.tables
    }
    return {name: count for name, count in counts.items() if count}


def _rows(path: Path) -> int:
    """The rows of a CSV file below its heading; a row in quotes may run over several lines. None of
    what is no regular file.
    """
    if path.is_symlink() or not path.is_file():
        return 0
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        return max(0, sum(1 for row in csv.reader(csv_lines(file.read())) if row) - 1)
