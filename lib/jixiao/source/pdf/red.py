"""Amounts of a page that are printed in red without a sign: see `source/red_figures`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..line import UNREADABLE
from ..red_figures import is_amount, is_rare, is_red
from .broken import NUMERIC
from .glyphs import Glyph

_NEAR = 0.35  # of a character's size: nearer ones are of one number


def break_red(glyphs: Sequence[Glyph]) -> None:
    """Makes the first digit of each red amount unreadable, where few amounts are red."""
    if not any(map(is_red, {glyph.run.colour for glyph in glyphs})):
        return
    amounts = [own for own in _numbers(glyphs) if is_amount("".join(g.text for g in own))]
    red = [own for own in amounts if all(is_red(glyph.run.colour) for glyph in own)]
    if is_rare(len(red), len(amounts)):
        for own in red:
            own[0].text = UNREADABLE


def _numbers(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters of numbers that follow each other closely, in the order of the file."""
    own: list[Glyph] = []
    for glyph in glyphs:
        near = bool(own) and (
            abs(glyph.left - own[-1].right) <= _NEAR * glyph.size
            and abs(glyph.baseline - own[-1].baseline) < 1
        )
        if own and not (near and glyph.text in NUMERIC):
            yield own
            own = []
        if glyph.text in NUMERIC:
            own.append(glyph)
    if own:
        yield own
