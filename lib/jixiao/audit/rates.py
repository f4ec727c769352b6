"""Whether a printed rate can be the quotient of two printed amounts."""

from __future__ import annotations

from decimal import Decimal

from ..base.amounts import half_unit


def rate_stands(
    printed: Decimal,
    part: Decimal,
    whole: Decimal,
    part_rounding: Decimal,
    whole_rounding: Decimal,
) -> bool:
    """Whether amounts that round to those printed give a rate, in per cent, that rounds to the
    printed one. A rounding is half the last printed place of its amount.
    """
    half = half_unit(printed)
    ends = [
        (part + sign * part_rounding) / of * 100
        for sign in (-1, 1)
        for of in (whole - whole_rounding, whole + whole_rounding)
        if of
    ]
    return bool(ends) and min(ends) <= printed + half and max(ends) >= printed - half
