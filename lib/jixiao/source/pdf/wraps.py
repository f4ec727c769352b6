"""Numbers that go on in the next line of their cell or column.

In a narrow cell a number is broken where the cell is full: `≤14,8` above `84.55万元`. Two figures in
two lines of a cell look alike, but leave room beside the first; whole numbers alone in their lines
stay two, as nothing tells. Sentences are broken so by writers that break anywhere; two figures do
not follow each other in a sentence without a word between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..line import Box
from .setting import SetLine

_LAST = re.compile(r"(?:[0-9][0-9.,]*|[A-Za-z][A-Za-z0-9.,]*)(?<=[A-Za-z0-9])$")
_FIRST = re.compile(r"[0-9][0-9.,]*|[A-Za-z][A-Za-z0-9]*")
_FIGURE = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_INCOMPLETE = re.compile(r"\d{1,3}(?:,\d{3})*,\d{1,2}|\d{4,}|(?:\d{1,3}(?:,\d{3})+|\d+)\.\d")
_CODE = 8  # digits: so long a whole number in a line of its own is a code
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


def with_broken_numbers(lines: Sequence[SetLine]) -> list[SetLine]:
    """Lines of sentences below each other, those marked whose last number goes on in the next."""
    found = list(lines)
    for index, (line, following) in enumerate(zip(lines, lines[1:], strict=False)):
        if _breaks(line, following) and (_malformed(line) or _full(index, lines)):
            found[index] = replace(line, wraps=True)
    return found


def _breaks(line: SetLine, following: SetLine) -> bool:
    if not line.words or not following.words:
        return False
    last, first = _LAST.search(line.words[-1].text), _FIRST.match(following.words[0].text)
    if last is None or first is None or not _digits(last[0], first[0]):
        return False
    inside = last.start() > 0 and first.end() < len(following.words[0].text)
    height = line.box.bottom - line.box.top
    near = -height < following.box.top - line.box.bottom < 1.9 * height
    whole = _FIGURE.fullmatch(last[0]) is not None
    return (inside or not whole) and near and _one_figure(last[0], first[0], following.text)


def _malformed(line: SetLine) -> bool:
    """Whether a line ends in what is no whole figure: 6,64."""
    last = _LAST.search(line.words[-1].text)
    return last is not None and not _FIGURE.fullmatch(last[0])


def _full(index: int, lines: Sequence[SetLine]) -> bool:
    """Whether a line reaches as far to the right as those about it."""
    line, following = lines[index], lines[index + 1]
    about = [o for o in lines[max(index - 3, 0) : index + 4] if o.words and o is not line]
    letter = 0.5 * (line.box.bottom - line.box.top)
    return (
        line.box.right >= max(other.box.right for other in about) - letter
        and following.box.left <= min(o.box.left for o in [line, *about]) + letter
    )


def _digits(left: str, right: str) -> bool:
    return left[-1].isdecimal() and right[0].isdecimal()


def _goes_on(line: SetLine, following: SetLine, cell: Box, margin: float) -> bool:
    if not line.words or not following.words:
        return False
    last, first = _LAST.search(line.words[-1].text), _FIRST.match(following.words[0].text)
    if last is None or first is None:
        return False
    if following.box.top - line.box.bottom > 0.8 * (line.box.bottom - line.box.top):
        return False  # lines of two paragraphs
    if _digits(last[0], first[0]) and not _FIGURE.fullmatch(last[0]):
        return _one_figure(last[0], first[0], following.text)
    box = following.words[0].box
    letter = _width(first[0][0], following.words[0].text, box)
    room = (cell.right - cell.left) - 2 * margin - (line.box.right - line.box.left)
    if room >= letter:
        return False
    if not _digits(last[0], first[0]):
        return bool(re.search(r"\d", last[0]) and re.search(r"\d", first[0]))  # a code
    if line.text.isdecimal() and following.text.isdecimal() and len(line.text) < _CODE:
        return False  # 1000 above 200: one number as well as two
    return _one_figure(last[0], first[0], following.text)


def _one_figure(left: str, right: str, following: str) -> bool:
    """Whether the ends of two lines are one figure rather than two, by their form."""
    right = right.rstrip(".,")
    if not _FIGURE.fullmatch(left + right):
        return False
    if not _FIGURE.fullmatch(left):
        return True  # 14,8
    if _YEAR.fullmatch(left) and (_YEAR.fullmatch(right) or following[4:5] in ("年", "-")):
        return False
    return _INCOMPLETE.fullmatch(left) is not None


def _width(letter: str, word: str, box: Box) -> float:
    """How wide a character of `word` is, by its share of the word."""
    widths = sum(1 if each.isascii() else 2 for each in word)
    return (box.right - box.left) * (1 if letter.isascii() else 2) / widths
