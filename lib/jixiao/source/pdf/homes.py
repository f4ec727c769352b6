"""Which cell of which table a character stands in.

A character belongs to the cell at its middle. Text that is set over the edge of its cell stays
together: to the cell that it is clipped to, or, if it is a number, to the cell that has no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

from ..document import Box
from .glyphs import Glyph
from .lattice import Lattice

Home = tuple[int, int] | None  # table, cell
_NUMERIC = frozenset("0123456789.,%-")
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_ADJOINS = 0.2  # of a character's size


def homes(
    glyphs: Sequence[Glyph], tables: Sequence[Lattice], clip: Callable[[Glyph], Box]
) -> dict[Home, list[Glyph]]:
    """The characters in each cell, and under None those in no table. `clip`: of a character's run."""
    found: dict[Home, list[Glyph]] = {}
    if not tables:
        return {None: list(glyphs)}
    # A table in a cell of another comes first.
    inner = sorted(range(len(tables)), key=lambda index: _area(tables[index].box))
    places = [_at(glyph, tables, inner) for glyph in glyphs]
    for first, last in _chains(glyphs, places):
        chain = glyphs[first:last]
        for index, home in zip(
            range(first, last), _kept_together(chain, places[first:last], tables, clip), strict=True
        ):
            places[index] = home
    for glyph, home in zip(glyphs, places, strict=True):
        found.setdefault(home, []).append(glyph)
    return found


def _at(glyph: Glyph, tables: Sequence[Lattice], inner: Sequence[int]) -> Home:
    x, y = (glyph.left + glyph.right) / 2, glyph.middle
    for index in inner:
        cell = tables[index].cell_at(x, y)
        if cell is not None:
            return index, cell
    return None


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _chains(glyphs: Sequence[Glyph], places: Sequence[Home]) -> list[tuple[int, int]]:
    """Stretches of characters that follow each other closely and cross the edge of a cell."""
    found = []
    first = 0
    crosses = False
    for index in range(1, len(glyphs) + 1):
        if index < len(glyphs) and _adjoins(glyphs[index - 1], glyphs[index]):
            crosses = crosses or places[index] != places[index - 1]
            continue
        if crosses:
            found.append((first, index))
        first, crosses = index, False
    return found


def _adjoins(one: Glyph, other: Glyph) -> bool:
    return (
        abs(one.baseline - other.baseline) < 1
        and -0.5 * one.size < other.left - one.right < _ADJOINS * other.size
        and not other.spaced
    )


def _kept_together(
    chain: Sequence[Glyph],
    places: Sequence[Home],
    tables: Sequence[Lattice],
    clip: Callable[[Glyph], Box],
) -> list[Home]:
    clipped = _clipped(chain, places, tables, clip)
    if clipped is not None:
        return clipped
    result = list(places)
    pieces = [
        (home, list(own)) for home, own in groupby(range(len(chain)), key=lambda i: places[i])
    ]
    at = 0
    while at + 1 < len(pieces):
        (home, own), (other, following) = pieces[at], pieces[at + 1]
        if _goes_over(chain, own, following, home, other):
            winner = home
            if home is not None and other is not None and len(following) > len(own):
                winner = other
            if home is None:
                winner = other
            for index in (*own, *following):
                result[index] = winner
            pieces[at : at + 2] = [(winner, own + following)]
        else:
            at += 1
    return result


def _clipped(
    chain: Sequence[Glyph],
    places: Sequence[Home],
    tables: Sequence[Lattice],
    clip: Callable[[Glyph], Box],
) -> list[Home] | None:
    """The cell of each character by what its run is clipped to; None where that is no cell."""
    result: list[Home] = []
    known: dict[int, Home] = {}
    own = Counter(home for home in places if home is not None)
    for glyph in chain:
        if glyph.run.item not in known:
            box = clip(glyph)
            fits = [home for home in own if _same(box, tables[home[0]].cells[home[1]].box)]
            if not fits:
                return None
            known[glyph.run.item] = fits[0]
        result.append(known[glyph.run.item])
    return result


def _same(clip: Box, cell: Box) -> bool:
    """Whether a clip is as wide as a cell, or lies within it."""
    return clip.left >= cell.left - 3 and clip.right <= cell.right + 3


def _goes_over(
    chain: Sequence[Glyph], own: Sequence[int], following: Sequence[int], home: Home, other: Home
) -> bool:
    """Whether the text of `own` goes on in `following`, over the edge between their places."""
    if home is None or other is None:
        return chain[own[-1]].run is chain[following[0]].run or home is not None
    last, first = chain[own[-1]], chain[following[0]]
    if last.text not in _NUMERIC or first.text not in _NUMERIC:
        return False
    left = _token([chain[index].text for index in reversed(own)])[::-1]
    right = _token([chain[index].text for index in following])
    if not _FIGURE.fullmatch(left + right):
        return False
    both = _FIGURE.fullmatch(left) is not None and _FIGURE.fullmatch(right) is not None
    return last.run is first.run or not both


def _token(texts: Sequence[str]) -> str:
    token = ""
    for text in texts:
        if text not in _NUMERIC:
            break
        token += text
    return token
