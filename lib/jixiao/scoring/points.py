"""The points that a line comes to by a scheme: one number, a range, or what is missing.

Nothing is guessed. A result in words has a range of points, never one number; where a number is
not on file its name is said and there are no points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .formula import Formula, Value
from .schemes import Bounds


@dataclass(frozen=True)
class Points:
    """What a line comes to.

    `low`, `high`: the ends, equal where it is one number; None where something is `missing`: the
    names of the numbers, or why there is none. `method`: what was applied (execution, at_least,
    at_most, equal, achieved, partly, failed, line). `written`: the formula with its numbers.
    """

    low: Decimal | None
    high: Decimal | None
    method: str
    written: str = ""
    missing: tuple[str, ...] = ()


def nothing(method: str, *missing: str) -> Points:
    return Points(None, None, method, missing=missing)


def from_formula(
    bounds: Bounds, numbers: Mapping[str, Decimal | bool | None], method: str
) -> Points:
    """The points by a formula, or by that of each end; `numbers` that are None are not known."""
    known: dict[str, Value] = {name: value for name, value in numbers.items() if value is not None}
    missing = sorted({name for formula in bounds for name in formula.needs(known)})
    if missing:
        return nothing(method, *missing)
    values = [formula.value(known) for formula in bounds]
    if None in values:
        return nothing(method, "zero")
    ends = [value for value in values if value is not None]
    return Points(min(ends), max(ends), method, _written(bounds, known))


def from_tier(tier: tuple[Decimal, Decimal], weight: Decimal | None, method: str) -> Points:
    """The range of a result in words: `tier` is from and to, in per cent of the weight."""
    if weight is None:
        return nothing(method, "weight")
    low, high = (weight * share / 100 for share in tier)
    return Points(low, high, method, f"{tier[0]}%–{tier[1]}% × {weight}")


def _written(bounds: tuple[Formula, ...], known: Mapping[str, Value]) -> str:
    return " … ".join(dict.fromkeys(formula.written(known) for formula in bounds))
