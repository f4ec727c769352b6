"""What a report says of itself: its department, year, self score and grade."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

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
    """What the conclusion says; where it says nothing or there is none, the first section that does.

    None where it says several things and not just one of them of the whole.
    """
    order = sorted(outline.sections, key=lambda section: section.id != "conclusion")
    for section in order:
        if found := _statements(join(section.text_lines), patterns, group):
            for own in (found, [one for one in found if one.of_whole]):
                if len({one.statement.value for one in own}) == 1:
                    return own[0].statement
            return None
    return None


class _Stated(NamedTuple):
    """A statement, and whether its clause says that it is of the whole."""

    statement: CoverStatement
    of_whole: bool


def _statements(passage: Passage, patterns: list[str], group: str) -> list[_Stated]:
    """What the patterns find, but what is of a year before (上年自评得分95分) or of an aspect alone
    (产出指标自评得分30分).
    """
    words = wordings("metadata")
    found = []
    for pattern in patterns:
        for match in re.finditer(pattern, passage.text):
            before = _SENTENCE_BEFORE.search(passage.text, 0, match.start())
            if before is not None and _LAST_YEAR.search(before[0]):
                continue
            clause = re.split("[，,：:、（(]", before[0] if before else "")[-1]
            if re.search(words["aspect"], clause):
                continue
            quote = passage[match.start() : match.end()]
            statement = CoverStatement(match[group], quote.start.page, quote.start.line, quote.text)
            of_whole = re.search(words["whole"], clause + match[0]) is not None
            found.append(_Stated(statement, of_whole))
    return found
