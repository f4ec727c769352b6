"""Lists with a row for each project: its money, its goal, its indicators as running text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from ...base.amounts import half_unit
from ...catalogue import wordings
from ...grid import Grid, GridCell
from .form_columns import FormColumns
from .form_money import FormMoney
from .leftover import left_over
from .printed import NOTHING, FormRow, PrintedText, of_cells, unread
from .printed_label import printed_label
from .project_form import ProjectForm
from .run_on import split_run_on
from .unit_row import units_below

_NO_ROWS = ("head", "column_numbers", "note")
_HEAD_ROWS = 4  # in which the head of a list must stand


def read_project_list(grid: Grid) -> list[ProjectForm]:
    """The projects of a list with goals; none if the grid is no such list."""
    rows = [FormRow(grid, row) for row in grid.rows if row.kind != "blank"]
    found = next((i for i, row in enumerate(rows[:_HEAD_ROWS]) if _is_head(row)), None)
    if found is None:
        return []
    columns, end = _columns(grid, rows, found)
    if not columns.has("name"):
        columns.call("office", "name")  # what is evaluated are offices as a whole
    units = units_below(rows[end]) if end < len(rows) else {}
    printed_units = rows[end].printed if units else ()
    end += bool(units)
    forms: list[ProjectForm] = []
    for row in rows[end:]:
        if row.row.kind in _NO_ROWS or _is_head(row):
            continue
        if form := list_project(grid, columns, row, units):
            forms.append(form)
    if not forms:
        return []
    forms[0].aside += [of_cells([cell]) for cell in printed_units]
    repeated = {tuple(cell.text for cell in row.covering) for row in rows[found:end]}
    used = rows[:end] + [
        row
        for row in rows[end:]
        if row.row.kind not in _NO_ROWS
        and tuple(cell.text for cell in row.covering) not in repeated
    ]
    forms[-1].unread += left_over(used, forms)  # a form's title counts as held
    tell_totals(forms)
    return forms


def _is_head(row: FormRow) -> bool:
    labels = [printed_label(cell.text) for cell in row.covering]
    roles = {label.role("list") for label in labels}
    if "name" not in roles:
        # 主管部门 | 某局 | 得分 | 90 | 等级 | 优 is a row of a form.
        return {"office", "score", "grade"} <= roles and all(roles)
    if {"goal", "indicators", "score", "grade"} & roles:
        return True
    # A list of what projects spent: a statement of accounts has no rate of execution beside names.
    return any(label.role("phases") == "outturn" for label in labels) and any(
        label.role("execution") == "rate" for label in labels
    )


def _columns(grid: Grid, rows: list[FormRow], start: int) -> tuple[FormColumns, int]:
    """The heads; below a head that holds several (预算数 | 一般公共预算 …) those of the rows under it."""
    columns = FormColumns()
    head_rows = [rows[start]]
    for row in rows[start + 1 :]:
        above = rows[start].starting
        under = all(
            cell.row < row.row.number or any(_splits(top, cell) for top in above)
            for cell in row.covering
        )
        if not under or not any(printed_label(c.text).role("sources") for c in row.printed):
            break
        head_rows.append(row)
    for cell in rows[start].starting:
        lowest = [
            other
            for row in head_rows[1:]
            for other in row.starting
            if cell.column <= other.column < cell.column + cell.columns
            and cell.rows < len(head_rows)
        ]
        for own in _lowest(lowest) or [cell]:
            columns.add(list_role(own, cell), own, grid)
    return columns, start + len(head_rows)


def _splits(top: GridCell, cell: GridCell) -> bool:
    return top.columns > 1 and top.column <= cell.column < top.column + top.columns


def _lowest(cells: list[GridCell]) -> list[GridCell]:
    """Of heads above each other the lowest of each column, from the left."""
    lowest: dict[int, GridCell] = {}
    for cell in cells:
        for column in range(cell.column, cell.column + cell.columns):
            lowest[column] = cell
    unique: dict[tuple[int, int], GridCell] = {}
    for column in sorted(lowest):
        unique.setdefault((lowest[column].row, lowest[column].column), lowest[column])
    return list(unique.values())


def list_role(cell: GridCell, top: GridCell) -> str:
    """What the column of a head holds, of which `top` is the head above it, or itself."""
    label = printed_label(cell.text)
    if cell is top and (role := label.role("list")):
        return role
    if source := label.role("sources"):
        above = printed_label(top.text).role("sources")
        if source == "total" and above:  # 财政拨款 | 合计
            source = above
        return "money" if source == "total" else f"source:{source}"
    if phase := label.role("phases"):
        return f"phase:{phase}"
    if label.role("execution") == "rate":
        return "rate"
    return "unknown"


def list_project(
    grid: Grid, columns: FormColumns, row: FormRow, units: Mapping[int, str]
) -> ProjectForm | None:
    """What a row states of its project under these heads; None where it names and states nothing."""
    placed, others = columns.cells(row)
    form = ProjectForm("project_list", row.page, title=_title(grid))
    money = FormMoney(form, grid.unit)
    for index, cells in sorted(placed.items()):
        role, head = columns.heads[index].role, columns.heads[index].cell
        own = [cell for cell in cells if cell.row == row.row.number]
        printed = of_cells(own)
        if role in ("office", "executor"):
            setattr(form, role, of_cells(cells))
        elif role in ("name", "goal", "grade", "problems", "measures"):
            setattr(form, role, printed)
        elif role == "score":
            form.total_score = printed
        elif role == "rate":
            form.execution_rate = printed
            form.rate_in_percent = printed_label(head.text).percent or units.get(head.column) == "%"
        elif role == "number":
            form.ordinal = printed
            form.is_group = bool(re.fullmatch(_groups(), printed.text))
            if any(_is_over_name(columns, cell) for cell in own):
                form.is_group = bool(re.match(rf"{_groups()}(?<=[、.）)])", printed.text))
                name = re.sub(r"^\d{1,4}[、.]?(?=\D)", "", printed.text)  # 1环卫作业
                form.name = form.name or replace(printed, text=name)
        elif role == "indicators":
            for cell in own:
                found, left = split_run_on(cell)
                form.indicators += found
                form.unread += left
        elif role == "money" or role.startswith(("source:", "phase:")):
            kind, _, of = role.partition(":")
            source = of if kind == "source" else "total"
            label = printed_label(head.text)
            label = replace(label, unit=label.unit or units.get(head.column))
            phase = label.role("phases") or "unspecified"
            if phase == "unspecified" and not columns.has("score", "grade", "phase:outturn"):
                phase = "approved"  # lists without results stand in budgets
            money.add(form, phase, source, label, printed, row.page)
        elif not printed.is_none:
            form.unread.append(unread(printed, row.page, "no_column"))
    if not form.name and not form.funds and not form.total_score:
        return None
    return form


def _is_over_name(columns: FormColumns, cell: GridCell) -> bool:
    """Whether a cell goes over the columns of the number and of the name: 一、城市管理类, 合计."""
    names = [head.cell.column for head in columns.heads if head.role == "name"]
    return any(cell.column < column < cell.column + cell.columns for column in names)


def _groups() -> str:
    return str(wordings("forms")["sums"]["group_numbers"])


def _title(grid: Grid) -> PrintedText:
    return PrintedText(grid.title or "", grid.title_place, grid.title_place)


def tell_totals(forms: list[ProjectForm]) -> None:
    """Rows that sum the list up, and rows of a unit above its projects.

    合计 is told by its word. A row without goal and indicators is a unit's total if its money is the
    sum of the rows below it, up to the next such row, within the rounding of the printed amounts;
    its name is then the unit of those rows.
    """
    sums = wordings("forms")["sums"]
    words = (*sums["words"], *sums["parts"])
    for form in forms:
        told = (form.name, form.ordinal, form.executor, form.office)
        if any(printed_label(text.text).name in words for text in told):
            form.kind, form.name = "list_total", PrintedText("", form.name.start, form.name.end)
            form.office = _no_sum(form.office, words)
            form.executor = _no_sum(form.executor, words)
    if not all(form.is_group for form in forms):
        for form in forms:
            if form.is_group:
                form.kind = "list_total"
    bare = [
        index
        for index, form in enumerate(forms)
        if form.kind == "project_list" and form.funds and not form.goal and not form.indicators
    ]
    for position, index in enumerate(bare):
        end = bare[position + 1] if position + 1 < len(bare) else len(forms)
        below = [form for form in forms[index + 1 : end] if form.kind == "project_list"]
        own, sums = _total(forms[index]), [_total(form) for form in below]
        if not below or own is None or any(value is None for value in sums):
            continue
        parts = [value for value in sums if value is not None]
        room = sum((half_unit(part) for part in parts), half_unit(own))
        if abs(sum(parts, Decimal(0)) - own) < room:
            unit = forms[index].name
            forms[index].kind = "list_total"
            forms[index].executor, forms[index].name = unit, PrintedText("", unit.start, unit.end)
            for form in below:
                form.executor = form.executor or unit


def _no_sum(text: PrintedText, words: tuple[str, ...]) -> PrintedText:
    return NOTHING if printed_label(text.text).name in words else text


def _total(form: ProjectForm) -> Decimal | None:
    return next((fund.value for fund in form.funds if fund.source == "total"), None)
