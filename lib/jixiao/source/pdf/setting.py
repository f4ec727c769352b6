"""Characters → lines of words, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from operator import attrgetter

from ...base.values import value_class
from ..document import Word
from ..line import Box, around
from .glyphs import ASCENT, Glyph
from .note_marks import NOTE_DIGITS, Mark, without_marks, without_raised_characters

_GAP = 0.6  # of a character's size: a wider gap parts two words
_DIGIT_GAP = 0.35  # between two digits, if the digits before do not stand as far apart
_LAP = 0.2  # of a character's size: characters that lap more may be of two words
_NO_GAP = 0.1  # white space that the next character was moved back over
_SAME = 0.3  # of its width: the same character so near is printed twice, for weight or shadow
_OVERLAP = 0.5  # of the lower of two characters: as much is shared by those of one line
_STRETCH = 0.5  # of a character's size: no line is stretched wider
_EVEN = 0.03  # of a character's size: gaps of a stretched line differ no more
_MOST_EVEN = 0.8  # of the gaps of a stretched line
_FEWEST = 4  # gaps tell that a line is stretched
_NUMERIC = frozenset("0123456789.,%-")


_middle, _across = attrgetter("middle"), attrgetter("centre")


@value_class()
class SetLine:
    """Words of one printed line, from left to right, and the marks of notes beside them."""

    words: tuple[Word, ...]
    marks: tuple[Mark, ...] = ()
    wraps: bool = False

    @property
    def text(self) -> str:
        if len(self.words) == 1:  # as most lines of cells
            return self.words[0].text
        return " ".join([word.text for word in self.words])

    @property
    def box(self) -> Box:
        return self.words[0].box if len(self.words) == 1 else self._around

    @cached_property
    def _around(self) -> Box:
        return around([word.box for word in self.words] or [mark.box for mark in self.marks])


def glyph_rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters → those of each line, from top to bottom, each from left to right."""
    rows: list[list[Glyph]] = []
    top = bottom = baseline = size = 0.0  # most characters share the last two with the one before
    for glyph in sorted(glyphs, key=_middle):
        if rows and glyph.baseline == baseline and glyph.size == size:
            rows[-1].append(glyph)
            continue
        baseline, size = glyph.baseline, glyph.size
        high, low = glyph.top, glyph.bottom
        shared = min(bottom, low) - max(top, high)
        if rows and shared > _OVERLAP * min(bottom - top, low - high):
            rows[-1].append(glyph)
            if low - high > bottom - top:
                top, bottom = high, low
        else:
            rows.append([glyph])
            top, bottom = high, low
    for row in rows:
        row.sort(key=_across)
    return rows


def set_lines(glyphs: Sequence[Glyph]) -> list[SetLine]:
    """Characters → the lines that they make, from top to bottom."""
    if not glyphs:
        return []
    return [line for row in glyph_rows(glyphs) if (line := set_line(row)) is not None]


def set_line(row: Sequence[Glyph]) -> SetLine | None:
    """The characters of one line, from left to right → its words."""
    marks: list[Mark] = []
    if not _is_plain(row):
        row = _runs_whole(_once(row))
        row, marks = without_marks(row)
    if not NOTE_DIGITS.isdisjoint([glyph.text for glyph in row]):
        row, more = without_raised_characters(row)
        marks += more
    words = _words(row)
    if not words and not marks:
        return None
    return SetLine(tuple(words), tuple(marks))


def _is_plain(row: Sequence[Glyph]) -> bool:
    """Whether all characters have one size and baseline, and none lies over another."""
    first = row[0]
    baseline, size, lap = first.baseline, first.size, _LAP * first.size
    edge = first.left
    for glyph in row:
        if glyph.baseline != baseline or glyph.size != size or glyph.left < edge:
            return False
        edge = glyph.right - lap
    return True


def _once(row: Sequence[Glyph]) -> list[Glyph]:
    """Without characters that are printed a second time, for weight or as a shadow."""
    if len({glyph.text for glyph in row}) == len(row):
        return list(row)
    kept: list[Glyph] = []
    for glyph in row:
        for other in kept[-4:]:
            if other.text == glyph.text and abs(other.left - glyph.left) < _SAME * (
                max(glyph.right - glyph.left, 0.3 * glyph.size)
            ):
                break
        else:
            kept.append(glyph)
    return kept


