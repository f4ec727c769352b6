"""Numbers that the end of a line breaks in two: where their spaces may go.

A space where two lines end and begin with a Latin letter or digit is kept when lines are joined. Between
digits it goes where what stands before it cannot be a number of its own: a group of thousands that is not
full (14,8 · 84.55), or a decimal part before a unit (7,307.7 · 3万元) unless it reads as a month
(2022.6). Anything else stays, and no figure is read of it.
"""

from __future__ import annotations

import re

_SPLIT_GROUP = re.compile(
    r"(?<![\d.,])\d{1,3}(?:,\d{3})*,\d{1,2}(?P<gap> )\d{1,2}(?:,\d{3})*(?![\d])"
)
_SPLIT_DECIMAL = re.compile(
    r"(?<![\d.,])(?!20\d\d\.)(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{1,3}(?P<gap> )\d{1,3}(?=万元|亿元|元|%)"
)
BROKEN = re.compile(r"\d \Z")  # what stands before a number that a line break may have cut


def mended(text: str) -> str:
    """`text` without the spaces that cut a number in two."""
    spaces = cutting_spaces(text)
    return "".join(character for at, character in enumerate(text) if at not in spaces)


def cutting_spaces(text: str) -> set[int]:
    """The positions of the spaces that cut a number of `text` in two."""
    spaces: set[int] = set()
    for match in _SPLIT_GROUP.finditer(text):
        left, right = match[0].split(" ")
        if len(left.rsplit(",", 1)[1] + right.split(",")[0]) == 3:
            spaces.add(match.start("gap"))
    for match in _SPLIT_DECIMAL.finditer(text):
        spaces.add(match.start("gap"))
    return spaces
