"""A form → what it states: its labels with their values, row by row; blocks have readers of their own.

Every cell of the form that is printed ends in a field, is a known label, or is listed as unread.
"""

from __future__ import annotations

import re

from ...catalogue import wordings
from ...grid import GridCell
from ..unread import UnreadReason
from .form_columns import FormColumns
from .form_goals import goal_cells, goal_role, goes_on, is_goal_number
from .form_indicators import read_indicator_block
from .form_money import FormMoney
from .form_money_heads import is_money_head, is_source_head
from .form_points import is_sum, take_sum
from .form_tasks import is_project_head, is_task_head, read_task_block
from .leftover import left_over
from .printed import FormRow, PrintedText, of_cell, unread
from .printed_label import PrintedLabel, printed_label, runs_into_label, split_label
from .project_form import FormKind, ProjectForm
from .regions import FormRegion, is_indicator_head
from .year_heads import column_role

_YEAR = re.compile(r"[（(]?\d{4}年度?[）)]?")
_FIELDS = (
    "name",
    "department",
    "office",
    "executor",
    "grade",
    "total_score",
    "problems",
    "measures",
)
_SHORT = 12  # characters: a text that may be a label


def read_form(region: FormRegion) -> ProjectForm:
    """Everything that the form states. Never raises: what does not fit is listed in `unread`."""
    form = ProjectForm(form_kind(region), region.rows[0].page, region.title)
    money = FormMoney(form, region.unit)
    taken: set[tuple[int, int, int]] = set()
    goals: list[tuple[str, GridCell, GridCell]] = []  # role, its label, a cell of its words
    rows, index = region.rows, 0
    columns: FormColumns | None = None
    while index < len(rows):
        row = rows[index]
        if is_indicator_head(row):
            columns, index = read_indicator_block(form, rows, index)
            continue
        if columns is not None and is_sum(row, placed := columns.cells(row)[0], columns):
            take_sum(form, columns, placed, row)  # below remarks on the indicators
            index += 1
            continue
        if is_task_head(row) or is_project_head(form, row):
            index, columns = read_task_block(form, money, rows, index), None
        elif is_money_head(row):
            index, columns = money.take_head(rows, index), None
        elif is_source_head(row, below := rows[index + 1] if index + 1 < len(rows) else None):
            index, columns = money.take_sources(rows, index), None
        else:
            _read_labels(form, money, row, below, taken, goals)
            index += 1
    if form.initial_goal and not form.goal:
        form.goal = form.initial_goal
    elif form.initial_goal:
        form.unread.append(unread(form.initial_goal, form.page, "no_column"))
    form.aside += [of_cell(cell) for row in region.again for cell in row.printed]
    form.unread += left_over(rows, [form, *form.tasks])
    return form


def form_kind(region: FormRegion) -> FormKind:
    """Which form it is: by its title, else by what it has columns for."""
    titles = wordings("forms")["titles"]
    title = region.title.text
    said = next(
        (
            kind
            for kind in ("monitoring", "self_evaluation", "target")
            if any(word in title for word in titles[kind])
        ),
        None,
    )
    if said == "monitoring":
        return "monitoring"
    if said != "self_evaluation":  # 绩效目标完成情况表 and the like have results
        said = "self_evaluation" if _has_results(region) else "target"
    names = {
        printed_label(cell.text).role("head") for row in region.rows[:6] for cell in row.printed
    }
    of_department = "name" not in names and (
        "department" in names or any(word in title for word in titles["department"])
    )
    if of_department:
        return "department_self_evaluation" if said == "self_evaluation" else "department_target"
    return "project_self_evaluation" if said == "self_evaluation" else "project_target"


def _has_results(region: FormRegion) -> bool:
    for row in region.rows:
        labels = [printed_label(cell.text) for cell in row.covering]
        if any(label.role("phases") == "outturn" for label in labels):
            return True
        if is_indicator_head(row):
            return any(column_role(cell.text) in ("actual", "score") for cell in row.covering)
    return False


