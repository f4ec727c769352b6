"""Lists with one row a project and its indicators beside each other.

数量指标 over 指标名称 | 目标值 | 完成值, then 质量指标 …; or 数量指标1 | 目标值1 | 完成值1 | 数量指标2 …
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ...grid import Grid, GridCell
from .form_columns import FormColumns
from .leftover import left_over
from .printed import NOTHING, FormRow, PrintedText, of_cells
from .printed_label import levels, printed_label
from .project_form import FormIndicator, ProjectForm
from .project_lists import list_project, list_role, tell_totals
from .year_heads import column_role

_HEAD_ROWS = 4  # in which the head of a list must stand
_NO_ROWS = ("head", "column_numbers", "note")
_TEXTS = ("name", "target", "actual")
_ROLES = ("target", "actual", "weight", "score", "deviation")


@dataclass
class _Set:
    """The columns of one indicator of each row: its level as the head prints it, role → head."""

    level: str
    heads: dict[str, GridCell] = field(default_factory=dict)


def read_wide_list(grid: Grid) -> list[ProjectForm]:
    """The projects of such a list with their indicators; none if the grid is no such list."""
    rows = [FormRow(grid, row) for row in grid.rows if row.kind != "blank"]
    for index, head in enumerate(rows[:_HEAD_ROWS]):
        below = rows[index + 1] if index + 1 < len(rows) else None
        if sets := _sets(head, below):
            break
    else:
        return []
    of_sets = {id(cell) for own in sets for cell in own.heads.values()}
    second = below is not None and any(id(cell) in of_sets for cell in below.starting)
    columns = FormColumns()
    for cell in head.covering:
        if not any(_covers(cell, leaf) for own in sets for leaf in own.heads.values()):
            columns.add(list_role(cell, cell), cell, grid)
    forms: list[ProjectForm] = []
    for row in rows[index + 1 + second :]:
        if row.row.kind in _NO_ROWS or not (form := list_project(grid, columns, row, {})):
            continue
        form.indicators = [own for each in sets if (own := _indicator(row, each))]
        forms.append(form)
    if not any(form.name for form in forms):
        return []
    forms[-1].unread += left_over(rows, forms)
    tell_totals(forms)
    return forms


def _sets(head: FormRow, below: FormRow | None) -> list[_Set]:
    """The sets of indicators' columns below a head that also has a column of projects."""
    if not any(printed_label(cell.text).role("list") == "name" for cell in head.covering):
        return []
    found: list[_Set] = []
    for cell in head.covering:
        leaves = [cell]
        if cell.columns > 1 and below is not None:
            leaves = [leaf for leaf in below.starting if _covers(cell, leaf)]
            if not _is_kind(cell.text):
                continue
            found.append(_Set(cell.text))
        for leaf in leaves:
            role = column_role(leaf.text)
            if leaf is cell and _is_kind(leaf.text):
                found.append(_Set(leaf.text, {"name": leaf}))
            elif not found or (
                leaf is cell and role not in _TEXTS and not leaf.text[-1:].isdigit()
            ):
                continue  # 自评得分 alone is the project's, 得分2 an indicator's
            elif role == "name" and found[-1].heads:
                found.append(_Set(found[-1].level, {"name": leaf}))
            elif role in ("name", *_ROLES) and role not in found[-1].heads:
                found[-1].heads[role] = leaf
    return [own for own in found if {"target", "actual"} & set(own.heads)]


def _is_kind(text: str) -> bool:
    """Whether a head is a second level: 数量指标, 质量指标2."""
    return any(levels().get(name, (None, None))[1] for name in printed_label(text).names)


def _covers(top: GridCell, cell: GridCell) -> bool:
    return top.column <= cell.column < top.column + top.columns


def _indicator(row: FormRow, own: _Set) -> FormIndicator | None:
    texts = {
        role: of_cells(
            [
                cell
                for cell in row.starting
                if head.column <= cell.column < head.column + head.columns
            ]
        )
        for role, head in own.heads.items()
    }
    if all(text.is_none for text in texts.values()):
        return None
    indicator = FormIndicator(row.page, levels=(own.level,), has_first=False)
    for role, text in texts.items():
        setattr(indicator, role, text)
    indicator.has_result = "actual" in own.heads
    if indicator.name.is_none:
        indicator.name = PrintedText(own.level) if "name" not in own.heads else NOTHING
    return indicator if indicator.name else None
