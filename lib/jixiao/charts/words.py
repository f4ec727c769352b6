"""Numbers and sources as charts, tables and sentences write them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from ..labels import label

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
