"""The pages of a document that a chart or a card rests on."""

from __future__ import annotations

from collections.abc import Iterable

from ..base.language import Language
from . import label
from .numbers import MISSING
from .sentences import first_to_last, series

_MOST = 14  # runs of pages that fit one line


def page_list(pages: Iterable[int | None], language: Language, most: int | None = _MOST) -> str:
    """The pages of a source, e.g. "p. 13–15"; a dash where there are none. Of more than `most` runs
    the first and the last.
    """
    found = sorted({page for page in pages if page is not None})
    if not found:
        return MISSING
    runs: list[list[int]] = []
    for page in found:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    names = [first_to_last(run, language) for run in runs]
    if most is not None and len(names) > most:
        names[most - 1 : -1] = ["…"]
    return label("budget.chart.pages", language, pages=series(names, language))


def source_line(pages: Iterable[int | None], language: Language, document: str = "budget") -> str:
    """The line at the foot of a chart; `document`: budget (a self-evaluation) or accounts."""
    return source_said(f"{document}.chart.source", pages, language)


def source_said(key: str, pages: Iterable[int | None], language: Language) -> str:
    """The label `key` with the pages of a source; figures that name none were filled in by hand."""
    named = page_list(pages, language)
    if named == MISSING:
        return label("page.cover.source_by_hand", language)
    return label(key, language, pages=named)
