"""Raised and lowered characters of a line: marks of notes are taken out, exponents written as such.

A figure beside which a raised 1 stands would read ten times as high with one more place: a mark is
told by its size and baseline against its neighbours. What is raised and belongs to the word (m², ×10⁴)
is written with the raised digits of Unicode, so that it is never a digit of a figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ..line import UNREADABLE, Box, around
from ..marks import may_be_cents
from .glyphs import Glyph

_RAISED = 0.15  # of the larger size: so far must a mark's baseline be from that of its word
_SMALLER = 0.86
_AHEAD = 16  # characters before a mark that say what it stands beside
_TOUCHES = 0.2  # of the size
_UNEVEN = 0.08  # of the size: digits whose baselines differ by more are not of one number
_NEAR = 0.5  # of the size: a mark stands so near its word
_MARK = re.compile(
    r"[\[［(（〔【]?(?:\d{1,2}|[①-⑳]|注\s*\d*|[*＊※†‡#]+|[a-z])[\]］)）〕】]?"
    r"(?:[,，、]\d{1,2})*"
)
_UNIT_LETTERS = re.compile(r"(?<![A-Za-z])(?:[kcdmμh]?m|[kcdm]?s|kg|g|L|t|W|h|d)$")
_POWER = re.compile(r"(?:[×xX*·]\s*10|(?<![\d.,])10)$")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UPPER = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
NOTE_DIGITS = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰")


@dataclass(frozen=True)
class Mark:
    """A mark of a note that was taken out of a line."""

    text: str
    box: Box


def without_marks(row: Sequence[Glyph]) -> tuple[list[Glyph], list[Mark]]:
    """Raised and lowered characters: marks of notes apart, exponents as such, the others as they are."""
    base = max(row, key=lambda glyph: glyph.size)
    kept: list[Glyph] = []
    marks: list[Mark] = []
    at = 0
    while at < len(row):
        shift = _shift(row[at], kept[-1] if kept else base, base)
        if not shift:
            kept.append(row[at])
            at += 1
            continue
        end = at + 1
        while (
            end < len(row)
            and _shift(row[end], kept[-1] if kept else base, base) == shift
            and row[end].left - row[end - 1].right < _NEAR * row[end].size
        ):
            end += 1
        run = list(row[at:end])
        before = kept[-1] if kept else None
        joins = before is not None and run[0].left - before.right < _NEAR * before.size
        following = row[end] if end < len(row) else None
        text = "".join(glyph.text for glyph in run)
        if not joins and following is not None and kept:
            joins = following.left - run[-1].right < _NEAR * following.size
        ahead = "".join(glyph.text for glyph in kept[-_AHEAD:])
        if shift < 0 and joins and _belongs(ahead, text):
            kept += [_as(glyph, glyph.text.translate(_UPPER)) for glyph in run]
        elif joins and may_be_cents(text, ahead):
            kept += [_as(glyph, UNREADABLE) for glyph in run]
        elif (joins or not kept) and _is_mark(ahead, text, shift):
            marks.append(Mark(text, around([glyph.box for glyph in run])))
        else:
            kept += run
        at = end
    return _uneven_broken(kept), marks


def _uneven_broken(row: list[Glyph]) -> list[Glyph]:
    """`row`, digits unreadable that touch digits of another size or baseline: one of two is a mark."""
    found = list(row)
    for at, (one, other) in enumerate(zip(row, row[1:], strict=False)):
        if not (one.text.isdecimal() and other.text.isdecimal()):
            continue
        if other.left - one.right > _TOUCHES * other.size:
            continue
        small, large = sorted((one.size, other.size))
        if small < _SMALLER * large or abs(one.baseline - other.baseline) > _UNEVEN * large:
            found[at], found[at + 1] = _as(one, UNREADABLE), _as(other, UNREADABLE)
    return found


def _shift(glyph: Glyph, before: Glyph, base: Glyph) -> int:
    """-1 if `glyph` is a raised small character, 1 if a lowered one, beside its word; else 0."""
    word = before if before.size >= glyph.size else base
    rise = word.baseline - glyph.baseline
    small = glyph.size <= _SMALLER * word.size
    if small and rise >= _RAISED * word.size or rise >= 0.3 * word.size and word is not glyph:
        return -1
    if small and -rise >= 0.08 * word.size:
        return 1
    return 0


def _belongs(ahead: str, text: str) -> bool:
    """Whether a raised `text` is an exponent of the unit or power of ten before it."""
    if _POWER.search(ahead):
        return re.fullmatch(r"[-−+]?\d{1,2}", text) is not None
    if _UNIT_LETTERS.search(ahead):
        return text in ("2", "3", "-1", "−1", "-2", "-3")
    return bool(re.search(r"[A-Za-z]\d?$", ahead)) and re.fullmatch(r"\d?[+\-−]", text) is not None


def _is_mark(ahead: str, text: str, shift: int) -> bool:
    """Whether a raised or lowered `text` is a note's; digits beside a digit are never part of it."""
    beside_figure = ahead[-1:].isdecimal() or ahead[-1:] in ("%", "％")
    if beside_figure and re.search(r"\d", text):
        return True
    if shift > 0:  # CO₂, PM₂.₅
        return False
    return _MARK.fullmatch(text) is not None


def without_raised_characters(row: Sequence[Glyph]) -> tuple[list[Glyph], list[Mark]]:
    """Marks that are characters of their own: ¹ behind a figure, but for m² and 10⁴."""
    kept: list[Glyph] = []
    marks: list[Mark] = []
    for raised, run in groupby(row, key=lambda glyph: glyph.text in NOTE_DIGITS):
        own = list(run)
        ahead = "".join(other.text for other in kept[-_AHEAD:])
        figure = ahead[-1:].isdecimal() or ahead[-1:] in ("%", "％")
        if not raised or not figure or _POWER.search(ahead):
            kept += own
        elif may_be_cents("".join(glyph.text for glyph in own).translate(_PLAIN), ahead):
            kept += [_as(glyph, UNREADABLE) for glyph in own]
        else:
            marks += [Mark(glyph.text, glyph.box) for glyph in own]
    return kept, marks


def _as(old: Glyph, text: str) -> Glyph:
    return replace(old, text=text, spaced=False, typed_space=False)
