"""The dark dots of a page's picture: long lines, which are rules of tables, and the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

_DARKER = 60  # of 255, than the paper: thin rules are grey in a coarse picture
_SHORTEST = 24.0  # points: a shorter line is a stroke of a character
_THICKEST = 5  # dots: what is thicker is a dark area, of which the upper edge is a line
_GAP = 2  # dots: how far the parts of a line that steps from row to row stand apart
_STEEPEST = 0.035  # two degrees: as far as a page lies aslant on a scanner
_STEP = 0.0005
_STRIPS = 48  # of a page that is looked at, each as if it were level
_BETTER = 1.02  # as much sharper are the rows of a page that is set straight, or it stays as it is

LongLine = tuple[float, float, float]  # its place across, its start and its end, in points


def long_lines(picture: NDArray[np.uint8], scale: float) -> tuple[list[LongLine], list[LongLine]]:
    """The long level lines of `picture`, and the upright ones. `scale`: points per dot."""
    dark = _dark(picture)
    return (
        [((at + 0.5) * scale, s * scale, e * scale) for at, s, e in _lines(dark, scale)],
        [((at + 0.5) * scale, s * scale, e * scale) for at, s, e in _lines(dark.T, scale)],
    )


def slope(picture: NDArray[np.uint8]) -> float:
    """How steeply the lines of `picture` fall from left to right, as a share of their length.

    It is that at which dark dots gather in the fewest rows; 0.0 where no other is clearly better.
    """
    dark = _dark(picture)
    strips = [strip.sum(axis=1).astype(np.float64) for strip in np.array_split(dark, _STRIPS, 1)]
    width = dark.shape[1]

    def sharpness(steep: float) -> float:
        rows = np.zeros(dark.shape[0])
        for index, strip in enumerate(strips):
            off = ((index + 0.5) / _STRIPS - 0.5) * width
            rows += np.roll(strip, -round(steep * off))
        return float((rows**2).sum())

    level = sharpness(0.0)
    count = round(_STEEPEST / _STEP)
    best = max((step * _STEP for step in range(-count, count + 1)), key=sharpness)
    return best if sharpness(best) > _BETTER * level else 0.0


def straightened(picture: NDArray[np.uint8], steep: float) -> NDArray[np.uint8]:
    """`picture` with each column moved so far that lines which fall by `steep` are level."""
    if not steep:
        return picture
    moved = picture.copy()
    middle = picture.shape[1] / 2
    for column in range(picture.shape[1]):
        if off := round(steep * (column + 0.5 - middle)):
            moved[:, column] = np.roll(picture[:, column], -off)
    return moved


def ink_without_rules(picture: NDArray[np.uint8], scale: float) -> NDArray[np.bool_]:
    """Where `picture` is dark, but for long lines. `scale`: points per dot."""
    dark = _dark(picture)
    rules = np.zeros_like(dark)
    shortest = int(_SHORTEST / scale)
    for row in range(dark.shape[0]):
        for start, end in _runs(dark[row], shortest):
            rules[row, start:end] = True
    for column in range(dark.shape[1]):
        for start, end in _runs(dark[:, column], shortest):
            rules[start:end, column] = True
    return np.asarray(dark & ~rules)


def _dark(picture: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray(picture < np.median(picture) - _DARKER)


@dataclass(eq=False)
class _Line:
    """A line while its rows are gone through: where it begins and ends, and its longest row."""

    first: int
    row: int
    start: int
    end: int
    longest: tuple[int, int] = (0, 0)  # dots, row
    own: list[tuple[int, int]] = field(default_factory=list)  # its runs in `row`
    above: list[tuple[int, int]] = field(default_factory=list)  # and in the row before

    def meets(self, row: int, start: int, end: int) -> bool:
        runs = self.above if self.row == row else self.own
        return any(s <= end + _GAP and start <= e + _GAP for s, e in runs)

    def outgrown(self, start: int, end: int, length: int) -> bool:
        """Whether a run reaches beyond the line by so much."""
        return start <= self.start - length or end >= self.end + length

    def add(self, row: int, start: int, end: int) -> None:
        if row != self.row:
            self.row, self.above, self.own = row, self.own, []
        self.own.append((start, end))
        self.start, self.end = min(self.start, start), max(self.end, end)
        if end - start > self.longest[0]:
            self.longest = end - start, row

    @property
    def found(self) -> tuple[float, int, int]:
        return self.longest[1], self.start, self.end

    def absorb(self, other: _Line) -> None:
        self.first = min(self.first, other.first)
        self.start, self.end = min(self.start, other.start), max(self.end, other.end)
        self.longest = max(self.longest, other.longest)
        self.own += other.own
        self.above += other.above


def _lines(dark: NDArray[np.bool_], scale: float) -> Iterator[tuple[float, int, int]]:
    """(row, first column, last column) of the long dark runs; those of one thick line as one.

    A line is often darker in one part than in another, and begins a row earlier there.
    """
    shortest = int(_SHORTEST / scale)
    lines: list[_Line] = []
    for row in range(dark.shape[0]):
        for start, end in _runs(dark[row], shortest):
            near = [line for line in lines if line.meets(row, start, end)]
            thin = [line for line in near if row - line.first < _THICKEST]
            if thin:
                line, *others = thin
                for other in others:
                    line.absorb(other)
                lines = [each for each in lines if each not in others]
            elif near and not any(each.outgrown(start, end, shortest) for each in near):
                line = near[0]  # a row of a dark area
            else:
                line = _Line(row, row, start, end)
                lines.append(line)
            line.add(row, start, end)
        yield from (line.found for line in lines if line.row < row)
        lines = [line for line in lines if line.row == row]
    yield from (line.found for line in lines)


def _runs(row: NDArray[np.bool_], shortest: int) -> Iterator[tuple[int, int]]:
    changes = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    for start, end in zip(changes[::2], changes[1::2], strict=True):
        if end - start >= shortest:
            yield int(start), int(end)
