"""The indicators of a form: levels, name, target, result, points, one row after another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...catalogue import wordings
from ...grid import GridCell
from .cut_rows import add_rest, is_rest
from .form_columns import FormColumns
from .form_points import (
    drop_shared_points,
    is_part_sum,
    is_sum,
    place_notes,
    points_in_name,
    takes_points_row,
)
from .indicator_columns import IndicatorGroup, indicator_columns, indicator_groups
from .indicator_target import definition_of, reasons_of, target_of
from .leftover import NUMBERING, is_note
from .level_groups import Levels, level_groups, set_levels
from .levels import belongs
from .names_with_levels import heads_level, is_ditto, is_other_level, split_levels
from .printed import NOTHING, FormRow, PrintedText, of_cell, of_cells, unread
from .printed_label import levels, printed_label
from .project_form import FormIndicator, ProjectForm
from .regions import is_indicator_head
from .run_on_heads import lists_run_together, name_alone
from .several_indicators import parted

_DOTS = re.compile(r"[…\.·。]+")
_PARTS = ("bound", "unit", "note", "standard", "revised_target", "direction")
_LEVELS = ("level1", "level2", "level3")
_TEXTS = ("name", "definition", "term_target", "actual", "deviation")
_ASIDE = ("level_points",)  # sums of the points below them
_ONCE = ("weight", "score", "deviation")  # a cell over several rows counts for the first


def read_indicator_block(
    form: ProjectForm, rows: Sequence[FormRow], index: int
) -> tuple[FormColumns, int]:
    """Reads the indicators below their head; their columns, and the number of the row after the block."""
    columns, index = indicator_columns(form, rows, index)
    groups = indicator_groups(columns)
    notes: list[tuple[FormIndicator, PrintedText]] = []
    told: dict[int, Levels] = {}
    untold: list[GridCell] = []
    if not all(row.grid.ruled for row in rows[index:]):
        told, untold = level_groups(rows, index, _block_end(rows, index, columns), columns)
    form.unread += [unread(of_cell(cell), cell.page, "cell_unplaced") for cell in untold]
    while index < len(rows):
        row = rows[index]
        if is_indicator_head(row) and not _is_row(row, columns):
            columns, index = indicator_columns(form, rows, index)
            groups = indicator_groups(columns, groups)
            continue
        placed, others = columns.cells(row)
        if takes_points_row(form, row, placed, columns):
            index += 1
            continue
        if _ends(row, columns):
            break
        if in_place := index in told:
            set_levels(groups[0], told[index])
            placed = {
                i: own for i, own in placed.items() if columns.heads[i].role not in _LEVELS[:2]
            }
        index += 1
        if is_part_sum(row):
            _take_part_sum(form, row, placed, groups[0])
            continue
        if is_rest(form, row, rows[index - 2] if index > 1 else None, placed, columns):
            add_rest(form, row, placed, columns)
            continue
        for group in groups:
            piece = not row.grid.ruled and not in_place
            indicator, note = _indicator(form, row, placed, group, groups[0], piece)
            if indicator is not None:
                cells = {role: placed.get(index, []) for role, index in group.columns.items()}
                parts = parted(indicator, cells)
                if len(parts) == 1 and lists_run_together(form, cells, row):
                    continue
                drop_shared_points(form, row, parts[0], cells)
                form.indicators += parts
                if note:
                    notes.append((parts[0], note))
            elif note:
                form.unread.append(unread(note, row.page, "cell_unplaced"))
        _list_others(form, row, columns, placed, others)
    place_notes(notes)
    return columns, index


def _block_end(rows: Sequence[FormRow], index: int, columns: FormColumns) -> int:
    """Where the rows of indicators end: at their sum, a further head or another part of the form."""
    while index < len(rows):
        row = rows[index]
        placed, _ = columns.cells(row)
        is_other = is_indicator_head(row) and not _is_row(row, columns)
        if is_other or is_part_sum(row) or is_sum(row, placed, columns) or _ends(row, columns):
            break
        index += 1
    return index


def _take_part_sum(
    form: ProjectForm, row: FormRow, placed: dict[int, list[GridCell]], group: IndicatorGroup
) -> None:
    """小计: its points are those of the rows above it, and a level beside it opens the rows below."""
    words = wordings("forms")["sums"]["parts"]
    left = {
        index: [cell for cell in cells if printed_label(cell.text).name not in words]
        for index, cells in placed.items()
    }
    _take_levels(row, left, group, group)
    form.aside += [of_cell(cell) for cell in row.printed]


def _indicator(
    form: ProjectForm,
    row: FormRow,
    placed: dict[int, list[GridCell]],
    group: IndicatorGroup,
    first: IndicatorGroup,
    piece: bool,
) -> tuple[FormIndicator | None, PrintedText]:
    """The indicator of a row in one set of columns, with what stands in its column of notes.

    `piece`: one that has no level may be a piece of another row.
    """
    _take_levels(row, placed, group, first)
    texts = {role: _text(role, placed.get(index, []), row) for role, index in group.columns.items()}
    texts["name"] = name_alone(placed.get(group.columns.get("name", -1), []), row)
    for index in group.columns.values():  # ≥ | 120 | 个 under one head are one text
        form.aside += [of_cell(cell) for cell in placed.get(index, [])[1:] if cell.text]
    if len(group.reasons) > 1:
        cells = {index: _text("deviation", placed.get(index, []), row) for index in group.reasons}
        texts["deviation"] = reasons_of(cells, group.reasons)
        form.aside += [text for text in cells.values() if text]
    value = texts["first_target"] = texts.get("target", NOTHING)
    texts["target"] = target_of(texts)
    texts["definition"] = definition_of(texts)
    name = texts.get("name", NOTHING)
    bare = NUMBERING.sub("", name.text)
    bare = "" if _DOTS.fullmatch(bare) else bare
    texts["name"] = PrintedText(bare, name.start, name.end)
    own = [texts.get(role, NOTHING) for role in (*_TEXTS, "target", "weight", "score")]
    note = texts.get("note", NOTHING)
    if all(text.is_none for text in own) or not _begins(row, placed, group):
        return None, note
    indicator = FormIndicator(row.page)
    for role in (*_TEXTS, "target", "weight", "score"):
        setattr(indicator, role, texts.get(role, NOTHING))
    if heads_level(indicator, group):
        form.aside += [text for text in own if text]
        return None, note
    indicator.levels = tuple(group.level[role] for role in _LEVELS if group.level.get(role))
    indicator.has_first = bool(group.level.get("level1"))
    if not indicator.levels:
        indicator.levels, indicator.name = split_levels(indicator.name)
        indicator.has_first = bool(indicator.levels)
    indicator.level_places = tuple(group.place[role] for role in _LEVELS if role in group.place)
    indicator.parts = tuple(texts[role] for role in _PARTS if role in texts) + (value,)
    indicator.has_result = "actual" in group.columns
    if "weight" not in group.columns:
        indicator.weight = points_in_name(indicator.name)
    _name_from_others(indicator, group)
    lacks = "level2" in group.columns and not indicator.levels and not row.grid.ruled
    alone = lacks and (piece or _has_blanks(indicator, group))
    if not indicator.name or alone or is_other_level(indicator, group):
        form.unread += [unread(text, row.page, "no_name") for text in own if not text.is_none]
        return None, note
    return indicator, note


def _has_blanks(indicator: FormIndicator, group: IndicatorGroup) -> bool:
    roles = [role for role in ("target", "actual", "weight", "score") if role in group.columns]
    return len(roles) < 2 or any(not getattr(indicator, role) for role in roles)


def _begins(row: FormRow, placed: dict[int, list[GridCell]], group: IndicatorGroup) -> bool:
    """Whether a cell of the row's indicator is printed in it: all of one that goes on stand above."""
    own = (
        cell
        for role in (*_TEXTS, "target", "weight", "score")
        for cell in placed.get(group.columns.get(role, -1), [])
    )
    return any(cell.row == row.row.number and cell.text for cell in own)


