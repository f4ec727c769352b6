"""Lists in which each project has several rows, one for each of its indicators.

项目名称 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | …: the project's cells stand once,
beside all its indicators, or are printed again in each row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...grid import Grid, GridCell
from .form_columns import FormColumns
from .form_indicators import read_indicator_block
from .leftover import left_over
from .printed import FormRow
from .printed_label import printed_label
from .project_form import ProjectForm
from .project_lists import list_project, list_role, tell_totals
from .regions import is_indicator_head
from .unit_row import units_below
from .year_heads import column_role

_LEVELS = ("level1", "level2", "name")
_HEAD_ROWS = 4  # in which the head of a list must stand
_NO_ROWS = ("head", "column_numbers", "note")


def read_indicator_list(grid: Grid) -> list[ProjectForm]:
    """The projects of such a list with their indicators; none if the grid is no such list."""
    rows = [FormRow(grid, row) for row in grid.rows if row.kind != "blank"]
    found = next((i for i, row in enumerate(rows[:_HEAD_ROWS]) if _first_column(row)), None)
    if found is None:
        return []
    head, start = rows[found], _first_column(rows[found]) or 0
    columns, end = _columns(head, start), found + 1
    units = units_below(rows[end]) if end < len(rows) else {}
    end += bool(units)
    forms: list[ProjectForm] = []
    own: list[list[FormRow]] = []
    unit: ProjectForm | None = None
    for row in rows[end:]:
        if row.row.kind in _NO_ROWS or _first_column(row) or not row.printed:
            continue
        beside, right = _part(row, 0, start), _part(row, start, grid.column_count)
        form = list_project(grid, columns, beside, units)
        if form is not None and form.name and not right.printed and not (form.goal or form.funds):
            unit = form  # 某某局: the unit of the projects below it
            continue
        again = forms and form is not None and _is_same(form, forms[-1])
        if form is not None and form.name and not again:
            form.executor = form.executor or (unit.name if unit else form.executor)
            form.aside += [unit.name] if unit else []
            forms.append(form)
            own.append([])
        elif form is not None and forms:
            _keep(forms[-1], form)
        if own:
            own[-1].append(right)
    if not any(form.name for form in forms):
        return []
    for form, below in zip(forms, own, strict=True):
        read_indicator_block(form, [_part(head, start, grid.column_count), *below], 0)
    forms[-1].unread += left_over(rows, forms)
    tell_totals(forms)
    return forms


def _columns(head: FormRow, start: int) -> FormColumns:
    """The heads left of the indicators, each with the one above it."""
    columns = FormColumns()
    tops = head.grid.rows[min(cell.row for cell in head.covering)].cells
    for cell in head.covering:
        if cell.column < start:
            top = tops[cell.column] if cell.column < len(tops) else None
            columns.add(list_role(cell, top or cell), cell, head.grid)
    return columns


def _first_column(row: FormRow) -> int | None:
    """The first column of indicators, where the row heads a list of projects with their indicators."""
    if not is_indicator_head(row):
        return None
    roles = [(cell, column_role(cell.text)) for cell in row.covering]
    own = [cell.column for cell, role in roles if role in _LEVELS and not _is_project(cell)]
    first = min(own, default=None)
    if first is None or not {"target", "term_target"} & {role for _, role in roles}:
        return None
    names = [cell for cell in row.covering if cell.column < first and _is_project(cell)]
    return first if names else None


def _is_project(cell: GridCell) -> bool:
    return printed_label(cell.text).role("list") == "name"


def _part(row: FormRow, start: int, end: int) -> FormRow:
    """The cells of a row that begin in some of its columns."""

    def of(cell: GridCell | None) -> GridCell | None:
        return cell if cell is not None and start <= cell.column < end else None

    return replace(row, row=replace(row.row, cells=tuple(of(cell) for cell in row.row.cells)))


def _is_same(form: ProjectForm, before: ProjectForm) -> bool:
    """Whether a row prints the project of the row above it again."""
    return form.name.text == before.name.text and form.executor.text in ("", before.executor.text)


def _keep(form: ProjectForm, again: ProjectForm) -> None:
    """What a further row of a project prints beside it: its own words again are one statement."""
    printed: Sequence[str] = ("name", "office", "executor", "goal", "ordinal")
    for role in printed:
        text = getattr(again, role)
        if not text:
            continue
        if not getattr(form, role):
            setattr(form, role, text)
        elif getattr(form, role).text == text.text:
            form.aside.append(text)
    known = {(fund.phase, fund.source, fund.printed.text) for fund in form.funds}
    for fund in again.funds:
        if (fund.phase, fund.source, fund.printed.text) in known:
            form.aside.append(fund.printed)
    form.unread += again.unread
