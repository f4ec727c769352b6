"""Numbers and sources as charts, tables and sentences write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from . import has_label, label

MISSING = "–"


def number(value: Decimal | None, places: int = 2, signed: bool = False) -> str:
    """A figure with grouped thousands, rounded half up; a dash for what is missing."""
    if value is None:
        return MISSING
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:+,f}" if signed and rounded else f"{rounded:,f}"
    return text.replace("-", "−")


def plain(value: Decimal | None) -> str:
    """A figure with the places that it was printed with."""
    return MISSING if value is None else f"{value:,f}".replace("-", "−")


def step_name(row: Any, language: str, direction: str = "") -> str:
    """A step of a waterfall, in words that say its direction ("up", "down") where there are some;
    and that it is computed where a report usually prints it and this one does not.
    """
    step = str(row.step)
    if row.page is None and has_label(f"budget.step.{step}_computed"):
        step += "_computed"
    key = f"budget.change.{step}_{direction}"
    return label(key if has_label(key) else f"budget.step.{step}", language)


def with_unit(figure: str, unit: str | None, language: str) -> str:
    """A figure and its unit, or %: Chinese is written without a space between them."""
    return f"{figure}{'' if language == 'zh' else ' '}{unit}" if unit else figure


def per_cent(figure: str, language: str) -> str:
    """A figure that is a share of a hundred; the dash of what is missing stays alone."""
    return figure if figure == MISSING else with_unit(figure, "%", language)


def listed(words: Iterable[str], language: str) -> str:
    """Words with commas between them."""
    return ("，" if language == "zh" else ", ").join(words)


def aside(words: str, language: str) -> str:
    """Words in brackets, to stand behind others."""
    return f"（{words}）" if language == "zh" else f" ({words})"


def alt_text(title: str, subtitle: str, spoken: Iterable[str], language: str) -> str:
    """What a chart says to who cannot see it: its title, what is drawn, and its numbers."""
    stop, between = ("。", "；") if language == "zh" else (". ", "; ")
    return stop.join([title, subtitle.rstrip("."), f"{between.join(spoken)}{stop.strip()}"])


def page_list(pages: Iterable[int | None], language: str) -> str:
    """The pages of a source, e.g. "p. 13–15"."""
    found = sorted({page for page in pages if page is not None})
    if not found:
        return MISSING
    runs: list[list[int]] = []
    for page in found:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    text = ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
    return label("budget.chart.pages", language, pages=text)


def source_line(pages: Iterable[int | None], language: str, document: str = "budget") -> str:
    """The line at the foot of a chart; `document`: budget (a self-evaluation) or accounts."""
    return label(f"{document}.chart.source", language, pages=page_list(pages, language))


def year_span(years: Iterable[int], language: str) -> str:
    """The years from the first to the last; one alone is no span."""
    found = sorted(set(years))
    if len(found) == 1:
        return str(found[0])
    return label("page.word.span", language, first=found[0], last=found[-1])


def sentence(words: str) -> str:
    """A name as it stands within a sentence: no capital, unless it is an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
