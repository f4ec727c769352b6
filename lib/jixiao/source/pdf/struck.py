"""Words that a line is drawn through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from .glyphs import Glyph
from .painted import RuledLine

_THICKEST = 2.6  # points
_HIGH, _LOW = 0.6, 0.12  # of the size above the baseline: between them a line goes through
_OVER = 2.0  # of the size: a line ends no farther beside its words
_COVERED = 0.7  # of a character
_OVER_WAVE = 1.0  # of the size: a wave or a slanted line ends nearer
_WAVE = 1.4  # of the size: it is no higher
_LEVEL = frozenset("一—–―-－")  # a line over one of them alone is the character, drawn once more
_GAP = 4.0  # points between the dashes of one line


def struck(
    glyphs: Sequence[Glyph], level: Sequence[RuledLine], upright: Sequence[RuledLine]
) -> tuple[list[RuledLine], list[Glyph]]:
    """The level lines that strike nothing out, and the characters that the others go through.

    A line of a table ends at an upright one; a line through words ends where they do.
    """
    free = [rule.width <= _THICKEST and not _at_uprights(rule, upright) for rule in level]
    if not any(free) or not glyphs:
        return list(level), []
    ordered = sorted(glyphs, key=attrgetter("baseline"))
    baselines = [glyph.baseline for glyph in ordered]
    largest = max([glyph.size for glyph in glyphs])
    kept: list[RuledLine] = []
    found: list[Glyph] = []
    for rule, may_strike in zip(level, free, strict=True):
        own = []
        if may_strike:
            first = bisect_left(baselines, rule.at)
            last = bisect_right(baselines, rule.at + _HIGH * largest)
            own = [glyph for glyph in ordered[first:last] if _through(rule, glyph)]
        if own and _ends_with(rule, own):
            found += [] if _LEVEL.issuperset(glyph.text for glyph in own) else own
        else:
            kept.append(rule)
    return kept, found


def crossed(
    glyphs: Sequence[Glyph],
    dashes: Sequence[RuledLine],
    strokes: Sequence[RuledLine],
    upright: Sequence[RuledLine],
) -> list[Glyph]:
    """The characters that a line of dashes, a wave or a slanted line goes through."""
    found: list[Glyph] = []
    for stroke in (*_dashed(dashes), *strokes):
        if _at_uprights(stroke, upright):
            continue
        own = [glyph for glyph in glyphs if _through(stroke, glyph)]
        if own and stroke.width <= _WAVE * own[0].size and _ends_with(stroke, own, _OVER_WAVE):
            found += own
    return found


def _dashed(dashes: Sequence[RuledLine]) -> list[RuledLine]:
    """The lines that short pieces at one height make."""
    lines: list[RuledLine] = []
    for dash in sorted(dashes, key=lambda rule: (round(rule.at), rule.start)):
        last = lines[-1] if lines else None
        if last and abs(last.at - dash.at) <= 1.0 and 0 <= dash.start - last.end <= _GAP:
            lines[-1] = last._replace(end=dash.end)
        else:
            lines.append(dash)
    return lines


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


def _ends_with(rule: RuledLine, own: Sequence[Glyph], over: float = _OVER) -> bool:
    slack = over * own[0].size
    left, right = min(glyph.left for glyph in own), max(glyph.right for glyph in own)
    return rule.start >= left - slack and rule.end <= right + slack
