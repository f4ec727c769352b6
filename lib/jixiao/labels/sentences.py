"""Words joined as a sentence of either language joins them."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.language import Language
from . import label


def listed(words: Iterable[str], language: Language) -> str:
    """Words with commas between them."""
    return ("，" if language == "zh" else ", ").join(words)


def in_brackets(words: str, language: Language) -> str:
    """Words in brackets, to stand behind others."""
    return f"（{words}）" if language == "zh" else f" ({words})"


def within_sentence(words: str) -> str:
    """A name as it stands within a sentence: no capital, unless it is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def alt_text(title: str, subtitle: str, spoken: Iterable[str], language: Language) -> str:
    """What a chart says to who cannot see it: its title, what is drawn, and its numbers."""
    stop, between = ("。", "；") if language == "zh" else (". ", "; ")
    return stop.join([title, subtitle.rstrip("."), f"{between.join(spoken)}{stop.strip()}"])


def year_span(years: Iterable[int], language: Language) -> str:
    """The years from the first to the last; one alone is no span."""
    found = sorted(set(years))
    if len(found) == 1:
        return str(found[0])
    return label("page.word.span", language, first=found[0], last=found[-1])