def _read_labels(
    form: ProjectForm,
    money: FormMoney,
    row: FormRow,
    below: FormRow | None,
    taken: set[tuple[int, int, int]],
    goals: list[tuple[str, GridCell, GridCell]],
) -> None:
    cells = row.starting
    index = 0
    while index < len(cells):
        cell = cells[index]
        index += 1
        if (
            not row.grid.ruled
        ):  # where its columns follow from its words, blank ones may be too many
            while index < len(cells) and not cells[index].text:
                index += 1
        following = cells[index] if index < len(cells) else None
        key = (row.grid.number, cell.row, cell.column)
        if not cell.text or key in taken or money.takes(row, cell):
            continue
        if split := split_label(cell.text, "head"):
            printed = of_cell(cell)
            value = PrintedText(split[1], printed.start, printed.end)
            if split[0].role("head") == "unit":
                money.note_unit(printed_label(f"（{split[1]}）"))
                form.aside.append(printed)
                continue
            set_head(form, split[0], value, row.page)
            continue
        label = printed_label(cell.text)
        if role := label.role("head"):
            if role == "execution_weight":
                form.execution_weight = points_of(label, of_cell(cell))
            elif role == "unit" and following is not None:
                money.note_unit(printed_label(f"（{following.text}）"))
                form.aside.append(of_cell(following))
                index += 1
            elif following is not None and not _is_label(following):
                index += 1
                if not row.grid.ruled and runs_into_label(following.text):
                    form.unread.append(unread(of_cell(following), row.page, "cell_unplaced"))
                else:
                    set_head(form, label, of_cell(following), row.page)
            continue
        role = goal_role(row, cell, below)
        if role and (found := goal_cells(row, cell, following, below)) is not None:
            if cell.rows == 1 and following not in found:
                form.goal_columns[role] = (cell.column, _end_of(row, cell, following))
            for value_cell in found:
                taken.add(
                    (
                        row.grid.number if below is None else below.grid.number,
                        value_cell.row,
                        value_cell.column,
                    )
                )
                add_goal(form, role, of_cell(value_cell))
                goals.append((role, cell, value_cell))
            if following is not None and following in found:
                index += 1
            elif following is not None and found and found[0].row == cell.row:
                form.aside.append(of_cell(following))  # its number
                index += 2
            continue
        if is_goal_number(cell, goals):
            form.aside.append(of_cell(cell))
            continue
        if (goes := goes_on(cell, goals)) and not label.is_known:
            add_goal(form, goes, of_cell(cell))
            continue
        if label.role("blocks"):
            money.note_unit(label)
            continue
        if label.role("goals") and cell.rows > 1:
            continue  # it holds the block of goals together
        if _YEAR.fullmatch("".join(cell.text.split())) or _is_title(form, cell):
            continue
        reason: UnreadReason = "cell_unplaced"
        if label.is_known:
            reason = "no_column"
        elif len(cell.text) <= _SHORT and following is not None:
            reason = "label_unknown"
        form.unread.append(unread(of_cell(cell), row.page, reason))


def _end_of(row: FormRow, cell: GridCell, following: GridCell | None) -> int:
    """Where the columns below a label end; blank ones beside it are its own if none is ruled."""
    if row.grid.ruled:
        return cell.column + cell.columns
    return following.column if following is not None else row.grid.column_count


def _is_title(form: ProjectForm, cell: GridCell) -> bool:
    return bool(form.title) and of_cell(cell) == form.title


def _is_label(cell: GridCell) -> bool:
    label = printed_label(cell.text)
    return any(label.role(section) for section in ("head", "blocks", "sources", "phases"))


def points_of(label: PrintedLabel, printed: PrintedText) -> PrintedText:
    """The points that stand in a label, as its text with its place."""
    if label.points is None:
        return PrintedText("")
    return PrintedText(format(label.points, "f"), printed.start, printed.end)


def set_head(form: ProjectForm, label: PrintedLabel, value: PrintedText, page: int) -> None:
    """Puts the value of a label of the form's head where it belongs."""
    role = label.role("head")
    if value.is_none:
        return
    if role in _FIELDS:
        if getattr(form, role):
            form.unread.append(unread(value, page, "cell_unplaced"))
        else:
            setattr(form, role, value)
    elif role == "aside":
        form.aside.append(value)
    else:
        form.unread.append(unread(value, page, "no_column"))


def add_goal(form: ProjectForm, role: str, value: PrintedText) -> None:
    """A goal or an achievement; several pieces are one text."""
    if value.is_none:
        return
    before: PrintedText = getattr(form, role)
    if before:
        form.aside.append(value)
    if before and before.text == value.text:
        return
    if before:
        value = PrintedText(before.text + value.text, before.start, value.end)
    setattr(form, role, value)
