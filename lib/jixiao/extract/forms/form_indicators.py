"""The indicators of a form: levels, name, target, result, points, one row after another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...base.errors import Place
from ...catalogue import wordings
from ...grid import GridCell
from .form_columns import FormColumns
from .form_points import is_sum, place_notes, take_sum
from .levels import belongs
from .printed import NOTHING, FormRow, Printed, of_cell, of_cells, unread
from .printed_label import levels, printed_label
from .project_form import FormIndicator, ProjectForm
from .regions import is_indicator_head

_NUMBERING = re.compile(r"^(?:绩效)?指标\s*[\d一二三四五六七八九十]{0,2}\s*[：:]\s*")
_DOTS = re.compile(r"[…\.·。]+")
_LEVELS = ("level1", "level2", "level3")
_TEXTS = ("name", "definition", "term_target", "actual", "deviation")
_ONCE = ("weight", "score", "deviation")  # a cell over several rows counts for the first


@dataclass
class _Group:
    """The columns of one set of indicators: role → number of the head. Its levels so far."""

    columns: dict[str, int] = field(default_factory=dict)
    level: dict[str, str] = field(default_factory=dict)
    place: dict[str, Place] = field(default_factory=dict)  # where each level is printed


def read_indicator_block(form: ProjectForm, rows: Sequence[FormRow], index: int) -> int:
    """Reads the indicators below their head; the number of the row after the block."""
    columns, index = _columns(form, rows, index)
    groups = _groups(columns)
    notes: list[tuple[FormIndicator, Printed]] = []
    while index < len(rows):
        row = rows[index]
        if is_indicator_head(row) and not _is_row(row, columns):
            columns, index = _columns(form, rows, index)
            groups = _groups(columns, groups)
            continue
        if _ends(row, columns):
            break
        index += 1
        placed, others = columns.cells(row)
        if is_sum(row):
            take_sum(form, columns, placed, row)
            continue
        for group in groups:
            indicator, note = _indicator(form, row, placed, group, groups[0])
            if indicator is not None:
                form.indicators.append(indicator)
                if note:
                    notes.append((indicator, note))
            elif note:
                form.unread.append(unread(note, row.page, "cell_unplaced"))
        _list_others(form, row, columns, placed, others)
    place_notes(notes)
    return index


def _columns(form: ProjectForm, rows: Sequence[FormRow], index: int) -> tuple[FormColumns, int]:
    row = rows[index]
    columns = FormColumns()
    cells = row.covering
    roles = [printed_label(cell.text).role("columns") for cell in cells]
    for number, (cell, role) in enumerate(zip(cells, roles, strict=True)):
        label = printed_label(cell.text)
        level_follows = any(r in ("level1", "level2") for r in roles[number + 1 :])
        if role == "name" and label.role("blocks") == "indicators" and level_follows:
            continue  # 绩效指标 beside 一级指标 holds the block together
        if role:
            columns.add(role, cell, row.grid)
        elif cell.text and cell.row == row.row.number and not label.role("blocks"):
            form.unread.append(unread(of_cell(cell), row.page, "label_unknown"))
            columns.add("unknown", cell, row.grid)
    below = rows[index + 1] if index + 1 < len(rows) else None
    if below is None or not _is_second_head(below):
        return _of_terms(form, columns), index + 1
    for cell in below.starting:
        role = printed_label(cell.text).role("columns")
        if role is None:
            continue
        columns.heads = [head for head in columns.heads if not _over(head.cell, cell)]
        columns.add(role, cell, below.grid)
    columns.heads.sort(key=lambda head: head.cell.column)
    return _of_terms(form, columns), index + 2


def _of_terms(form: ProjectForm, columns: FormColumns) -> FormColumns:
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


def _is_second_head(row: FormRow) -> bool:
    printed = row.printed
    roles = [printed_label(cell.text).role("columns") for cell in printed]
    return len(printed) >= 2 and all(roles) and not is_indicator_head(row)


def _over(head: GridCell, cell: GridCell) -> bool:
    return head.column <= cell.column < head.column + head.columns


def _groups(columns: FormColumns, before: Sequence[_Group] = ()) -> list[_Group]:
    """The sets of columns: side by side where 三级指标 | 指标值 comes twice."""
    groups = [_Group()]
    for index, head in enumerate(columns.heads):
        own = groups[-1].columns
        role = head.role
        if role == "name" and "name" in own and own["name"] == index - 1:
            # 三级指标 | 指标内容: the last one names the indicator, the one before is a level.
            own["level3"], own["name"] = own["name"], index
            continue
        if role in own and role in ("level1", "level2", "name"):
            groups.append(_Group())
            own = groups[-1].columns
        own.setdefault(role, index)
    for group, old in zip(groups, before, strict=False):
        group.level = dict(old.level)
    return groups


def _indicator(
    form: ProjectForm,
    row: FormRow,
    placed: dict[int, list[GridCell]],
    group: _Group,
    first: _Group,
) -> tuple[FormIndicator | None, Printed]:
    """The indicator of a row in one set of columns, with what stands in its column of notes."""
    _take_levels(row, placed, group, first)
    texts = {role: _text(role, placed.get(index, []), row) for role, index in group.columns.items()}
    value = texts.get("target", NOTHING)
    texts["target"] = _target(texts)
    name = texts.get("name", NOTHING)
    bare = _NUMBERING.sub("", name.text)
    bare = "" if _DOTS.fullmatch(bare) else bare
    texts["name"] = Printed(bare, name.start, name.end)
    own = [texts.get(role, NOTHING) for role in (*_TEXTS, "target", "weight", "score")]
    note = texts.get("note", NOTHING)
    if all(text.is_none for text in own):
        return None, note
    indicator = FormIndicator(row.page)
    for role in (*_TEXTS, "target", "weight", "score"):
        setattr(indicator, role, texts.get(role, NOTHING))
    indicator.levels = tuple(group.level[role] for role in _LEVELS if group.level.get(role))
    indicator.has_first = bool(group.level.get("level1"))
    indicator.level_places = tuple(group.place[role] for role in _LEVELS if role in group.place)
    indicator.parts = tuple(texts[role] for role in ("bound", "unit", "note") if role in texts) + (
        value,
    )
    _name_from_others(indicator, group)
    if not indicator.name:
        form.unread += [unread(text, row.page, "no_name") for text in own if not text.is_none]
        return None, note
    return indicator, note


def _take_levels(
    row: FormRow, placed: dict[int, list[GridCell]], group: _Group, first: _Group
) -> None:
    """The levels of a row; one that is not printed again goes on, until one above it changes."""
    changed = False
    above = group.columns.get("level1")
    if above is not None and not of_cells(placed.get(above, [])).text:
        second = of_cells(placed.get(group.columns.get("level2", -1), [])).text
        if second and not belongs(group.level.get("level1", ""), second):
            group.level.pop("level1", None)
    for role in _LEVELS:
        index = group.columns.get(role)
        if index is None:
            if group is not first and role in first.level:
                group.level[role] = first.level[role]
            continue
        printed = of_cells(placed.get(index, []))
        if printed.text and printed.text != group.level.get(role):
            changed = True
            group.level[role] = printed.text
            if printed.start:
                group.place[role] = printed.start
        elif not printed.text and changed:
            group.level.pop(role, None)


def _text(role: str, cells: Sequence[GridCell], row: FormRow) -> Printed:
    if role in _ONCE:
        cells = [cell for cell in cells if cell.row == row.row.number]
    return of_cells(cells)


def _target(texts: dict[str, Printed]) -> Printed:
    """Bound, value and unit, from one cell or three."""
    parts = [texts.get(role, NOTHING) for role in ("bound", "target", "unit")]
    present = [part for part in parts if not part.is_none]
    if not present or parts[1].is_none and len(present) < 2:
        return parts[1]
    starts = [part.start for part in present if part.start]
    ends = [part.end for part in present if part.end]
    text = "".join(part.text for part in present)
    return Printed(text, min(starts, default=None), max(ends, default=None))


def _name_from_others(indicator: FormIndicator, group: _Group) -> None:
    """An indicator without a name of its own is called by its definition or its last level."""
    if not indicator.name.text and not indicator.definition.is_none:
        indicator.name, indicator.definition = indicator.definition, NOTHING
    elif not indicator.name.text and indicator.levels:
        indicator.name = Printed(indicator.levels[-1])


def _is_row(row: FormRow, columns: FormColumns) -> bool:
    """Whether a row that looks like a head is one of indicators: its level is a known level."""
    placed, _ = columns.cells(row)
    for index, head in enumerate(columns.heads):
        if head.role in ("level1", "level2"):
            text = of_cells(placed.get(index, [])).text
            if text and any(name in levels() for name in printed_label(text).names):
                return True
    return False


def _ends(row: FormRow, columns: FormColumns) -> bool:
    """Whether a label of the form's head or foot stands left of the indicators' columns."""
    printed = row.printed
    if not printed or not columns.heads:
        return False
    first = printed[0]
    label = printed_label(first.text)
    level1 = next((head.cell for head in columns.heads), first)
    if first.column > level1.column:
        return False
    if label.name in wordings("forms")["sums"]["words"]:
        return False
    if label.role("head"):
        return True
    return first.column < level1.column and bool(
        label.role("goals") or label.role("blocks") == "money"
    )


def _list_others(
    form: ProjectForm,
    row: FormRow,
    columns: FormColumns,
    placed: dict[int, list[GridCell]],
    others: Sequence[GridCell],
) -> None:
    """Lists the cells of a row that stand under no known head."""
    unknown = [
        cell
        for index, cells in placed.items()
        if columns.heads[index].role == "unknown"
        for cell in cells
    ]
    for cell in (*unknown, *others):
        printed = of_cell(cell)
        label = printed_label(cell.text)
        if cell.row != row.row.number or printed.is_none or label.role("blocks") or label.is_known:
            continue
        form.unread.append(unread(printed, row.page, "cell_unplaced"))
