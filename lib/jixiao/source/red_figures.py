"""Amounts in red: in books of account red is a minus, and nothing else need say so.

Where few of a page's amounts are red and one prints no sign, it may be less than nothing. It is no
figure then. Where most are red, red says nothing.
"""

from __future__ import annotations

import re

_AMOUNT = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
_STRONG, _WEAK = 160, 90  # of 255: red has as much of red, and no more of the others
_RARE = 3  # of so many amounts fewer than one is red


def is_amount(text: str) -> bool:
    """Whether a text is an amount of money that prints no sign."""
    return _AMOUNT.fullmatch(text.strip()) is not None


def is_red(colour: tuple[int, ...] | None) -> bool:
    """Whether a colour (red, green, blue, from 0 to 255) is red."""
    if colour is None:
        return False
    red, green, blue = colour[:3]
    return red >= _STRONG and max(green, blue) <= _WEAK


def is_rare(red: int, every: int) -> bool:
    """Whether of `every` amounts so few are red that red says something of them."""
    return 0 < red * _RARE < every


def red_of(value: str) -> bool:
    """The same of a colour as RRGGBB or AARRGGBB."""
    try:
        return is_red(tuple(bytes.fromhex(value[-6:]))) if len(value) in (6, 8) else False
    except ValueError:
        return False
