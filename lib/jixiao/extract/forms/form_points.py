"""Points of a form: its row of totals, and a column of notes that may hold weights."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ...catalogue import wordings
from ...grid import GridCell
from .form_columns import FormColumns
from .form_figures import points
from .printed import NOTHING, FormRow, PrintedText, of_cell, unread
from .printed_label import levels, printed_label
from .project_form import FormIndicator, ProjectForm

_ALL = Decimal(100)
_NAMED_POINTS = re.compile(r"[（(](\d+(?:\.\d+)?)分[）)]$")


def is_sum(row: FormRow, placed: Mapping[int, list[GridCell]], columns: FormColumns) -> bool:
    """Whether a row of indicators is that of the totals.

    自评总得分 | 100 | 99 is one as 总分 is where numbers stand under both columns of points; else what
    is beside the word is its value, in whichever column it stands.
    """
    words = wordings("forms")["sums"]["words"]
    printed = row.printed
    if not printed:
        return False
    label = printed_label(printed[0].text)
    if label.role("head") != "total_score":
        return label.name in words
    filled = {
        columns.heads[index].role
        for index, cells in placed.items()
        if any(cell in printed and points(cell.text) is not None for cell in cells)
    }
    return label.name in words or {"weight", "score"} <= filled


def takes_points_row(
    form: ProjectForm, row: FormRow, placed: dict[int, list[GridCell]], columns: FormColumns
) -> bool:
    """Whether a row among the indicators is that of the totals, or the line of execution; takes it."""
    if is_sum(row, placed, columns):
        take_sum(form, columns, placed, row)
    elif _is_execution_line(row, placed, columns):
        _take_execution_line(form, columns, placed, row)
    else:
        return False
    return True


def _is_execution_line(
    row: FormRow, placed: Mapping[int, list[GridCell]], columns: FormColumns
) -> bool:
    """Whether a row among the indicators is the form's line of execution, with points and a rate at most.

    预算执行率 over the columns of levels and name; an indicator of that name has a target.
    """
    printed = row.printed
    if not printed or printed_label(printed[0].text).role("execution") != "rate":
        return False
    roles = {columns.heads[i].role for i, own in placed.items() if printed[0] in own}
    beside = {
        columns.heads[i].role: cell
        for i, own in placed.items()
        for cell in own
        if cell.text and cell is not printed[0]
    }
    first = next((head.role for head in columns.heads), "")
    return (
        roles == {first}
        and first in ("level1", "level2")
        and set(beside) <= {"actual", "weight", "score"}
        and len(printed) == len(beside) + 1
        and all(points(cell.text) is not None for cell in beside.values())
    )


def _take_execution_line(
    form: ProjectForm, columns: FormColumns, placed: Mapping[int, list[GridCell]], row: FormRow
) -> None:
    """Points, score and rate of the line of execution, where the form's money has none of them."""
    for index, cells in placed.items():
        role = {"actual": "rate"}.get(columns.heads[index].role, columns.heads[index].role)
        for cell in cells:
            if cell is row.printed[0] or not cell.text:
                continue
            field_name, printed = f"execution_{role}", of_cell(cell)
            if not getattr(form, field_name):
                setattr(form, field_name, printed)
            elif getattr(form, field_name).text == printed.text:
                form.aside.append(printed)


def is_bare_sum(row: FormRow) -> bool:
    """Whether a row opens with a word for the form's total, whatever its columns are."""
    words = wordings("forms")["sums"]["words"]
    label = printed_label(row.printed[0].text) if row.printed else None
    return label is not None and (label.name in words or label.role("head") == "total_score")


def is_part_sum(row: FormRow) -> bool:
    """Whether a row of indicators sums some of them up (小计): beside the word only points and levels."""
    words = wordings("forms")["sums"]["parts"]
    names = [printed_label(cell.text).name for cell in row.printed]
    if not any(name in words for name in names):
        return False
    others = [
        cell
        for cell, name in zip(row.printed, names, strict=True)
        if name not in words and cell.text
    ]
    return all(
        of_cell(cell).is_none
        or points(cell.text) is not None
        or any(name in levels() for name in printed_label(cell.text).names)
        for cell in others
    )


