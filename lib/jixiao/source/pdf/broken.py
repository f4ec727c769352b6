"""Digits of a page that are no whole number to the eye: U+FFFD stands for what cannot be told.

- A number set in one piece of which a part is hidden, covered, cut off or struck.
- Text that the file gives in place of what it draws (ActualText): digits may differ from the drawn.
- Digits that are typed over others.
- Shapes drawn where a cell has no text, or before its number: outlined digits, a minus.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ..document import Word
from ..line import UNREADABLE, Box
from .glyphs import Glyph
from .painted import RuledLine
from .setting import SetLine

NUMERIC = frozenset("0123456789.,%-")
_TOUCHES = 0.35  # of a character's size
_LEAST, _MOST = 2.0, 24.0  # points: how high a drawn digit is
_DASH = (2.5, 8.0)  # points: how long a drawn minus is
_MARGIN = 1.5  # points: what is nearer to the edge of a cell belongs to the edge
_HIGH, _LOW = 0.6, 0.12  # of the size above the baseline: between them a minus stands
_NEAR = 1.2  # of the size: farther before a number stands no minus of it


def break_parted(glyphs: Sequence[Glyph], gone: Collection[int]) -> None:
    """Makes the digits unreadable that touch digits of their own run which are not seen.

    `glyphs`: in the order of the file; `gone`: the ids of those that are not seen.
    """
    for one, other in zip(glyphs, glyphs[1:], strict=False):
        if one.run is not other.run or (id(one) in gone) == (id(other) in gone):
            continue
        near = abs(other.left - one.right) <= _TOUCHES * one.size
        if near and one.text in NUMERIC and other.text in NUMERIC:
            (other if id(one) in gone else one).text = UNREADABLE


def break_typed_over(typed: Sequence[Glyph], below: Sequence[Glyph]) -> None:
    """Makes digits unreadable that are typed over other digits of the page."""
    for run in {id(glyph.run) for glyph in typed}:
        own = [glyph for glyph in typed if id(glyph.run) == run]
        under = [glyph for glyph in below if any(_laps(glyph, other) for other in own)]
        plain = "".join(glyph.text for glyph in under)
        if not under or plain in "".join(glyph.text for glyph in own):
            continue  # the page has it drawn as well
        for glyph in (*own, *under):
            if glyph.text in NUMERIC:
                glyph.text = UNREADABLE


def drawn_words(
    cell: Box, lines: Sequence[SetLine], shapes: Sequence[Box], level: Sequence[RuledLine]
) -> list[SetLine]:
    """The lines of a cell, with U+FFFD for what is drawn in it where a number stands or none does."""
    inside = [s for s in shapes if _within(s, cell) and _LEAST <= s.bottom - s.top <= _MOST]
    if not lines:
        if not inside:
            return []
        left, right = min(s.left for s in inside), max(s.right for s in inside)
        top, bottom = min(s.top for s in inside), max(s.bottom for s in inside)
        return [SetLine((Word(UNREADABLE, Box(left, top, right, bottom)),))]
    return [_with_minus(line, cell, level) for line in lines]


def _with_minus(line: SetLine, cell: Box, level: Sequence[RuledLine]) -> SetLine:
    """A number with U+FFFD before it, where a short line is drawn as a minus."""
    if not line.words or not NUMERIC.issuperset(line.text):
        return line
    box = line.words[0].box
    size = box.bottom - box.top
    for rule in level:
        before = -0.2 * size <= box.left - rule.end <= _NEAR * size
        middle = box.top + 0.2 * size <= rule.at <= box.bottom - 0.3 * size
        inner = rule.start > cell.left + _MARGIN
        if before and middle and inner and _DASH[0] <= rule.end - rule.start <= _DASH[1]:
            dash = Box(rule.start, box.top, rule.end, box.bottom)
            return SetLine((Word(UNREADABLE, dash), *line.words), line.marks, line.wraps)
    return line


def _within(shape: Box, cell: Box) -> bool:
    return (
        shape.left > cell.left + _MARGIN
        and shape.right < cell.right - _MARGIN
        and shape.top > cell.top
        and shape.bottom < cell.bottom
    )


def _laps(one: Glyph, other: Glyph) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    narrow = max(min(one.right - one.left, other.right - other.left), 0.1)
    return across > 0.3 * narrow and down > 0.4 * min(one.size, other.size)
