"""Fonts that lie in an OFD file and draw digits as other digits.

A text names its characters, and often the numbers of the glyphs that are drawn for them (CGTransform):
a reader sees the glyphs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from .digit_shapes import DIGITS, any_draws_another, draws_another
from .font_outlines import digit_outlines, glyph_outlines


@dataclass
class EmbeddedFonts:
    """The fonts of a file, by their ID. Each digit of a font is looked at once."""

    contents: Mapping[str, bytes] = field(default_factory=dict)
    _false: dict[str, bool] = field(default_factory=dict)
    _glyphs: dict[tuple[str, str, int], bool] = field(default_factory=dict)

    def misdrawn(self, text: etree._Element, characters: str) -> frozenset[int]:
        """Which of the `characters` of a TextObject, counted from 0, are digits drawn as others."""
        font = text.get("Font", "")
        if font not in self.contents or DIGITS.isdisjoint(characters):
            return frozenset()
        glyphs = _glyphs_of(text)
        digits = [at for at, character in enumerate(characters) if character in DIGITS]
        by_number = {at: glyphs[at] for at in digits if at in glyphs}
        found = {at for at, glyph in by_number.items() if self._draws(font, characters[at], glyph)}
        if len(by_number) < len(digits) and self._is_false(font):
            found |= {at for at in digits if at not in by_number}
        return frozenset(found)

    def _is_false(self, font: str) -> bool:
        if font not in self._false:
            outlines = digit_outlines(self.contents[font])
            self._false[font] = any_draws_another(outlines)
        return self._false[font]

    def _draws(self, font: str, digit: str, glyph: int) -> bool:
        key = font, digit, glyph
        if key not in self._glyphs:
            outline = glyph_outlines(self.contents[font], [glyph]).get(glyph, ())
            self._glyphs[key] = draws_another(digit, outline)
        return self._glyphs[key]


def _glyphs_of(text: etree._Element) -> dict[int, int]:
    """The place of a character → the number of the glyph that is drawn for it, where one is given."""
    found: dict[int, int] = {}
    for item in text:
        if not isinstance(item.tag, str) or etree.QName(item).localname != "CGTransform":
            continue
        named = [e for e in item if isinstance(e.tag, str) and etree.QName(e).localname == "Glyphs"]
        numbers = [n for e in named for n in (e.text or "").split() if n.isdecimal()]
        start = item.get("CodePosition", "0")
        if start.isdecimal() and item.get("CodeCount", "1") == item.get("GlyphCount", "1"):
            found |= {int(start) + at: int(number) for at, number in enumerate(numbers)}
    return found
