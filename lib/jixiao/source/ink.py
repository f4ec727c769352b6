"""The dark dots of a page's picture: long lines, which are rules of tables, and the rest."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_DARKER = 60  # of 255, than the paper: thin rules are grey in a coarse picture
_SHORTEST = 24.0  # points: a shorter line is a stroke of a character

LongLine = tuple[float, float, float]  # its place across, its start and its end, in points


def long_lines(picture: NDArray[np.uint8], scale: float) -> tuple[list[LongLine], list[LongLine]]:
    """The long level lines of `picture`, and the upright ones. `scale`: points per dot."""
    dark = _dark(picture)
    return (
        [((at + 0.5) * scale, s * scale, e * scale) for at, s, e in _lines(dark, scale)],
        [((at + 0.5) * scale, s * scale, e * scale) for at, s, e in _lines(dark.T, scale)],
    )


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


def _lines(dark: NDArray[np.bool_], scale: float) -> Iterator[tuple[float, int, int]]:
    """(row, first column, last column) of the long dark runs; those of one thick line once."""
    shortest = int(_SHORTEST / scale)
    before: list[tuple[int, int, int]] = []
    for row in range(dark.shape[0]):
        own = []
        for start, end in _runs(dark[row], shortest):
            own.append((row, start, end))
            if not any(s <= end and start <= e for _, s, e in before):
                yield row, start, end
        before = own


def _runs(row: NDArray[np.bool_], shortest: int) -> Iterator[tuple[int, int]]:
    changes = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    for start, end in zip(changes[::2], changes[1::2], strict=True):
        if end - start >= shortest:
            yield int(start), int(end)
