"""The rows of a table without uprights: which printed lines are one row.

Where rules part the rows, they tell. Else lines of one name are nearer to each other than rows are;
where they are not, a line without code and figures goes on in the row that is full above it.
"""

from __future__ import annotations

from collections.abc import Sequence

from .level_columns import LevelColumn, columns_of
from .painted import RuledLine
from .pieces import Piece, PieceLine

WRAPPED = 0.92  # of the usual distance of rows: lines nearer to each other are of one
FARTHEST = 1.8  # of a line's height
_PARTED = 0.7  # of the lines have rules between them
_WIDE = 0.6  # of the figures' width: so far must a rule reach that parts rows
_JUMP = 1.12  # between the distance of lines of a name and that of rows
_FULL = 1.1  # of a line's height: so much a full line may lack


def usual_pitch(lines: Sequence[PieceLine], height: float) -> float:
    """The distance of rows of one line, one below the other."""
    rows = [line.middle for line in lines if line.has_figures and not line.pieces[0].is_figure]
    steps = sorted(b - a for a, b in zip(rows, rows[1:], strict=False) if b - a > 0.9 * height)
    return steps[len(steps) // 10] if steps else 1.5 * height


def nearness(
    lines: Sequence[PieceLine], columns: Sequence[LevelColumn], pitch: float, height: float
) -> float:
    """The distance below which two lines of words in one column are lines of one name.

    Names that wrap have two distances, of their lines and of rows: it lies between these.
    """
    steps: list[float] = []
    for column, own in enumerate(columns):
        if own.is_amounts:
            continue
        tops = [
            piece.box.top
            for line in lines
            for piece in line.pieces
            if columns_of(piece, columns)[0] == column
        ]
        steps += [b - a for a, b in zip(tops, tops[1:], strict=False)]
    most = min(WRAPPED * pitch, FARTHEST * height)
    ordered = sorted(step for step in steps if 0.5 * height < step < 1.05 * pitch)
    jumps = [(b / a, (a + b) / 2) for a, b in zip(ordered, ordered[1:], strict=False) if a < most]
    jump, at = max(jumps, default=(0.0, 0.0))
    return min(at, 0.97 * pitch) if jump > _JUMP else most


def first_rows(
    above: list[PieceLine],
    body: Sequence[PieceLine],
    columns: Sequence[LevelColumn],
    near: float,
) -> list[PieceLine]:
    """The last lines of `above` that are the first of a wrapped name of the first row."""
    found: list[PieceLine] = []
    below = list(body[:3])
    for line in reversed(above):
        steps = []
        for piece in line.pieces:
            column = columns_of(piece, columns)[0]
            tops = [
                other.box.top
                for after in below
                for other in after.pieces
                if columns_of(other, columns)[0] == column
            ]
            steps.append(min(tops) - piece.box.top if tops else 2 * near)
            if columns[column].is_amounts:
                steps[-1] = 2 * near
        if max(steps) >= near:
            break
        found.insert(0, line)
        below.insert(0, line)
    return found


def row_groups(
    lines: Sequence[PieceLine],
    columns: Sequence[LevelColumn],
    rules: Sequence[RuledLine],
    near: float,
    height: float,
) -> list[list[PieceLine]]:
    """The lines of each row, from top to bottom."""
    if not lines:
        return []
    parted = _parted_by_rules(lines, columns, rules)
    if sum(parted) >= _PARTED * sum(line.has_figures for line in lines[1:]):
        return _grouped(lines, [not cut for cut in parted])
    joins = [False] * (len(lines) - 1)
    for column in range(len(columns)):
        _join_near(lines, columns, column, near, joins)
    if not any(joins):
        _join_full(lines, columns, height, joins)
    return _grouped(lines, [join and not cut for join, cut in zip(joins, parted, strict=True)])


def _grouped(lines: Sequence[PieceLine], joins: Sequence[bool]) -> list[list[PieceLine]]:
    found = [[lines[0]]]
    for line, join in zip(lines[1:], joins, strict=True):
        if join:
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _parted_by_rules(
    lines: Sequence[PieceLine], columns: Sequence[LevelColumn], rules: Sequence[RuledLine]
) -> list[bool]:
    """For each line but the last, whether a rule over the figures stands between it and the next."""
    first = next((c.left for c in columns if c.is_amounts), columns[0].left)
    left, right = min(first, columns[-1].left), columns[-1].right
    wide = [
        rule.at
        for rule in rules
        if min(rule.end, right) - max(rule.start, left) > _WIDE * (right - left)
    ]
    return [
        any(one.middle < at < other.middle for at in wide)
        for one, other in zip(lines, lines[1:], strict=False)
    ]


def _join_near(
    lines: Sequence[PieceLine],
    columns: Sequence[LevelColumn],
    column: int,
    near: float,
    joins: list[bool],
) -> None:
    """Join lines whose pieces in one column are nearer than rows are, with those between them."""
    own = [
        (index, piece)
        for index, line in enumerate(lines)
        for piece in line.pieces
        if columns_of(piece, columns)[0] == column
    ]
    for (first, above), (second, below) in zip(own, own[1:], strict=False):
        if first == second or below.box.top - above.box.top >= near:
            continue
        if above.is_figure and below.is_figure and not _is_broken(above, below):
            continue  # figures of rows that stand close
        for index in range(first, second):
            joins[index] = True


def _is_broken(above: Piece, below: Piece) -> bool:
    """Whether two figures are the halves of one: together they have decimals, alone they do not."""
    return "." in above.text + below.text and not (above.is_amount and below.is_amount)


def _join_full(
    lines: Sequence[PieceLine], columns: Sequence[LevelColumn], height: float, joins: list[bool]
) -> None:
    """Where lines of a name are as far apart as rows: a line with words alone goes on in the row
    above it, whose words fill their column."""
    for index in range(1, len(lines)):
        line, before = lines[index], lines[index - 1]
        if line.has_figures or len(line.pieces) != 1 or line.pieces[0].is_figure:
            continue
        column = columns_of(line.pieces[0], columns)[0]
        above = [p for p in before.pieces if columns_of(p, columns)[0] == column]
        if above and above[-1].right >= columns[column].right - _FULL * height:
            joins[index - 1] = True
