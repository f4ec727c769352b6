"""Figures of a form's cells: money, points, rates.

A cell is read as a whole or not at all: what is not one figure keeps its text and has no value.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ...base.amounts import NUMBER, fold, read_number
from ...status.measure import closed_up

_MONEY = re.compile(rf"[¥￥]?([-−]?{NUMBER})(百万元|万元|亿元|千元|元|万|亿)?")
_WHOLE_UNITS = {"万": "万元", "亿": "亿元"}  # 150万 in a cell of money
_RATE = re.compile(rf"([-−]?{NUMBER})(%)?")
_POINTS = re.compile(rf"([-−]?{NUMBER})(?:分|%)?")


def money(text: str) -> tuple[Decimal, str | None] | None:
    """The amount that a cell holds and the unit printed in it; None if it is not one amount."""
    match = _MONEY.fullmatch(closed_up(text))
    return (read_number(match[1]), _WHOLE_UNITS.get(match[2], match[2])) if match else None


def rate(text: str, percent: bool = False) -> Decimal | None:
    """A rate in per cent; None where neither cell nor head (`percent`) says that it is one.

    0.95 without a sign may be 95 % or less than one per cent; 0 is 0.
    """
    match = _RATE.fullmatch(closed_up(text))
    if match is None:
        return None
    value = read_number(match[1])
    return value if match[2] or percent or value == 0 else None


def points(text: str) -> Decimal | None:
    """The points of a cell (12.5, 10分, 10%); None if it is not one number."""
    match = _POINTS.fullmatch(closed_up(text))
    return read_number(match[1]) if match else None


def figures_in(text: str) -> int:
    """How many numbers a text holds."""
    return len(re.findall(r"\d[\d.,]*", fold(text)))
