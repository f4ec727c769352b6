"""The rows of the indicator table: from cells where the source has any, else from blocks of text."""

from __future__ import annotations

from ..errors import ExtractionError
from .form import texts
from .heads import roles
from .outline import Section
from .row import Row, Table, opens_part
from .row_blocks import read_block_rows
from .row_cells import read_cell_rows
from .wordings import wordings

__all__ = ["Row", "Table", "opens_part", "read_rows"]


def read_rows(section: Section) -> Table:
    """The rows of the indicator table in `section`.

    Raises ExtractionError with page and line at a cell or block that cannot be placed.
    """
    table = read_cell_rows(section) if _has_form(section) else read_block_rows(section)
    _check(table.rows)
    return table


def _has_form(section: Section) -> bool:
    return any(roles(row) for table in section.tables for row in texts(table))


def _check(rows: list[Row]) -> None:
    for row in rows:
        if row.label not in wordings("indicators")["labels"]:
            raise ExtractionError(
                f"the kind of indicator {row.label!r} is not known",
                where=row.target[0].place,
                remedy="add it to [labels] in extract/wordings/indicators.toml",
            )
        if not row.actual or not row.task_no:
            missing = "result" if row.task_no else "task"
            raise ExtractionError(
                f"this indicator has no {missing}",
                where=row.target[0].place,
                remedy="look at the table there; the columns could not be told apart",
            )
