"""The rows of the indicator table: from cells where the source has any, else from blocks of text."""

from __future__ import annotations

from ...base.errors import ExtractionError
from ...base.said import Said
from ...catalogue import wordings
from ..heads import roles
from ..row import Row, Table, opens_part
from .form import texts
from .outline import Section
from .row_blocks import read_block_rows
from .row_cells import read_cell_rows

__all__ = ["Row", "Table", "opens_part", "read_rows"]


def read_rows(section: Section, left_out: list[ExtractionError] | None = None) -> Table:
    """The rows of the indicator table in `section`.

    `left_out`: a list to which the faults of rows are added that lack a part; such rows are then
    left out, and do not stop the reading.

    Raises ExtractionError with page and line at a cell or block that cannot be placed.
    """
    table = read_cell_rows(section) if _has_form(section) else read_block_rows(section)
    whole = []
    for row in table.rows:
        fault = _fault(row)
        if fault is None:
            whole.append(row)
        elif left_out is None:
            raise fault
        else:
            left_out.append(fault)
    table.rows = whole
    return table


def _has_form(section: Section) -> bool:
    return any(roles(row) for table in section.tables for row in texts(table))


def _fault(row: Row) -> ExtractionError | None:
    place = next(iter([*row.target, *row.actual])).place if row.target or row.actual else None
    if row.label not in wordings("indicators")["labels"]:
        return ExtractionError("extract.kind_not_known", where=place, label=row.label)
    missing = [
        name
        for name, there in (
            ("extract.part_target", row.target),
            ("extract.part_result", row.actual),
            ("extract.part_task", row.task_no),
        )
        if not there
    ]
    if not missing:
        return None
    return ExtractionError("extract.indicator_lacks", where=place, part=Said(missing[0]))
