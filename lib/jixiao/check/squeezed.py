"""A document without white space, in which quotes are found and every character knows its line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..base.amounts import fold
from ..base.errors import Place
from ..source import Document

_MOST_ENDS = 8  # of a text that repeats itself; another ends with a quote's beginning in one way


class Squeezed:
    """`folded`: all characters in order, digits made plain; lines end with a line feed."""

    def __init__(self, document: Document) -> None:
        self._start: dict[int, int] = {}
        self._printed: dict[int, Sequence[int]] = {}
        self._pages: dict[int, list[int]] = {}
        self._bare: list[int] = []  # where each character that is no line feed stands
        self._index: list[int] = []  # how many such characters stand before each place
        parts: list[str] = []
        length = 0
        before = 0  # how many characters that are no line feed
        for line in document.lines:
            plain = "".join(line.text.split())
            count = len(plain)
            self._start[line.number] = length
            self._printed[line.number] = _printed(line.text, count)
            parts.append(plain)
            if count:
                self._pages.setdefault(line.page, []).append(length)
                self._index.extend(range(before, before + count))
                self._bare.extend(range(length, length + count))
                before += count
            self._index.append(before)
            length += count + 1
        self._numbers, self._starts = list(self._start), list(self._start.values())
        self.folded = fold("".join([part + "\n" for part in parts]))
        self._text = self.folded.replace("\n", "")

    def offset(self, line: int, column: int) -> int:
        """Where the character at `column` of a line stands in `folded`."""
        printed = self._printed[line]
        at = bisect_left(printed, column)
        return self._start[line] + (at if at < len(printed) and printed[at] == column else 0)

    def line(self, number: int) -> range:
        """Where the characters of a line stand."""
        start = self._start.get(number, 0)
        return range(start, start + len(self._printed.get(number, ())))

    def within(self, wanted: str, first: int, last: int) -> list[int]:
        """Where the characters of `wanted` stand in the lines `first` to `last`, each time."""
        begin, end = self.line(first), self.line(last)
        if not wanted or not begin or not end:
            return []
        at, stop = self._index[begin[0]], self._index[end[-1]] + 1
        found: list[int] = []
        while (at := self._text.find(wanted, at, stop)) >= 0:
            found += self._bare[at : at + len(wanted)]
            at += len(wanted)
        return found

    def matches(
        self, pattern: str, first: int, last: int
    ) -> Iterator[tuple[re.Match[str], list[int]]]:
        """What a pattern finds in the lines `first` to `last`, and where its group `value` stands."""
        begin, end = self.line(first), self.line(last)
        if begin and end:
            at, stop = self._index[begin[0]], self._index[end[-1]] + 1
            for match in re.compile(pattern).finditer(self._text, at, stop):
                yield match, self._bare[slice(*match.span("value"))]

    def figures(self, quote: str, printed: str, place: Place) -> Iterator[list[int]]:
        """Each place where the figure `printed` of a quote stands: a line may say the same twice."""
        quoted = fold("".join(quote.split()))
        wanted = quoted if printed == quote else fold("".join(printed.split()))
        for found in self._places(quoted, place):
            at = quoted.find(wanted)
            while at >= 0:
                yield found[at : at + len(wanted)]
                at = quoted.find(wanted, at + len(wanted)) if wanted else -1

    def _places(self, quoted: str, place: Place) -> Iterator[list[int]]:
        """Where the characters of a quote stand, each time that its line says it."""
        found = self._quote(quoted, place)
        line = self.line(place.line)
        while found:
            yield found
            next_one = self._text.find(quoted, self._index[found[0]] + len(quoted))
            inside = 0 <= next_one < len(self._bare) and self._bare[next_one] in line
            found = self._bare[next_one : next_one + len(quoted)] if inside else []

    def passage(self, quote: str, place: Place) -> list[tuple[int, int, int]]:
        """The parts of lines that a quote covers: (line, first column, column after the last)."""
        parts: dict[int, list[int]] = {}
        own = range(0)
        for at in self._quote(fold("".join(quote.split())), place):
            if at not in own:
                line = self._numbers[bisect_right(self._starts, at) - 1]
                own = self.line(line)
            parts.setdefault(line, []).append(self._printed[line][at - own.start])
        return [(line, min(columns), max(columns) + 1) for line, columns in parts.items()]

    def _quote(self, quoted: str, place: Place) -> list[int]:
        """Where the characters of a quote stand, over a page break if need be."""
        line = self.line(place.line)
        if not quoted or not line:
            return []
        first = self._index[line[0]]
        at = self._text.find(quoted, first, first + len(line) + len(quoted))
        if 0 <= at - first < len(line):
            return self._bare[at : at + len(quoted)]
        end = first + len(line)
        # What goes on over a page break covers its line to the end.
        for covered in _ends_with(self._text[max(first, end - len(quoted)) : end], quoted):
            length = covered + self._alike(quoted, covered, end)
            if rest := self._below(quoted[length:], place.page + 1):
                return self._bare[end - covered : end - covered + length] + rest
        return []

    def _alike(self, quoted: str, begin: int, at: int) -> int:
        """How many characters of a quote from `begin` on, but its last, stand at `at`."""
        length, most = 0, min(len(quoted) - 1 - begin, len(self._text) - at)
        while length < most and quoted[begin + length] == self._text[at + length]:
            length += 1
        return length

    def _below(self, rest: str, page: int) -> list[int]:
        for offset in self._pages.get(page, []):
            at = self._index[offset]
            if self._text.startswith(rest, at):
                return self._bare[at : at + len(rest)]
        return []


def _ends_with(text: str, quoted: str) -> list[int]:
    """With how many characters of the beginning of `quoted`, but not all, `text` ends, the most first."""
    most = len(quoted) - 1
    shorter = [0] * len(quoted)  # of each beginning: how much shorter one it ends with
    length = 0
    for at in range(1, most):
        while length and quoted[at] != quoted[length]:
            length = shorter[length - 1]
        length += quoted[at] == quoted[length]
        shorter[at] = length
    length = 0
    for character in text:
        while length and (length == most or quoted[length] != character):
            length = shorter[length - 1]
        length += length < most and quoted[length] == character
    found: list[int] = []
    while length and len(found) < _MOST_ENDS:
        found.append(length)
        length = shorter[length - 1]
    return found


def _printed(text: str, count: int) -> Sequence[int]:
    """The columns of the `count` characters of a line that are no white space."""
    if count == len(text):
        return range(count)
    return [column for column, character in enumerate(text) if not character.isspace()]


@lru_cache(maxsize=2)  # a document is squeezed once, whoever looks for quotes in it
def squeezed_document(document: Document) -> Squeezed:
    """`document` without white space."""
    return Squeezed(document)
