"""Tables that are ruled by level lines alone: where their upright lines would stand.

Level lines of one width, one below the other, part a table into bands. In each band words stand in
cells with white strips between them; where the strips of the bands of one block meet, an upright line
would stand. A level line that begins further right leaves the cells beside it merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ..line import Box
from .glyphs import Glyph
from .level_bands import Band, bands_between, figures_below, is_statement, opens_with_label
from .painted import RuledLine
from .setting import glyph_rows
from .white_strips import Extent, blocks_of, places_of

_NEAR = 4.0  # points: lines of one table begin and end so near each other
_SHORTEST = 120.0  # points: no table is narrower
_SAME = 2.5  # points: lines nearer than that are one
_FIGURE = re.compile(r"[-−]?[\d,]+(?:\.\d+)?[%％]?")
_BLOCKS = 3  # sets of columns below each other: a form
_BANDS = 3  # fewer are no table of this kind
_TITLE = 2.2  # of a title's lines: so high is the gap between two tables that it stands in
_CENTRED = 12.0  # points
_ROWS = 3  # figures below each other in cells of one row


def upright_edges(
    glyphs: Sequence[Glyph], level: Sequence[RuledLine], upright: Sequence[RuledLine]
) -> tuple[list[RuledLine], list[RuledLine]]:
    """The upright lines that tables of `level` lines lack, and those that frame a statement.

    None are lacking where such lines are drawn. A statement is read by its amounts, as without frame.
    """
    found: list[RuledLine] = []
    frames: list[RuledLine] = []
    for rules in _areas(level, upright):
        left, right = min(rule.start for rule in rules), max(rule.end for rule in rules)
        for bands in _tables(glyphs, rules, left, right):
            top, bottom = bands[0].top, bands[-1].bottom
            own = [rule for rule in rules if top - _SAME < rule.at < bottom + _SAME]
            frame = _frame(upright, left, right, top, bottom)
            if is_statement(bands):
                # A longer one frames what stands above or below as well.
                frames += [
                    rule for rule in frame if rule.start > top - _NEAR and rule.end < bottom + _NEAR
                ]
            elif _is_table(bands, own, left, right, bool(frame)):
                found += _uprights(bands, own, left, right)
    return found, frames


def is_among(box: Box, edges: Iterable[RuledLine]) -> bool:
    """Whether a table has its upright lines from `edges`."""
    return any(
        box.left - 1 <= rule.at <= box.right + 1
        and box.top - 1 <= rule.start
        and rule.end <= box.bottom + 1
        for rule in edges
    )


def _areas(level: Sequence[RuledLine], upright: Sequence[RuledLine]) -> list[list[RuledLine]]:
    """The level lines of each table: several as wide as it, and those between them."""
    left = sorted([r for r in level if r.end - r.start > 2 * _NEAR], key=lambda r: r.start - r.end)
    found: list[list[RuledLine]] = []
    while left and left[0].end - left[0].start >= _SHORTEST:
        first, last = left[0].start, left[0].end
        same = [r.at for r in left if _near(r.start, first) and _near(r.end, last)]
        top, bottom = min(same), max(same)
        inside = [
            top <= r.at <= bottom and r.start > first - _NEAR and r.end < last + _NEAR for r in left
        ]
        own = [r for r, is_own in zip(left, inside, strict=True) if is_own]
        left = [r for r, is_own in zip(left, inside, strict=True) if not is_own]
        crossed = any(
            first + _NEAR < rule.at < last - _NEAR
            and rule.start < bottom - _NEAR
            and rule.end > top + _NEAR
            for rule in upright
        )
        if not crossed and len({r.at for r in own}) > _BANDS:
            found.append(own)
    return found


def _near(one: float, other: float) -> bool:
    return abs(one - other) < _NEAR


def _tables(
    glyphs: Sequence[Glyph], rules: Sequence[RuledLine], left: float, right: float
) -> list[list[Band]]:
    """The bands of each table; a title in a high gap stands between two of them."""
    ys: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not ys or at - ys[-1] > _SAME:
            ys.append(at)
    found: list[list[Band]] = [[]]
    for band in bands_between(glyphs, ys, left, right):
        partial = any(_bounds(rule, band) and not _spans(rule, left, right) for rule in rules)
        if not partial and _is_title(band, left, right):
            found.append([])
        else:
            found[-1].append(band)
    return [own for own in found if len(own) >= _BANDS]


def _bounds(rule: RuledLine, band: Band) -> bool:
    """Whether a level line runs along the upper or lower edge of a band."""
    return abs(rule.at - band.top) <= _SAME or abs(rule.at - band.bottom) <= _SAME


def _spans(rule: RuledLine, left: float, right: float) -> bool:
    return rule.start < left + _NEAR and rule.end > right - _NEAR


def _is_title(band: Band, left: float, right: float) -> bool:
    """Whether a band is the gap between two tables: words in its middle alone, and much white."""
    if len(band.texts) != 1:
        return not band.texts and band.bottom - band.top > 40
    rows = glyph_rows(band.glyphs)
    high = sum(max(glyph.size for glyph in row) for row in rows)
    middle = (band.texts[0][0] + band.texts[0][1]) / 2
    return band.bottom - band.top > _TITLE * high and abs(middle - (left + right) / 2) < _CENTRED


def _frame(
    upright: Sequence[RuledLine], left: float, right: float, top: float, bottom: float
) -> list[RuledLine]:
    """The upright lines at an outer edge of the table."""
    return [
        rule
        for rule in upright
        if (_near(rule.at, left) or _near(rule.at, right))
        and rule.start < bottom - _NEAR
        and rule.end > top + _NEAR
    ]


def _is_table(
    bands: Sequence[Band],
    rules: Sequence[RuledLine],
    left: float,
    right: float,
    framed: bool,
) -> bool:
    """Whether the lines part rows: then no band holds several, but some hold wrapped words.

    A table of one set of columns, with a line below each row and one line of words in each, is read
    by its words alone.
    """
    if sum(len(band.texts) > 1 for band in bands) < _BANDS:
        return False
    rows = [glyph_rows(band.glyphs) for band in bands]
    figures = [figures_below(band, own) for band, own in zip(bands, rows, strict=True)]
    if max(figures) > _ROWS or sum(n > 1 for n in figures) * 2 > sum(n > 0 for n in figures):
        return False
    partial = any(not _spans(rule, left, right) for rule in rules)
    if framed or partial or any(len(own) > 1 for own in rows):
        return True
    blocks = blocks_of([band.gaps for band in bands], [()] * len(bands))
    count = len({id(block) for block in blocks})
    return count >= _BLOCKS or (count > 1 and opens_with_label(bands[0], left, right))


def _uprights(
    bands: Sequence[Band], rules: Sequence[RuledLine], left: float, right: float
) -> list[RuledLine]:
    ends = [_inner_ends([r for r in rules if _bounds(r, band)], left, right) for band in bands]
    blocks = blocks_of([band.gaps for band in bands], ends)
    for block in {id(strips): strips for strips in blocks}.values():
        inside = [band for band, other in zip(bands, blocks, strict=True) if other is block]
        block[:] = [_clear_of_figures(strip, inside, bands) for strip in block]
    places = places_of(blocks)
    common = {
        x: sum(s[0] <= x <= s[1] for block in blocks for s in block)
        - sum(band.covers(x) for band in bands)
        for x in places
    }
    edges: list[set[float]] = []
    for band, block, own in zip(bands, blocks, ends, strict=True):
        # Where most bands part and fewest have words; of several such places, as near the next words as can be.
        xs = [
            max((x for x in places if strip[0] <= x <= strip[1]), key=lambda x: (common[x], x))
            for strip in block
        ]
        found_here = {x for x in (*xs, *own) if not band.covers(x)}
        edges.append(found_here | _lacking(band, found_here, places))
    _go_on(bands, edges, rules)
    top, bottom = bands[0].top, bands[-1].bottom
    found = [RuledLine(left, top, bottom), RuledLine(right, top, bottom)]
    for x in sorted(set().union(*edges)):
        start: float | None = None
        for band, here in zip(bands, edges, strict=True):
            if x in here and start is None:
                start = band.top
            elif x not in here and start is not None:
                found.append(RuledLine(x, start, band.top))
                start = None
        if start is not None:
            found.append(RuledLine(x, start, bottom))
    return found


def _clear_of_figures(strip: Extent, own: Sequence[Band], bands: Sequence[Band]) -> Extent:
    """A strip behind what stands in it alone, where the words before it are set left.

    A figure set right, among words set left, is of their column, and not of the next.
    """
    start, end = strip
    inside = [
        text
        for band in own
        for text, word in zip(band.texts, band.words, strict=True)
        if start < text[0] and text[1] < end and _FIGURE.fullmatch(word)
    ]
    before = [text for band in own for text in band.texts if abs(text[1] - start) < 0.1]
    if not inside or not before:
        return strip
    below = [t for band in bands for t in band.texts if abs(t[0] - before[0][0]) < 1 and t[1] < end]
    set_left = len({round(text[1] - text[0]) for text in below}) >= _ROWS
    return (max(text[1] for text in inside), end) if set_left else strip


def _lacking(band: Band, edges: set[float], places: Sequence[float]) -> set[float]:
    """Edges in those gaps of a band that have none, at places of other bands if any are there."""
    found: set[float] = set()
    for start, end in band.gaps:
        if not any(start <= x <= end for x in edges):
            found.add(max((x for x in places if start <= x <= end), default=(start + end) / 2))
    return found


def _go_on(bands: Sequence[Band], edges: Sequence[set[float]], rules: Sequence[RuledLine]) -> None:
    """Edges of a band go on in the next one where no level line stands between the two."""
    pairs = list(pairwise(range(len(bands))))
    for one, other in [*pairs, *((b, a) for a, b in reversed(pairs))]:
        between = max(bands[one].top, bands[other].top)
        own = [rule for rule in rules if abs(rule.at - between) <= _SAME]
        for x in edges[one]:
            closed = any(rule.start < x - _SAME and rule.end > x + _SAME for rule in own)
            if not closed and not bands[other].covers(x):
                edges[other].add(x)


def _inner_ends(rules: Sequence[RuledLine], left: float, right: float) -> list[float]:
    """Where level lines begin or end within the table: there cells part above and below them."""
    ends = [x for rule in rules for x in (rule.start, rule.end)]
    return [x for x in ends if left + _NEAR < x < right - _NEAR]
