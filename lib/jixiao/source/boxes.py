"""Where on its page a part of a line stands."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from .document import Document, Word
from .line import Box, Line


def box_in_line(document: Document, line: Line, start: int, end: int) -> Box | None:
    """The box of `line.text[start:end]`; None where boxes are not known (no PDF).

    By the words of the page where they are at hand, within a word and else by the width of
    characters, of which a Chinese one counts as two.
    """
    if line.box is None:
        return None
    at, found = 0, []
    for text, box in _words(document, line):
        first, last = max(start, at), min(end, at + len(text))
        if first < last:
            found.append(_part(text, box, first - at, last - at))
        at += len(text) + 1  # words are set with one space between
    if not found:
        return _part(line.text, line.box, start, end)
    return Box(
        min(box.left for box in found),
        min(box.top for box in found),
        max(box.right for box in found),
        max(box.bottom for box in found),
    )


def _words(document: Document, line: Line) -> list[tuple[str, Box]]:
    """The words of `line`, from left to right; none where they are not those of its text."""
    assert line.box is not None
    own = [
        (word.text, word.box)
        for word in _words_between(document, line.page, line.box)
        if line.box.left <= word.box.left
        and word.box.right <= line.box.right
        and line.box.holds(word.box.left, _middle(word))
    ]
    own.sort(key=lambda word: word[1].left)
    following = [box.left for _, box in own[1:]] + [line.box.right]
    own = [
        # The right edge of a recognised word is a guess that may lie far within the next one.
        (text, box._replace(right=max(min(box.right, edge), box.left)))
        for (text, box), edge in zip(own, following, strict=False)
    ]
    return own if " ".join(text for text, _ in own) == line.text else []


def _words_between(document: Document, page: int, box: Box) -> list[Word]:
    """The words of a page whose middle is as high as `box`, in the order of the page."""
    by_height, middles = _by_height(document).get(page, ([], []))
    first, last = bisect_left(middles, box.top), bisect_right(middles, box.bottom)
    return [word for _, word in sorted(by_height[first:last], key=itemgetter(0))]


@lru_cache(maxsize=1)  # all lines of a document are asked for, one after another
def _by_height(document: Document) -> dict[int, tuple[list[tuple[int, Word]], list[float]]]:
    """Page → its words with their number, from above, and their middles."""
    found = {}
    for page, layout in document.layouts.items():
        words = sorted(enumerate(layout.words), key=lambda entry: _middle(entry[1]))
        found[page] = words, [_middle(word) for _, word in words]
    return found


def _middle(word: Word) -> float:
    return (word.box.top + word.box.bottom) / 2


def _part(text: str, box: Box, start: int, end: int) -> Box:
    widths = [1 if character.isascii() else 2 for character in text]
    scale = (box.right - box.left) / max(sum(widths), 1)
    left = box.left + sum(widths[:start]) * scale
    return Box(round(left, 2), box.top, round(left + sum(widths[start:end]) * scale, 2), box.bottom)


def cell_boxes(document: Document) -> dict[int, Box]:
    """The number of a line → the box of the cell that it stands in, where it is known."""
    return {
        line.number: cell.box
        for table in document.tables
        for cell in table.cells
        if cell.box is not None
        for line in cell.lines
    }


def nearest_line(lines: Sequence[Line], box: Box) -> Line:
    """The one of `lines`, which have boxes, that `box` stands nearest to."""

    def distance(line: Line) -> float:
        own = line.box
        assert own is not None
        down = abs((own.top + own.bottom) / 2 - (box.top + box.bottom) / 2)
        return down + max(0.0, own.left - box.right, box.left - own.right)

    return min(lines, key=distance)
