"""Numbers in running text → figures with unit and qualifier, or the reason why a number is none."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from ..base.amounts import NUMBER, fold, read_number
from ..base.broken_numbers import BROKEN
from ..catalogue import wordings

RANKS = {numeral: value for value, numeral in enumerate("一二三四五六七八九十", start=1)}
_LONGEST_CLAUSE = 300  # characters on either side of a figure
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_RANK = re.compile(r"(?<=排名|并列|全市)第(?:([一二三四五六七八九十])|(\d+)名)")


@dataclass(frozen=True)
class FoundFigure:
    """A figure at `start`:`end` of a text (qualifiers included)."""

    start: int
    end: int
    value: Decimal
    unit: str
    printed: str
    qualifier: str | None


@dataclass(frozen=True)
class BareNumber:
    """A number that is no figure, and why."""

    start: int
    end: int
    reason: str


def find_figures(text: str) -> list[FoundFigure | BareNumber]:
    """Every number of `text`, in order: a `FoundFigure` with its unit, or a `BareNumber` with its reason.

    Chinese numerals count only as ranks (全市排名第二).
    """
    plain = fold(text)
    reasons = _reasons(plain)
    found: list[FoundFigure | BareNumber] = [_rank(text, match) for match in _RANK.finditer(plain)]
    ranks = {at for rank in found for at in range(rank.start, rank.end)}
    for match in _pattern().finditer(plain):
        start, end = match.span("number")
        if start in ranks:
            continue
        reason = reasons.get(start)
        broken = BROKEN.search(plain[max(0, start - 2) : start]) is not None
        if reason or match["unit"] is None:
            found.append(BareNumber(start, end, reason or "no_unit"))
        elif broken:
            found.append(BareNumber(start, end, "perhaps_cut_by_the_end_of_a_line"))
        else:
            found.append(_figure(text, match))
    covered = {at for item in found for at in range(item.start, item.end)}
    for match in _DIGITS.finditer(plain):  # what touches another number is none, and listed
        if covered.isdisjoint(range(*match.span())):
            found.append(BareNumber(*match.span(), reasons.get(match.start(), "no_unit")))
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


def _reasons(text: str) -> dict[int, str]:
    """Where a number may begin that is no figure → why; the first rule that applies decides."""
    reasons: dict[int, str] = {}
    for rule in wordings("figures")["exclusions"]:
        for match in re.finditer(rule["pattern"], text):
            for at in range(*match.span()):
                reasons.setdefault(at, rule["reason"])
    return reasons


def _figure(text: str, match: re.Match[str]) -> FoundFigure:
    qualifier = match["before"] or match["more"] or match["after"]
    printed = text[match.start("number") : match.end("unit")]
    return FoundFigure(
        match.start(),
        match.end(),
        read_number(match["number"]),
        match["unit"],
        "".join(printed.split()),
        qualifier,
    )


def _rank(text: str, match: re.Match[str]) -> FoundFigure:
    value = RANKS[match[1]] if match[1] else int(match[2])
    return FoundFigure(
        match.start(),
        match.end(),
        Decimal(value),
        "名",
        text[slice(*match.span())],
        None,
    )


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause begins and ends that holds text[start:end]; cut where it is a whole list."""
    begins, ends = _marks(text, "，；。：,;"), _marks(text, "，；。,;")
    before, after = bisect_left(begins, start), bisect_left(ends, end)
    return (
        max(begins[before - 1] + 1 if before else 0, start - _LONGEST_CLAUSE),
        min(ends[after] if after < len(ends) else len(text), end + _LONGEST_CLAUSE),
    )


def sentence_start(text: str, at: int) -> int:
    """Where the sentence begins that holds text[at]."""
    marks = _marks(text, "。；")
    before = bisect_left(marks, at)
    return marks[before - 1] + 1 if before else 0


@lru_cache(maxsize=8)
def _marks(text: str, marks: str) -> list[int]:
    """Where one of `marks` stands in `text`: looked for once, not once a figure."""
    return [at for at, character in enumerate(text) if character in marks]
