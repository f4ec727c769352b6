"""Several figures of several things in one phrase: 收、支总计各是412.50、414.91万元; 各下降3.5%、8.2%.

The first figure is of the first thing, the second of the second. A phrase with more or fewer figures
than things is read by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...base.amounts import Amount, read_number
from .grammar import Grammar
from .narrative_subjects import Subject

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.])"
_VALUE = rf"{_NUMBER}(?:亿元|万元|元|%)?"
# A comma between two figures is one of a list only behind a unit or decimals: 412,914 is one figure.
_NEXT = r"(?:[、和]|(?:(?<=[元%])|(?<=\.\d)|(?<=\.\d\d))[，,])"
_SERIES = re.compile(
    rf"(?:分别|各)(?:是|为)?(?P<verb>(?:增加|减少|增长|下降|降低)?)了?(?P<values>{_VALUE}(?:{_NEXT}{_VALUE})+)"
)
# What stands before it in its clause: what is told, and of which things.
_BEFORE = re.compile(
    r"(?P<names>(?:[^，。；：\d]*20\d\d年度?)?[^，。；：\d]*?)"
    r"(?P<kind>(?:支出|收入)?(?:决算|预算)?(?:数|额)?)$"
)
_FARTHEST = 60  # characters before it
_FIGURE = re.compile(rf"(?P<number>{_NUMBER})(?P<unit>亿元|万元|元|%)?")
_AND = (re.compile(r"[、和与]"), re.compile(r"[、和与及]"))  # 公务用车购置及运行费 is one thing


@dataclass(frozen=True)
class Series:
    """`subjects`: empty where the phrase names none and goes on with those of the one before.

    `words`: what it says of each. `figures`: with where each begins and ends.
    """

    words: str
    subjects: tuple[Subject, ...]
    figures: tuple[tuple[int, int, Amount], ...]


def series(plain: str, grammar: Grammar) -> Iterator[tuple[int, int, Series]]:
    """Each such phrase of a text: where its figures begin and end, and what it says."""
    for match in _SERIES.finditer(plain):
        figures = tuple(_figures(match))
        start = max(0, match.start() - _FARTHEST)
        start = max(plain.rfind(mark, start, match.start()) for mark in "，。；：") + 1 or start
        before = _BEFORE.fullmatch(plain[start : match.start()])
        if before is None:
            continue
        units = {amount.unit for _, _, amount in figures}
        for names, kind in _named(before):
            subjects = _subjects(grammar.plain(names), grammar) if names else ()
            if len(units) == 1 and subjects is not None and len(subjects) in (0, len(figures)):
                words = kind + match["verb"]
                yield match.start("values"), match.end("values"), Series(words, subjects, figures)
                break


def _named(before: re.Match[str]) -> tuple[tuple[str, str], ...]:
    """Names and what is told of them: 支出 is of the last name too (基本支出、项目支出分别为)."""
    names, kind = before["names"], before["kind"]
    return ((names, kind), (names + kind, "")) if names and kind else ((names, kind),)


def _figures(match: re.Match[str]) -> Iterator[tuple[int, int, Amount]]:
    """A figure without a unit has that of the next one."""
    found = list(_FIGURE.finditer(match.string, *match.span("values")))
    for at, figure in enumerate(found):
        unit = next((after["unit"] for after in found[at:] if after["unit"]), "")
        amount = Amount(read_number(figure["number"]), unit, figure[0])
        yield figure.start(), figure.end(), amount


def _subjects(names: str, grammar: Grammar) -> tuple[Subject, ...] | None:
    """What `names` name, in their order; None where one is not known."""
    pair = grammar.words.get("pairs", {}).get(names)
    for parts in [pair] if pair else [mark.split(names) for mark in _AND]:
        found = [grammar.subject(part) for part in parts]
        if all(found):
            return tuple(subject for subject in found if subject)
    return None
