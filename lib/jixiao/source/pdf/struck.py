"""Words that a line is drawn through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from .glyphs import Glyph
from .painted import RuledLine

_THICKEST = 2.6  # points
_HIGH, _LOW = 0.6, 0.12  # of the size above the baseline: between them a line goes through
_OVER = 2.0  # of the size: a line ends no farther beside its words
_COVERED = 0.7  # of a character


def struck(
    glyphs: Sequence[Glyph], level: Sequence[RuledLine], upright: Sequence[RuledLine]
) -> tuple[list[RuledLine], list[Glyph]]:
    """The level lines that strike nothing out, and the characters that the others go through.

    A line of a table ends at an upright one; a line through words ends where they do.
    """
    if not level or not glyphs:
        return list(level), []
    ordered = sorted(glyphs, key=lambda glyph: glyph.baseline)
    baselines = [glyph.baseline for glyph in ordered]
    largest = max(glyph.size for glyph in glyphs)
    kept: list[RuledLine] = []
    found: list[Glyph] = []
    for rule in level:
        own = []
        if rule.width <= _THICKEST and not _at_uprights(rule, upright):
            first = bisect_left(baselines, rule.at)
            last = bisect_right(baselines, rule.at + _HIGH * largest)
            own = [glyph for glyph in ordered[first:last] if _through(rule, glyph)]
        if own and _ends_with(rule, own):
            found += own
        else:
            kept.append(rule)
    return kept, found


def _at_uprights(rule: RuledLine, upright: Sequence[RuledLine]) -> bool:
    """Whether both ends of a line are at upright lines."""
    crossing = [o.at for o in upright if o.start - 2.0 <= rule.at <= o.end + 2.0]
    return any(abs(at - rule.start) <= 2.0 for at in crossing) and any(
        abs(at - rule.end) <= 2.0 for at in crossing
    )


def _through(rule: RuledLine, glyph: Glyph) -> bool:
    above = glyph.baseline - rule.at
    if not _LOW * glyph.size <= above <= _HIGH * glyph.size:
        return False
    width = max(glyph.right - glyph.left, 0.1)
    return min(rule.end, glyph.right) - max(rule.start, glyph.left) >= _COVERED * width


def _ends_with(rule: RuledLine, own: Sequence[Glyph]) -> bool:
    size = own[0].size
    left, right = min(glyph.left for glyph in own), max(glyph.right for glyph in own)
    return rule.start >= left - _OVER * size and rule.end <= right + _OVER * size
