"""Words that stand at one height above tables or texts beside each other → those above one table.

支出决算表 above a table on the left and 机构设置情况 above a text on the right are printed in one line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..source import Box, Line, PageTable, Word, around
from .caption import is_furniture, is_title, squeezed, unit_of

_WIDE = 2.0  # characters: a gap between words of two things
_AWAY = 0.5  # characters that a caption may reach out of its table


def above_table(
    lines: Sequence[Line], table: PageTable, others: Iterable[PageTable], words: Sequence[Word]
) -> tuple[Line, ...]:
    """`lines` before `table`; of one that goes on beside it, what stands above it.

    `others`: the tables of its page; `words`: of its page. A line is cut only where what is left out
    is above another table, or is neither a title nor a unit beside a title that stays.
    """
    if table.box is None or not words:
        return tuple(lines)
    beside = [box for other in others if (box := other.box) and is_beside(box, table.box)]
    return tuple(_cut(line, table.box, beside, words) for line in lines)


def within(lines: Sequence[Line], table: PageTable) -> tuple[Line, ...]:
    """Those of `lines` that reach beyond no side of `table`."""
    box = table.box
    return tuple(
        line
        for line in lines
        if box and line.page == table.page and line.box and _between_sides(line.box, box)
    )


def _cut(line: Line, box: Box, beside: Sequence[Box], words: Sequence[Word]) -> Line:
    own = line.box
    if own is None or own.bottom > box.top + 1 or (own.left >= box.left and own.right <= box.right):
        return line
    groups = _groups(line, own, words)
    inside = [group for group in groups if _is_within(group, box)]
    if not inside or len(inside) == len(groups):
        return line
    outside = [group for group in groups if group not in inside]
    loose = [group for group in outside if not any(_is_within(group, each) for each in beside)]
    named = any(is_title(_text(group)) for group in inside)
    if loose and not (named and all(_is_apart(_text(group)) for group in loose)):
        return line
    text = " ".join(_text(group) for group in inside)
    if unit_of(" ".join(_text(group) for group in outside)) and not unit_of(text):
        return line  # a unit printed once, above the last of several tables
    return line._replace(text=text, box=around([word.box for group in inside for word in group]))


def _groups(line: Line, own: Box, words: Sequence[Word]) -> list[list[Word]]:
    """The words of a line, parted where the gaps are wide; none where they are not the line's."""
    height = own.bottom - own.top
    here = [
        word
        for word in words
        if own.holds(
            (word.box.left + word.box.right) / 2,
            (word.box.top + word.box.bottom) / 2,
        )
    ]
    here.sort(key=lambda word: word.box.left)
    if not here or "".join(squeezed(word.text) for word in here) != squeezed(line.text):
        return []
    groups = [[here[0]]]
    for before, word in pairwise(here):
        if word.box.left - before.box.right >= _WIDE * height:
            groups.append([])
        groups[-1].append(word)
    return groups


def _text(group: Sequence[Word]) -> str:
    return " ".join(word.text for word in group)


def _is_apart(text: str) -> bool:
    """Whether a text can be of something else than a table's caption."""
    return not (is_title(text) or is_furniture(text))


def _is_within(group: Sequence[Word], box: Box) -> bool:
    return _between_sides(around([word.box for word in group]), box)


def _between_sides(own: Box, box: Box) -> bool:
    """Whether a line stands between the sides of a table, but for half a character."""
    reach = _AWAY * (own.bottom - own.top)
    return box.left - reach <= own.left and own.right <= box.right + reach


def is_beside(other: Box, box: Box) -> bool:
    """Whether two tables stand at one height, none above the other."""
    apart = other.left >= box.right or other.right <= box.left
    return apart and other.top < box.bottom and box.top < other.bottom
