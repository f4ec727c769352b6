"""Values that lie apart from the others of a round."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

FEWEST = 5  # values: of fewer none lies apart
_REACH = Decimal("1.5")  # of the middle half, beyond its ends


class Fence(NamedTuple):
    """The middle half of the values, and from where on one lies apart."""

    lower: Decimal
    upper: Decimal
    low: Decimal
    high: Decimal


def fence(values: Mapping[str, Decimal]) -> Fence | None:
    """Tukey's fences: one and a half times the middle half beyond its ends. None for fewer than
    five values, or where the middle half is one value.
    """
    ordered = sorted(values.values())
    if len(ordered) < FEWEST:
        return None
    lower, upper = _quantile(ordered, 1), _quantile(ordered, 3)
    if lower == upper:
        return None
    reach = _REACH * (upper - lower)
    return Fence(lower, upper, lower - reach, upper + reach)


def outliers(values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Those that lie beyond the fence, by name."""
    found = fence(values)
    if found is None:
        return {}
    return {name: one for name, one in values.items() if one < found.low or one > found.high}


def _quantile(ordered: list[Decimal], quarter: int) -> Decimal:
    """Between the two nearest values, in proportion."""
    at = Decimal(len(ordered) - 1) * quarter / 4
    below = int(at)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (at - below)
