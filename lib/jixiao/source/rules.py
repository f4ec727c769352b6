"""The rules of a table in the picture of a page: long dark lines → the cells between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pdfplumber.table import (
    cells_to_tables,
    edges_to_intersections,
    intersections_to_cells,
    merge_edges,
)

_RESOLUTION = 150  # dots an inch at which the page is looked at
_DARKER = 60  # of 255, than the paper: thin rules are grey in a coarse picture
_SHORTEST = 24.0  # points: a shorter line is a stroke of a character
_TOLERANCE = 3.0  # points


def ruled_cells(page: Any) -> list[list[tuple[float, float, float, float]]]:
    """For each table in the picture of `page` its cells as (left, top, right, bottom) in points."""
    picture = np.asarray(page.to_image(resolution=_RESOLUTION).original.convert("L"))
    dark = _dark(picture)
    scale = 72 / _RESOLUTION
    edges = [_edge("h", at, start, end, scale) for at, start, end in _lines(dark, scale)]
    edges += [_edge("v", at, start, end, scale) for at, start, end in _lines(dark.T, scale)]
    merged = merge_edges(edges, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    crossings = edges_to_intersections(merged, _TOLERANCE, _TOLERANCE)
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [cells for cells in tables if len(cells) > 2]


def ink_without_rules(picture: NDArray[np.uint8], scale: float) -> NDArray[np.bool_]:
    """Where `picture` is dark, but for long lines. `scale`: points per dot."""
    dark = _dark(picture)
    rules = np.zeros_like(dark)
    shortest = int(_SHORTEST / scale)
    for row in range(dark.shape[0]):
        for start, end in _runs(dark[row], shortest):
            rules[row, start:end] = True
    for column in range(dark.shape[1]):
        for start, end in _runs(dark[:, column], shortest):
            rules[start:end, column] = True
    return np.asarray(dark & ~rules)


def _dark(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray(picture < np.median(picture) - _DARKER)


def _lines(dark: NDArray[np.bool_], scale: float) -> Iterator[tuple[float, int, int]]:
    """(row, first column, last column) of the long dark runs; those of one thick line once."""
    shortest = int(_SHORTEST / scale)
    before: list[tuple[int, int, int]] = []
    for row in range(dark.shape[0]):
        own = []
        for start, end in _runs(dark[row], shortest):
            own.append((row, start, end))
            if not any(s <= end and start <= e for _, s, e in before):
                yield row, start, end
        before = own


def _runs(row: NDArray[np.bool_], shortest: int) -> Iterator[tuple[int, int]]:
    changes = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    for start, end in zip(changes[::2], changes[1::2], strict=True):
        if end - start >= shortest:
            yield int(start), int(end)


def _edge(orientation: str, at: float, start: int, end: int, scale: float) -> dict[str, Any]:
    across, first, last = (at + 0.5) * scale, start * scale, end * scale
    x0, x1 = (first, last) if orientation == "h" else (across, across)
    top, bottom = (across, across) if orientation == "h" else (first, last)
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }
