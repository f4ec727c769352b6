"""`Document` → its sections, found by their titles (`wordings/sections.toml`).

The numbers before the titles are not trusted: the first report has two sections （三） in one
chapter and repeats （一） within another.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...base.errors import Place, SourceError
from ...catalogue import wordings
from ...source import Document, Line, PageTable, Passage, join
from .form import form_tables

SECTIONS = tuple(wordings("sections"))
_TITLES = tuple(title for words in wordings("sections").values() for title in words["titles"])
_NUMERAL = "[一二三四五六七八九十]+"
_NUMBERED = re.compile(
    rf"\s*(?P<number>[（(]{_NUMERAL}[）)]|{_NUMERAL}[、.．]|第{_NUMERAL}(?:部分|章)|"
    r"[（(]?[0-9０-９]{1,2}[）).、．])?\s*(?P<title>.*)"
)
# What may follow a title on its line: nothing, a bracket or stop, or words that only lengthen it.
_REST = re.compile(r"(?:情况|分析|综述|概述|说明|如下|表)*(?:[（(：:。].*)?", re.DOTALL)
_BARE_REST = re.compile(r"(?:情况|分析|综述|概述|说明|表)*[：:]?")
_BEHIND = re.compile(r"[。：:](?P<text>.+)", re.DOTALL)
_BRACKETS = str.maketrans("()", "（）")
_LONGEST = 40  # characters of a title without a number; a longer line is a sentence


@dataclass(frozen=True)
class Section:
    """A section: its id, the line of its heading, and the lines below it up to the next section.

    `tables`: the ruled tables among them, where the source has any.
    """

    id: str
    heading: Line
    lines: tuple[Line, ...]
    tables: tuple[PageTable, ...] = ()

    @property
    def place(self) -> Place:
        return self.heading.place

    @property
    def passage(self) -> Passage:
        """Everything below the heading as one passage."""
        return join(self.lines)

    @property
    def text_lines(self) -> tuple[Line, ...]:
        """The lines below the heading that stand in no ruled table."""
        ruled = {line.number for table in self.tables for line in table.lines}
        return tuple(line for line in self.lines if line.number not in ruled)


@dataclass(frozen=True, eq=False)  # one by identity: results are cached by it
class Outline:
    """The sections of a report in their order, and the lines before the first (its cover)."""

    document: Document
    cover: tuple[Line, ...]
    sections: tuple[Section, ...]

    def section(self, id: str) -> Section:
        """The section `id`. Raises SourceError if the report has none."""
        for section in self.sections:
            if section.id == id:
                return section
        raise _missing(self.document, [id])

    def has(self, id: str) -> bool:
        return any(section.id == id for section in self.sections)


@lru_cache(maxsize=4)
def outline(document: Document) -> Outline:
    """The sections of a self-evaluation report.

    A form that stands alone, without the sections of a report, has none.

    Raises SourceError, naming what is missing, if `document` lacks a required section.
    """
    ruled = {line.number for table in document.tables for line in table.lines}
    starts = [
        (index, id)
        for index, line in enumerate(document.lines)
        if line.text and line.number not in ruled and (id := _title(line))
    ]
    starts = [
        (index, id)
        for (index, id), after in zip(starts, [*starts[1:], (-1, "")], strict=False)
        if after[1] != id or any(not line.blank for line in document.lines[index + 1 : after[0]])
    ]
    first = starts[0][0] if starts else len(document.lines)
    ends = [*(index for index, _ in starts), len(document.lines)][1:]
    sections = tuple(
        Section(
            id,
            document.lines[index],
            (*_behind(document.lines[index]), *document.lines[index + 1 : end]),
            _tables(document, index + 1, end),
        )
        for (index, id), end in zip(starts, ends, strict=True)
    )
    found = {section.id for section in sections}
    required = [id for id, words in wordings("sections").items() if words["required"]]
    missing = [id for id in required if id not in found]
    if missing and not form_tables(document, []):
        raise _missing(document, missing)
    return Outline(document, document.lines[:first], sections)


def _behind(heading: Line) -> tuple[Line, ...]:
    """What a heading's line goes on with, where it states a figure: 1.执行率情况。全年预算数为9万元，…"""
    behind = _BEHIND.search(heading.text)
    if behind is None or not re.search(r"\d", behind["text"]):
        return ()
    return (heading._replace(text=behind["text"]),)


def _tables(document: Document, start: int, end: int) -> tuple[PageTable, ...]:
    """The ruled tables that begin between two indices of the document's lines."""
    return tuple(
        table for table in document.tables if table.lines and start < table.lines[0].number <= end
    )


def _title(line: Line) -> str | None:
    match = _NUMBERED.fullmatch("".join(line.text.split()))
    if match is None:
        return None
    title = "".join(match["title"].split()).translate(_BRACKETS)
    if not title.startswith(_TITLES) or not match["number"] and len(title) > _LONGEST:
        return None
    for id, words in wordings("sections").items():
        for known in words["titles"]:
            rest = title.removeprefix(known)
            if rest == title or not _REST.fullmatch(rest):
                continue
            if match["number"] or _BARE_REST.fullmatch(rest):
                return id
    return None


def _missing(document: Document, ids: list[str]) -> SourceError:
    titles = "、".join(wordings("sections")[id]["titles"][0] for id in ids)
    return SourceError("extract.no_section", where=document.name, sections=titles)
