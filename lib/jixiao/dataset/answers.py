"""An answer as text: aligned for a terminal, as CSV, or as JSON."""

from __future__ import annotations

import csv
import io
import json
import math
from decimal import Decimal
from typing import Literal

from ..base.text import escaped, visible
from ..base.width import columns_of
from .database import QueryAnswer

WIDEST = 60  # characters of a cell in a terminal


def written(answer: QueryAnswer, form: Literal["table", "json", "csv"] | str) -> str:
    """`answer` in the form asked for; numbers keep all their places."""
    return {"table": _table, "json": _json, "csv": _csv}[form](answer)


def _table(answer: QueryAnswer) -> str:
    """Columns aligned, figures to the right; a Chinese character takes two places."""
    cells = [[_cell(cell) for cell in row] for row in answer.rows]
    heads = [_cell(name) for name in answer.columns]
    widths = [
        max(map(columns_of, [name, *(row[at] for row in cells)])) for at, name in enumerate(heads)
    ]
    figures = [
        all(isinstance(row[at], int | Decimal | float | None) for row in answer.rows)
        for at in range(len(widths))
    ]
    lines = [_line(heads, widths, figures), "  ".join("-" * width for width in widths)]
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


def _csv(answer: QueryAnswer) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([_text(cell) for cell in row] for row in answer.rows)
    return visible(out.getvalue())


def _json(answer: QueryAnswer) -> str:
    """A list of objects; decimals are strings, exactly as they are; what is no number is null."""
    rows = [dict(zip(answer.columns, map(_finite, row), strict=True)) for row in answer.rows]
    text = json.dumps(rows, ensure_ascii=False, indent=2, default=_text, allow_nan=False)
    return escaped(text) + "\n"


def _finite(cell: object) -> object:
    """`cell`, or None for NaN and infinity, which JSON does not have; also within lists."""
    if isinstance(cell, float):
        return cell if math.isfinite(cell) else None
    if isinstance(cell, list | tuple):
        return [_finite(item) for item in cell]
    if isinstance(cell, dict):
        return {str(key): _finite(value) for key, value in cell.items()}
    return cell
