"""Which rows a level stands for where no lines say so: levels printed once beside several rows.

Such a level stands in the middle of the height of its rows, or in the first of them; which of the two,
is the same in a whole form. Rows whose level neither tells, or both tell otherwise, have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ...base.errors import Place
from ...grid import GridCell
from .form_columns import FormColumns
from .indicator_columns import IndicatorGroup
from .levels import belongs, is_level
from .names_with_levels import is_ditto
from .printed import FormRow, of_cell
from .printed_label import printed_label

Style = Literal["middle", "first"]
Levels = dict[str, tuple[str, Place | None]]  # role of a level → its words and where they stand

_OFF = 0.3  # of the lowest row: a level may stand so far from the middle of its rows
_ROLES = ("level1", "level2")


@dataclass(frozen=True)
class _Label:
    text: str
    place: Place | None
    middle: float
    rows: tuple[int, ...]  # the rows of indicators that it is printed in


@dataclass(frozen=True)
class _Part:
    """Rows of one grid: number among the rows of the form, upper and lower edge; levels by role."""

    numbers: tuple[int, ...]
    edges: tuple[float, ...]
    labels: dict[str, list[_Label]]
    cells: tuple[GridCell, ...]  # that the levels are printed in


def level_groups(
    rows: Sequence[FormRow], start: int, end: int, columns: FormColumns
) -> tuple[dict[int, Levels], list[GridCell]]:
    """Number of a row from `start` to `end` → its levels; and the levels that are of no row.

    A row has {} if its level is not told, or if it is one of levels alone. Only of grids whose
    columns follow from their words, and only where a row has no level beside it.
    """
    found: dict[int, Levels] = {}
    untold: list[GridCell] = []
    at = start
    while at < end:
        last = at
        while last < end and rows[last].grid is rows[at].grid:
            last += 1
        if not rows[at].grid.ruled:
            part = _part(rows, at, last, columns)
            if part is not None:
                found |= dict.fromkeys(range(at, last), {})
                levels = _of_part(part)
                found |= levels
                untold += [] if levels else part.cells
        at = last
    return found, untold


def _part(rows: Sequence[FormRow], start: int, end: int, columns: FormColumns) -> _Part | None:
    """The rows of a grid with their levels; None where each row has its own, or places lack."""
    numbers: list[int] = []
    boxes: list[tuple[float, float]] = []
    cells: dict[str, list[tuple[GridCell, int]]] = {role: [] for role in _ROLES}
    lacks = False
    # Of two sets of levels beside each other no one says which is of the year.
    one_set = sum(head.role == "level2" for head in columns.heads) < 2
    for index in range(start, end):
        placed, _ = columns.cells(rows[index])
        by_role = {columns.heads[i].role: own for i, own in placed.items()}
        levels = {
            role: [c for c in by_role.get(role, []) if c.text and not (one_set and is_block(c))]
            for role in _ROLES
        }
        others = [
            cell
            for role, own in by_role.items()
            for cell in own
            if role not in _ROLES and cell.text and cell.row == rows[index].row.number
        ]
        for role, own in levels.items():
            if any(is_ditto(cell.text) for cell in own):
                return None
            cells[role] += [(cell, index) for cell in own]
        if any(cell.rows > 1 for own in levels.values() for cell in own):
            return None  # lines say so
        if any(line.box is None for own in levels.values() for c in own for line in c.lines):
            return None
        if any(not cell.lines for own in levels.values() for cell in own):
            return None
        if not others:
            continue
        if others[0].box is None:
            return None
        numbers.append(index)
        boxes.append((others[0].box.top, others[0].box.bottom))
        lacks = lacks or any(not levels[role] for role in _ROLES if columns.has(role))
    if not numbers or not lacks or len({rows[index].page for index in numbers}) > 1:
        return None
    edges = [boxes[0][0]]
    edges += [(one[1] + other[0]) / 2 for one, other in zip(boxes, boxes[1:], strict=False)]
    edges.append(boxes[-1][1])
    labels = {role: _labels(own, numbers) for role, own in cells.items() if columns.has(role)}
    printed = {id(cell): cell for own in cells.values() for cell, _ in own}
    return _Part(tuple(numbers), tuple(edges), labels, tuple(printed.values()))


def is_block(cell: GridCell) -> bool:
    """Whether a cell only says that indicators stand beside it: 绩效指标, at the left of their levels."""
    return printed_label(cell.text).role("blocks") == "indicators"


def _labels(cells: Sequence[tuple[GridCell, int]], numbers: Sequence[int]) -> list[_Label]:
    """The levels of a column from the top down; a cell over several rows is one."""
    found: dict[tuple[int, int], _Label] = {}
    for cell, _ in cells:
        key = (cell.row, cell.column)
        boxes = [line.box for line in cell.lines if line.box]
        if key in found or not boxes:
            continue
        printed = of_cell(cell)
        middle = (boxes[0].top + boxes[-1].bottom) / 2
        own = tuple(i for c, i in cells if c is cell and i in numbers)
        found[key] = _Label(printed.text, printed.start, middle, own)
    return sorted(found.values(), key=lambda label: label.middle)


def _of_part(part: _Part) -> dict[int, Levels]:
    styles: tuple[Style, ...] = ("middle", "first")
    ways = [way for style in styles if (way := _in_style(part, style)) is not None]
    if len(ways) == 2 and ways[0] != ways[1]:
        return {}
    return ways[0] if ways else {}


def _in_style(part: _Part, style: Style) -> dict[int, Levels] | None:
    """The levels of every row if all stand so; None where one does not, or none can belong there."""
    found: dict[int, Levels] = {index: {} for index in part.numbers}
    for role, labels in part.labels.items():
        if not labels or not all(is_level(label.text) for label in labels):
            return None
        ends = _ends_in_middle(part, labels) if style == "middle" else _ends_in_first(part, labels)
        if ends is None:
            return None
        at = 0
        for label, end in zip(labels, ends, strict=True):
            for index in part.numbers[at:end]:
                found[index][role] = (label.text, label.place)
            at = end
    for levels in found.values():
        if len(levels) == 2 and not belongs(levels["level1"][0], levels["level2"][0]):
            return None
    return found


def _ends_in_middle(part: _Part, labels: Sequence[_Label]) -> list[int] | None:
    """Where the rows of each level end, if each stands in the middle of its rows and none is left."""
    lowest = min(other - one for one, other in zip(part.edges, part.edges[1:], strict=False))
    ends: list[int] = []
    at = 0
    for label in labels:
        off = {
            end: abs((part.edges[at] + part.edges[end]) / 2 - label.middle)
            for end in range(at + 1, len(part.edges))
        }
        best = min(off, key=lambda end: off[end], default=None)
        if best is None or off[best] > _OFF * lowest:
            return None
        ends.append(best)
        at = best
    return ends if at == len(part.numbers) else None


def _ends_in_first(part: _Part, labels: Sequence[_Label]) -> list[int] | None:
    """Where the rows of each level end, if each stands in the first of its rows."""
    if any(not label.rows for label in labels):
        return None
    starts = [part.numbers.index(label.rows[0]) for label in labels]
    if starts[0] != 0 or len(set(starts)) < len(starts):
        return None
    return [*starts[1:], len(part.numbers)]


def set_levels(group: IndicatorGroup, levels: Levels) -> None:
    """The levels of a row that its place among the others tells."""
    for role in _ROLES:
        group.level.pop(role, None)
        group.place.pop(role, None)
        if role in levels:
            text, place = levels[role]
            group.level[role] = text
            if place:
                group.place[role] = place
