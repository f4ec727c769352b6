"""The head of a table without uprights: which words name which column, and which stand over several.

Words below words are one wrapped name or a group and its columns. Level rules between them tell;
where there are none, their distance does. How far a group reaches is told by the rule below it, by
its middle or by where it begins; where these do not agree, its columns have one head that names none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from .level_columns import LevelColumn, columns_of, together
from .level_groups import Reach, reaches
from .level_names import HeadName, Setting, head_names
from .pieces import Piece, PieceLine


class HeadCell(NamedTuple):
    """A cell of a head: its row and column, how many it spans, its words."""

    row: int
    column: int
    rows: int
    columns: int
    pieces: tuple[Piece, ...]


@dataclass
class LevelHead:
    """`columns`: all of the table, with those that only the head names; `cells` in `depth` rows."""

    columns: list[LevelColumn]
    cells: list[HeadCell] = field(default_factory=list)
    depth: int = 0
    named: int = 0  # columns of amounts that have a name

    def column_of(self, piece: Piece) -> int:
        """The column that a number below the names stands in: set as the names are, not as amounts."""
        lowest = [cell for cell in self.cells if cell.row + cell.rows == self.depth and cell.pieces]

        def away(cell: HeadCell) -> float:
            left = min(own.left for own in cell.pieces)
            right = max(own.right for own in cell.pieces)
            column = self.columns[cell.column]
            edges = (
                abs(piece.left - left),
                abs(piece.right - right),
                abs(piece.right - column.right),
            )
            return min(*edges, abs(piece.middle - (left + right) / 2))

        return min(lowest, key=away).column if lowest else columns_of(piece, self.columns)[0]


def read_head(
    lines: Sequence[PieceLine], columns: Sequence[LevelColumn], setting: Setting
) -> LevelHead:
    """The head in these lines above rows with these columns."""
    if lines:
        setting = replace(setting, top=lines[0].top, bottom=lines[-1].bottom)
    names, groups = head_names(lines, setting)
    whole = _whole_columns(names, columns, setting.height)
    lost: set[int] = set()
    _attach(names, groups, whole, setting, lost)
    cells, depth = _cells([*names, *groups], len(whole), lost)
    over = {c for name in names if name.first >= 0 for c in range(name.first, name.last + 1)}
    named = sum(whole[c].is_amounts for c in over - lost)
    return LevelHead(whole, cells, depth, named)


def _whole_columns(
    names: Sequence[HeadName], columns: Sequence[LevelColumn], height: float
) -> list[LevelColumn]:
    """The columns with those that have a name and no rows; each name is told where it stands."""
    own = _named(names, columns, height)
    found: list[LevelColumn] = []
    waiting = list(range(len(names)))
    for column, number in own:
        while waiting and (
            waiting[0] < number if number is not None else names[waiting[0]].right <= column.left
        ):
            _blank(found, names[waiting.pop(0)])
        if number is not None:
            name = names[number]
            name.first = len(found) if name.first < 0 else name.first
            name.last = len(found)
            waiting = [other for other in waiting if other != number]
        found.append(column)
    for number in waiting:
        _blank(found, names[number])
    return found


def _named(
    names: Sequence[HeadName], columns: Sequence[LevelColumn], height: float
) -> list[tuple[LevelColumn, int | None]]:
    """Each column with the number of its name; no name stands over two columns of amounts."""
    found: list[tuple[LevelColumn, int | None]] = []
    highest = -1
    taken = {at for column in columns for at, name in enumerate(names) if _lap(column, name) > 0}
    for column in columns:
        number = _name_of(column, names, height)
        if not column.is_amounts and not any(_lap(column, name) > 0 for name in names):
            number = _beside(column, names, taken)
        over_another = number in taken and column.is_amounts
        if number is not None and over_another and _lap(column, names[number]) <= 0:
            number = None  # figures set left stand behind the name before theirs
        if number is not None and number < highest:
            number = None
        before = found[-1] if found else None
        if before and number is not None and number == before[1] and column.is_amounts:
            if one := together(before[0], column):
                found[-1] = (one, number)
                continue
            if before[0].is_amounts:
                found[-1] = (before[0], None)
            number = None  # a name over words or codes is none of the figures at their right
        if number is not None:
            highest = number
        found.append((column, number))
    return found


def _blank(found: list[LevelColumn], name: HeadName) -> None:
    name.first = name.last = len(found)
    found.append(LevelColumn(name.left, name.right))


def _lap(column: LevelColumn, name: HeadName) -> float:
    return min(column.right, name.right) - max(column.left, name.left)


def _beside(column: LevelColumn, names: Sequence[HeadName], taken: Set[int]) -> int | None:
    """The number of the name of a column of words or codes that none stands over.

    A name is centred in its cell: what is set left stands before it. A name over another column is
    that column's; where both beside this one are free and its edges do not tell, it is the nearer.
    """
    after = sum(name.left < column.right for name in names)
    before = after - 1
    if after == len(names) or after in taken:
        return before if before >= 0 else None
    if before < 0 or before in taken or column.set_left:
        return after
    return min((before, after), key=lambda at: -_lap(column, names[at]))


def _name_of(column: LevelColumn, names: Sequence[HeadName], height: float) -> int | None:
    """The number of the name over a column; None where two may be.

    No name but its own begins before the right edge of a column and behind that of the one before:
    a name that is set left may stand over none of its figures, which are set right.
    """
    laps = [(_lap(column, name), index) for index, name in enumerate(names)]
    over = sorted((lap for lap in laps if lap[0] > 0.1 * height), reverse=True)
    if not over:
        if column.is_amounts and column.edge is None:
            return None  # they may be set left below the name at their right
        before = [index for index, name in enumerate(names) if name.left < column.right]
        return before[-1] if before else (0 if names and not column.is_amounts else None)
    if len(over) > 1 and column.is_amounts and over[1][0] > 0.4 * over[0][0]:
        return None
    return over[0][1]


def _attach(
    names: Sequence[HeadName],
    groups: Sequence[HeadName],
    columns: Sequence[LevelColumn],
    setting: Setting,
    lost: set[int],
) -> None:
    """Tell every group which columns it stands over, level by level from below."""
    row: list[HeadName] = list(names)
    for level in _levels(groups, setting.height):
        for reach in reaches(level, row, columns, setting):
            _put(reach, row, lost)


def _levels(groups: Iterable[HeadName], height: float) -> list[list[HeadName]]:
    found: list[list[HeadName]] = []
    for group in groups:
        if found and abs(found[-1][0].centre - group.centre) < 0.5 * height:
            found[-1].append(group)
        else:
            found.append([group])
    return [sorted(level, key=lambda group: group.left) for level in found]


def _put(reach: Reach, row: list[HeadName], lost: set[int]) -> None:
    group, below, certain = reach
    if not below:
        return
    group.first, group.last = below[0].first, below[-1].last
    if not certain:
        lost |= set(range(group.first, group.last + 1))
    group.is_group = True
    for name in below:
        name.above = group
    at = row.index(below[0])
    row[at : at + len(below)] = [group]


def _cells(names: Sequence[HeadName], width: int, lost: set[int]) -> tuple[list[HeadCell], int]:
    placed = [name for name in names if name.first >= 0]
    parents = {id(name.above) for name in placed if name.above}
    depth = max((name.depth() for name in placed), default=0)
    cells: list[HeadCell] = []
    blurred: list[Piece] = []
    for name in placed:
        if lost & set(range(name.first, name.last + 1)):
            blurred += name.pieces
            continue
        row = name.depth() - 1
        rows = 1 if id(name) in parents else depth - row
        cells.append(
            HeadCell(row, name.first, rows, name.last - name.first + 1, tuple(name.pieces))
        )
    if lost:
        first, last = min(lost), max(lost)
        own = tuple(sorted(blurred, key=lambda piece: (piece.box.top, piece.left)))
        cells = [
            cell for cell in cells if cell.column + cell.columns <= first or cell.column > last
        ]
        cells.append(HeadCell(0, first, depth, last - first + 1, own))
    loose = [piece for name in names if name.first < 0 for piece in name.pieces]
    if loose and cells:  # over no column: its words stay with the first cell
        cells[0] = cells[0]._replace(pieces=(*loose, *cells[0].pieces))
    covered = {c for cell in cells for c in range(cell.column, cell.column + cell.columns)}
    cells += [HeadCell(0, c, max(depth, 1), 1, ()) for c in range(width) if c not in covered]
    return cells, depth
