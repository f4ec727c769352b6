"""Labels that would stand over each other are moved apart."""

from __future__ import annotations

from collections.abc import Sequence


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Where to write labels of `values` so that no two are nearer than `gap`, in their order.

    Labels that would overlap are moved apart by as little as it takes, around their middle.
    """
    order = sorted(range(len(values)), key=lambda index: values[index])
    groups: list[list[float]] = []  # (middle, count) of labels that stand close together
    for index in order:
        groups.append([values[index], 1])
        while len(groups) > 1:
            (low, many), (high, few) = groups[-2], groups[-1]
            if high - low >= gap * (many + few) / 2:
                break
            groups[-2:] = [[(low * many + high * few) / (many + few), many + few]]
    placed = [
        middle + gap * (at - (count - 1) / 2)
        for middle, count in groups
        for at in range(int(count))
    ]
    found = dict(zip(order, placed, strict=True))
    return [found[index] for index in range(len(values))]
