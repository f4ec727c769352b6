"""Figures read by eye on the pictures of pages stand in the mirror, in their row and column."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from other_offices import grids_of

from jixiao.base.amounts import fold
from jixiao.grid import Grid, GridRow

ROOT = Path(__file__).resolve().parents[1]


def golden() -> dict[str, list[dict[str, str]]]:
    """File → its figures, as read from its pages."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with (ROOT / "golden" / "figures.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["file"]].append(row)
    return dict(found)


GOLDEN = golden()


def plain(text: str) -> str:
    return "".join(fold(text).split()).replace("(", "（").replace(")", "）")


def number(text: str) -> str:
    return plain(text).replace(",", "")


def rows_of(name: str, figure: dict[str, str]) -> Iterator[tuple[Grid, GridRow]]:
    """The rows that a figure may be of: on its page, with its label, and its code where it has one."""
    for grid in grids_of(name):
        for row in grid.rows:
            on_page = any(
                line.page == int(figure["page"])
                for cell in row.cells
                if cell is not None
                for line in cell.lines
            )
            texts = [plain(cell.text) for cell in row.cells if cell is not None]
            label = f"[{figure['code']}]{figure['row']}" if figure["code"] else figure["row"]
            labelled = not figure["row"] or plain(figure["row"]) in texts or plain(label) in texts
            coded = not figure["code"] or plain(label) in texts or figure["code"] in texts
            if on_page and labelled and coded and row.kind in ("data", "repeated"):
                yield grid, row


def above(grid: Grid, row: GridRow, column: int) -> list[str]:
    """The words over a cell: heads of its column, and in a form what stands in the rows above."""
    texts = [plain(head) for head in grid.heads[column]]
    texts += [plain(other.text(column)) for other in grid.rows if other.number < row.number]
    return [text for text in texts if text]


def goes_down(path: list[str], texts: list[str]) -> bool:
    """Whether the parts of `path` stand in `texts`, in that order."""
    found = iter(texts)
    return all(part in found for part in path)


def read(name: str, figure: dict[str, str]) -> list[str]:
    """What stands in the figure's column in each such row."""
    path = [plain(part) for part in figure["column"].split("/")]
    found = []
    for grid, row in rows_of(name, figure):
        exact = [
            c
            for c, heads in enumerate(grid.heads)
            if [plain(h) for h in heads][-len(path) :] == path
        ]
        columns = exact or [
            c for c in range(grid.column_count) if goes_down(path, above(grid, row, c))
        ]
        found += [number(row.text(column)) for column in columns]
    return found


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_every_figure_stands_in_its_row_and_column(name: str) -> None:
    missing = [
        (figure["page"], figure["row"], figure["column"], figure["printed"], read(name, figure))
        for figure in GOLDEN[name]
        if number(figure["printed"]) not in read(name, figure)
    ]
    assert not missing


def test_enough_figures_of_enough_documents_were_read_by_eye() -> None:
    assert len(GOLDEN) >= 18
    assert sum(len(rows) for rows in GOLDEN.values()) >= 770
