"""Rules that are drawn dot by dot or dash by dash, as browsers print a dotted border."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..line import Box
from .painted import RuledLine

_THICKEST = 2.6  # points: of a piece
_GAP, _LEAST = 2.5, 0.3  # times the length of a piece, and points: between two pieces of a line
_EVEN = 1.0  # points that gaps of one line differ by, but for where two lines meet
_FEWEST, _SHORTEST = 6, 8.0  # pieces of a line, and points that it is long: a row of small print


def dotted_rules(pieces: Sequence[Box]) -> tuple[list[RuledLine], list[RuledLine]]:
    """The level and the upright rules that small `pieces` in a row make."""
    level = [
        _turned(box) for box in pieces if _is_piece(box.right - box.left, box.bottom - box.top)
    ]
    upright = [
        (box.left, box.right, box.top, box.bottom)
        for box in pieces
        if _is_piece(box.bottom - box.top, box.right - box.left)
    ]
    return list(_lines(level)), list(_lines(upright))


def _turned(box: Box) -> tuple[float, float, float, float]:
    return box.top, box.bottom, box.left, box.right


def _is_piece(along: float, across: float) -> bool:
    return across <= _THICKEST and across <= along + 0.3


def _lines(pieces: Iterable[tuple[float, float, float, float]]) -> Iterable[RuledLine]:
    """`pieces`: from and to across the line, and from and to along it."""
    rows: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for first, last, start, end in pieces:
        rows.setdefault((round(first * 4), round(last * 4)), []).append((start, end))
    for (first, last), pieces_there in rows.items():
        own = _each_once(pieces_there)
        begin = 0
        for index in range(1, len(own) + 1):
            if index < len(own) and _goes_on(own[index - 1], own[index][0]):
                continue
            run, begin = own[begin:index], index
            if len(run) >= _FEWEST and run[-1][1] - run[0][0] >= _SHORTEST and _is_even(run):
                yield RuledLine((first + last) / 8, run[0][0], run[-1][1], (last - first) / 4)


def _each_once(pieces: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """In order, one for those that lie on each other: a border may be drawn for the cells on both sides."""
    found: list[tuple[float, float]] = []
    for start, end in sorted(pieces):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _goes_on(piece: tuple[float, float], next_start: float) -> bool:
    return next_start - piece[1] <= _GAP * (piece[1] - piece[0]) + _LEAST


def _is_even(run: Sequence[tuple[float, float]]) -> bool:
    """Whether most gaps of a run are of one width, and there are gaps: letters are not set so."""
    gaps = sorted(after[0] - before[1] for before, after in pairwise(run))
    middle = gaps[len(gaps) // 2]
    same = sum(abs(gap - middle) <= _EVEN for gap in gaps)
    return middle > 0 and same >= 0.8 * len(gaps)
