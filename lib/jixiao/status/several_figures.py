"""Figures of a result that are one of several, and targets whose numbers are a date or a ratio.

11/12宗, 90%-96%, 2022年15宗，2023年10宗: no one figure answers the target. 2023.12 and 1:20 are no counts.
"""

from __future__ import annotations

import re

from ..base.amounts import NUMBER, fold
from ..catalogue import wordings

_RATIO = re.compile(r"\W{0,2}\d+(?:\.\d+)?[:：∶]\d+(?:\.\d+)?")
_DAY = re.compile(
    r"(?:(?:19|20)\d\d[./]\d{1,2}(?:[./]\d{1,2})?|\d{1,2}[./]\d{1,2}(?=前))(?:底?前)?"
)
_JOINED = re.compile(rf"(?<![\d./])(?:{NUMBER})\s*[+＋/／]\s*(?:{NUMBER})")
_SPAN = re.compile(rf"({NUMBER})\s*[%‰]?\s*[-—–~～至]\s*({NUMBER})")
_DATES = re.compile(
    r"(?:19|20)\d\d[年./-]\d{1,2}(?:[月./-]\d{1,2}日?)?|\d+\s*[-—–~～至]\s*\d+[年月日号]|24/7|7[×x*]24"
)
_YEAR = re.compile(rf"((?:19|20)\d\d)年度?[^，。；、\d]{{0,8}}{NUMBER}")
_BRACKETED = re.compile(r"[（(][^（()）]*[)）]")
_STOPS = "，。；;、（()）"


def is_day_or_ratio(text: str) -> bool:
    """Whether the only numbers of a text are a date or a ratio: 2023.12, 6.30前, 1:20."""
    plain = fold("".join(text.split()))
    return _DAY.fullmatch(plain) is not None or _RATIO.fullmatch(plain) is not None


def is_one_of_several(actual: str, figure: str, at: int) -> bool:
    """Whether the figure at `at` is one of a sum, a quotient or a span, or not the year's own."""
    plain = _DATES.sub(lambda match: " " * len(match[0]), fold(actual))
    for pattern in (_JOINED, _SPAN):
        if any(m.start() < at + len(figure) and at < m.end() for m in pattern.finditer(plain)):
            return True
    own = _clause(actual, at)
    years = {match[1] for match in _YEAR.finditer(fold(actual))}
    if len(years) > 1 and any(f"{year}年" in fold(own) for year in years):
        return True
    words = wordings("status")
    if any(word in own for word in words["summed"]) and any(
        word in actual for word in words["this_year"]
    ):
        return True
    before = own[: own.find(figure)]
    if any(word in before for word in words["years_before"]) and not _compared(before):
        return True
    rest = fold(_BRACKETED.sub(" ", actual))  # 12（其中1宗未验收）: not the figure in brackets
    return figure not in rest and re.search(NUMBER, rest) is not None


def _clause(text: str, at: int) -> str:
    start = max(text.rfind(mark, 0, at) for mark in _STOPS) + 1
    ends = [end for mark in _STOPS if (end := text.find(mark, at)) >= 0]
    return text[start : min(ends, default=len(text))]


def _compared(text: str) -> bool:
    """较上年增长5%: a change, which is the year's own."""
    return any(word in text for word in ("较", "比"))
