"""Statements that the report makes twice: clauses whose words agree once the figures are masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ..amounts import NUMBER, fold
from ..extract.wordings import wordings
from ..source import Document
from .clauses import Clause, narrative_clauses

LEAST_WORDS = 8  # characters without figures; shorter clauses (年度指标值：) say too little
NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|、)|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、）)](?!\d))+"
)
_YEAR = re.compile(r"20\d\d年度?")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]|[《》“”]")
_FIGURE = re.compile(rf"{NUMBER}(?:[%％]|亿|万)?")
MASK = "#"


class Statement(NamedTuple):
    """A clause without numbering and years: its `words` with masks, and the figures they mask."""

    clause: Clause
    words: str
    figures: tuple[str, ...]

    @property
    def least(self) -> int:
        return len(self.words.replace(MASK, ""))


@cache
def statements(document: Document) -> tuple[Statement, ...]:
    """Every clause long enough to be known again, in the order of the report."""
    found = (_statement(clause) for clause in narrative_clauses(document))
    return tuple(each for each in found if each.least >= LEAST_WORDS)


def _statement(clause: Clause) -> Statement:
    plain = _YEAR.sub("", NUMBERING.sub("", fold(clause.text)))
    return Statement(clause, _FIGURE.sub(MASK, plain), tuple(_FIGURE.findall(plain)))


def figure_twins(document: Document) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of statements with as many figures whose words differ in light words only."""
    groups: dict[tuple[str, int], list[Statement]] = {}
    for statement in statements(document):
        if statement.figures:
            key = (light_words().sub("", statement.words), len(statement.figures))
            groups.setdefault(key, []).append(statement)
    for group in groups.values():
        for second in group[1:]:
            yield group[0], second


def stage_twins(document: Document) -> Iterator[tuple[Statement, str, Statement, str]]:
    """Pairs of statements that agree, figures too, but for two stages of one piece of work."""
    for stages in wordings("twins")["stages"]:
        pattern = _any(stages["words"])
        named = [(s, m[0]) for s in statements(document) if (m := pattern.search(s.words))]
        for index, (first, stage) in enumerate(named):
            for second, other in named[index + 1 :]:
                if (
                    stage != other
                    and first.figures == second.figures
                    and _alike(
                        first.words.replace(stage, "", 1), second.words.replace(other, "", 1)
                    )
                ):
                    yield first, stage, second, other


def _alike(first: str, second: str) -> bool:
    """Whether three of four characters are the same, without brackets and light words."""
    return Levenshtein.normalized_similarity(_core(first), _core(second)) >= 0.75


def _core(words: str) -> str:
    return light_words().sub("", _BRACKETS.sub("", words))


@cache
def light_words() -> re.Pattern[str]:
    """Words that may come or go without making another statement."""
    words = wordings("twins")
    return _any([*words["light"], *words["at_least"]])


@cache
def at_least_words() -> re.Pattern[str]:
    """Words that make of a figure the least that it is."""
    return _any(wordings("twins")["at_least"])


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
