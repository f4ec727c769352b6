"""Which targets of a form are of the whole time of a project, and which of the year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .form_columns import FormColumns
from .printed import FormRow
from .printed_label import printed_label
from .project_form import ProjectForm
from .regions import is_indicator_head


def of_terms(form: ProjectForm, columns: FormColumns) -> FormColumns:
    """Targets below 实施期目标 are of the whole time, those below 年度目标 of the year.

    Two columns of targets of one set that nothing tells apart are of neither.
    """
    term, year = form.goal_columns.get("term_goal"), form.goal_columns.get("goal")
    targets = [head for head in columns.heads if head.role == "target"]
    if term and year and len(targets) > 1:
        for index, head in enumerate(columns.heads):
            if head.role == "target" and term[0] <= head.cell.column < term[1]:
                columns.heads[index] = replace(head, role="term_target")
    names = [head.cell.column for head in columns.heads if head.role == "name"]
    seen: dict[int, list[int]] = {}
    for index, head in enumerate(columns.heads):
        if head.role == "target":
            own = max((n for n in names if n < head.cell.column), default=-1)
            seen.setdefault(own, []).append(index)
    for same in seen.values():
        for index in same if len(same) > 1 else ():
            columns.heads[index] = replace(columns.heads[index], role="unknown")
    return columns


def all_of_term(columns: FormColumns) -> None:
    """Targets beside 长期绩效指标 are of the whole time."""
    for index, head in enumerate(columns.heads):
        if head.role == "target" and not columns.has("term_target"):
            columns.heads[index] = replace(head, role="term_target")


def is_beside_term(rows: Sequence[FormRow], head: int, below: int) -> bool:
    """Whether 长期绩效指标 stands beside the heads in row `head`, whose block begins at `below`.

    In an unruled table it is set in the middle of the rows that it stands for.
    """
    cells = [*rows[head].covering]
    for row in rows[below:]:
        if is_indicator_head(row):
            break
        if not row.grid.ruled:
            cells += row.printed[:1]
    return any(printed_label(cell.text).role("blocks") == "term_indicators" for cell in cells)
