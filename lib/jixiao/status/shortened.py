"""Words and figures of a target or result: the clause a word stands in, a figure that can be checked."""

from __future__ import annotations

import re

from ..base.amounts import fold
from .attainment import Measured

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NOT_FIGURES = re.compile(
    r"(?<![\d.])\d\.(?!\d)|20\d\d年度?|\d+月\d+日|\d+(?:[-—–~～至到]+\d+)?月|100(?:\.00)?%|24\s*小时"
    r"|\d{1,2}/\d{1,2}/20\d\d|20\d\d[./-]\d{1,2}(?:[./-]\d{1,2})?|\d+-?\d*月"
)


def first(text: str, words: list[str]) -> str | None:
    """The word that stands first in the text."""
    found = [(text.find(word), word) for word in words if word in text]
    return min(found)[1] if found else None


def clause(text: str, word: str) -> str:
    """The clause of `text` in which `word` stands."""
    at = text.find(word)
    start = max(text.rfind(mark, 0, at) for mark in "，；。：") + 1
    ends = [end for mark in "，；。" if (end := text.find(mark, at + len(word))) >= 0]
    return shorten(text[start : min(ends, default=len(text))])


def shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def printed(measured: Measured) -> str:
    """A measured number with its unit."""
    number = "" if measured.value is None else format(measured.value, "f")
    return number + (measured.unit or "")


def figure_in(text: str) -> str | None:
    """A figure that someone else could check."""
    figures = _NOT_FIGURES.sub(lambda match: " " * len(match[0]), text)
    match = _FIGURE.search(figures)
    return match[0] if match else None


def numbers_of(text: str) -> set[str]:
    return {number.lstrip("0") for number in re.findall(r"\d+", fold(text))}
