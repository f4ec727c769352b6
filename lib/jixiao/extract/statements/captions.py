"""What is printed above the tables of a document: whose they are, of which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...base.amounts import fold
from ...grid.grid import Grid
from ...source import Document
from .normal import squeezed

_MOST_LINES = 8  # above a table that may say something of it
_YEAR = re.compile(
    r"[(（]?(20\d\d)年度?[)）]?|(?:预算|决算|填报|会计|所属)?年度[:：](20\d\d)(?:年度?)?"
)


def caption_texts(document: Document, grids: Sequence[Grid]) -> dict[str, list[str]]:
    """Grid → the texts of its own rows of title, then the lines above it, the nearest first."""
    starts = {grid.name: _lines(grid) for grid in grids}
    taken = {number for numbers in starts.values() for number in numbers}
    lines = {line.number: line for line in document.lines}
    found: dict[str, list[str]] = {}
    for grid in grids:
        texts = [
            squeezed(cell.text)
            for row in grid.rows
            if row.kind == "title"
            for cell in row.cells
            if cell
        ]
        first = min(starts[grid.name], default=0)
        for number in range(first - 1, max(first - 1 - _MOST_LINES, 0), -1):
            if number in taken:
                break
            if number in lines:
                texts.append(squeezed(lines[number].text))
        found[grid.name] = texts
    return found


def dated(grid: Grid, texts: Sequence[str]) -> Grid:
    """`grid` with the year in its title that stands alone in `texts`, between the title and the table.

    `texts`: its own of `caption_texts`.
    """
    title = squeezed(grid.title or "")
    for text in texts:
        if not title or title in text:
            return grid
        if match := _YEAR.fullmatch(fold(text)):
            return replace(grid, title=f"{match[1] or match[2]}年{title}")
    return grid


def _lines(grid: Grid) -> set[int]:
    return {line.number for row in grid.rows for cell in row.cells if cell for line in cell.lines}
