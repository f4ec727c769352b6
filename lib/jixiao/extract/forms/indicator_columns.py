"""The columns of a block of indicators: what stands under which head, in one set or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ...base.errors import Place
from ...catalogue import wordings
from ...grid import GridCell
from ...status.measure import bound_signs
from .form_columns import FormColumns
from .form_goals import is_below_term_goal
from .printed import FormRow, of_cell, unread
from .printed_label import printed_label
from .project_form import ProjectForm
from .regions import is_indicator_head
from .run_on_heads import without_run_together
from .term_targets import all_of_term, is_beside_term, of_terms
from .unit_row import units_below
from .year_heads import year_roles

_HEAD_ROWS = 2  # no head is higher
_MOST_HEAD_ROWS = 3  # but where a head is parted twice


@dataclass
class IndicatorGroup:
    """The columns of one set of indicators: role → number of the head. Its levels so far."""

    columns: dict[str, int] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)  # columns of reasons → their heads
    level: dict[str, str] = field(default_factory=dict)
    place: dict[str, Place] = field(default_factory=dict)  # where each level is printed


def indicator_columns(
    form: ProjectForm, rows: Sequence[FormRow], index: int
) -> tuple[FormColumns, int]:
    """The heads in row `index`, with those of a second row of heads; the number of the row below."""
    row, start = rows[index], index
    columns = FormColumns()
    cells = row.covering
    roles = [printed_label(cell.text).role("columns") for cell in cells]
    for number, of_year in year_roles([cell.text for cell in cells], form.title.text).items():
        roles[number] = of_year
        form.aside.append(of_cell(cells[number]))
    for number, (cell, role) in enumerate(zip(cells, roles, strict=True)):
        label = printed_label(cell.text)
        level_follows = any(r in ("level1", "level2") for r in roles[number + 1 :])
        beside_all = cell.rows > _HEAD_ROWS and "name" in roles[number + 1 :]
        holds_block = role == "name" and label.role("blocks") == "indicators"
        if holds_block and level_follows and "level1" not in roles and cell.rows == 1:
            role = "level1"  # 绩效指标 | 二级指标 | 三级指标
        elif holds_block and (level_follows or beside_all):
            continue  # 绩效指标 beside 一级指标, or beside all rows
        if role:
            columns.add(role, cell, row.grid)
        elif cell.text and cell.row == row.row.number and not label.role("blocks"):
            form.unread.append(unread(of_cell(cell), row.page, "label_unknown"))
            columns.add("unknown", cell, row.grid)
    index += 1
    while index < len(rows) and (
        (second := _is_second_head(rows[index])) or _is_covered(rows[index], columns)
    ):
        units = units_below(rows[index])
        reasons = [head for head in columns.heads if head.role == "deviation"]
        cells = rows[index].starting
        dated = year_roles([cell.text for cell in cells], form.title.text)
        form.aside += [of_cell(cells[number]) for number in dated]
        for number, cell in enumerate(cells):
            role = dated.get(number) or printed_label(cell.text).role("columns")
            if role is None and (second or not cell.text):
                continue
            if cell.column in units:
                form.aside.append(of_cell(cell))
                continue
            if any(_over(above.cell, cell) for above in reasons):
                role = "deviation"  # 未完成原因分析 over 经费保障 | 制度保障 | …
                form.aside.append(of_cell(cell))
            if role is None:
                form.unread.append(unread(of_cell(cell), rows[index].page, "label_unknown"))
            columns.heads = [head for head in columns.heads if not _over(head.cell, cell)]
            columns.add(role or "unknown", cell, rows[index].grid)
        columns.heads.sort(key=lambda head: head.cell.column)
        index += 1
    if index < len(rows) and units_below(rows[index]):
        form.aside += [of_cell(cell) for cell in rows[index].printed]
        index += 1
    if index < len(rows) and _splits(rows[index], columns):
        _split(columns, rows[index])
        index += 1
    below = rows[index] if index < len(rows) else None
    _by_wording(columns, below)
    if below is not None:
        _over_blank_heads(columns, row, below)
    without_run_together(columns)
    if is_below_term_goal(rows, start) or is_beside_term(rows, start, index):
        all_of_term(columns)
    return of_terms(form, columns), index


def _by_wording(columns: FormColumns, below: FormRow | None) -> None:
    """Heads that are not known get the role that their words or the signs below them tell.

    Each role once, and none that a known head has. Of several heads of one role it is the one of the
    whole year (年度合计目标值), or none. An unknown head stays listed as such.
    """
    patterns: dict[str, str] = wordings("forms")["column_heads"]
    signs = {*bound_signs(), *wordings("forms")["no_bound"]["words"]}
    told: dict[str, list[int]] = {}
    for index, head in enumerate(columns.heads):
        text = "".join(head.cell.text.split())
        if head.role != "unknown" or re.match(patterns["never"], text):
            continue
        roles = [role for role, words in patterns.items() if re.fullmatch(words, text)]
        if _text_under(columns, index, below) in signs:
            roles = ["bound"]
        role = next((r for r in roles if r not in ("never", "whole") and not columns.has(r)), None)
        if role:
            told.setdefault(role, []).append(index)
    for role, found in told.items():
        whole = [i for i in found if re.match(patterns["whole"], columns.heads[i].cell.text)]
        for index in found if len(found) == 1 else whole if len(whole) == 1 else ():
            columns.heads[index] = replace(columns.heads[index], role=role)


def _text_under(columns: FormColumns, index: int, below: FormRow | None) -> str | None:
    if below is None:
        return None
    placed, _ = columns.cells(below)
    return "".join("".join(cell.text.split()) for cell in placed.get(index, []))


def _opens_with(columns: FormColumns, index: int, below: FormRow, signs: set[str]) -> bool:
    """Whether the first cell below a head holds one of these signs."""
    placed, _ = columns.cells(below)
    return any("".join(cell.text.split()) in signs for cell in placed.get(index, [])[:1])


def _splits(row: FormRow, columns: FormColumns) -> bool:
    """Whether a row parts the heads above it into names and points: 一级指标 over 名称 | 权重."""
    labels = [printed_label(cell.text) for cell in row.printed]
    names = [label.name in wordings("forms")["head_parts"]["name"] for label in labels]
    both = all(
        is_name or label.role("columns") == "weight"
        for is_name, label in zip(names, labels, strict=True)
    )
    under = all(any(_over(head.cell, cell) for head in columns.heads) for cell in row.printed)
    return bool(labels) and any(names) and not all(names) and both and under


def _split(columns: FormColumns, row: FormRow) -> None:
    heads = columns.heads
    columns.heads = []
    for head in heads:
        parts = [cell for cell in row.printed if _over(head.cell, cell)]
        for cell in parts:
            is_points = printed_label(cell.text).role("columns") == "weight"
            role = "weight" if head.role == "name" else "level_points"
            columns.add(role if is_points else head.role, cell, row.grid)
        if not parts:
            columns.heads.append(head)


def _over_blank_heads(columns: FormColumns, row: FormRow, below: FormRow) -> None:
    """年度指标值 over ≥ | 120 | 个 where a table cannot merge its heads: those beside it are blank."""
    blank = {c for c, cell in enumerate(row.row.cells) if cell is None or not cell.text}
    signs = {*bound_signs(), *wordings("forms")["no_bound"]["words"]}
    if not any(
        head.role == "target" and _opens_with(columns, index, below, signs)
        for index, head in enumerate(columns.heads)
    ):
        return
    for index, head in enumerate(columns.heads):
        end = head.cell.column + head.cell.columns
        while head.role in ("target", "actual") and end in blank:
            end += 1
        wide = replace(head.cell, columns=end - head.cell.column)
        columns.heads[index] = replace(head, cell=wide)


def _is_second_head(row: FormRow) -> bool:
    printed = row.printed
    roles = [printed_label(cell.text).role("columns") for cell in printed]
    return len(printed) >= 2 and all(roles) and not is_indicator_head(row)


def _is_covered(row: FormRow, columns: FormColumns) -> bool:
    """Whether a head of levels or names reaches into the row: then it is one of heads, whatever its words."""
    return any(
        head.role in ("level1", "level2", "name")
        and head.grid is row.grid
        and head.cell.row < row.row.number < head.cell.row + head.cell.rows
        and head.cell.rows <= _MOST_HEAD_ROWS
        and not printed_label(head.cell.text).role("blocks")
        for head in columns.heads
    )


def _over(head: GridCell, cell: GridCell) -> bool:
    return head.column <= cell.column < head.column + head.columns


def indicator_groups(
    columns: FormColumns, before: Sequence[IndicatorGroup] = ()
) -> list[IndicatorGroup]:
    """The sets of columns: side by side where 三级指标 | 指标值 comes twice."""
    _points_of_levels(columns)
    _explanations(columns)
    groups = [IndicatorGroup()]
    for index, head in enumerate(columns.heads):
        own = groups[-1].columns
        role = head.role
        if role == "name" and "name" in own and own["name"] == index - 1:
            # 三级指标 | 指标内容: the last one names the indicator, the one before is a level.
            own["level3"], own["name"] = own["name"], index
            continue
        if role in own and role in ("level1", "level2", "name"):
            groups.append(IndicatorGroup())
            own = groups[-1].columns
        if role == "definition" and role in own:
            role = "standard"  # 指标解释 | 评分规则
        if role == "bound" and role in own:
            role = "direction"  # 指标性质 | … | 指标方向性
        if role == "actual" and role in own:
            index = _better_result(columns, own.pop(role), index)
        if role == "deviation":
            groups[-1].reasons[index] = "".join(head.cell.text.split())
        own.setdefault(role, index)
    for group, old in zip(groups, before, strict=False):
        group.level = dict(old.level)
    return groups


def _better_result(columns: FormColumns, first: int, second: int) -> int:
    """Of 完成情况 | 实际完成值 the one that says it holds values; the other is known, and listed."""
    is_value = [any(word in columns.heads[i].cell.text for word in "值数") for i in (first, second)]
    best = second if is_value == [False, True] else first
    other = first if best == second else second
    columns.heads[other] = replace(columns.heads[other], role="other")
    return best


def _explanations(columns: FormColumns) -> None:
    """三级指标 | 指标值 | 指标内容: a further name without a target of its own says what the first means.

    So does 指标内容 beside 指标名称.
    """
    words = wordings("forms")["name_and_content"]
    for index, two in enumerate(pairwise(columns.heads), start=1):
        name, content = (printed_label(head.cell.text).name for head in two)
        if name in words["name"] and content in words["content"]:
            columns.heads[index] = replace(two[1], role="definition")
    names = [index for index, head in enumerate(columns.heads) if head.role == "name"]
    for index, end in pairwise([*names, len(columns.heads)]):
        after = {head.role for head in columns.heads[index:end]}
        if index != names[0] and not after & {"target", "term_target", "actual", "weight", "score"}:
            columns.heads[index] = replace(columns.heads[index], role="definition")


def _points_of_levels(columns: FormColumns) -> None:
    """一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值: points beside a level are the level's."""
    weights = [index for index, head in enumerate(columns.heads) if head.role == "weight"]
    names = [index for index, head in enumerate(columns.heads) if head.role == "name"]
    if len(weights) < 2 or len(names) != 1:
        return
    for index in weights:
        before = columns.heads[index - 1].role if index else ""
        if before in ("level1", "level2"):
            columns.heads[index] = replace(columns.heads[index], role="level_points")