def drop_shared_points(
    form: ProjectForm,
    row: FormRow,
    indicator: FormIndicator,
    cells: Mapping[str, Sequence[GridCell]],
) -> None:
    """Lists points that are printed once for several indicators whose other points are each their own.

    50 beside the weights 25 and 25 is what both reached, and nothing of the first alone.
    """
    heights = {
        role: max(
            [cell.rows for cell in own if cell.row == row.row.number and cell.text], default=0
        )
        for role, own in cells.items()
    }
    for role, other in (("score", "weight"), ("weight", "score")):
        height = heights.get(role, 0)
        if height > max(heights.get("name", 0), 1) and 0 < heights.get(other, 0) < height:
            form.unread.append(unread(getattr(indicator, role), row.page, "cell_unplaced"))
            setattr(indicator, role, NOTHING)


def points_in_name(name: PrintedText) -> PrintedText:
    """The points that close an indicator's name: 新建供水管网（10分）. For forms without a column of them."""
    found = _NAMED_POINTS.search(name.text)
    return PrintedText(found[1], name.start, name.end) if found else NOTHING


def take_sum(
    form: ProjectForm, columns: FormColumns, placed: dict[int, list[GridCell]], row: FormRow
) -> None:
    """The form's points in total: what stands under the columns of points."""
    numbers = [cell for cell in row.printed if points(cell.text) is not None]
    for index, cells in placed.items():
        role = columns.heads[index].role
        own = [cell for cell in cells if cell in numbers]
        if role == "weight" and len(numbers) == 1 and own and columns.has("score"):
            role = _which_sum(form, own[0], columns)
        if role in ("weight", "score") and len(own) == 1:
            field_name = f"total_{role}"
            before: PrintedText = getattr(form, field_name)
            if not before:
                setattr(form, field_name, of_cell(own[0]))
                numbers.remove(own[0])
            elif points(before.text) == points(own[0].text):
                form.aside.append(of_cell(own[0]))
            elif row.grid.side:  # 总分 | 98 | 总分 | 97: of two forms beside each other
                setattr(form, field_name, NOTHING)
                form.unread.append(unread(before, row.page, "cell_unplaced"))
        elif role == "level_points":
            form.aside += [of_cell(cell) for cell in own]
    if len(numbers) == 1 and not columns.has("weight", "score") and not form.total_score:
        form.total_score = of_cell(numbers.pop())


def _which_sum(form: ProjectForm, cell: GridCell, columns: FormColumns) -> str:
    """Whether the only number of a row of totals, under 分值, is of the weights or of what was reached.

    One that reaches below 得分 too is what was reached; else it is the sum that it makes.
    """
    scores = [head.cell.column for head in columns.heads if head.role == "score"]
    if any(cell.column < column < cell.column + cell.columns for column in scores):
        return "score"
    value = points(cell.text)
    if value == _ALL or value == _sum_of(form, "weight"):
        return "weight"
    return "score" if value == _sum_of(form, "score") else "unknown"


def _sum_of(form: ProjectForm, role: str) -> Decimal:
    """What the form's indicators and its line of execution make together."""
    printed = [getattr(form, f"execution_{role}"), *(getattr(i, role) for i in form.indicators)]
    return sum((points(text.text) or Decimal(0) for text in printed), Decimal(0))


def place_notes(notes: Sequence[tuple[FormIndicator, PrintedText]]) -> None:
    """A column of notes holds weights where every cell is one number, else words on the target."""
    are_points = all(points(note.text) is not None for _, note in notes)
    for indicator, note in notes:
        if are_points and not indicator.weight:
            indicator.weight = note
        else:
            before = indicator.definition
            text = before.text + ("；" if before else "") + f"备注：{note.text}"
            indicator.definition = PrintedText(text, before.start or note.start, note.end)
