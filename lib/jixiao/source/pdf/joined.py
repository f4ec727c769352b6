"""Rules as painted → whole lines: pieces joined, double lines made one."""

from __future__ import annotations

from collections.abc import Iterable

from .painted import Rule

TOLERANCE = 2.0  # points: within it, two rules are one line
_SHORTEST = 3.0


def joined(rules: Iterable[Rule]) -> list[Rule]:
    """The lines that `rules` make, in the order of their place.

    Rules within two points of each other are one line, at the middle weighted by their lengths;
    on it, pieces with a gap of no more than two points are one piece.
    """
    lines: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if group and rule.at - _middle(group) > TOLERANCE:
            lines.extend(_pieces(group))
            group = []
        group.append(rule)
    lines.extend(_pieces(group))
    return lines


def _middle(group: list[Rule]) -> float:
    length = sum(rule.end - rule.start for rule in group)
    return sum(rule.at * (rule.end - rule.start) for rule in group) / length


def _pieces(group: list[Rule]) -> list[Rule]:
    if not group:
        return []
    at, found = _middle(group), []
    pieces = sorted((rule.start, rule.end, rule.width) for rule in group)
    start, end, width = pieces[0]
    for first, last, wide in pieces[1:]:
        if first - end > TOLERANCE:
            found.append(Rule(at, start, end, width))
            start, end, width = first, last, wide
        else:
            end, width = max(end, last), max(width, wide)
    found.append(Rule(at, start, end, width))
    return [rule for rule in found if rule.end - rule.start >= _SHORTEST]
