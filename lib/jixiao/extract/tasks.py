"""The table of the year's tasks (各项工作任务绩效目标完成情况) → the table `tasks`.

Three columns of different width: task (four characters), goal, achievement. Cells run over page
breaks; there each column goes on as a block of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd

from ..errors import ExtractionError
from ..source import Line, Passage, join
from .cells import Block, blocks, ends_sentence
from .outline import Outline, Section
from .wordings import wordings

COLUMNS = ("seq", "name", "goal", "achieved", "page", "line", "line_end")
NAME_WIDTH = 4.5  # Chinese characters


@dataclass
class TaskRow:
    """One task as printed: the lines of its three cells."""

    name: list[Line] = field(default_factory=list)
    goal: list[Line] = field(default_factory=list)
    achieved: list[Line] = field(default_factory=list)


def read_tasks(outline: Outline) -> pd.DataFrame:
    """The rows of the task table as the table `tasks` (`schema/tasks.json`), cells whole.

    Raises ExtractionError with page and line at a row without all three cells.
    """
    records = []
    for seq, row in enumerate(read_task_rows(outline.section("tasks")), start=1):
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
    return pd.DataFrame(records, columns=pd.Index(COLUMNS), dtype=object)


def achievements(outline: Outline) -> Iterator[Passage]:
    """The cells of the column 目标实际完成情况, each as one passage."""
    for row in read_task_rows(outline.section("tasks")):
        yield join(row.achieved)


def read_task_rows(section: Section) -> list[TaskRow]:
    """The rows of the task table as lines, column by column."""
    found = blocks(section.lines)
    head = wordings("tasks")["head_ends_with"]
    start = next((i + 1 for i, block in enumerate(found) if block.text.endswith(head)), None)
    if start is None or start == len(found):
        raise ExtractionError(
            "the task table was not found", where=section.place, remedy=f"its head ends in {head}"
        )
    found = found[start:]
    edge = _edge(found)
    rows: list[TaskRow] = []
    page = found[0].page
    for block in found:
        new_page, page = block.page != page, block.page
        if block.usual_width <= NAME_WIDTH:
            if not (new_page and rows and not ends_sentence(rows[-1].achieved[-1].text)):
                rows.append(TaskRow())
            rows[-1].name.extend(block.lines)
        elif not rows:
            raise ExtractionError(
                "a cell stands before the first task",
                where=block.lines[0].place,
                remedy="look at the table there",
            )
        elif block.usual_width < edge:
            rows[-1].goal.extend(block.lines)
        else:
            rows[-1].achieved.extend(block.lines)
    for row in rows:
        if not (row.goal and row.achieved):
            raise ExtractionError(
                "this task has no goal or no achievement",
                where=row.name[0].place,
                remedy="look at the table there; the columns could not be told apart",
            )
    return rows


def _edge(found: list[Block]) -> float:
    """The width that parts goals from achievements: the middle of the widest gap between them."""
    widths = sorted({block.usual_width for block in found if block.usual_width > NAME_WIDTH})
    gaps = [(b - a, (a + b) / 2) for a, b in zip(widths, widths[1:], strict=False)]
    return max(gaps)[1] if gaps else 0.0
