"""The mirror as a table: a row for every cell of every grid, with the columns of `schema/cells.json`.

It is kept as Parquet, written by DuckDB, so that no other library is needed to write it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from ..base.errors import OutputError
from ..schema import frame, schema
from ..source import Box, Layout
from ..storage.temporary import OwnedFolder, temporary_folder_needed
from .grid import Grid, GridCell, GridRow

if TYPE_CHECKING:
    import pandas as pd

CELLS = "cells"
FILE = "cells.parquet"
_TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DECIMAL(10, 2)"}


def cells_frame(grids: Iterable[Grid]) -> pd.DataFrame:
    """Every cell of `grids`, row by row; edges of boxes are `Decimal` points, what is missing None."""
    return frame(cell_records(grids), CELLS)


def cell_records(
    grids: Iterable[Grid], layouts: Mapping[int, Layout] | None = None
) -> Iterator[list[object]]:
    """The rows of the table `cells`. `layouts`: of the document, by which boxes stand on the pages as
    the file shows them.
    """
    for grid in grids:
        heads = [" / ".join(path) or None for path in grid.heads]
        pages = _span(grid.pages)
        about = [grid.name, grid.title, grid.table_number, grid.unit, grid.side, pages]
        for cell in grid.cells:
            row = grid.rows[cell.row]
            page = (layouts or {}).get(cell.page)
            box = page.shown(cell.box) if page and cell.box else cell.box
            yield [*about, row.kind, *_cell(cell, row, heads), *_edges(box)]


def _cell(cell: GridCell, row: GridRow, heads: Sequence[str | None]) -> list[object]:
    return [
        cell.row + 1,
        cell.column + 1,
        cell.rows,
        cell.columns,
        next((other.text for other in row.cells if other and other.text), None),
        heads[cell.column],
        cell.text or None,
        cell.page,
        cell.lines[0].number if cell.lines else None,
    ]


def _edges(box: Box | None) -> list[Decimal | None]:
    if box is None:
        return [None] * 4
    return [Decimal(f"{edge:.2f}") for edge in (box.left, box.top, box.right, box.bottom)]


def _span(pages: Sequence[int]) -> str:
    if not pages:
        return ""
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"


def columns() -> list[tuple[str, str]]:
    """The columns of the table with the types that DuckDB has for them."""
    return [(field["name"], _TYPES[field["type"]]) for field in schema(CELLS)["fields"]]


def cells_parquet(grids: Iterable[Grid], layouts: Mapping[int, Layout] | None = None) -> bytes:
    """The table as a Parquet file; the same grids give the same bytes. `layouts`: as in `cell_records`."""
    import duckdb

    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns())
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _ in columns()])
    writer.writerows(cell_records(grids, layouts))
    # Reading is ended from outside where it takes too long.
    with temporary_folder_needed(), OwnedFolder("cells-") as folder:
        source, target = folder / "cells.csv", folder / FILE
        source.write_text(out.getvalue(), "utf-8")
        connection = duckdb.connect(":memory:", config={"threads": 1})
        try:
            connection.execute(
                f"COPY (FROM read_csv('{source}', header = true, delim = ',', quote = '\"', "
                f"escape = '\"', columns = {{{types}}}, auto_detect = false, nullstr = '', "
                "max_line_size = 100000000, parallel = false)) "
                f"TO '{target}' (FORMAT parquet, COMPRESSION zstd)"
            )
        except duckdb.IOException as error:
            reason = str(error).rpartition(": ")[2]
            raise OutputError(
                "storage.temporary_folder", where=folder.parent, reason=reason
            ) from error
        finally:
            connection.close()
        return target.read_bytes()
