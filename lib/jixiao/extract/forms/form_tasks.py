"""The department's tasks with their money: 任务名称 | 主要内容 | 完成情况 | 全年预算数 | 全年执行数 …"""

from __future__ import annotations

from collections.abc import Sequence

from ...catalogue import wordings
from ...grid import GridCell
from .form_columns import FormColumns
from .form_figures import figures_in
from .form_money import FormMoney
from .printed import FormRow, PrintedText, of_cells, unread
from .printed_label import printed_label
from .project_form import FormKind, ProjectForm
from .regions import is_indicator_head

_OF_PROJECTS = {"project": "name", "kind": "kind"}  # columns of a list of projects


def is_task_head(row: FormRow) -> bool:
    """Whether the row heads the columns of tasks: their name, and money or what was done of them."""
    labels = [printed_label(cell.text) for cell in row.printed]
    if not any(label.role("tasks") == "name" for label in labels):
        return False
    roles = {label.role("tasks") for label in labels}
    named = any(label.name == "任务名称" for label in labels)
    if {"name", "goal"} <= roles and (named or "achieved" in roles):
        return True
    return any(
        label.role("phases") or label.role("sources") or label.role("blocks") == "money"
        for label in labels
    )


def is_project_head(form: ProjectForm, row: FormRow) -> bool:
    """Whether the row heads a list of projects in a form of a department: 项目名称 | 项目本年度预算."""
    labels = [printed_label(cell.text) for cell in row.printed]
    if form.kind.startswith("project") or is_indicator_head(row):
        return False
    named = sum(label.role("tasks") == "project" for label in labels) == 1
    amounts = any(label.role("phases") or label.role("sources") == "term" for label in labels)
    return named and amounts and not any(figures_in(cell.text) for cell in row.printed)


def read_task_block(
    form: ProjectForm, money: FormMoney, rows: Sequence[FormRow], index: int
) -> int:
    """Reads the tasks or projects below their head; the number of the row after the block."""
    projects = is_project_head(form, rows[index])
    kind: FormKind = "project_list" if projects else "department_task"
    columns, index = _columns(form, money, rows, index, projects)
    while index < len(rows):
        row = rows[index]
        if _ends(row, columns) or (projects and _is_beside(row, columns)):
            break
        placed, others = columns.cells(row)
        _note_points(form, others, row)
        by_role: dict[str, list[GridCell]] = {}
        for head, cells in placed.items():
            by_role.setdefault(columns.heads[head].role, []).extend(cells)
        name = of_cells(by_role.get("task:name", []))
        if _is_sum(name):
            _add_money(form, form, money, columns, placed, row)
        elif name:
            task = ProjectForm(kind, row.page, title=form.title, name=name)
            task.department = form.department
            task.goal = of_cells(by_role.get("task:goal", []))
            task.achieved = of_cells(by_role.get("task:achieved", []))
            _add_money(task, form, money, columns, placed, row)
            form.tasks.append(task)
        else:
            for cell in row.printed:
                form.unread.append(unread(of_cells([cell]), row.page, "cell_unplaced"))
        index += 1
    return index


def _columns(
    form: ProjectForm, money: FormMoney, rows: Sequence[FormRow], index: int, projects: bool
) -> tuple[FormColumns, int]:
    """The heads, with the sources below them where there is a second row of heads."""
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else None
    sources = (
        [cell for cell in below.printed if printed_label(cell.text).role("sources")]
        if below
        else []
    )
    second = bool(below and sources and len(sources) == len(below.printed))
    groups = {cell: _group(cell, below) for cell in row.starting} if below else {}
    columns = FormColumns()
    names = [c for c in row.starting if printed_label(c.text).role("tasks") == "name"]
    for cell in row.starting:
        label = printed_label(cell.text)
        phase = label.role("phases")
        if phase is None and label.role("blocks") == "money":
            phase = "unspecified"
        task = label.role("tasks")
        if task in _OF_PROJECTS:
            task = _OF_PROJECTS[task] if projects else None
        if task == "name" and label.role("blocks") and cell.rows > 1 and len(names) > 1:
            continue  # 主要任务 beside 任务名称 holds the block together
        if task:
            columns.add(f"task:{task}", cell, row.grid)
        elif group := groups.get(cell):
            _add_group(columns, money, group, row)
        elif phase:
            money.note_unit(label)
            _add_phase(columns, phase, cell, row, sources if second else [])
        elif projects and label.role("sources") == "term":
            columns.add("unspecified:term", cell, row.grid)
        elif label.role("sources"):
            columns.add(f"unspecified:{label.role('sources')}", cell, row.grid)
        elif execution := label.role("execution"):
            columns.add(f"execution:{execution}", cell, row.grid)
        elif label.role("head") == "execution_weight":
            _note_points(form, [cell], row)
        elif cell.text and not label.role("blocks"):
            form.unread.append(unread(of_cells([cell]), row.page, "label_unknown"))
            columns.add("unknown", cell, row.grid)
    return columns, index + (2 if second or any(groups.values()) else 1)


