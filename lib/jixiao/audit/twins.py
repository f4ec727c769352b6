"""Statements that the report makes twice: clauses whose words agree once the figures are masked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ..base.amounts import NUMBER, fold
from ..catalogue import wordings
from ..source import Document
from .clauses import Clause, narrative_clauses
from .findings import Nature

LEAST_WORDS = 8  # characters without figures; shorter clauses (年度指标值：) say too little
NEAR = 0.8  # of the characters in the same order: near wording
SAME_CHARACTERS = 0.7  # in any order, for stages of work
NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|、)|[（(][一二三四五六七八九十\d]+[）)]|\d+[.、）)](?!\d))+"
)
_YEAR = re.compile(r"20\d\d年度?")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]|[《》“”]")
_FIGURE = re.compile(rf"{NUMBER}(?:[%％]|亿|万)?")
MASK = "#"
_MESSAGES: dict[Nature, str] = {
    "updated": "findings.twin_updated",
    "contradiction": "findings.twin_contradiction",
}


class Statement(NamedTuple):
    """A clause without numbering and years: its `words` with masks, and the figures they mask."""

    clause: Clause
    words: str
    figures: tuple[str, ...]

    @property
    def least(self) -> int:
        return len(self.words.replace(MASK, ""))

    @property
    def core(self) -> str:
        """The words without those that may come or go."""
        return light_words().sub("", self.words)


@lru_cache(maxsize=8)
def statements(document: Document) -> tuple[Statement, ...]:
    """Every clause long enough to be known again, in the order of the report."""
    found = (_statement(clause) for clause in narrative_clauses(document))
    return tuple(each for each in found if each.least >= LEAST_WORDS)


def _statement(clause: Clause) -> Statement:
    plain = _YEAR.sub("", NUMBERING.sub("", fold(clause.text)))
    return Statement(clause, _FIGURE.sub(MASK, plain), tuple(_FIGURE.findall(plain)))


def figure_twins(document: Document) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of statements with as many figures whose words differ in light words only."""
    for group in _groups(document).values():
        for second in group[1:]:
            yield group[0], second


def near_twins(document: Document) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of statements with as many figures, counted in the same units, in near wording.

    Four of five characters are the same in the same order, and what differs names no other scope,
    span or reckoning (全国, 上半年, 平均 …).
    """
    firsts = [(*key, group[0]) for key, group in _groups(document).items()]
    for index, (core, count, first) in enumerate(firsts):
        for other, as_many, second in firsts[index + 1 :]:
            if count == as_many and _near(core, other):
                yield first, second


def _groups(document: Document) -> dict[tuple[str, int], list[Statement]]:
    """Core and number of figures → the statements that have them."""
    groups: dict[tuple[str, int], list[Statement]] = {}
    for statement in statements(document):
        if statement.figures:
            groups.setdefault((statement.core, len(statement.figures)), []).append(statement)
    return groups


def _near(first: str, second: str) -> bool:
    alike = Levenshtein.normalized_similarity(first, second, score_cutoff=NEAR)
    if not alike or _units(first) != _units(second):
        return False
    changed = [edit for edit in Levenshtein.opcodes(first, second) if edit.tag != "equal"]
    differing = [
        first[e.src_start : e.src_end] + second[e.dest_start : e.dest_end] for e in changed
    ]
    return not any(MASK in words or other_words().search(words) for words in differing)


def _units(words: str) -> list[str]:
    """The character after each figure: what it counts."""
    return [part[:1] for part in words.split(MASK)[1:]]


def stage_twins(document: Document) -> Iterator[tuple[Statement, str, Statement, str]]:
    """Pairs of statements that agree, figures too, but for two stages of one piece of work."""
    for stages in wordings("twins")["stages"]:
        pattern = _any(stages["words"])
        found = [(s, m[0]) for s in statements(document) if (m := pattern.search(s.words))]
        named = list({(_core(s.words), stage): (s, stage) for s, stage in reversed(found)}.values())
        named.reverse()
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
    """Whether the two are one work: brackets and light words aside, three of four characters are the
    same in the same order, or seven of ten in another order."""
    one, other = _core(first), _core(second)
    if Levenshtein.normalized_similarity(one, other) >= 0.75:
        return True
    common = (Counter(one) & Counter(other)).total()
    return min(len(one), len(other)) > LEAST_WORDS and common / max(len(one), len(other)) >= (
        SAME_CHARACTERS
    )


def _core(words: str) -> str:
    return light_words().sub("", _BRACKETS.sub("", words))


@cache
def light_words() -> re.Pattern[str]:
    """Words that may come or go without making another statement."""
    words = wordings("twins")
    return _any([*words["light"], *words["at_least"]])


@cache
def other_words() -> re.Pattern[str]:
    """Words by which a statement is about something else: another scope, span or reckoning."""
    return _any([*wordings("twins")["another"], *wordings("figures")["scopes"]])


@cache
def at_least_words() -> re.Pattern[str]:
    """Words that make of a figure the least that it is."""
    return _any(wordings("twins")["at_least"])


def _any(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def twin_nature(first: Clause, second: Clause) -> tuple[Nature, str]:
    """Of what nature a difference of two statements is, and the message that says so: between two
    parts of the report a figure may have been updated.
    """
    nature: Nature = "updated" if first.section != second.section else "contradiction"
    return nature, _MESSAGES[nature]
