"""A table keeps its figures, or the reading says so, however it is set on its pages."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from random_tables import RandomTable, random_table, typeset

from jixiao.base.amounts import fold
from jixiao.grid import Grid, grids
from jixiao.source import Limits
from jixiao.source.child import read_here

TABLES = int(os.environ.get("JIXIAO_TABLES", "60"))


def plain(text: str) -> str:
    return "".join(fold(text).split())


def given_back(table: RandomTable, path: Path) -> list[Grid]:
    path.write_bytes(typeset(table))
    return list(grids(read_here(path, Limits())))


def wrong(table: RandomTable, found: list[Grid]) -> list[tuple[str, ...]]:
    """Figures that do not stand in their row and column, and those that stand there and should not.

    A page without a head, after one that had room for more rows, may be a table of its own: then it
    has no heads, so that no figure of it can be taken for one of a column.
    """
    first, *others = found
    if others and (table.repeats_head or any(any(grid.heads) for grid in others)):
        return [(f"{len(found)} grids",)]
    rows = [row for row in first.rows if row.kind == "data"]
    whole_pages = others and len(rows) % table.rows_per_page == 0
    wanted = table.rows[: len(rows)] if whole_pages else table.rows
    faults: list[tuple[str, ...]] = []
    if [row.text(0) for row in rows] != [code for code, _, _ in wanted]:
        return [("rows", *[row.text(0) for row in rows])]
    columns = {tuple(map(plain, heads)): at for at, heads in enumerate(first.heads)}
    for (code, name, figures), row in zip(wanted, rows, strict=True):
        if plain(row.text(1)) != name:
            faults.append((code, "name", row.text(1)))
        for path, printed in zip(table.heads, figures, strict=True):
            at = columns.get(path)
            read = plain(row.text(at)) if at is not None else "no such column"
            if read != printed:
                faults.append((code, "/".join(path), printed, read))
    return faults


@pytest.mark.parametrize("seed", range(TABLES))
def test_a_table_gives_back_its_figures_however_it_is_set(seed: int, tmp_path: Path) -> None:
    table = random_table(seed)
    assert wrong(table, given_back(table, tmp_path / "table.pdf")) == []
