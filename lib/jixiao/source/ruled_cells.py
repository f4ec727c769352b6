"""Straight rules of a page → its tables: cells with what they span."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .document import Cell
from .frames import frames
from .line import Box
from .ofd_items import DrawnLine

_SNAP = 2.5  # points: rules that are nearer to each other are one
_COVERED = 0.6  # the share of a cell's side that a rule covers where there is one
_MAX_RULES = 4000
_MAX_PLACES = 60_000  # rows times columns


@dataclass(frozen=True)
class RuledTable:
    """A table: where it stands, and its cells row by row, each with its box."""

    box: Box
    cells: tuple[Cell, ...]


def ruled_tables(rules: Sequence[DrawnLine]) -> list[RuledTable]:
    """The tables that crossing rules make, from the top down."""
    if len(rules) > _MAX_RULES:
        return []
    framed = frames([r for r in rules if not r.upright], [r for r in rules if r.upright])
    rules = [rule for rule in rules if id(rule) not in framed]
    tables = [table for group in _crossing(rules) if (table := _table(group)) is not None]
    return sorted(tables, key=lambda table: (table.box.top, table.box.left))


def _crossing(rules: Sequence[DrawnLine]) -> list[list[DrawnLine]]:
    """Rules in groups that hang together."""
    groups: list[list[DrawnLine]] = []
    left = list(rules)
    while left:
        group, waiting = [], [left.pop()]
        while waiting:
            rule = waiting.pop()
            group.append(rule)
            touching = [other for other in left if _touch(rule, other)]
            for other in touching:
                left.remove(other)
            waiting += touching
        groups.append(group)
    return groups


def _touch(one: DrawnLine, other: DrawnLine) -> bool:
    if one.upright == other.upright:
        return (
            abs(one.at - other.at) <= _SNAP
            and min(one.end, other.end) >= max(one.start, other.start) - _SNAP
        )
    return (
        one.start - _SNAP <= other.at <= one.end + _SNAP
        and other.start - _SNAP <= one.at <= other.end + _SNAP
    )


def _table(group: Sequence[DrawnLine]) -> RuledTable | None:
    xs = _ticks(rule.at for rule in group if rule.upright)
    ys = _ticks(rule.at for rule in group if not rule.upright)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows < 2 or columns * rows > _MAX_PLACES:
        return None
    upright = _by_tick([rule for rule in group if rule.upright], xs)
    level = _by_tick([rule for rule in group if not rule.upright], ys)
    home = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def first(place: tuple[int, int]) -> tuple[int, int]:
        while home[place] != place:
            place = home[place]
        return place

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _ruled(upright[column + 1], ys[row], ys[row + 1]):
                _join(home, first((row, column)), first((row, column + 1)))
            if row + 1 < rows and not _ruled(level[row + 1], xs[column], xs[column + 1]):
                _join(home, first((row, column)), first((row + 1, column)))
    areas: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in home:
        areas.setdefault(first(place), []).append(place)
    cells = []
    for places in areas.values():
        top, bottom = min(p[0] for p in places), max(p[0] for p in places)
        left, right = min(p[1] for p in places), max(p[1] for p in places)
        if len(places) != (bottom - top + 1) * (right - left + 1):
            cells += [_cell(*place, 1, 1, xs, ys) for place in places]  # no rectangle: apart
        else:
            cells.append(_cell(top, left, bottom - top + 1, right - left + 1, xs, ys))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return RuledTable(Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(cells))


def _join(
    home: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]
) -> None:
    home[max(one, other)] = min(one, other)


def _cell(
    row: int, column: int, rows: int, columns: int, xs: Sequence[float], ys: Sequence[float]
) -> Cell:
    corners = (xs[column], ys[row], xs[column + columns], ys[row + rows])
    return Cell(row, column, rows, columns, (), Box(*(round(value, 2) for value in corners)))


def _ticks(places: Iterable[float]) -> list[float]:
    """Where rules stand, those near each other once."""
    found: list[float] = []
    for at in sorted(places):
        if not found or at - found[-1] > _SNAP:
            found.append(at)
    return found


def _by_tick(rules: Sequence[DrawnLine], ticks: Sequence[float]) -> list[list[DrawnLine]]:
    return [[rule for rule in rules if abs(rule.at - tick) <= _SNAP] for tick in ticks]


def _ruled(rules: Sequence[DrawnLine], start: float, end: float) -> bool:
    """Whether rules cover most of the way from `start` to `end`."""
    spans = sorted((max(r.start, start), min(r.end, end)) for r in rules)
    covered, reached = 0.0, start
    for first, last in spans:
        if last > max(first, reached):
            covered += last - max(first, reached)
            reached = last
    return covered >= _COVERED * (end - start)
