"""A published file as pages and lines, nothing interpreted.

Text that runs over several lines is a `Passage`: one string without its line breaks, in which
every character still knows its page and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..errors import Place


@dataclass(frozen=True)
class Line:
    """One printed line. `number` counts from 1 over the whole file, blank lines included."""

    page: int
    number: int
    text: str

    @property
    def place(self) -> Place:
        return Place(self.page, self.number)

    @property
    def blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True)
class Document:
    """A published file: its `name` for messages, the sha256 of its bytes, and its lines."""

    name: str
    sha256: str
    lines: tuple[Line, ...]

    @cached_property
    def page_count(self) -> int:
        return self.lines[-1].page if self.lines else 0

    def pages(self) -> Iterator[tuple[int, tuple[Line, ...]]]:
        """Each page's number with its lines, in order."""
        for number in range(1, self.page_count + 1):
            yield number, tuple(line for line in self.lines if line.page == number)

    def text_from(self, place: Place, length: int) -> str:
        """The first `length` characters from `place` on, white space left out."""
        found = ""
        for line in self.lines:
            if line.number >= place.line:
                found += "".join(line.text.split())
            if len(found) >= length:
                break
        return found[:length]

    def holds(self, quote: str, place: Place) -> bool:
        """Whether `quote`, white space aside, begins on the line at `place`."""
        wanted = "".join(quote.split())
        line = next((line for line in self.lines if line.number == place.line), None)
        if not wanted or line is None or line.page != place.page:
            return False
        first = len("".join(line.text.split()))
        start = self.text_from(place, first + len(wanted)).find(wanted)
        return 0 <= start < first


@dataclass(frozen=True)
class Passage:
    """Text with its line breaks removed; `places[i]` says where `text[i]` is printed."""

    text: str
    places: tuple[Place, ...]

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
    lines are two figures, not one).
    """
    characters: list[str] = []
    places: list[Place] = []
    gap = False
    for line in lines:
        for character in line.text:
            if character.isspace():
                gap = True
                continue
            if gap and characters and _latin(characters[-1]) and _latin(character):
                characters.append(" ")
                places.append(line.place)
            characters.append(character)
            places.append(line.place)
            gap = False
        gap = True
    return Passage("".join(characters), tuple(places))


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


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