def _take_levels(
    row: FormRow, placed: dict[int, list[GridCell]], group: IndicatorGroup, first: IndicatorGroup
) -> None:
    """The levels of a row; one that is not printed again goes on, until one above it changes."""
    changed = False
    above = group.columns.get("level1")
    if above is not None and not of_cells(placed.get(above, [])).text:
        second = of_cells(placed.get(group.columns.get("level2", -1), [])).text
        if second and not is_ditto(second) and not belongs(group.level.get("level1", ""), second):
            group.level.pop("level1", None)
    for role in _LEVELS:
        index = group.columns.get(role)
        if index is None:
            if group is not first and role in first.level:
                group.level[role] = first.level[role]
            continue
        printed = of_cells(placed.get(index, []))
        if is_ditto(printed.text):
            continue
        if printed.text and printed.text != group.level.get(role):
            changed = True
            group.level[role] = printed.text
            if printed.start:
                group.place[role] = printed.start
        elif not printed.text and changed:
            group.level.pop(role, None)


def _text(role: str, cells: Sequence[GridCell], row: FormRow) -> PrintedText:
    if role in _ONCE:
        cells = [cell for cell in cells if cell.row == row.row.number]
    elif len(cells) > 1:  # 定性 | 提升 under one head: the first says that there is no bound
        kinds = wordings("forms")["no_bound"]["words"]
        cells = [cell for cell in cells if cell.text not in kinds]
    return of_cells(cells)


def _name_from_others(indicator: FormIndicator, group: IndicatorGroup) -> None:
    """An indicator without a name of its own is called by its definition or its last level."""
    if not indicator.name.text and not indicator.definition.is_none:
        indicator.name, indicator.definition = indicator.definition, NOTHING
    elif not indicator.name.text and indicator.levels:
        indicator.name = PrintedText(indicator.levels[-1])


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
    unknown: list[GridCell] = []
    for index, cells in placed.items():
        role = columns.heads[index].role
        own = [cell for cell in cells if cell.row == row.row.number]
        if role in _ASIDE:
            form.aside += [of_cell(cell) for cell in own]
        elif role == "other":
            kinds = wordings("forms")["no_bound"]["words"]
            form.aside += [of_cell(cell) for cell in own if cell.text in kinds]
            said = [of_cell(cell) for cell in own if _says(cell) and cell.text not in kinds]
            form.unread += [unread(printed, row.page, "no_column") for printed in said]
        elif role == "unknown":
            unknown += own
    for cell in (*unknown, *others):
        printed = of_cell(cell)
        label = printed_label(cell.text)
        if cell.row != row.row.number or printed.is_none or label.is_known or is_note(row, cell):
            continue
        form.unread.append(unread(printed, row.page, "cell_unplaced"))


def _says(cell: GridCell) -> bool:
    return not of_cell(cell).is_none
