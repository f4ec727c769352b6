"""How far each group of a head reaches that is set without upright lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from .level_columns import LevelColumn
from .level_names import HeadName, Setting

_LEFT = 0.45  # of a line's height: a group begins where its first column's name does
_CENTRED = 0.7  # of a line's height: and its middle is that of its columns
_CLEAR = 0.25  # of a line's height: so much better must one of two ways fit
_MOST = 3000  # ways to part columns among groups that are tried
_PAD = 2.0  # points: from the edge of figures to that of their cell


Fit = tuple[float, list[tuple[int, int]]]  # how far off, and of each group the first and last


class Reach(NamedTuple):
    """A group, the names below it, and whether it is certain that these are all."""

    group: HeadName
    below: list[HeadName]
    certain: bool


def reaches(
    level: Sequence[HeadName],
    row: Sequence[HeadName],
    columns: Sequence[LevelColumn],
    setting: Setting,
) -> Iterator[Reach]:
    """For each group of one level the names of `row` that it stands over; lists are left as they are."""
    waiting = list(level)
    while waiting:
        group = waiting.pop(0)
        ruled = _under_rule(group, row, columns, setting)
        run = ruled if ruled is not None else _lower(group, row, setting)
        together = [group]
        while (
            waiting
            and run
            and waiting[0].left < run[-1].right
            and _same_run(waiting[0], run, row, columns, setting, ruled is not None)
        ):
            together.append(waiting.pop(0))
        whole = ruled is not None or _is_bounded(run, row, len(together), setting)
        yield from _parted(together, run, columns, setting, whole)


def _same_run(
    group: HeadName,
    run: Sequence[HeadName],
    row: Sequence[HeadName],
    columns: Sequence[LevelColumn],
    setting: Setting,
    ruled: bool,
) -> bool:
    other = _under_rule(group, row, columns, setting)
    if (other is not None) != ruled:
        return False
    return (other if other is not None else _lower(group, row, setting)) == list(run)


def _under_rule(
    group: HeadName,
    row: Sequence[HeadName],
    columns: Sequence[LevelColumn],
    setting: Setting,
) -> list[HeadName] | None:
    """The names below the rule under a group; None where it has none."""
    middle = (group.left + group.right) / 2
    lower = [name for name in row if name.top > group.bottom - 0.3 * setting.height]
    if not lower:
        return None
    floor = min(name.top for name in lower) + 0.5 * setting.height
    rules = [
        rule
        for rule in setting.rules
        if group.bottom - 0.3 * setting.height <= rule.at <= floor
        and rule.start - 1 <= middle <= rule.end + 1
    ]
    if not rules:
        return None
    rule = min(rules, key=lambda own: own.at)
    found = []
    for name in lower:
        left, right = name.left, name.right
        lap = min(right, rule.end) - max(left, rule.start)
        if lap > 0.5 * (right - left):
            found.append(name)
    return found


def _lower(group: HeadName, row: Sequence[HeadName], setting: Setting) -> list[HeadName]:
    """The names side by side that stand below the line of a group, those about its middle."""
    slack = 0.1 * setting.height
    lower = [name.top > group.bottom - slack and not setting.is_whole(name) for name in row]
    laps = [
        (min(group.right, name.right) - max(group.left, name.left), index)
        for index, name in enumerate(row)
        if lower[index]
    ]
    if not laps:
        return []
    at = max(laps)[1]
    start, end = at, at + 1
    while start and lower[start - 1]:
        start -= 1
    while end < len(row) and lower[end]:
        end += 1
    return list(row[start:end])


def _is_bounded(
    run: Sequence[HeadName], row: Sequence[HeadName], groups: int, setting: Setting
) -> bool:
    """Whether the names beside these stand higher, in the middle of the head: all these have a group."""
    if not run:
        return False
    first, last = row.index(run[0]), row.index(run[-1])
    beside = [*row[max(first - 1, 0) : first], *row[last + 1 : last + 2]]
    line = max(name.centre for name in run)
    higher = all(line - name.centre > 0.3 * setting.height for name in beside)
    return higher and bool(beside or groups > 1)


def _parted(
    groups: Sequence[HeadName],
    run: Sequence[HeadName],
    columns: Sequence[LevelColumn],
    setting: Setting,
    whole: bool,
) -> Iterator[Reach]:
    """The columns of a run, parted among the groups over it. `whole`: each column has a group."""
    if not run:
        yield from (Reach(group, [], False) for group in groups)
        return
    if whole and len(groups) == 1:
        yield Reach(groups[0], list(run), True)
        return
    height = setting.height
    left = _by_left(groups, run, height) if whole else None
    middle = (_by_middle if whole else _by_own_middle)(groups, run, columns, height)
    chosen = left or middle
    if left and middle and left[1] != middle[1]:  # one of them fits far better, or neither counts
        closer, other = sorted((left, middle))
        chosen = closer if other[0] - closer[0] > _CLEAR * height else None
    if chosen is None:
        yield Reach(groups[0], list(run), False)
        yield from (Reach(group, [], False) for group in groups[1:])
        return
    for group, (start, end) in zip(groups, chosen[1], strict=True):
        yield Reach(group, list(run[start:end]), True)


def _by_left(groups: Sequence[HeadName], run: Sequence[HeadName], height: float) -> Fit | None:
    """Each group from the name that begins where it does to the next such name."""
    starts, off = [], 0.0
    for group in groups:
        near = [i for i, name in enumerate(run) if abs(name.left - group.left) < _LEFT * height]
        if len(near) != 1:
            return None
        starts.append(near[0])
        off = max(off, abs(run[near[0]].left - group.left))
    if starts[0] != 0 or starts != sorted(set(starts)):
        return None
    return off, list(zip(starts, [*starts[1:], len(run)], strict=True))


def _by_middle(
    groups: Sequence[HeadName],
    run: Sequence[HeadName],
    columns: Sequence[LevelColumn],
    height: float,
) -> Fit | None:
    """The one way to part the names that puts every group in the middle of its own."""
    fits: list[tuple[float, list[tuple[int, int]]]] = []
    for tried, cuts in enumerate(combinations(range(1, len(run)), len(groups) - 1)):
        if tried > _MOST:
            return None
        spans = list(zip((0, *cuts), (*cuts, len(run)), strict=True))
        off = max(
            _off(group, run[start:end], columns)
            for group, (start, end) in zip(groups, spans, strict=True)
        )
        fits.append((off, spans))
    fits.sort()
    if not fits or fits[0][0] > _CENTRED * height:
        return None
    if len(fits) > 1 and fits[1][0] < fits[0][0] + height:
        return None
    return fits[0]


def _by_own_middle(
    groups: Sequence[HeadName],
    run: Sequence[HeadName],
    columns: Sequence[LevelColumn],
    height: float,
) -> Fit | None:
    """For each group the one span of names, two or more, that it is in the middle of."""
    found: list[tuple[int, int]] = []
    off = 0.0
    for group in groups:
        spans = [
            (_off(group, run[start:end], columns), (start, end))
            for start in range(len(run))
            for end in range(start + 2, len(run) + 1)
            if run[start].left < group.right and run[end - 1].right > group.left
        ]
        near = sorted(span for span in spans if span[0] < _CENTRED * height + height)
        if not near or near[0][0] > _CENTRED * height or len(near) > 1:
            return None
        if found and near[0][1][0] < found[-1][1]:
            return None
        found.append(near[0][1])
        off = max(off, near[0][0])
    return off, found


def _off(group: HeadName, names: Sequence[HeadName], columns: Sequence[LevelColumn]) -> float:
    """How far the middle of a group is from that of the names below it: of their cells or words."""
    middle = (group.left + group.right) / 2
    words = (names[0].left + names[-1].right) / 2
    own = [abs(middle - words)]
    before = names[0].first - 1
    edge = columns[before].edge if before >= 0 else None
    last = columns[names[-1].last].edge
    if edge is not None and last is not None:
        own.append(abs(middle - (edge + last) / 2 - _PAD))
    reach = columns[names[0].first].left, columns[names[-1].last].right
    whole = min(reach[0], names[0].left) + max(reach[1], names[-1].right)
    own.append(abs(middle - whole / 2))
    first = (names[0].left + names[0].right) / 2
    final = (names[-1].left + names[-1].right) / 2
    own.append(abs(middle - (first + final) / 2))
    return min(own)
