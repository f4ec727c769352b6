"""Whether the characters that a page gives are those that it draws.

Fonts may have no maps (U+FFFD for each glyph), or maps of something else: some programs that write a
PDF anew give Latin letters, signs or private characters for Chinese ones. These are as wide as they are
high, one as the other, which no Latin text is.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..line import UNREADABLE
from .glyphs import Glyph, PageText

_MEANINGLESS = 0.2  # of a page's characters: fewer are signs of a font of their own
_MAPPED_WRONG = 0.7  # of all that are no digits
_FEWEST, _FEWEST_KINDS = 8, 6  # bullets and boxes of a symbol font are of few kinds
_ODD = 0.3  # of them: letters and the marks of sentences alone may be a Latin text set wide
_SQUARE = (0.85, 1.15)  # width by height
_LATIN = "\u0250"  # the first character behind the Latin letters
_PRIVATE = ("\ue000", "\uf8ff")
_MARKS_OF_SENTENCES = ".,;:'\"()-"


def is_meaningless(text: PageText) -> bool:
    """Whether the words of a page say nothing; its digits may have a map."""
    glyphs = [glyph for own in text.glyphs.values() for glyph in own]
    known = sum("\u2e80" <= glyph.text < UNREADABLE for glyph in glyphs)
    if text.unknown and text.unknown > max(known, _MEANINGLESS * len(glyphs)):
        return True
    return known < len(glyphs) and _is_mapped_wrong(glyphs)


def _is_mapped_wrong(glyphs: Sequence[Glyph]) -> bool:
    letters = [glyph for glyph in glyphs if not glyph.text.isdigit()]
    wide = [glyph.text for glyph in letters if _is_foreign(glyph.text) and _is_square(glyph)]
    if len(wide) < max(_FEWEST, _MAPPED_WRONG * len(letters)) or len(set(wide)) < _FEWEST_KINDS:
        return False
    odd = sum(not (c.isascii() and (c.isalpha() or c in _MARKS_OF_SENTENCES)) for c in wide)
    return odd >= _ODD * len(wide)


def _is_foreign(character: str) -> bool:
    return character < _LATIN or _PRIVATE[0] <= character <= _PRIVATE[1]


def _is_square(glyph: Glyph) -> bool:
    low, high = _SQUARE
    return low * glyph.size <= glyph.right - glyph.left <= high * glyph.size
