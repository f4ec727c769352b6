"""Words joined as a sentence of either language joins them."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.language import Language
from . import has_label, label
from .numbers import whole


def listed(words: Iterable[str], language: Language) -> str:
    """Words with commas between them."""
    return ("，" if language == "zh" else ", ").join(words)


def series(names: Iterable[str], language: Language) -> str:
    """Names of one kind, one after another: in Chinese with 、, in English with semicolons where a
    name has a comma of its own."""
    if language == "zh":
        return "、".join(names)
    found = list(names)
    return ("; " if any("," in name for name in found) else ", ").join(found)


def names_listed(names: Iterable[str], language: Language) -> str:
    """Names of items as they stand within a sentence: in English without capitals."""
    return series(names if language == "zh" else map(within_sentence, names), language)


def enumerated(words: Iterable[str], language: Language) -> str:
    """Words as a sentence lists them: in English with "and" before the last."""
    *first, last = words
    if language == "zh" or not first:
        return series([*first, last], language)
    return f"{listed(first, language)}{',' if len(first) > 1 else ''} and {last}"


def in_brackets(words: str, language: Language) -> str:
    """Words in brackets, to stand behind others."""
    return f"（{words}）" if language == "zh" else f" ({words})"


def faults_said(counted: str, failed: int, asked: int, language: Language) -> str:
    """In how many of the `asked` a rule found fault. `counted`: indicator, form, task."""
    values = {"failed": whole(failed), "asked": whole(asked)}
    return label(f"targets.of.{counted}", language, **values)


def grade_name(printed: str, language: Language) -> str:
    """A printed grade; in English with its meaning before it, where it is one of the official."""
    key = f"page.grade.{printed}"
    if language == "zh" or not has_label(key):
        return printed
    return f"{label(key, language)}{in_brackets(printed, language)}"


def within_sentence(words: str) -> str:
    """A name as it stands within a sentence: no capital, unless it is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def alt_text(title: str, subtitle: str, spoken: Iterable[str], language: Language) -> str:
    """What a chart says to who cannot see it: its title, what is drawn, and its numbers."""
    stop, between = ("。", "；") if language == "zh" else (". ", "; ")
    return stop.join([title, subtitle.rstrip("."), f"{between.join(spoken)}{stop.strip()}"])


def first_to_last(numbers: Iterable[int], language: Language) -> str:
    """Years or pages from the first to the last; one alone is no span."""
    found = sorted(set(numbers))
    if len(found) == 1:
        return str(found[0])
    return label("page.word.span", language, first=found[0], last=found[-1])
