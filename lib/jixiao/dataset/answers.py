"""An answer as text: aligned for a terminal, as CSV, or as JSON."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from typing import Literal

from ..base.text import visible
from ..base.width import columns_of
from .database import Answer

WIDEST = 60  # characters of a cell in a terminal


def written(answer: Answer, form: Literal["table", "json", "csv"] | str) -> str:
    """`answer` in the form asked for; numbers keep all their places."""
    return {"table": _table, "json": _json, "csv": _csv}[form](answer)


def _table(answer: Answer) -> str:
    """Columns aligned, figures to the right; a Chinese character takes two places."""
    cells = [[_cell(cell) for cell in row] for row in answer.rows]
    widths = [
        max(map(columns_of, [name, *(row[at] for row in cells)]))
        for at, name in enumerate(answer.columns)
    ]
    figures = [
        all(isinstance(row[at], int | Decimal | float | None) for row in answer.rows)
        for at in range(len(widths))
    ]
    lines = [_line(answer.columns, widths, figures), "  ".join("-" * width for width in widths)]
    lines += [_line(row, widths, figures) for row in cells]
    count = len(cells)
    return "\n".join([*lines, f"({count} row{'' if count == 1 else 's'})"]) + "\n"


def _line(cells: list[str], widths: list[int], figures: list[bool]) -> str:
    parts = []
    for cell, width, figure in zip(cells, widths, figures, strict=True):
        space = " " * (width - columns_of(cell))
        parts.append(space + cell if figure else cell + space)
    return "  ".join(parts).rstrip()


def _cell(cell: object) -> str:
    text = visible(" ".join(_text(cell).split()))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _text(cell: object) -> str:
    if cell is None:
        return ""
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _csv(answer: Answer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(cell) for cell in row] for row in answer.rows)
    return visible(out.getvalue())


def _json(answer: Answer) -> str:
    """A list of objects; decimals are strings, exactly as they are."""
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2, default=_text) + "\n"
