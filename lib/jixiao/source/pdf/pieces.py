"""Lines of characters → pieces that stand apart: what may be one cell of a table without uprights."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..line import Box
from .glyphs import Glyph
from .setting import set_line

_APART = 0.3  # of a character's size: a wider gap parts two pieces
_BEHIND_MONEY = 0.08  # behind a whole amount, before a word
_FIGURE = re.compile(
    r"[-−+]?[¥￥]?\d[\d,，]*(?:\.\d+)?[%％]?|[(（]\d[\d,]*(?:\.\d+)?[)）]|[-—－–]{1,3}"
)
_MONEY = re.compile(r"[-−(（]?\d[\d,]*\.\d{2}[)）]?")
_NUMBER = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Piece:
    """Characters of a line that stand together."""

    glyphs: tuple[Glyph, ...]
    text: str
    box: Box

    @property
    def left(self) -> float:
        return self.box.left

    @property
    def right(self) -> float:
        return self.box.right

    @property
    def middle(self) -> float:
        return (self.box.left + self.box.right) / 2

    @cached_property
    def is_figure(self) -> bool:
        return _FIGURE.fullmatch(self.text) is not None

    @property
    def is_amount(self) -> bool:
        """Whether it is a figure that can only be an amount: with decimals or groups of thousands."""
        return self.is_figure and ("." in self.text or "," in self.text)

    @property
    def is_number(self) -> bool:
        """Whether it may number a column or a row."""
        return _NUMBER.fullmatch(self.text) is not None


@dataclass(frozen=True)
class PieceLine:
    """A printed line as pieces; `index`: its number among the lines of the page."""

    index: int
    pieces: tuple[Piece, ...]
    top: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)

    @property
    def has_figures(self) -> bool:
        return any(piece.is_figure for piece in self.pieces[1:])


def is_figure_text(text: str) -> bool:
    """Whether a printed text is one figure."""
    return _FIGURE.fullmatch("".join(text.split())) is not None


class PieceLines:
    """The lines of a page by their number, each parted when it is asked for: most pages that print
    an amount have no such table, and only the lines about the amount are looked at.
    """

    def __init__(self, rows: Sequence[Sequence[Glyph]]) -> None:
        self._rows = rows
        self._known: dict[int, PieceLine | None] = {}

    def __getitem__(self, index: int) -> PieceLine | None:
        if index not in self._known:
            self._known[index] = piece_line(index, self._rows[index])
        return self._known[index]

    def after(self, index: int) -> Iterator[PieceLine]:
        """The lines behind that number that print something."""
        for at in range(index + 1, len(self._rows)):
            if (line := self[at]) is not None:
                yield line


def piece_line(index: int, row: Sequence[Glyph]) -> PieceLine | None:
    """The pieces of one line, its characters from left to right; None where it prints nothing."""
    pieces = tuple(
        Piece(tuple(own), text, Box(min(g.left for g in own), own[0].top, edge, own[0].bottom))
        for own, text, edge in _parted(row)
        if text
    )
    if not pieces:
        return None
    tops, bottoms = [p.box.top for p in pieces], [p.box.bottom for p in pieces]
    return PieceLine(index, pieces, min(tops), max(bottoms))


def _parted(row: Sequence[Glyph]) -> Iterable[tuple[list[Glyph], str, float]]:
    own: list[Glyph] = []
    edge = 0.0
    for glyph in row:
        if own:
            size = min(glyph.size, own[-1].size)
            gap = glyph.left - edge
            behind = gap > _BEHIND_MONEY * size and not (glyph.text.isascii())
            if gap > _APART * size or (behind and _MONEY.fullmatch("".join(g.text for g in own))):
                yield own, _text(own), edge
                own = []
        edge = max(edge, glyph.right) if own else glyph.right
        own.append(glyph)
    if own:
        yield own, _text(own), edge


def _text(glyphs: Sequence[Glyph]) -> str:
    line = set_line(glyphs)
    return "".join(line.text.split()) if line else ""
