"""Lines that cross → tables with their cells.

Lines that cross make one table. Between its lines lie the smallest cells; where less than three
fifths of the line between two of them is drawn, they are one merged cell.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ..line import Box
from .painted import RuledLine

_TOUCH = 3.0  # points that a line may end short of one that it meets
_DRAWN = 0.6  # of a side: so much of it must be drawn
_BEYOND = 6.0  # points: lines that run so far past the outermost upright end at a missing border
_NARROWEST = 2.5  # points: lines closer than that are one


class GridBox(NamedTuple):
    """A cell: its first row and column from 0, how many it spans, and where it stands."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True)
class Lattice:
    """A ruled table: the places of its lines, and its cells row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridBox, ...]

    @property
    def box(self) -> Box:
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @cached_property
    def homes(self) -> list[list[int | None]]:
        """How many lines lie above a point, and how many left of it → the index of the cell there."""
        found: list[list[int | None]] = [
            [None] * (len(self.xs) + 1) for _ in range(len(self.ys) + 1)
        ]
        for index, cell in enumerate(self.cells):
            for own in found[cell.row + 1 : cell.row + cell.rows + 1]:
                own[cell.column + 1 : cell.column + cell.columns + 1] = [index] * cell.columns
        return found

    def cell_at(self, x: float, y: float) -> int | None:
        """The index of the cell at a point."""
        return self.homes[bisect_right(self.ys, y)][bisect_right(self.xs, x)]


def lattices(level: Sequence[RuledLine], upright: Sequence[RuledLine]) -> list[Lattice]:
    """The ruled tables of a page, from top to bottom; its lines are joined."""
    found = []
    for own_across, own_down in _crossing(level, upright):
        lattice = _lattice(own_across, own_down)
        if lattice is not None and len(lattice.cells) > 1:
            found.append(lattice)
    return sorted(found, key=lambda lattice: (lattice.ys[0], lattice.xs[0]))


def _crossing(
    across: Sequence[RuledLine], down: Sequence[RuledLine]
) -> list[tuple[list[RuledLine], list[RuledLine]]]:
    """Groups of lines that cross each other, at least two level ones and an upright."""
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for j, upright in enumerate(down, start=len(across)):
        first, last = upright.start - _TOUCH, upright.end + _TOUCH
        for i, level in enumerate(across):
            if (
                first <= level.at <= last
                and level.start - _TOUCH <= upright.at <= level.end + _TOUCH
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[RuledLine], list[RuledLine]]] = {}
    for index in range(len(parent)):
        group = groups.setdefault(root(index), ([], []))
        if index < len(across):
            group[0].append(across[index])
        else:
            group[1].append(down[index - len(across)])
    lone = [own[0] for level, own in groups.values() if not level]
    found = [(level, own) for level, own in groups.values() if len(level) > 1 and own]
    for levels, uprights in found:
        uprights.extend(_beside(levels, lone))
    return found


def _beside(level: Sequence[RuledLine], lone: Iterable[RuledLine]) -> list[RuledLine]:
    """Uprights that no line meets, but that stand beside a table and span its height."""
    top, bottom = level[0].at, level[-1].at
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    return [
        rule
        for rule in lone
        if rule.start <= top + _TOUCH
        and rule.end >= bottom - _TOUCH
        and left - 4 * _TOUCH <= rule.at <= right + 4 * _TOUCH
    ]


def _lattice(level: list[RuledLine], upright: list[RuledLine]) -> Lattice | None:
    level, upright = _without_strays(level, upright)
    if len(level) < 2 or not upright:
        return None
    upright += _missing(level, upright)
    level += _missing(upright, level)
    xs, ys = _ticks(upright), _ticks(level)
    if len(xs) < 2 or len(ys) < 2:
        return None
    below = _drawn(level, ys, xs)  # [line][column]: is the line drawn over that column?
    beside = _drawn(upright, xs, ys)  # [line][row]
    return _cells(xs, ys, below, beside)


def _without_strays(
    level: list[RuledLine], upright: list[RuledLine]
) -> tuple[list[RuledLine], list[RuledLine]]:
    """Without level lines that end at no upright: underlines, and lines through words."""

    def meets(rule: RuledLine, others: Sequence[RuledLine]) -> bool:
        return any(
            (abs(other.at - rule.start) <= _BEYOND or abs(other.at - rule.end) <= _BEYOND)
            and other.start - _TOUCH <= rule.at <= other.end + _TOUCH
            for other in others
        )

    outer = max(rule.end - rule.start for rule in level)
    kept = [r for r in level if meets(r, upright) or r.end - r.start > 0.9 * outer]
    return kept, upright


def _missing(lines: Sequence[RuledLine], others: Sequence[RuledLine]) -> list[RuledLine]:
    """Borders that are not drawn: where `lines` run on past the outermost of `others`."""
    first, last = min(o.at for o in others), max(o.at for o in others)
    found = []
    start, end = min(rule.start for rule in lines), max(rule.end for rule in lines)
    if first - start > _BEYOND:
        reach = [rule.at for rule in lines if rule.start < first - _BEYOND]
        if len(reach) > 1:
            found.append(RuledLine(start, min(reach), max(reach)))
    if end - last > _BEYOND:
        reach = [rule.at for rule in lines if rule.end > last + _BEYOND]
        if len(reach) > 1:
            found.append(RuledLine(end, min(reach), max(reach)))
    return found


def _ticks(rules: Iterable[RuledLine]) -> tuple[float, ...]:
    places: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not places or at - places[-1] > _NARROWEST:
            places.append(at)
    return tuple(places)


def _drawn(
    rules: Iterable[RuledLine], places: Sequence[float], ticks: Sequence[float]
) -> list[list[bool]]:
    """For each of `places`, whether a rule covers the way from each of `ticks` to the next."""
    lengths = [[0.0] * (len(ticks) - 1) for _ in places]
    for rule in rules:
        place = bisect_right(places, rule.at + 0.01) - 1
        own = lengths[max(place, 0)]
        for index in range(max(bisect_right(ticks, rule.start) - 1, 0), len(ticks) - 1):
            first, last = ticks[index], ticks[index + 1]
            if first >= rule.end:
                break
            own[index] += max(min(last, rule.end) - max(first, rule.start), 0.0)
    return [
        [covered >= _DRAWN * (ticks[i + 1] - ticks[i]) for i, covered in enumerate(own)]
        for own in lengths
    ]


def _cells(
    xs: Sequence[float],
    ys: Sequence[float],
    below: list[list[bool]],
    beside: list[list[bool]],
) -> Lattice | None:
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [[False] * columns for _ in range(rows)]
    cells: list[tuple[int, int, int, int]] = []
    for row, own in enumerate(taken):
        for column in range(columns):
            if own[column]:
                continue
            last = column + 1
            while last < columns and not own[last] and not beside[last][row]:
                last += 1
            bottom = row + 1
            while (
                bottom < rows
                and not any(below[bottom][column:last])
                and not any(taken[bottom][column:last])
                and not any([beside[c][bottom] for c in range(column + 1, last)])
            ):
                # A row below that is divided otherwise belongs to the cell only over its whole width.
                bottom += 1
            for line in taken[row:bottom]:
                line[column:last] = [True] * (last - column)
            cells.append((row, column, bottom, last))
    kept = [cell for cell in cells if _closed(cell, below, beside)]
    if not kept:
        return None
    return _renumbered(kept, xs, ys)


def _closed(
    cell: tuple[int, int, int, int], below: list[list[bool]], beside: list[list[bool]]
) -> bool:
    """Whether at least three sides of a cell are drawn."""
    row, column, bottom, right = cell
    if bottom == row + 1 and right == column + 1:  # as most
        level, upright = below[row][column] + below[bottom][column], beside[column][row]
        return level + upright + beside[right][row] > 2
    sides = (
        all(below[row][column:right]),
        all(below[bottom][column:right]),
        all(beside[column][row:bottom]),
        all(beside[right][row:bottom]),
    )
    return sum(sides) > 2


def _renumbered(
    cells: Sequence[tuple[int, int, int, int]], xs: Sequence[float], ys: Sequence[float]
) -> Lattice:
    """Rows and columns counted anew, without lines at which no cell ends."""
    used_x = sorted({c for _, left, _, right in cells for c in (left, right)})
    used_y = sorted({r for top, _, bottom, _ in cells for r in (top, bottom)})
    x_at = {c: index for index, c in enumerate(used_x)}
    y_at = {r: index for index, r in enumerate(used_y)}
    across, down = [round(x, 2) for x in xs], [round(y, 2) for y in ys]
    boxes = [
        GridBox(
            y_at[top],
            x_at[left],
            y_at[bottom] - y_at[top],
            x_at[right] - x_at[left],
            Box(across[left], down[top], across[right], down[bottom]),
        )
        for top, left, bottom, right in cells
    ]
    return Lattice(tuple(xs[c] for c in used_x), tuple(ys[r] for r in used_y), tuple(boxes))