def _group(head: GridCell, below: FormRow) -> list[GridCell]:
    """The cells of the row `below` that name the columns under `head`, a stage of money each or more."""
    reach = range(head.column, head.column + head.columns)
    cells = [cell for cell in below.starting if cell.column in reach]
    labels = [printed_label(cell.text) for cell in cells]
    known = all(any(map(label.role, ("phases", "sources", "execution"))) for label in labels)
    stages = sum(bool(label.role("phases")) for label in labels)
    money = printed_label(head.text).role("blocks") == "money"
    return cells if money and known and stages > 1 else []


def _add_group(
    columns: FormColumns, money: FormMoney, cells: Sequence[GridCell], row: FormRow
) -> None:
    """全年预算数 | 其中：财政拨款 | 全年执行数 | 其中：财政拨款 | 预算执行率: a source is of the stage before it."""
    stage = "unspecified"
    for cell in cells:
        label = printed_label(cell.text)
        if phase := label.role("phases"):
            money.note_unit(label)
            stage, role = phase, f"{phase}:total"
        elif source := label.role("sources"):
            role = f"{stage}:{source}"
        else:
            role = f"execution:{label.role('execution')}"
        columns.add(role, cell, row.grid)


def _add_phase(
    columns: FormColumns, phase: str, cell: GridCell, row: FormRow, sources: Sequence[GridCell]
) -> None:
    own = [s for s in sources if cell.column <= s.column < cell.column + cell.columns]
    if not own:
        columns.add(f"{phase}:total", cell, row.grid)
    for source in own:
        columns.add(f"{phase}:{printed_label(source.text).role('sources')}", source, row.grid)


def _note_points(form: ProjectForm, cells: Sequence[GridCell], row: FormRow) -> None:
    """Points printed in a label beside the rows: 执行率分值（10分）."""
    for cell in cells:
        label = printed_label(cell.text)
        if label.role("head") == "execution_weight" and label.points is not None:
            printed = of_cells([cell])
            form.execution_weight = PrintedText(
                format(label.points, "f"), printed.start, printed.end
            )
        elif cell.text and cell.row == row.row.number and not label.is_known:
            form.unread.append(unread(of_cells([cell]), row.page, "cell_unplaced"))


def _ends(row: FormRow, columns: FormColumns) -> bool:
    if is_indicator_head(row) or _is_heading(row):
        return True
    first = columns.heads[0].cell if columns.heads else None
    for cell in row.starting[:2]:
        label = printed_label(cell.text)
        beside = first is None or cell.column < first.column
        if beside and (label.role("goals") or label.role("head") or label.role("blocks")):
            return True
    return False


def _is_beside(row: FormRow, columns: FormColumns) -> bool:
    """Whether the row opens left of the columns, or with a goal: then another part of the form begins."""
    first = columns.heads[0].cell
    return any(
        cell.text and (cell.column < first.column or printed_label(cell.text).role("goals"))
        for cell in row.starting
    )


def _is_heading(row: FormRow) -> bool:
    """Whether one cell alone goes over the whole row: 三、部门整体支出绩效指标."""
    printed = row.printed
    return len(printed) == 1 and printed[0].columns == row.grid.column_count > 1


def _is_sum(name: PrintedText) -> bool:
    label = printed_label(name.text)
    return label.role("sources") == "total" or label.name in wordings("forms")["sums"]["words"]


def _add_money(
    target: ProjectForm,
    form: ProjectForm,
    money: FormMoney,
    columns: FormColumns,
    placed: dict[int, list[GridCell]],
    row: FormRow,
) -> None:
    fields = {"weight": "execution_weight", "rate": "execution_rate", "score": "execution_score"}
    for index, cells in placed.items():
        kind, _, role = columns.heads[index].role.partition(":")
        own = [cell for cell in cells if cell.row == row.row.number]
        printed = of_cells(own)
        if role == "kind":
            form.aside.append(printed)
        if kind == "task" or printed.is_none:
            continue
        if kind == "execution":
            setattr(target, fields[role], printed)
        elif kind == "unknown":
            form.unread.append(unread(printed, row.page, "no_column"))
        else:
            label = printed_label(columns.heads[index].cell.text)
            source, term = ("total", True) if role == "term" else (role, False)
            money.add(target, money.phase(kind), source, label, printed, row.page, term=term)
