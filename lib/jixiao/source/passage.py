"""Text that runs over several lines as one string, in which every character knows its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..base.amounts import grouping_spaces
from ..base.errors import Place
from .line import Line

_REST = re.compile(r"00+(?![\d.:：])")


@dataclass(frozen=True)
class Passage:
    """Text with its line breaks removed; `places[i]` says where `text[i]` is printed."""

    text: str
    places: tuple[Place, ...]

    def __hash__(self) -> int:
        return hash(
            (self.text, self.places[:1])
        )  # hashing thousands of places takes longer than reading

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __getitem__(self, part: slice) -> Passage:
        return Passage(self.text[part], self.places[part])

    @property
    def start(self) -> Place:
        return self.places[0]

    @property
    def end(self) -> Place:
        return self.places[-1]


def join(lines: Iterable[Line]) -> Passage:
    """The text of `lines` as one passage, line breaks and justification removed.

    Chinese is set without spaces, so white space goes wherever one of its neighbours is not a
    Latin letter or digit; between two of those one space stays ("2022.6" and "250.94" in two
    lines are two figures, not one). A thin space between groups of three digits of one number
    goes as well, and a line that wraps goes on without one, as does a number in a narrow cell whose
    second line begins as no number does (手册20 / 00册).
    """
    pieces: list[str] = []
    places: list[Place] = []
    for line, piece in _pieces(lines):
        pieces.append(piece)
        places += [line.place] * len(piece)
    return Passage("".join(pieces), tuple(places))


def joined_text(lines: Sequence[Line]) -> str:
    """The text of `lines` as `join` gives it."""
    if len(lines) == 1 and len(words := _ungrouped(lines[0].text).split()) <= 1:
        return words[0] if words else ""  # most cells print one word, or nothing
    return "".join(piece for _, piece in _pieces(lines))


def _pieces(lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """What `join` takes from each line, one after another."""
    last = ""
    gap = False
    for line in lines:
        text, piece = _ungrouped(line.text), ""
        gap |= text[:1].isspace()
        for word in text.split():
            apart = gap and _latin(last) and _latin(word[0]) and not _is_rest(last, word)
            piece += f" {word}" if apart else word
            last = word[-1]
            gap = True
        yield line, piece
        gap = not line.wraps


def _ungrouped(text: str) -> str:
    """`text` without the spaces that group the digits of one number."""
    grouping = grouping_spaces(text)
    return "".join(c for at, c in enumerate(text) if at not in grouping) if grouping else text


def concatenate(passages: Sequence[Passage]) -> Passage:
    """Several passages one after another, by the same rule for the space between them."""
    text, places = "", []
    for passage in passages:
        if text and passage.text and _latin(text[-1]) and _latin(passage.text[0]):
            text += " "
            places.append(passage.start)
        text += passage.text
        places.extend(passage.places)
    return Passage(text, tuple(places))


def _is_rest(last: str, word: str) -> bool:
    """Whether `word` is what is left of a number that ended in `last`: no figure begins with 00."""
    return last.isdigit() and _REST.match(word) is not None


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
