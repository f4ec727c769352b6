"""Rules as painted → whole lines: pieces joined, double lines made one."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from .painted import RuledLine

TOLERANCE = 2.0  # points: within it, two rules are one line
_SHORTEST = 3.0


def joined(rules: Iterable[RuledLine]) -> list[RuledLine]:
    """The lines that `rules` make, in the order of their place.

    Rules within two points of each other are one line, at the middle weighted by their lengths;
    on it, pieces with a gap of no more than two points are one piece.
    """
    lines: list[RuledLine] = []
    group: list[RuledLine] = []
    weighted = length = 0.0
    for rule in sorted(rules, key=attrgetter("at")):
        if group and rule.at - weighted / length > TOLERANCE:
            lines.extend(_pieces(group, weighted / length))
            group, weighted, length = [], 0.0, 0.0
        group.append(rule)
        own = rule.end - rule.start
        weighted, length = weighted + rule.at * own, length + own
    if group:
        lines.extend(_pieces(group, weighted / length))
    return lines


def _pieces(group: list[RuledLine], at: float) -> list[RuledLine]:
    found = []
    pieces = sorted([(rule.start, rule.end, rule.width) for rule in group])
    start, end, width = pieces[0]
    for first, last, wide in pieces[1:]:
        if first - end > TOLERANCE:
            found.append(RuledLine(at, start, end, width))
            start, end, width = first, last, wide
        else:
            end = last if last > end else end
            width = wide if wide > width else width
    found.append(RuledLine(at, start, end, width))
    return [rule for rule in found if rule.end - rule.start >= _SHORTEST]
