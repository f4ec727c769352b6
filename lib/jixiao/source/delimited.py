"""A table as text (.csv: fields parted by commas, semicolons, tabs or bars) → `Document`.

It is read as a sheet of a spreadsheet: a row of one text alone is a title, unit or note.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter

from ..base.csv_text import csv_lines
from .document import Document
from .encoding import decode
from .limits import Limits
from .line import UNREADABLE
from .sheets import Sheet, SheetCell, printed_lines, sheet_document

DELIMITERS = "\t;,|"
_SHEET = "CSV"  # of which the addresses of cells are: CSV!C5
_SAMPLE = 400  # lines that tell the delimiter
_FEWEST = 3  # columns, and rows that have as many
_NUMBER = re.compile(r"\s*[-−]?\d[\d.,]*\s*")


def delimiter_of(text: str) -> str | None:
    """What parts the fields of most lines of `text` into the same number of columns; None: nothing.

    Commas and semicolons of sentences (a line in three ends as a sentence does) part none.
    """
    lines = [line for line in text.splitlines()[:_SAMPLE] if line.strip()]
    prose = 3 * sum(line.rstrip().endswith(("。", "；")) for line in lines) >= len(lines)
    for delimiter in DELIMITERS:
        if delimiter not in text or (prose and delimiter in ",;"):
            continue
        widths = _widths(lines, delimiter)
        width, many = _usual(widths)
        if width >= _FEWEST <= many and 2 * many >= sum(widths.values()):
            return delimiter
    return None


def read_delimited(content: bytes, name: str, limits: Limits) -> Document:
    """The table of a text file. Raises SourceError if it is no text, or shows nothing."""
    text = decode(content, name)
    delimiter = delimiter_of(text) or ","
    records = list(csv.reader(csv_lines(text), delimiter=delimiter))
    usual, _ = _usual(_widths(text.splitlines()[:_SAMPLE], delimiter))
    cells = []
    for row, record in enumerate(records):
        # A field is left out or one too many: which one, nobody knows. 10,231.58 without marks is two.
        torn = 1 < len(record) < usual or len(record) > usual
        while record and not record[-1].strip():
            record = record[:-1]
        for column, field in enumerate(record):
            words = field + UNREADABLE if torn and _NUMBER.fullmatch(field) else field
            if words.strip():
                cells.append(SheetCell(row, column, printed_lines(words)))
    digest = hashlib.sha256(content).hexdigest()
    return sheet_document([Sheet(_SHEET, cells)], name, digest, "csv")


def _usual(widths: Counter[int]) -> tuple[int, int]:
    """The most frequent number of columns, the greater of equals, and how many rows have it."""
    return max(widths.items(), key=lambda entry: (entry[1], entry[0]), default=(0, 0))


def _widths(lines: list[str], delimiter: str) -> Counter[int]:
    return Counter(
        len(record) for record in csv.reader(csv_lines("\n".join(lines)), delimiter=delimiter)
    )
