"""The order of passages and rows, also of those filled in by hand, whose place may be blank."""

from __future__ import annotations

from ..schema.rows import Placed


def in_order(passage: Placed) -> tuple[int, int]:
    """Page and line, to sort by; one without a place comes first."""
    return passage.page or 0, passage.line or 0


def at_or_above(one: Placed, other: Placed) -> bool:
    """Whether `one` stands at or above `other`; where either names no place, nothing denies it."""
    unknown = None in (one.page, one.line, other.page, other.line)
    return unknown or in_order(one) <= in_order(other)
