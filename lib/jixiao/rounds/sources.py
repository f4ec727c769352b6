"""Which files a round of extraction reads, and what is known of each before it is opened."""

from __future__ import annotations

import csv
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ..base.csv_text import csv_lines
from ..base.errors import RequestError, TableError
from ..report.hand_written import hand_text

# What a published document may be; others in a folder are no documents of a round.
ENDINGS = frozenset(
    (".pdf", ".docx", ".html", ".htm", ".mhtml", ".mht", ".xlsx", ".xls", ".ofd", ".txt")
)
COLUMNS = {"file": ("file", "文件"), "department": ("department", "部门"), "year": ("year", "年度")}


@dataclass(frozen=True)
class SourceFile:
    """A file to read; `department` (a folder or a Chinese name) and `year` where a list says them."""

    path: Path
    department: str | None = None
    year: int | None = None


def source_files(folder: Path, listed: Path | None = None) -> list[SourceFile]:
    """The documents below `folder`, in the order of their names; what `listed`, a CSV of file,
    department and year, says of them.

    With a list only its files are read. Raises RequestError where the folder holds no document,
    TableError at a row of the list that names no file of the folder or no year.
    """
    if not folder.is_dir():
        raise RequestError("rounds.no_document_folder", where=folder)
    if listed is not None:
        return list(_listed(folder, listed))
    found = [SourceFile(path) for path in _files(folder) if path.suffix.lower() in ENDINGS]
    if not found:
        raise RequestError("rounds.no_documents", where=folder, endings=sorted(ENDINGS))
    return found


def left_out(folder: Path) -> dict[str, int]:
    """The endings of the files below `folder` that are no documents, with how many there are of each;
    hidden files and those that an office program has open are not counted.
    """
    endings = [path.suffix.lower() for path in _files(folder)]
    counted = Counter(ending or "without ending" for ending in endings if ending not in ENDINGS)
    return dict(sorted(counted.items()))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if not hidden and path.is_file():
            yield path


def _listed(folder: Path, listed: Path) -> Iterator[SourceFile]:
    for number, row in enumerate(_rows(listed), start=2):
        path = folder / row["file"]
        # `Path.is_file` raises for a name that is too long for any file.
        if not os.path.isfile(path) or not path.resolve().is_relative_to(folder.resolve()):
            raise TableError(
                "rounds.listed_file",
                where=listed,
                row=number,
                file=row["file"],
                folder=folder.name,
            )
        year = row["year"]
        if year and not (year.isascii() and year.isdigit() and len(year) == 4):
            raise TableError("rounds.listed_year", where=listed, row=number, year=year)
        yield SourceFile(path, row["department"] or None, int(year) if year else None)


def _rows(listed: Path) -> Iterator[dict[str, str]]:
    if not listed.is_file():  # a pipe may never end, nor may a device
        raise RequestError("rounds.unreadable_list", where=listed)
    try:
        content = listed.read_bytes()
    except OSError as error:
        raise RequestError("rounds.unreadable_list", where=listed) from error
    try:
        text = hand_text(content)
    except UnicodeDecodeError as error:
        raise TableError("base.neither_encoding", where=listed) from error
    reader = csv.reader(csv_lines(text))
    head = [cell.strip() for cell in next(reader, [])]
    at = {
        name: next((head.index(w) for w in ws if w in head), None) for name, ws in COLUMNS.items()
    }
    if at["file"] is None:
        raise TableError("rounds.no_file_column", where=listed)
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield {
                name: cells[column].strip() if column is not None and column < len(cells) else ""
                for name, column in at.items()
            }
