"""The columns of a table without uprights: where the pieces of its rows leave white strips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .pieces import Piece, PieceLine

_STRIP = 0.22  # of a line's height: the narrowest white strip between two columns
_BRIDGED = 0.15  # of the lines may have words over a strip: totals that are merged
_SAME = 0.25  # of a line's height: edges that differ less are one
_USUAL = 0.6  # of the figures of a column that end at one edge
_MOSTLY = 0.9
_CODE = re.compile(r"[2-5]\d{2}(?:\d{2}){0,2}|0[1-9]|[1-9]\d|99|\d{6}")
_MARK = re.compile(r"[(（]?[一二三四五六七八九十]+[)）]?[、.．]?|\d{1,2}[、.．]")


@dataclass(frozen=True)
class LevelColumn:
    """A column by its rows: from where to where its pieces reach, and the edge its figures end at.

    `edge`: None where its figures do not end at one edge, or it holds words. `set_left`: whether
    what stands in it begins at one edge and does not end at one.
    """

    left: float
    right: float
    figures: int = 0
    words: int = 0
    edge: float | None = None
    lines: frozenset[int] = frozenset()  # the numbers of those that have a piece here
    codes: bool = False
    set_left: bool = False

    @property
    def is_amounts(self) -> bool:
        return self.figures > self.words and not self.codes

    @property
    def is_blank(self) -> bool:
        return not self.figures and not self.words


def level_columns(rows: Sequence[PieceLine], height: float) -> list[LevelColumn]:
    """The columns of these lines, from left to right."""
    pieces = [piece for row in rows for piece in row.pieces]
    spans = _spans(rows, _STRIP * height)
    found: list[LevelColumn] = []
    for left, right in spans:
        own = [piece for piece in pieces if _within(piece, left, right)]
        if found and own and _only_marks(pieces, found[-1]):
            left = found.pop().left
            own = [piece for piece in pieces if _within(piece, left, right)]
        figures = [piece for piece in own if piece.is_figure]
        edge = _edge([piece.right for piece in figures if piece.is_amount], _SAME * height)
        words = len(own) - len(figures)
        lines = frozenset(
            row.index for row in rows if any(_within(piece, left, right) for piece in row.pieces)
        )
        starts = _edge([piece.left for piece in own], _SAME * height)
        ends = _edge([piece.right for piece in own], _SAME * height)
        set_left = starts is not None and ends is None
        codes = _are_codes(figures)
        found.append(LevelColumn(left, right, len(figures), words, edge, lines, codes, set_left))
    return found


def _are_codes(figures: Sequence[Piece]) -> bool:
    """Whether figures are codes of classes or offices: whole numbers with their usual lengths."""
    codes = [piece.text for piece in figures if _CODE.fullmatch(piece.text)]
    short = [code for code in codes if len(code) == 2]
    padded = any(code.startswith("0") for code in short)
    return len(codes) - (0 if padded else len(short)) > 0 and len(codes) >= _MOSTLY * len(figures)


def together(one: LevelColumn, other: LevelColumn) -> LevelColumn | None:
    """Two columns of figures as one, if no line has both: zeros that are set left, amounts right."""
    if not (one.is_amounts and other.is_amounts) or one.lines & other.lines:
        return None
    edge = other.edge if other.edge is not None else one.edge
    return LevelColumn(
        one.left,
        other.right,
        one.figures + other.figures,
        one.words + other.words,
        edge,
        one.lines | other.lines,
    )


def columns_of(piece: Piece, columns: Sequence[LevelColumn]) -> tuple[int, int]:
    """The first and the last column that a piece stands over; the nearest where it is over none."""
    over = [
        index
        for index, column in enumerate(columns)
        if min(piece.right, column.right) - max(piece.left, column.left) > 0
    ]
    if over:
        return over[0], over[-1]
    near = min(
        range(len(columns)),
        key=lambda i: max(columns[i].left - piece.right, piece.left - columns[i].right),
    )
    return near, near


def parted_by_labels(
    columns: Sequence[LevelColumn], rows: Sequence[Sequence[PieceLine]]
) -> list[LevelColumn]:
    """The columns, where `rows` of labels and values have both over one column as two."""
    found: list[LevelColumn] = []
    for number, column in enumerate(columns):
        strips: list[tuple[float, float]] = []
        for line in (line for row in rows for line in row):
            own = [p for p in line.pieces if columns_of(p, columns) == (number, number)]
            strips += [(a.right, b.left) for a, b in zip(own, own[1:], strict=False)]
        left, right = (
            (max(a for a, _ in strips), min(b for _, b in strips)) if strips else (0.0, 0.0)
        )
        if left < right:
            found += [replace(column, right=left), replace(column, left=right)]
        else:
            found.append(column)
    return found


def _within(piece: Piece, left: float, right: float) -> bool:
    return piece.left >= left - 0.01 and piece.right <= right + 0.01


def _spans(rows: Sequence[PieceLine], strip: float) -> list[tuple[float, float]]:
    """From where to where each column reaches; words over a strip that few have do not close it."""
    pieces = sorted((p for row in rows for p in row.pieces), key=lambda p: p.right - p.left)
    bridges: set[int] = set()
    whole = _merged(pieces, strip)
    for piece in reversed(pieces):  # the widest first
        if piece.is_figure or len(bridges) >= max(1, _BRIDGED * len(rows)):
            continue
        kept = [other for other in pieces if id(other) not in bridges and other is not piece]
        finer = _merged(kept, strip)
        over = [span for span in finer if min(span[1], piece.right) - max(span[0], piece.left) > 0]
        if len(finer) > len(whole) and len(over) > 1 and _parts_many(rows, over, bridges, piece):
            bridges.add(id(piece))
            whole = finer
        elif piece.right - piece.left < 3 * strip / _STRIP:
            break
    return whole


def _parts_many(
    rows: Sequence[PieceLine], over: Sequence[tuple[float, float]], bridges: set[int], piece: Piece
) -> bool:
    """Whether several lines have pieces of their own in each of two spans side by side."""
    for one, other in zip(over, over[1:], strict=False):
        both = sum(
            any(_within(p, *one) for p in row.pieces)
            and any(_within(p, *other) for p in row.pieces)
            for row in rows
        )
        if both < 3:
            return False
    return True


def _merged(pieces: Sequence[Piece], strip: float) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for left, right in sorted((piece.left, piece.right) for piece in pieces):
        if found and left < found[-1][1] + strip:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _only_marks(pieces: Sequence[Piece], column: LevelColumn) -> bool:
    """Whether a column holds nothing but the numbering of the names at its right: 一、 （二）."""
    own = [piece for piece in pieces if _within(piece, column.left, column.right)]
    marks = [piece for piece in own if _MARK.fullmatch(piece.text) and not piece.text.isdigit()]
    return bool(own) and len(marks) == len(own)


def _edge(rights: Sequence[float], same: float) -> float | None:
    """The edge at which most of these end."""
    ordered = sorted(rights)
    best: list[float] = []
    start = 0
    for end, right in enumerate(ordered):
        while right - ordered[start] > same:
            start += 1
        if end + 1 - start > len(best):
            best = ordered[start : end + 1]
    if not best or len(best) < _USUAL * len(ordered):
        return None
    return best[len(best) // 2]
