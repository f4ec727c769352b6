"""Final accounts under review: which statement a line is of, and the codes of classes in it.

A code is no figure: it says of what class the figures of its row are, and stands in each of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from ..base.amounts import fold
from ..report import Report
from .squeezed import Squeezed
from .table_rows import table_rows

TABLE = "statements"
# A list's number may stand before: （一）2080505-机关事业单位基本养老保险缴费支出 553.54 万元。
_CODE = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.])?\s*(\d{3,7})(?![\d.,])\s*[-—]?\s*(.*)",
    re.DOTALL,
)
_OPENING = frozenset("（(一二三四五六七八九十")


def statements(report: Report) -> dict[int, str]:
    """Line → the statement that it is of: that of the next figure on its page, else of the one before.

    Pages before the first figure, as the cover, are of none.
    """
    assert report.document is not None
    rows = sorted(_rows(report), key=lambda row: row["line"])
    starts = [row["line"] for row in rows]
    found: dict[int, str] = {}
    for line in report.document.lines:
        at = bisect_left(starts, line.number)
        if at < len(rows) and rows[at]["page"] == line.page:
            found[line.number] = rows[at]["statement"]
        elif at:
            found[line.number] = rows[at - 1]["statement"]
    return found


def codes(report: Report, text: Squeezed) -> Iterator[tuple[int, tuple[str, int]]]:
    """Where the characters of a code stand → the row of the table that has it.

    A line is that of a code where it begins with the code of a figure of its page or of the next
    one, with the name of the class after it or alone in its cell.
    """
    assert report.document is not None
    named: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for number, row in enumerate(table_rows(report)[TABLE], start=2):
        if row["classification"] and row["page"] is not None:
            key = row["classification"], row["page"]
            named.setdefault(key, []).append((number, row["line"], str(row["name"])))
    for line in report.document.lines:
        opening = line.text.lstrip()[:1]
        if not opening.isdecimal() and opening not in _OPENING:
            continue  # as most
        if (match := _CODE.fullmatch(fold(line.text))) is None:
            continue
        own = named.get((match[1], line.page)) or named.get((match[1], line.page + 1), [])
        after = [row for row in own if row[1] >= line.number] or own
        if after and (not match[2] or match[2].startswith(fold(after[0][2])[:2])):
            start = text.offset(line.number, match.start(1))
            for at in range(start, start + len(match[1])):
                yield at, (TABLE, after[0][0])


def _rows(report: Report) -> list[dict[str, Any]]:
    return [row for row in table_rows(report)[TABLE] if row["line"] is not None]
