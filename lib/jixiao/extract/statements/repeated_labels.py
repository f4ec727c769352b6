"""Wide tables whose further columns stand on pages of their own that name the rows again."""

from __future__ import annotations

from collections.abc import Sequence

from ...grid.grid import Grid
from .normal import squeezed

LABELS = ("code", "name", "second_code", "second_name", "office", "office_code", "project", "year")


def labels_once(grid: Grid, roles: Sequence[str]) -> list[str]:
    """The roles of the columns; labels that say again what the first ones do are words."""
    found = list(roles)
    first = _run(roles, 0)
    at = first.stop
    while at < len(roles):
        run = _run(roles, at)
        if run and len(first) == len(run) and _texts(grid, run) == _texts(grid, first):
            found[run.start : run.stop] = ["words"] * len(run)
        at = max(run.stop, at + 1)
    return found


def _run(roles: Sequence[str], start: int) -> range:
    """The next columns of labels side by side, from the column `start` on."""
    while start < len(roles) and roles[start] not in LABELS:
        start += 1
    end = start
    while end < len(roles) and roles[end] in LABELS:
        end += 1
    return range(start, end)


def _texts(grid: Grid, columns: range) -> list[list[str]]:
    rows = grid.data_rows()
    return [[squeezed(row.text(column)) for column in columns] for row in rows]