def _runs_whole(row: list[Glyph]) -> list[Glyph]:
    """`row`, with runs that lie over each other one after another.

    Sorted by place, the digits of two figures printed over each other would mix into a third.
    """
    if not any(_over(one, other) for one, other in zip(row, row[1:], strict=False)):
        return row
    runs: dict[int, list[Glyph]] = {}
    for glyph in row:
        runs.setdefault(glyph.run.item, []).append(glyph)
    ordered = sorted(runs.values(), key=lambda own: own[0].left)
    return [glyph for run in ordered for glyph in run]


def _over(one: Glyph, other: Glyph) -> bool:
    """Whether characters of two runs lie over each other."""
    lap = min(one.right, other.right) - max(one.left, other.left)
    width = min(one.right - one.left, other.right - other.left)
    return one.run is not other.run and lap > 0.5 * width


def _words(row: Sequence[Glyph]) -> list[Word]:
    if not row:
        return []
    words: list[Word] = []
    begun, gap_before = 0, 0.0  # where the word begins; the gap before `last`
    stretch: float | None = None
    last = row[0]
    for index, glyph in enumerate(row[1:], start=1):
        gap = glyph.left - last.right
        size = glyph.size if glyph.size < last.size else last.size
        if glyph.spaced or not -_LAP * size < gap < _DIGIT_GAP * size:
            apart = _apart(last, glyph, gap, gap_before, size)
            if apart and gap <= _STRETCH * size and not glyph.typed_space:
                stretch = _stretch(row) if stretch is None else stretch
                apart = stretch == 0 or abs(gap - stretch) > _EVEN * size
            if apart:
                words.append(_word(row[begun:index]))
                begun, gap = index, 0.0
        last, gap_before = glyph, gap
    words.append(_word(row[begun:]))
    return words


def _apart(last: Glyph, glyph: Glyph, gap: float, before: float, size: float) -> bool:
    """Whether two characters beside each other are of two words. `before`: the gap before `last`."""
    if glyph.spaced and gap > _NO_GAP * size:
        return True
    digits = last.text.isdecimal() and glyph.text.isdecimal()
    if gap > (_DIGIT_GAP if digits and before < 0.7 * gap else _GAP) * size:
        return True
    return gap < -0.5 * (last.right - last.left) and glyph.run is not last.run


def _stretch(row: Sequence[Glyph]) -> float:
    """The gap between all characters of a line that is stretched to its full width; 0 if it is not.

    Digits do not tell: those of figures beside each other may stand as evenly.
    """
    gaps = sorted(
        glyph.left - last.right
        for last, glyph in zip(row, row[1:], strict=False)
        if not (glyph.typed_space or (last.text in _NUMERIC and glyph.text in _NUMERIC))
    )
    if len(gaps) < _FEWEST:
        return 0.0
    size, usual = row[0].size, gaps[len(gaps) // 2]
    even = sum(abs(gap - usual) <= _EVEN * size for gap in gaps)
    wide = _EVEN * size < usual <= _STRETCH * size
    return usual if wide and even >= _MOST_EVEN * len(gaps) else 0.0


def _word(glyphs: Sequence[Glyph]) -> Word:
    first, last = glyphs[0], glyphs[-1]
    left, right = first.left, last.right
    top, bottom = _heights(first.baseline, first.size)
    if first.run is not last.run:
        left = min([glyph.left for glyph in glyphs])
        right = max([glyph.right for glyph in glyphs])
        levels = {(glyph.baseline, glyph.size) for glyph in glyphs}
        if len(levels) > 1:
            tops, bottoms = zip(*[_heights(*level) for level in levels], strict=True)
            top, bottom = min(tops), max(bottoms)
    return Word(
        "".join([glyph.text for glyph in glyphs]),
        Box(round(left, 2), top, round(right, 2), bottom),
    )


@lru_cache(maxsize=1024)  # the words of a line share them
def _heights(baseline: float, size: float) -> tuple[float, float]:
    """Top and bottom of characters of a size on a baseline."""
    return round(baseline - ASCENT * size, 2), round(baseline + (1 - ASCENT) * size, 2)
