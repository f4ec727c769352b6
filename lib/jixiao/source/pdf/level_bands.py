"""What stands between the level lines of a table: bands of words, and what their words tell of it.

Amounts below each other are a statement; heads below amounts, over rows of words, are those of a form.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from .glyphs import Glyph
from .white_strips import Extent

_OUTSIDE = 4.0  # points: so far may words reach over the ends of the lines
_GAP = 0.25  # of a character's size: as wide a gap parts two cells
_SPACE = 0.7  # of it, where the file has white space
_FIGURE = frozenset("0123456789.,-−")
_CELLS = 2  # of a band with figures below each other: its rows may have no lines between them
_AMOUNTS = 0.35  # of the bands of a statement have an amount
_AMOUNT = re.compile(r"[-−]?\d[\d,]*\.\d{2}")
_DIGIT = re.compile(r"\d")
_HEADS = 4  # names without figures beside each other are heads
_WORDS = 3  # cells with words of a row of indicators; a row of a statement has a name or two


@dataclass
class Band:
    """What stands between two level lines: the places of its words, from the left."""

    top: float
    bottom: float
    glyphs: list[Glyph] = field(default_factory=list)
    texts: list[Extent] = field(default_factory=list)

    @property
    def gaps(self) -> list[Extent]:
        return [(one[1], other[0]) for one, other in pairwise(self.texts)]

    def covers(self, x: float) -> bool:
        """Whether words stand at a place."""
        return any(start < x < end for start, end in self.texts)

    @cached_property
    def words(self) -> list[str]:
        """The characters of each of the texts, from the left, those of several lines mixed."""
        ordered = sorted(self.glyphs, key=lambda glyph: glyph.left)
        return [
            "".join(glyph.text for glyph in ordered if start <= glyph.centre <= end)
            for start, end in self.texts
        ]


def bands_between(
    glyphs: Sequence[Glyph], ys: Sequence[float], left: float, right: float
) -> list[Band]:
    bands = [Band(top, bottom) for top, bottom in pairwise(ys)]
    for glyph in glyphs:
        at = bisect_right(ys, glyph.middle) - 1
        if 0 <= at < len(bands) and left - _OUTSIDE < glyph.centre < right + _OUTSIDE:
            bands[at].glyphs.append(glyph)
    for band in bands:
        band.texts = _texts(band.glyphs)
    return bands


def _texts(glyphs: Iterable[Glyph]) -> list[Extent]:
    """From where to where words stand below each other, without a white strip through them."""
    found: list[Extent] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.left):
        wide = _SPACE if glyph.typed_space else _GAP
        if found and glyph.left - found[-1][1] < wide * glyph.size:
            found[-1] = (found[-1][0], max(found[-1][1], glyph.right))
        else:
            found.append((glyph.left, glyph.right))
    return found


def is_statement(bands: Sequence[Band]) -> bool:
    """Whether amounts stand below each other, and no heads of indicators below them."""
    amounts = [has_amount(band) for band in bands]
    filled = sum(bool(band.texts) for band in bands)
    if sum(amounts) < max(_AMOUNTS * filled, 2):
        return False
    for index in range(amounts.index(True) + 1, len(bands) - 1):
        words = bands[index].words
        if len(words) < _HEADS or any(_DIGIT.search(text) for text in words):
            continue
        below = [_has_words(band) for band in bands[index + 1 :]]
        if 2 * sum(below) > len(below):
            return False
    return True


def _has_words(band: Band) -> bool:
    return sum(not _FIGURE.issuperset(text) for text in band.words) >= _WORDS


def has_amount(band: Band) -> bool:
    """Whether words of a band are an amount with its two decimals and nothing else."""
    return any(_AMOUNT.fullmatch(text) for text in band.words)


def figures_below(band: Band, rows: Sequence[Sequence[Glyph]]) -> int:
    """How many figures stand below each other in several cells of a band."""
    counts = [0] * len(band.texts)
    for row in rows:
        for index, (start, end) in enumerate(band.texts):
            own = [g for g in row if start <= g.centre <= end]
            counts[index] += bool(own) and all(g.text in _FIGURE for g in own)
    return sorted(counts)[-_CELLS] if len(counts) >= _CELLS else max(counts, default=0)


def opens_with_label(band: Band, left: float, right: float) -> bool:
    """Whether a band holds labels with their values, not the heads of the two sides of a statement.

    A label and its value; or the same label twice, with another value.
    """
    words = band.words
    if len(words) == 4:
        return words[0] == words[2] and words[1] != words[3] and not any(map(_DIGIT.search, words))
    return len(words) == 2 and band.texts[1][0] < (left + right) / 2
