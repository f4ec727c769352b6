"""Numbers in running text → figures with unit and qualifier, or the reason why a number is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ..base.amounts import NUMBER, fold, read_number
from ..catalogue import wordings
from .mend import BROKEN

RANKS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_RANK = re.compile(r"(?<=排名|并列|全市)第(?:([一二三四五六七八九十])|(\d+)名)")


@dataclass(frozen=True)
class Figure:
    """A figure at `start`:`end` of a text (qualifiers included), its number from `number_at` on."""

    start: int
    end: int
    number_at: int
    value: Decimal
    unit: str
    printed: str
    qualifier: str | None


@dataclass(frozen=True)
class Number:
    """A number that is no figure, and why."""

    start: int
    end: int
    reason: str


def find_figures(text: str) -> list[Figure | Number]:
    """Every number of `text`, in order: a `Figure` with its unit, or a `Number` with its reason.

    Chinese numerals count only as ranks (全市排名第二).
    """
    plain = fold(text)
    excluded = _excluded(plain)
    found: list[Figure | Number] = [_rank(text, match) for match in _RANK.finditer(plain)]
    ranks = [(rank.start, rank.end) for rank in found]
    for match in _pattern().finditer(plain):
        start, end = match.span("number")
        if any(first <= start < last for first, last in ranks):
            continue
        reason = next((why for first, last, why in excluded if first <= start < last), None)
        broken = BROKEN.search(plain[max(0, start - 2) : start]) is not None
        if reason or match["unit"] is None:
            found.append(Number(start, end, reason or "no unit"))
        elif broken:
            found.append(Number(start, end, "perhaps cut by the end of a line"))
        else:
            found.append(_figure(text, match))
    return sorted(found, key=lambda item: item.start)


@cache
def _pattern() -> re.Pattern[str]:
    words = wordings("figures")
    units = "|".join(re.escape(u) for u in sorted(words["units"], key=len, reverse=True))
    before = "|".join(words["before"])
    after = "|".join(words["after"])
    return re.compile(
        rf"(?P<before>{before})?\s?(?P<number>{NUMBER})(?P<more>{after})?\s?"
        rf"(?P<unit>{units})?(?P<after>以上)?"
    )


def _excluded(text: str) -> list[tuple[int, int, str]]:
    return [
        (*match.span(), rule["reason"])
        for rule in wordings("figures")["exclusions"]
        for match in re.finditer(rule["pattern"], text)
    ]


def _figure(text: str, match: re.Match[str]) -> Figure:
    qualifier = match["before"] or match["more"] or match["after"]
    printed = text[match.start("number") : match.end("unit")]
    return Figure(
        match.start(),
        match.end(),
        match.start("number"),
        read_number(match["number"]),
        match["unit"],
        "".join(printed.split()),
        qualifier,
    )


def _rank(text: str, match: re.Match[str]) -> Figure:
    value = RANKS[match[1]] if match[1] else int(match[2])
    return Figure(
        match.start(),
        match.end(),
        match.start(),
        Decimal(value),
        "名",
        text[slice(*match.span())],
        None,
    )


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause begins and ends that holds text[start:end]."""
    begins = max(text.rfind(mark, 0, start) for mark in "，；。：,;") + 1
    ends = [at for mark in "，；。,;" if (at := text.find(mark, end)) >= 0]
    return begins, min(ends, default=len(text))


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds text[at]."""
    return max(text.rfind(mark, 0, at) for mark in "。；") + 1
