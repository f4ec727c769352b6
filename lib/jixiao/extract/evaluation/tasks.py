"""The table of the year's tasks (各项工作任务绩效目标完成情况) → the table `tasks`.

Three columns: task, goal, achievement. A ruled table is read by its cells; in text the columns are
told by their width (the task is four characters wide). Cells run over page breaks; there each
column goes on as a block of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from ...base.errors import ExtractionError
from ...catalogue import wordings
from ...schema import frame
from ...source import Line, Passage, join
from ..cells import Block, blocks, ends_sentence
from ..grid import grid_rows
from ..unread import PassageLeft
from .outline import Outline, Section

NAME_WIDTH = 4.5  # Chinese characters


@dataclass
class TaskCells:
    """One task as printed: the lines of its three cells."""

    name: list[Line] = field(default_factory=list)
    goal: list[Line] = field(default_factory=list)
    achieved: list[Line] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        """Whether the achievement ends as a finished sentence does."""
        return bool(self.achieved) and ends_sentence(self.achieved[-1].text)


def has_task_table(outline: Outline) -> bool:
    """Whether the section of the year's goals is a table, of which a row must not be lost.

    Other offices write it as prose, without a drawn table or the table's head. Of a scan it is taken
    for a table: its head may be misread.
    """
    if not outline.has("tasks"):
        return False
    section, head = outline.section("tasks"), wordings("tasks")["head_ends_with"]
    return bool(
        outline.document.recognised
        or section.tables
        or any(block.text.endswith(head) for block in blocks(section.lines))
    )


def read_tasks(outline: Outline, unread: list[PassageLeft] | None = None) -> pd.DataFrame:
    """The rows of the task table as the table `tasks` (`schema/tasks.json`), cells whole.

    `unread`: a list to which rows without all three cells are added; then they stop nothing.

    Raises ExtractionError with page and line where there is no table, and without such a list at
    such a row.
    """
    left_out: list[ExtractionError] | None = None if unread is None else []
    records = []
    rows = read_task_rows(outline.section("tasks"), left_out)
    if unread is not None:
        unread += [PassageLeft.of_error("tasks", fault) for fault in left_out or ()]
    for seq, row in enumerate(rows, start=1):
        name, goal, achieved = join(row.name), join(row.goal), join(row.achieved)
        records.append(
            (
                seq,
                name.text,
                goal.text,
                achieved.text,
                name.start.page,
                name.start.line,
                max(cell.end.line for cell in (name, goal, achieved)),
            )
        )
    return frame(records, "tasks")


def achievements(outline: Outline) -> Iterator[Passage]:
    """The cells of the column 目标实际完成情况, each as one passage; none without a task table."""
    if not has_task_table(outline):
        return
    try:
        rows = read_task_rows(outline.section("tasks"), [])
    except ExtractionError:  # it is listed where the table is read
        return
    for row in rows:
        yield join(row.achieved)


def read_task_rows(
    section: Section, left_out: list[ExtractionError] | None = None
) -> list[TaskCells]:
    """The rows of the task table as lines, column by column.

    Raises ExtractionError at a row without all three cells; with `left_out` that is added to the
    list, and the row left out.
    """
    head = wordings("tasks")["head_ends_with"]
    rows = _rows_of_cells(section, head) if section.tables else _rows_of_blocks(section, head)
    whole = []
    for row in rows:
        if row.name and row.goal and row.achieved:
            whole.append(row)
            continue
        fault = ExtractionError(
            "extract.task_lacks", where=next(iter([*row.name, *row.goal, *row.achieved])).place
        )
        if left_out is None:
            raise fault
        left_out.append(fault)
    return whole


def _rows_of_cells(section: Section, head: str) -> list[TaskCells]:
    """Rows of a ruled table; one that a page breaks goes on in the first row below."""
    rows: list[TaskCells] = []
    for cells in grid_rows(section.tables, lambda texts: texts[-1].endswith(head)):
        name, goal, achieved = (cells.lines(column) for column in (0, -2, -1))
        if not (name or goal or achieved):
            continue
        whole = bool(name and goal and achieved)
        if rows and cells.opens_page:
            whole = whole and rows[-1].ended
        if whole or not rows:
            rows.append(TaskCells())
        rows[-1].name.extend(name if cells.begins(0) else [])
        rows[-1].goal.extend(goal)
        rows[-1].achieved.extend(achieved)
    if not rows:
        raise _no_table(section, head)
    return rows


def _no_table(section: Section, head: str) -> ExtractionError:
    return ExtractionError("extract.no_task_table", where=section.place, head=head)


def _rows_of_blocks(section: Section, head: str) -> list[TaskCells]:
    found = blocks(section.lines)
    start = next((i + 1 for i, block in enumerate(found) if block.text.endswith(head)), None)
    if start is None or start == len(found):
        raise _no_table(section, head)
    found = found[start:]
    edge = _edge(found)
    rows: list[TaskCells] = []
    page = found[0].page
    for block in found:
        new_page, page = block.page != page, block.page
        if block.usual_width <= NAME_WIDTH:
            if not (new_page and rows and not rows[-1].ended):
                rows.append(TaskCells())
            rows[-1].name.extend(block.lines)
        elif not rows:
            raise ExtractionError("extract.cell_before_tasks", where=block.lines[0].place)
        elif block.usual_width < edge:
            rows[-1].goal.extend(block.lines)
        else:
            rows[-1].achieved.extend(block.lines)
    return rows


def _edge(found: list[Block]) -> float:
    """The width that parts goals from achievements: the middle of the widest gap between them."""
    widths = sorted({block.usual_width for block in found if block.usual_width > NAME_WIDTH})
    gaps = [(b - a, (a + b) / 2) for a, b in zip(widths, widths[1:], strict=False)]
    return max(gaps)[1] if gaps else 0.0
