"""Numbers that go on in the next line of their cell.

In a narrow cell a number is broken where the cell is full: `≤14,8` above `84.55万元`. Two figures in
two lines of a cell look alike, but leave room beside the first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..document import Box
from .setting import SetLine

_LAST = re.compile(r"[A-Za-z0-9.,%]*[A-Za-z0-9]$")
_FIRST = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,]*")
_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_INCOMPLETE = re.compile(r"(?:\d{1,3}(?:,\d{3})*,\d{1,2}|\d{4,}|\d+\.\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MARGIN = 6.0  # points: no cell keeps its text farther from its edge if it is full


def with_wraps(lines: Sequence[SetLine], cell: Box, margin: float) -> list[SetLine]:
    """`lines` of a cell, those marked whose last number goes on in the next.

    `margin`: how near to the edge of their cells the lines of its column come.
    """
    found = list(lines)
    for index, (line, following) in enumerate(zip(lines, lines[1:], strict=False)):
        if _goes_on(line, following, cell, min(max(margin, 0.0), _MARGIN)):
            found[index] = replace(line, wraps=True)
    return found


def _goes_on(line: SetLine, following: SetLine, cell: Box, margin: float) -> bool:
    if not line.words or not following.words:
        return False
    last, first = _LAST.search(line.words[-1].text), _FIRST.match(following.words[0].text)
    if last is None or first is None:
        return False
    box = following.words[0].box
    letter = _width(first[0][0], following.words[0].text, box)
    room = (cell.right - cell.left) - 2 * margin - (line.box.right - line.box.left)
    if room >= letter:
        return False
    if following.box.top - line.box.bottom > 0.8 * (line.box.bottom - line.box.top):
        return False  # lines of two paragraphs
    left, right = last[0], first[0].rstrip(".,")
    if not (left[0].isdecimal() and right[0].isdecimal()):
        return bool(re.search(r"\d", left) and re.search(r"\d", right))  # a code
    if not _FIGURE.fullmatch(left + right):
        return False
    if not _FIGURE.fullmatch(left):
        return True  # 14,8
    if _YEAR.fullmatch(left) and (_YEAR.fullmatch(right) or following.text[4:5] in "年-"):
        return False
    return _INCOMPLETE.fullmatch(left) is not None


def _width(letter: str, word: str, box: Box) -> float:
    """How wide a character of `word` is, by its share of the word."""
    widths = sum(1 if each.isascii() else 2 for each in word)
    return (box.right - box.left) * (1 if letter.isascii() else 2) / widths
