"""The columns of what stands on several pages, matched by where their boundaries stand."""

from __future__ import annotations

from collections.abc import Sequence

TOLERANCE = 4.0  # points between two boundaries that are one

Boundaries = Sequence[float]


def shifted(edges: Boundaries, by: float) -> tuple[float, ...]:
    return tuple(edge + by for edge in edges)


def shift_between(first: Boundaries, second: Boundaries) -> float | None:
    """How far the first lies from the second; None where one is wider than the other."""
    if len(first) < 2 or len(second) < 2:
        return None
    left, right = first[0] - second[0], first[-1] - second[-1]
    return (left + right) / 2 if abs(left - right) <= 2 * TOLERANCE else None


def is_subset(part: Boundaries, whole: Boundaries) -> bool:
    """Whether each boundary of `part` stands at one of `whole`."""
    return all(any(abs(edge - other) <= TOLERANCE for other in whole) for edge in part)


def shared(first: Boundaries, second: Boundaries) -> float:
    """The share of the inner boundaries of the one with fewer that the other has as well."""
    few, many = sorted((first[1:-1], second[1:-1]), key=len)
    if not few:
        return 1.0
    return sum(any(abs(edge - other) <= TOLERANCE for other in many) for edge in few) / len(few)


def united(whole: Boundaries, part: Boundaries) -> tuple[float, ...]:
    """`whole` with those boundaries of `part` that it lacks; two of one part are never one."""
    free, added = list(whole), []
    for edge in part:
        near = min(free, key=lambda other: abs(other - edge), default=None)
        if near is not None and abs(near - edge) <= TOLERANCE:
            free.remove(near)
        else:
            added.append(edge)
    return tuple(sorted([*whole, *added]))


def places(part: Boundaries, whole: Boundaries) -> tuple[int, ...]:
    """For each boundary of `part` its number in `whole`, rising."""
    numbers: list[int] = []
    for index, edge in enumerate(part):
        least = numbers[-1] + 1 if numbers else 0
        most = len(whole) - (len(part) - index - 1)  # the boundaries that follow need places too
        numbers.append(min(range(least, most), key=lambda n: abs(whole[n] - edge)))
    return tuple(numbers)
