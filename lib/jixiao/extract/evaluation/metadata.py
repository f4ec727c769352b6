"""What a report says of itself: its department, year, self score and grade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ...catalogue import wordings
from ...source import Passage, join
from .outline import Outline

_SENTENCE_BEFORE = re.compile(r"[^。；;]*\Z")
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年|往年)(?!.*(?:本年|今年|当年|较|比))")


@dataclass(frozen=True)
class CoverStatement:
    """A statement with its place and quote."""

    value: str
    page: int
    line: int
    quote: str


@dataclass(frozen=True)
class Metadata:
    """`department` and `year` from the cover; `score` and `grade` from the conclusion, or None."""

    department: str | None
    year: int | None
    score: CoverStatement | None
    grade: CoverStatement | None

    @property
    def self_score(self) -> Decimal | None:
        return Decimal(self.score.value) if self.score else None


def read_metadata(outline: Outline) -> Metadata:
    """The cover and the conclusion of a report. What is not there is None, never guessed."""
    words = wordings("metadata")
    printed = ["".join(line.text.split()) for line in outline.cover if not line.blank]
    title = re.search(words["title"], "".join(printed))
    department = title["department"] if title else ""
    return Metadata(
        department or None,
        int(title["year"]) if title else None,
        _first_statement(outline, words["scores"], "score"),
        _first_statement(outline, words["grades"], "grade"),
    )


def _first_statement(outline: Outline, patterns: list[str], group: str) -> CoverStatement | None:
    """What the conclusion says; where it says nothing or there is none, the first section that does."""
    order = sorted(outline.sections, key=lambda section: section.id != "conclusion")
    for section in order:
        passage = join(section.text_lines)
        for pattern in patterns:
            if found := _statement(passage, pattern, group):
                return found
    return None


def _statement(passage: Passage, pattern: str, group: str) -> CoverStatement | None:
    """The first statement of the pattern that is not one of a year before: 上年自评得分95分."""
    for match in re.finditer(pattern, passage.text):
        before = _SENTENCE_BEFORE.search(passage.text, 0, match.start())
        if before is None or not _LAST_YEAR.search(before[0]):
            quote = passage[match.start() : match.end()]
            return CoverStatement(match[group], quote.start.page, quote.start.line, quote.text)
    return None
