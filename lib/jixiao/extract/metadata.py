"""What a report says of itself: its department, year, self score and grade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ..source import Passage
from .outline import Outline
from .wordings import wordings


@dataclass(frozen=True)
class Statement:
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
    score: Statement | None
    grade: Statement | None

    @property
    def self_score(self) -> Decimal | None:
        return Decimal(self.score.value) if self.score else None


def read_metadata(outline: Outline) -> Metadata:
    """The cover and the conclusion of a report. What is not there is None, never guessed."""
    words = wordings("metadata")
    printed = ["".join(line.text.split()) for line in outline.cover if not line.blank]
    title_at, year = next(
        (
            (i, int(m["year"]))
            for i, text in enumerate(printed)
            if (m := re.search(words["title"], text))
        ),
        (None, None),
    )
    department = "".join(printed[:title_at]) if title_at else None
    conclusion = outline.section("conclusion").passage
    return Metadata(
        department,
        year,
        _statement(conclusion, words["score"], "score"),
        _statement(conclusion, words["grade"], "grade"),
    )


def _statement(passage: Passage, pattern: str, group: str) -> Statement | None:
    match = re.search(pattern, passage.text)
    if match is None:
        return None
    quote = passage[match.start() : match.end()]
    return Statement(match[group], quote.start.page, quote.start.line, quote.text)
