"""What an extraction would change in tables that are on file, cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from ..base.csv_text import csv_lines
from ..report import Report, report_files


def differences(report: Report, target: Path) -> Iterator[str]:
    """A line for every cell of the tables in the folder `target` that `report` would change."""
    if not target.is_dir():
        return
    for name, text in report_files(report).items():
        path = target / name
        if path.suffix != ".csv" or not path.is_file():
            continue
        on_file = _rows(path.read_text("utf-8-sig", errors="replace"))
        read = _rows(text)
        header = read[0]
        for number, (old, new) in enumerate(zip_longest(on_file, read), start=1):
            if old == new:
                continue
            if old is None or new is None:
                row = new if old is None else old
                what = "is read, but not on file" if old is None else "is on file, but not read"
                yield f"{name}: row {number} {what}: {','.join(row)[:80]}"
                continue
            for column, one, other in zip_longest(header, old, new, fillvalue=""):
                if one != other:
                    yield (
                        f"{name}: row {number}, column {column}: {one!r} on file, {other!r} read"
                    )


def _rows(text: str) -> list[list[str]]:
    return list(csv.reader(csv_lines(text)))
