"""The text of a document outside its tables, as lines and as sentences with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..catalogue import wordings
from ..source import Document, Line, Passage, join
from .findings import Evidence

_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）])"
    r"[^。；]{0,60}$"
)
_LONGEST = 36  # characters of a heading with its number


@lru_cache(maxsize=8)
def text_lines(document: Document) -> tuple[Line, ...]:
    """The lines that are no cells of a table, blank ones left out."""
    of_tables = {line.number for table in document.tables for line in table.lines}
    return tuple(line for line in document.lines if not line.blank and line.number not in of_tables)


@lru_cache(maxsize=8)
def body_lines(document: Document) -> tuple[Line, ...]:
    """The lines of the text below the contents page."""
    lines = text_lines(document)
    last = contents_end(document)
    return tuple(line for line in lines if line.number > last)


@lru_cache(maxsize=8)
def contents_end(document: Document) -> int:
    """The number of the last line of the contents page, 0 where there is none.

    It ends before the first line that repeats one of its own, is a sentence, or stands on another
    page and is no entry.
    """
    words = wordings("document_rules")["contents"]
    lines = text_lines(document)[: 3 * words["lines"]]
    first = next(
        (i for i, line in enumerate(lines) if re.match(words["heading"], bare(line))), None
    )
    if first is None:
        return 0
    seen: set[str] = set()
    page = lines[first].page
    for before, line in zip(lines[first:], lines[first + 1 :], strict=False):
        text, name = bare(line), _name(line)
        entry = re.match(words["entry"], text) is not None
        if name in seen or "。" in text or (line.page != page and not entry):
            return before.number
        if len(name) > 3:
            seen.add(name)
        page = line.page if entry else page
    return 0


def _name(line: Line) -> str:
    """An entry of the contents without number, year and dots."""
    plain = re.sub(r"^[一二三四五六七八九十\d]+[、.．]|20\d\d年度?|[“”\"]", "", entry_name(line))
    return re.sub(r"^第[一二三四五六七八九十]+部分[:：]?", "", plain)


def entry_name(line: Line) -> str:
    """A line of the contents without dots and the number of its page."""
    return re.sub(r"[.．…·\-—]{2,}\d*$|(?<=[\u4e00-\u9fff)）])\d{1,3}$", "", bare(line))


def bare(line: Line) -> str:
    """The text of a line without white space."""
    return "".join(line.text.split())


@lru_cache(maxsize=8)
def sentences(document: Document) -> tuple[Passage, ...]:
    """The sentences of the text, to their full stop; a heading is one of its own."""
    found: list[Passage] = []
    block: list[Line] = []
    for line in body_lines(document):
        text = bare(line)
        if _HEADING.match(text) and len(text) <= _LONGEST:
            found += [*_cut(join(block)), join([line])]
            block = []
        else:
            block.append(line)
    return tuple(passage for passage in [*found, *_cut(join(block))] if passage)


def _cut(passage: Passage) -> Iterator[Passage]:
    start = 0
    for match in re.finditer("。", passage.text):
        yield passage[start : match.end()]
        start = match.end()
    if start < len(passage):
        yield passage[start : len(passage)]


def quoted(passage: Passage, start: int = 0, end: int | None = None) -> Evidence:
    """The words of `passage` from `start` to `end` with their place, on one page."""
    stop = len(passage) if end is None else end
    page = passage.places[start].page
    while stop > start + 1 and passage.places[stop - 1].page != page:
        stop -= 1
    part = passage[start:stop]
    return Evidence(part.start.page, part.start.line, part.text)


def clause(passage: Passage, at: int, end: int) -> Evidence:
    """The words between the stops around `at` … `end`."""
    stops = "，。；："
    start = max((passage.text.rfind(mark, 0, at) for mark in stops), default=-1) + 1
    after = [i for mark in stops if (i := passage.text.find(mark, end)) >= 0]
    return quoted(passage, start, min(after, default=len(passage)))
