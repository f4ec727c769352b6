"""What a sentence has spoken of so far: wholes, their parts, and what brackets take aside.

公务用车费500万元（购置费100万元，运行费400万元），比上年…: after the bracket the sentence speaks of the
whole again. What a sentence says after a list of parts may be of the last part or of the whole, and
is believed of neither. 机构运行110万元，其中：基本支出100万元 is of that class and not of all.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .grammar import Subject
from .narrative_years import NAMED_YEAR

_MARKS = re.compile(rf"（|。(?!）)|）|其中|{NAMED_YEAR.pattern}")


class Course:
    """Follows the text from mark to mark. Positions only grow."""

    def __init__(self, plain: str, classes: bool) -> None:
        """`classes`: whether the text may tell the money of classes by function."""
        self.plain, self.classes = plain, classes
        self.at = 0
        self.year: int | None = None  # that the sentence names
        self.doubtful = False  # whether what follows may be of a part or of its whole
        self.first: Subject | None = None  # of this sentence
        self.before: Subject | None = None  # the first of the sentence before
        self.whole: Subject | None = None  # whose parts are told
        self.parts = False  # whether 其中 was said in this sentence
        self.told = 0  # figures of parts in this sentence
        self.brackets: list[tuple[Subject | None, int]] = []
        self.figures = 0

    def advance(self, to: int, subject: Subject | None) -> Subject | None:
        """What the text speaks of at `to`, if it spoke of `subject` where it was read to."""
        for match in _MARKS.finditer(self.plain, self.at, to):
            mark = match[0]
            if match["year"]:
                self.year = int(match["year"])
            elif mark == "（":
                self.brackets.append((subject, self.figures))
            elif mark == "）":
                subject = self._closed(subject)
            elif mark == "其中":
                self.parts, self.told = True, 0
                self.whole = subject if self._is_one_whole(subject) else None
            else:
                self._ended(subject)
        self.at = max(self.at, to)
        return subject

    def figure(self, subject: Subject | None, named: bool) -> None:
        """A figure of `subject`, None where it was not understood, that the sentence names or not."""
        self.figures += 1
        self.told += self.parts and named
        if self.figures and self.first is None:
            self.first = subject
        if named:
            self.doubtful = False

    def named(self) -> None:
        """The text names what it speaks of from here."""
        self.doubtful = False

    def part(self, subject: Subject) -> Subject | None:
        """`subject` as a part of what the sentence speaks of; None where that is not known."""
        general = subject.item.startswith("expenditure.") and not subject.classification
        general = general and self.classes
        within = self.parts or bool(self.brackets)
        if not general or not within:
            return subject
        whole = self.whole if self.parts else self.brackets[-1][0]
        if whole is None:
            return None
        if whole.classification and whole.item == "expenditure":
            return replace(
                subject, fund=whole.fund, classification=whole.classification, name=whole.name
            )
        return subject

    def _is_one_whole(self, subject: Subject | None) -> bool:
        """Whether parts that follow are those of `subject`: the last of several classes has none."""
        if subject is None or not subject.classification:
            return subject is not None
        return (self.first or self.before) in (None, subject)

    def _closed(self, subject: Subject | None) -> Subject | None:
        if not self.brackets:
            return subject
        before, figures = self.brackets.pop()
        return before if self.figures > figures else subject

    def _ended(self, subject: Subject | None) -> None:
        if self.parts and self.told and subject != self.whole:
            self.doubtful = True
        self.year, self.parts, self.told = None, False, 0
        self.before, self.first, self.whole = self.first, None, None
        self.brackets = []
