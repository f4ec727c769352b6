"""What kind of difference lies between the points that a form prints and those of a scheme.

The tolerance is the rounding of the printed points themselves. A difference is no fault by itself:
an office may take points from a target that was met, and often says why.
"""

from __future__ import annotations

from decimal import Decimal

from ..base.amounts import half_unit
from .points import Points

# From what weighs most to what is none.
KINDS = (
    "over_weight",
    "execution_above",
    "missed_above",
    "words_above",
    "line_above",
    "execution_below",
    "missed_below",
    "words_below",
    "line_below",
    "met_below",
    "rounded",
    "equal",
    "not_computed",
    "not_printed",
)
DIFFER = KINDS[:10]
_WORDS = ("achieved", "partly", "failed")


def difference(printed: Decimal | None, points: Points) -> Decimal | None:
    """Printed less recomputed; of a range the nearest end, 0 within it. None where one is missing."""
    if printed is None or points.low is None or points.high is None:
        return None
    if printed > points.high:
        return printed - points.high
    return min(printed - points.low, Decimal(0))


def kind_of(printed: Decimal | None, points: Points, weight: Decimal | None) -> str:
    """One of `KINDS`."""
    if printed is None:
        return "not_printed"
    if weight is not None and printed > weight:
        return "over_weight"
    apart = difference(printed, points)
    if apart is None:
        return "not_computed"
    if not apart:
        return "equal"
    if abs(apart) <= half_unit(printed):
        return "rounded"
    side = "above" if apart > 0 else "below"
    if points.method in ("execution", "line"):
        return f"{points.method}_{side}"
    if points.method in _WORDS:
        return f"words_{side}"
    full = points.low == points.high == weight
    return "met_below" if full else f"missed_{side}"
