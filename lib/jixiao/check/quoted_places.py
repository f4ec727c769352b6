"""Where on its page a quote stands: what its picture shows and marks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ..base.errors import Place
from ..source import Box, Document, Line, Strip, box_in_line
from .squeezed import Squeezed


class QuotedPlaces:
    """The quotes of one document by their places. Only a PDF has boxes, and so pictures."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = {line.number: line for line in document.lines}

    @cached_property
    def _squeezed(self) -> Squeezed:
        return Squeezed(self._document)

    def strip(self, quote: str, place: Place) -> Strip | None:
        """What to draw of a quote that begins at `place`; None where no box of it is known.

        Of a quote that goes on over a page break, the part on its first page. Where the text does
        not hold the quote, its line.
        """
        line = self._lines.get(place.line)
        if line is None or line.box is None:
            return None
        parts = self._squeezed.passage(quote, place) or [(line.number, 0, len(line.text))]
        boxes = [
            box_in_line(self._document, self._lines[number], start, end)
            for number, start, end in parts
            if self._lines[number].page == line.page
        ]
        found = tuple(box for box in boxes if box is not None)
        if not found:
            return None
        turned = self._document.turned.get(line.page, 0)
        return Strip(line.page, found, turned=turned, start=self._start(line.page, found))

    def _start(self, page: int, boxes: Sequence[Box]) -> float:
        """Where the rows that hold `boxes` begin."""
        middles = [(box.top + box.bottom) / 2 for box in boxes]
        beside = [
            line.box.left
            for line in self._of_page[page]
            if line.box and any(line.box.top <= middle <= line.box.bottom for middle in middles)
        ]
        return min([*beside, *(box.left for box in boxes)])

    @cached_property
    def _of_page(self) -> dict[int, list[Line]]:
        pages: dict[int, list[Line]] = {}
        for line in self._document.lines:
            if not line.blank:
                pages.setdefault(line.page, []).append(line)
        return pages
