"""CSV files that a person writes: their text, and their rows under the header that they must have."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from ..base.csv_text import csv_lines
from ..base.errors import TableError
from ..base.said import Said
from ..schema.header import header_fault


def hand_text(content: bytes) -> str:
    """The text of a CSV file: strict UTF-8, else GB18030 as Excel of a Chinese Windows writes it.

    Raises UnicodeDecodeError if it is neither.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def table_text(content: bytes, by_hand: bool) -> str:
    """The text of a table's file: UTF-8, or as `hand_text` where a person filled it in.

    Raises UnicodeDecodeError.
    """
    return hand_text(content) if by_hand else content.decode("utf-8-sig")


def hand_rows(
    text: str, header: Sequence[str], where: object
) -> Iterator[tuple[int, dict[str, str]]]:
    """The number of each row that is not blank (the header is 1), with its cells by column.

    Raises TableError if the text is no CSV, has another header, or a row has other cells.
    """
    try:
        rows = list(csv.reader(csv_lines(text), strict=True))
    except csv.Error as error:
        raise TableError("schema.no_csv", where=where, reason=error) from error
    if not rows or rows[0] != list(header):
        raise header_fault(rows[0] if rows else [], header, where)
    for number, row in enumerate(rows[1:], start=2):
        if not row:
            continue
        if len(row) != len(header):
            said = Said("schema.cells", row=number, count=len(row), wanted=len(header))
            raise TableError(said, where=where)
        yield number, dict(zip(header, row, strict=True))
