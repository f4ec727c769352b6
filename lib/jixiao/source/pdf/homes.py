"""Which cell of which table a character stands in.

A character belongs to the cell at its middle. Text that is set over the edge of its cell stays
together: to the cell that it is clipped to, or, if it is a number, to the cell that has no other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

from ..line import UNREADABLE, Box
from .broken import break_parted
from .clips import EVERYWHERE
from .glyphs import Glyph
from .lattice import Lattice

Home = tuple[int, int] | None  # table, cell
_NUMERIC = frozenset("0123456789.,%-")
_FIGURE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_MONEY = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d{2}")
_CUT = 0.3  # of its width: a digit whose middle lies that far outside is cut off
_ADJOINS = 0.2  # of a character's size
_LAP = 0.25  # of a character's size: what laps more is not set beside it
_FOLLOWS = 3  # objects: what is painted later than that was set apart


def homes(
    glyphs: Sequence[Glyph], tables: Sequence[Lattice], clip: Callable[[Glyph], Box]
) -> tuple[dict[Home, list[Glyph]], list[Glyph]]:
    """The characters in each cell, and under None those in no table; and those that are clipped away.

    `clip`: the box that a character's run is clipped to.
    """
    found: dict[Home, list[Glyph]] = {}
    # A table in a cell of another comes first.
    inner = sorted(range(len(tables)), key=lambda index: _area(tables[index].box))
    places = _places(glyphs, tables, inner)
    gone: set[int] = set()
    for first, last in _stretches(glyphs, places):
        box = clip(glyphs[first])
        if box is EVERYWHERE or (
            box.holds(glyphs[first].centre, glyphs[first].middle)
            and box.holds(glyphs[last - 1].centre, glyphs[last - 1].middle)
        ):
            continue
        home = _clip_home(box, tables, inner)
        if home is not None and all(glyph.text in _NUMERIC for glyph in glyphs[first:last]):
            cut = {id(g) for g in glyphs[first:last] if not _reached(g, box)}
            gone |= {index for index in range(first, last) if id(glyphs[index]) in cut}
            break_parted(glyphs[max(first - 1, 0) : last + 1], cut)
        for index in range(first, last):
            if home is not None:
                places[index] = home
            elif not box.holds(glyphs[index].centre, glyphs[index].middle):
                gone.add(index)
    for first, last in _chains(glyphs, places):
        places[first:last] = _kept_together(glyphs[first:last], places[first:last])
    first = 0  # most stand where the one before them does
    for home, alike in groupby(places):
        last = first + len(list(alike))
        own = [glyphs[index] for index in range(first, last) if index not in gone]
        if own:
            found.setdefault(home, []).extend(own)
        first = last
    return found, [glyphs[index] for index in sorted(gone)]


def _reached(glyph: Glyph, clip: Box) -> bool:
    """Whether a clip leaves some of a character to be seen."""
    slack = _CUT * (glyph.right - glyph.left)
    return clip.left - slack <= glyph.centre <= clip.right + slack


def _stretches(glyphs: Sequence[Glyph], places: Sequence[Home]) -> list[tuple[int, int]]:
    """Characters of one run, or of runs of one character that adjoin, in one place."""
    if not glyphs:
        return []
    found: list[tuple[int, int]] = []
    count, first, one, home = len(glyphs), 0, glyphs[0], places[0]
    single = True  # the run of `one` has no other character in this stretch
    for index in range(1, count):
        other, place = glyphs[index], places[index]
        run, before = other.run, one.run
        if place == home:
            if run is before:
                one, single = other, False
                continue
            if (
                single
                and 0 < run.order - before.order <= _FOLLOWS
                and (index + 1 == count or glyphs[index + 1].run is not run)
                and _adjoins(one, other)
            ):
                one = other
                continue
        found.append((first, index))
        first, one, home, single = index, other, place, True
    found.append((first, count))
    return found


def _clip_home(clip: Box, tables: Sequence[Lattice], inner: Sequence[int]) -> Home:
    """The cell that a clip lies in."""
    home = _at((clip.left + clip.right) / 2, (clip.top + clip.bottom) / 2, tables, inner)
    if home is None:
        return None
    cell = tables[home[0]].cells[home[1]].box
    fits = clip.left >= cell.left - 3 and clip.right <= cell.right + 3
    return home if fits and clip.top >= cell.top - 3 and clip.bottom <= cell.bottom + 3 else None


def _places(glyphs: Sequence[Glyph], tables: Sequence[Lattice], inner: Sequence[int]) -> list[Home]:
    """The cell at the middle of each character."""
    if not tables:
        return [None] * len(glyphs)
    if len(tables) > 1:
        return [_at(glyph.centre, glyph.middle, tables, inner) for glyph in glyphs]
    xs, ys = tables[0].xs, tables[0].ys
    own: dict[int | None, Home] = {index: (0, index) for index in range(len(tables[0].cells))}
    homes = [[own.get(index) for index in row] for row in tables[0].homes]
    return [
        homes[bisect_right(ys, glyph.middle)][bisect_right(xs, glyph.centre)] for glyph in glyphs
    ]


def _at(x: float, y: float, tables: Sequence[Lattice], inner: Sequence[int]) -> Home:
    for index in inner:
        cell = tables[index].cell_at(x, y)
        if cell is not None:
            return index, cell
    return None


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def _chains(glyphs: Sequence[Glyph], places: Sequence[Home]) -> list[tuple[int, int]]:
    """Stretches of characters that follow each other closely and cross the edge of a cell."""
    found: list[tuple[int, int]] = []
    for index in [i for i, (one, other) in enumerate(pairwise(places), start=1) if one != other]:
        if found and index < found[-1][1]:
            continue
        if not _adjoins(glyphs[index - 1], glyphs[index]):
            continue
        first, last = index - 1, index + 1
        while first > 0 and _adjoins(glyphs[first - 1], glyphs[first]):
            first -= 1
        while last < len(glyphs) and _adjoins(glyphs[last - 1], glyphs[last]):
            last += 1
        found.append((first, last))
    return found


def _adjoins(one: Glyph, other: Glyph) -> bool:
    return (
        abs(one.baseline - other.baseline) < 1
        and -_LAP * one.size < other.left - one.right < _ADJOINS * other.size
        and not other.spaced
    )


def _kept_together(chain: Sequence[Glyph], places: Sequence[Home]) -> list[Home]:
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
            _break_over_edge(chain, own, following, home, other)
            at += 1
    return result


def _break_over_edge(
    chain: Sequence[Glyph], own: Sequence[int], following: Sequence[int], home: Home, other: Home
) -> None:
    """Makes the digits at an edge unreadable where one run crosses it within a number of its own.

    10,231.58-10,300.00 is too wide for its cell: its last 0 is no figure of the next one.
    """
    last, first = chain[own[-1]], chain[following[0]]
    if home is None or other is None or last.run is not first.run:
        return
    if last.text not in _NUMERIC or first.text not in _NUMERIC:
        return
    sides = [_token([chain[i].text for i in reversed(own)])[::-1]]
    sides.append(_token([chain[i].text for i in following]))
    if not all(_MONEY.fullmatch(side) for side in sides):
        last.text = first.text = UNREADABLE


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
