"""The cells of a table without uprights: head, numbers of columns, rows, each with its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..document import Cell
from ..line import Box, around
from .level_columns import LevelColumn, columns_of
from .level_heads import HeadCell, LevelHead
from .pieces import Piece, PieceLine
from .setting import SetLine, set_line

_TOTALS = ("合计", "总计", "小计")


@dataclass(frozen=True)
class LevelTable:
    """Its cells with their lines, where it stands, and how many rows of it are the head."""

    cells: tuple[tuple[Cell, tuple[SetLine, ...]], ...]
    box: Box
    head: int


def level_table(
    head: LevelHead,
    numbers: PieceLine | None,
    below: Sequence[Sequence[PieceLine]],
    above: Sequence[PieceLine],
    lines: Sequence[PieceLine],
    over: Sequence[Sequence[PieceLine]] = (),
) -> LevelTable:
    """The cells of head and rows with their lines, and where the table stands.

    `over`: rows above the head, as a form has them; then no row of it is a head of all others.
    """
    area = around([Box(l.pieces[0].left, l.top, l.pieces[-1].right, l.bottom) for l in lines])  # noqa: E741
    xs = _edges(head.columns, area)
    groups = [[numbers], *below] if numbers else list(below)
    ys = _heights(head.depth, groups, above, area, over)
    cells: list[HeadCell] = list(head.cells) if head.depth else []
    if numbers:
        cells += _numbers_row(head, numbers)
    cells = [cell._replace(row=cell.row + len(over)) for cell in cells]
    for number, group in enumerate(over):
        cells += _row(number, group, head.columns)
    for number, group in enumerate(below, start=len(over) + head.depth + bool(numbers)):
        cells += _row(number, group, head.columns)
    made = []
    for cell in sorted(cells):
        box = Box(
            xs[cell.column], ys[cell.row], xs[cell.column + cell.columns], ys[cell.row + cell.rows]
        )
        placed = Cell(cell.row, cell.column, cell.rows, cell.columns, (), box)
        made.append((placed, tuple(_set(cell.pieces))))
    return LevelTable(tuple(made), area, 0 if over else head.depth)


def _row(number: int, group: Sequence[PieceLine], columns: Sequence[LevelColumn]) -> list[HeadCell]:
    own: dict[tuple[int, int], list[Piece]] = {}
    for line in group:
        for piece in line.pieces:
            first, last = columns_of(piece, columns)
            for span in list(own):
                if span[0] <= last and first <= span[1]:  # they share a column
                    first, last = min(first, span[0]), max(last, span[1])
                    own[first, last] = [*own.pop(span)]
            own.setdefault((first, last), []).append(piece)
    _widen_totals(own, len(columns))
    covered = {c for first, last in own for c in range(first, last + 1)}
    cells = [HeadCell(number, a, 1, b - a + 1, tuple(ps)) for (a, b), ps in own.items()]
    cells += [HeadCell(number, c, 1, 1, ()) for c in range(len(columns)) if c not in covered]
    return cells


def _widen_totals(own: dict[tuple[int, int], list[Piece]], width: int) -> None:
    """The name of a total reaches to its figure: 合计 merged over the columns of codes and names."""
    spans = sorted(own)
    for (first, last), after in zip(spans, spans[1:], strict=False):
        named = "".join(piece.text for piece in own[first, last]).endswith(_TOTALS)
        figure = all(piece.is_figure for piece in own[after])
        if named and figure and after[0] > last + 1:
            own[first, after[0] - 1] = own.pop((first, last))


def _numbers_row(head: LevelHead, numbers: PieceLine) -> list[HeadCell]:
    own: dict[int, list[Piece]] = {column: [] for column in range(len(head.columns))}
    for piece in numbers.pieces:
        own[head.column_of(piece)].append(piece)
    return [HeadCell(head.depth, column, 1, 1, tuple(pieces)) for column, pieces in own.items()]


def _set(pieces: Sequence[Piece]) -> list[SetLine]:
    """The pieces of a cell as lines, from top to bottom."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda own: (own.box.top, own.left)):
        before = lines[-1][0].box if lines else None
        if before and min(before.bottom, piece.box.bottom) - max(before.top, piece.box.top) > (
            0.5 * (piece.box.bottom - piece.box.top)
        ):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    made = []
    for own in lines:
        glyphs = [g for piece in sorted(own, key=lambda p: p.left) for g in piece.glyphs]
        line = set_line(glyphs)
        if line is not None:
            made.append(line)
    return made


def _edges(columns: Sequence[LevelColumn], area: Box) -> list[float]:
    found = [area.left]
    for one, other in zip(columns, columns[1:], strict=False):
        at = (one.right + other.left) / 2
        found.append(round(max(at, found[-1] + 0.5), 2))
    return [*found, max(area.right, found[-1] + 0.5)]


def _heights(
    depth: int,
    groups: Sequence[Sequence[PieceLine]],
    above: Sequence[PieceLine],
    area: Box,
    over: Sequence[Sequence[PieceLine]],
) -> list[float]:
    tops = [min(line.top for line in group) for group in groups]
    ends = [max(line.bottom for line in group) for group in groups]
    found = [area.top]
    for group, after in zip(over, [*over, above or groups[0]][1:], strict=True):
        found.append((max(l.bottom for l in group) + min(l.top for l in after)) / 2)  # noqa: E741
    if depth:
        top, bottom = found[-1], max(line.bottom for line in above)
        found += [top + (bottom - top) * (i + 1) / depth for i in range(depth - 1)]
        found.append((bottom + tops[0]) / 2)
    found += [(end + top) / 2 for end, top in zip(ends, tops[1:], strict=False)]
    return [round(y, 2) for y in [*found, area.bottom]]
