"""Blocks of a page in the order of reading; columns of text one after another.

Where lines stand side by side with the same gap between them, and both sides are sentences, the left
column is read to its end first. Two columns of a table are no such columns: their words are short.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..document import Word
from ..line import around
from .setting import SetLine
from .wraps import with_broken_numbers

_GUTTER = 0.9  # of a line's height: no narrower gap parts two columns
_LONGEST = 0.62  # of a side: so wide must the longest line of each be
_CHARACTERS = 8  # on average, of a line of a column
_EDGE = 3.0  # points that lines of one column may begin apart
_INDENT = 2.5  # of a line's height: how far the first line of a paragraph is set in
_LEADING = 1.9  # of a line's height: a line farther below is not of the column


def in_columns(lines: Sequence[SetLine], tables: Sequence[Any]) -> list[Any]:
    """`lines` and `tables` from top to bottom, columns of text from left to right."""
    ordered: list[tuple[float, Any]] = []
    alone: list[SetLine] = []
    at = 0
    while at < len(lines):
        end, gutter = band(lines, at)
        if end == at:
            alone.append(lines[at])
            at += 1
            continue
        top = lines[at].box.top
        halves = [_halves(line, gutter) for line in lines[at:end]]
        for side in (0, 1):
            column = [own for half in halves if (own := half[side]) is not None]
            ordered += [(top, line) for line in with_broken_numbers(column)]
        at = end
    ordered += [(line.box.top, line) for line in with_broken_numbers(alone)]
    ordered += [(table.box.top, table) for table in tables]
    return [block for _, block in sorted(ordered, key=lambda entry: entry[0])]


def band(lines: Sequence[SetLine], at: int) -> tuple[int, float]:
    """The end of the lines from `at` on that stand in two columns, and where these part."""
    gap = _widest_gap(lines[at])
    if gap is None:
        return at, 0.0
    left, right = gap
    end, paired = at, 0
    for index in range(at, len(lines)):
        line = lines[index]
        height = line.box.bottom - line.box.top
        if index > at and line.box.top - lines[index - 1].box.bottom > _LEADING * height:
            break
        sides = _sides(line, left, right)
        if sides is None:
            break
        own, other = sides
        if own:
            left = max(left, own[-1].box.right)
        if other:
            right = min(right, other[0].box.left)
        if right - left < _GUTTER * height:
            break
        paired += bool(own and other)
        end = index + 1
    gutter = (left + right) / 2
    if paired < 2 or not _are_prose(lines[at:end], gutter):
        return at, 0.0
    return end, gutter


def _widest_gap(line: SetLine) -> tuple[float, float] | None:
    gaps = [
        (other.box.left - one.box.right, one.box.right, other.box.left)
        for one, other in zip(line.words, line.words[1:], strict=False)
    ]
    height = line.box.bottom - line.box.top
    wide = [gap for gap in gaps if gap[0] >= _GUTTER * height]
    return wide[0][1:] if len(wide) == 1 else None


def _sides(line: SetLine, left: float, right: float) -> tuple[list[Word], list[Word]] | None:
    """The words of a line on both sides of a gap, which may be narrower for them; None if one stands
    across it, or within it.
    """
    own = [word for word in line.words if word.box.left < left and word.box.right <= right]
    other = [word for word in line.words if word.box.left >= left and word.box.right > right]
    return (own, other) if len(own) + len(other) == len(line.words) else None


def _halves(line: SetLine, gutter: float) -> tuple[SetLine | None, SetLine | None]:
    own = tuple(word for word in line.words if word.box.right <= gutter)
    other = tuple(word for word in line.words if word.box.left >= gutter)
    marks = tuple(mark for mark in line.marks if mark.box.right <= gutter)
    beyond = tuple(mark for mark in line.marks if mark.box.right > gutter)
    return SetLine(own, marks) if own else None, SetLine(other, beyond) if other else None


def _are_prose(lines: Sequence[SetLine], gutter: float) -> bool:
    """Whether both sides are columns of sentences."""
    sides: tuple[list[SetLine], list[SetLine]] = ([], [])
    for line in lines:
        for side, half in zip(sides, _halves(line, gutter), strict=True):
            if half is not None:
                side.append(half)
    for side in sides:
        if len(side) < 2:
            return False
        area = around([line.box for line in side])
        height = side[0].box.bottom - side[0].box.top
        if area.right - area.left < 8 * height:
            return False
        full = [line for line in side if _width(line) > _LONGEST * (area.right - area.left)]
        if len(full) * 2 < len(side):
            return False
        characters = sum(len("".join(line.text.split())) for line in side)
        if characters < _CHARACTERS * len(side):
            return False
        starts = [line for line in side if line.box.left - area.left <= _EDGE + _INDENT * height]
        if len(starts) < len(side):
            return False
    return True


def _width(line: SetLine) -> float:
    return line.box.right - line.box.left
