"""Frames that are drawn around words: boxes of their own within a cell, no lines of its table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple, Protocol

_at = attrgetter("at")
_MEETS = 1.0  # points: lines that end so near to each other meet
_HIGHEST = 40.0  # points
_LEAST = 5.0  # points: smaller is a mark, no frame around words
_MOST = 0.25  # of the lines: where boxes make up more, they are the cells of a table


class Rule(Protocol):
    """A straight line: its place across, and from where to where it goes."""

    @property
    def at(self) -> float: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...


class _Frame(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float
    level: tuple[Rule, Rule]
    upright: tuple[Rule, Rule]


def frames(level: Sequence[Rule], upright: Sequence[Rule]) -> set[int]:
    """The ids of the lines that draw frames.

    Nothing but its own four lines meets a frame, and other lines stand on all sides of it.
    """
    found = [frame for frame in _boxes(level, upright) if frame is not None]
    if not found:
        return set()
    across, down = _Places(level), _Places(upright)
    alone = [f for f in found if across.leave(f.top, f.bottom, f.left, f.right, f.level)]
    alone = [f for f in alone if down.leave(f.left, f.right, f.top, f.bottom, f.upright)]
    own = {id(rule) for frame in alone for rule in (*frame.level, *frame.upright)}
    if len(own) > 2 * _MOST * (len(level) + len(upright)):
        return set()
    enclosed = [frame for frame in alone if _enclosed(frame, level, upright, own)]
    return {id(rule) for frame in enclosed for rule in (*frame.level, *frame.upright)}


def _boxes(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterable[_Frame]:
    """Boxes of four lines that end where they meet."""
    sides: dict[tuple[int, int], list[Rule]] = {}
    for rule in upright:
        if _LEAST <= rule.end - rule.start <= _HIGHEST:
            sides.setdefault((round(rule.start), round(rule.end)), []).append(rule)
    if not sides:
        return
    pairs: dict[tuple[int, int], list[Rule]] = {}
    for rule in level:
        pairs.setdefault((round(rule.start), round(rule.end)), []).append(rule)
    rows: dict[tuple[int, int], _Places] = {}  # top and bottom → the uprights between them
    for own in pairs.values():
        own.sort(key=_at)
        for top, bottom in pairwise(own):
            if not _LEAST <= bottom.at - top.at <= _HIGHEST:
                continue
            row = round(top.at), round(bottom.at)
            if row not in rows:
                rows[row] = _Places(_between(sides, *row))
            left, right = rows[row].at(top.start), rows[row].at(top.end)
            if len(left) == len(right) == 1:
                yield _Frame(
                    left[0].at, top.at, right[0].at, bottom.at, (top, bottom), (left[0], right[0])
                )


def _between(sides: Mapping[tuple[int, int], Sequence[Rule]], top: int, bottom: int) -> list[Rule]:
    """The uprights that reach from about `top` to about `bottom`."""
    return [
        rule
        for start in (top - 1, top, top + 1)
        for end in (bottom - 1, bottom, bottom + 1)
        for rule in sides.get((start, end), ())
    ]


class _Places:
    """Lines of one direction by their place."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self._rules = sorted(rules, key=_at)
        self._places = [rule.at for rule in self._rules]

    def at(self, place: float) -> list[Rule]:
        """The lines that meet `place`."""
        low = bisect_left(self._places, place - 2 * _MEETS)
        high = bisect_right(self._places, place + 2 * _MEETS)
        return [rule for rule in self._rules[low:high] if abs(rule.at - place) <= _MEETS]

    def leave(
        self, first: float, last: float, start: float, end: float, own: tuple[Rule, Rule]
    ) -> bool:
        """Whether no other line lies on the sides at `first` and `last` of a box, or crosses it."""
        low = bisect_left(self._places, first - _MEETS)
        high = bisect_right(self._places, last + _MEETS)
        for rule in self._rules[low:high]:
            if rule is own[0] or rule is own[1]:
                continue
            if rule.end < start - _MEETS or rule.start > end + _MEETS:
                continue
            on_side = min(abs(rule.at - first), abs(rule.at - last)) < _MEETS
            if on_side or rule.start < start - _MEETS or rule.end > end + _MEETS:
                return False
        return True


def _enclosed(frame: _Frame, level: Sequence[Rule], upright: Sequence[Rule], own: set[int]) -> bool:
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    beside = [rule.at for rule in upright if id(rule) not in own and rule.start <= y <= rule.end]
    around = [rule.at for rule in level if id(rule) not in own and rule.start <= x <= rule.end]
    return (
        any(at < frame.left for at in beside)
        and any(at > frame.right for at in beside)
        and any(at < frame.top for at in around)
        and any(at > frame.bottom for at in around)
    )
