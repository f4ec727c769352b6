"""Figures with the words before and the unit after them, wherever in a clause they stand.

Two figures state one thing where the words before them agree although their clauses do not:
全区实现免快递全流程网办事项1393项 and 我区可实现免快递全流程网办事项1393项.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ..base.amounts import NUMBER, fold
from ..catalogue import wordings
from ..source import Document
from .clauses import Clause, narrative_clauses
from .twins import NUMBERING, light_words

WHOLE, LONG = 5, 8  # characters alike: all that stand before one of the figures, or any
_YEAR = re.compile(r"20\d\d年度?")
_FIGURE = re.compile(rf"(?<![\d.\-]){NUMBER}(?P<unit>[%％]|[万亿]?[\u4e00-\u9fff])")
_CUT = re.compile(r".*[\d%％、“”（）()《》]")
_OWN = re.compile(r"[我本](?=[省市区县镇街])")


class Tail(NamedTuple):
    """A figure: the clause, where in it the figure stands, the words before it without light ones, its
    print and its unit.
    """

    clause: Clause
    at: int
    words: str
    printed: str
    unit: str


def said_again(document: Document) -> Iterator[tuple[Tail, Tail]]:
    """Pairs of figures in one unit behind the same words, in clauses that are not the same."""
    by_unit: dict[str, list[Tail]] = {}
    for clause in narrative_clauses(document):
        for tail in _tails(clause):
            by_unit.setdefault(tail.unit, []).append(tail)
    for tails in by_unit.values():
        for index, first in enumerate(tails):
            for second in tails[index + 1 :]:
                if first.clause.text != second.clause.text and _one_thing(first, second):
                    yield first, second


def _tails(clause: Clause) -> Iterator[Tail]:
    plain = fold(clause.text)
    for match in _FIGURE.finditer(plain):
        before = NUMBERING.sub("", _YEAR.sub("", plain[: match.start()]))
        words = light_words().sub("", _CUT.sub("", before))
        if len(words) >= WHOLE and not _YEAR.match(match[0]):
            printed = match[0][: -len(match["unit"])]
            yield Tail(clause, match.start(), words, printed, match["unit"])


def _one_thing(first: Tail, second: Tail) -> bool:
    common = os.path.commonprefix([first.words[::-1], second.words[::-1]])[::-1]
    whole = common in (first.words, second.words)
    if len(common) < (WHOLE if whole else LONG):
        return False
    before = [tail.words[: len(tail.words) - len(common)] for tail in (first, second)]
    if any(words[-1:] in _turning() for words in before):
        return False
    return _scopes(before[0]) == _scopes(before[1])


def _scopes(words: str) -> set[str]:
    """The scopes and spans that are named: 我区 is 全区."""
    return set(_scope_words().findall(_OWN.sub("全", words)))


@cache
def _scope_words() -> re.Pattern[str]:
    words = [*wordings("twins")["another"], *wordings("figures")["scopes"]]
    longer = sorted({word for word in words if len(word) > 1}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longer)))


@cache
def _turning() -> frozenset[str]:
    """Characters that make another thing of the words after them: 新, 未, 非 …; none ends a name."""
    of_places = set("省市区镇街月日一二三四五六七八九十")
    return frozenset(w for w in wordings("twins")["another"] if len(w) == 1) - of_places
