"""Sheets that hold several pages, two beside each other or four: which they are, and where the pages stand.

A printer that sets two pages on a sheet does so on every sheet: nothing stands in the middle of any,
from top to bottom, and both sides hold text. One such page may be a table with a wide gap or two
columns of text; so several are asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..line import Box

_FREE = 2.0  # points on either side of the middle in which nothing stands
_SHEETS = 3  # of one size, at least
_FULL = 2  # of them that hold text in each of their pages
_CHARACTERS = 20  # ideographs of a page that holds text
_ALIKE = 1.0  # points that the sizes of sheets of one print may differ
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True)
class Ink:
    """What stands on a page, in points of the page as it is read: characters and drawn lines."""

    width: float
    height: float
    characters: Sequence[tuple[str, Box]]
    lines: Sequence[Box]

    def holds_text(self, area: Box) -> bool:
        inside = [
            text
            for text, box in self.characters
            if area.holds((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        ]
        return sum(map(bool, map(_IDEOGRAPH.match, inside))) >= _CHARACTERS

    def boxes(self) -> Iterator[Box]:
        yield from (box for text, box in self.characters if text.strip())
        yield from self.lines


def sheet_panes(
    sizes: Sequence[tuple[float, float]], ink_of: Callable[[int], Ink]
) -> dict[int, tuple[Box, ...]]:
    """Index of a sheet → the places of its pages in the order of reading; without other pages.

    `sizes`: width and height of each page; `ink_of`: what stands on the page of an index. It is
    asked only as long as the pages of one size may be sheets.
    """
    found: dict[int, tuple[Box, ...]] = {}
    groups: list[list[int]] = []
    for index, size in enumerate(sizes):
        same = next((own for own in groups if _are_alike(sizes[own[0]], size)), None)
        if same is None:
            groups.append([index])
        else:
            same.append(index)
    for group in groups:
        if len(group) >= _SHEETS and (shared := _shared(map(ink_of, group))):
            found |= dict.fromkeys(group, shared)
    return found


def panes(width: float, height: float, columns: int, rows: int) -> tuple[Box, ...]:
    """The equal parts of a sheet, row by row."""
    across, down = width / columns, height / rows
    return tuple(
        Box(column * across, row * down, (column + 1) * across, (row + 1) * down)
        for row in range(rows)
        for column in range(columns)
    )


def _are_alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return all(abs(a - b) <= _ALIKE for a, b in zip(one, other, strict=True))


def _shared(sheets: Iterator[Ink]) -> tuple[Box, ...]:
    """The pages that all of these sheets hold; () if they hold no several."""
    two, four = 0, 0  # sheets with text in each page
    may_be_four = True
    first = (0.0, 0.0)
    for ink in sheets:
        size = ink.width, ink.height
        first = size if first == (0.0, 0.0) else first
        x, y = ink.width / 2, ink.height / 2
        if not _are_alike(first, size) or any(
            box.left < x + _FREE and box.right > x - _FREE for box in ink.boxes()
        ):
            return ()
        crossed = any(box.top < y + _FREE and box.bottom > y - _FREE for box in ink.boxes())
        may_be_four = may_be_four and not crossed
        if not may_be_four and x <= y:
            return ()
        two += all(map(ink.holds_text, panes(*size, 2, 1)))
        four += all(map(ink.holds_text, panes(*size, 2, 2)))
    if may_be_four and four >= _FULL:
        return panes(*first, 2, 2)
    return panes(*first, 2, 1) if first[0] > first[1] and two >= _FULL else ()
