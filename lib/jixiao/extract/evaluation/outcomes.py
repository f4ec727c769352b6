"""Operational figures of a report → the table `outcomes`, one row per occurrence.

Reads the staffing sentences, the narrative of the year, what the task table (or prose in its place)
says was achieved, the result cells of the indicator table and the section of results. A figure that
opens a result cell is the indicator's own and stands in the table `indicators`. A figure of a measure
that `wordings/metrics.toml` does not know is kept under the metric `other`; a number that is no figure
is in `unread_numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pandas as pd

from ...catalogue import wordings
from ...schema import frame
from ...source import Document, Passage
from ..figures import BareNumber, FoundFigure, clause, find_figures, sentence_start
from ..mend import mend_numbers
from .indicators import results
from .outline import Outline
from .tasks import achievements, has_task_table

UNREAD_COLUMNS = ("page", "line", "printed", "reason", "quote")
OTHER = "other"
_REACH = 300  # characters of a sentence before a figure that are looked at; a longer one is a list
_AS_OF = re.compile(r"截止?至?(\d{1,2})月(\d{1,2})日")
_MONTHS = re.compile(r"(\d{1,2})-(\d{1,2})月")
_YEAR = re.compile(r"(20\d\d)年(?![前底])")


def read_outcomes(outline: Outline, year: int) -> pd.DataFrame:
    """Every operational figure with a unit, in the order of the report (`schema/outcomes.json`)."""
    document = outline.document
    rows = [
        _row(document, section, passage, item, year)
        for section, passage in _passages(outline)
        for item in find_figures(passage.text)
        if isinstance(item, FoundFigure)
        if not (_own_result(section, item) or _torn(document, passage, item))
    ]
    return frame(rows, "outcomes")


def unread_numbers(outline: Outline) -> pd.DataFrame:
    """Every number of the same passages that is no row, with the reason and its place."""
    rows = []
    for section, passage in _passages(outline):
        for item in find_figures(passage.text):
            if reason := _why_not(outline.document, section, passage, item):
                place = passage.places[item.start]
                begins, ends = clause(passage.text, item.start, item.end)
                printed = passage.text[item.start : item.end]
                rows.append((place.page, place.line, printed, reason, passage.text[begins:ends]))
    return pd.DataFrame(rows, columns=pd.Index(UNREAD_COLUMNS), dtype=object)


def _why_not(
    document: Document, section: str, passage: Passage, item: FoundFigure | BareNumber
) -> str | None:
    """Why a number is no row; None where it is one."""
    if isinstance(item, BareNumber):
        return item.reason
    if _own_result(section, item):
        return "result_of_the_indicator"
    return "no_unit" if _torn(document, passage, item) else None


def _torn(document: Document, passage: Passage, figure: FoundFigure) -> bool:
    """Whether other lines stand between the digits and the unit of `figure`, which may not be its own;
    not where a page broke the cell.
    """
    places = passage.places[figure.start : figure.end]
    if all(document.adjacent(*pair) for pair in pairwise(places)):
        return False
    return not document.holds(passage.text[figure.start : figure.end], places[0])


def _passages(outline: Outline) -> Iterator[tuple[str, Passage]]:
    for id in ("overview", "work"):
        if outline.has(id):
            yield id, mend_numbers(outline.section(id).passage)
    for cell in achievements(outline):
        yield "tasks", mend_numbers(cell)
    if outline.has("tasks") and not has_task_table(outline):
        yield "tasks", mend_numbers(outline.section("tasks").passage)
    for cell in results(outline):
        yield "indicators", mend_numbers(cell)
    if outline.has("results"):
        yield "results", mend_numbers(outline.section("results").passage)


def _own_result(section: str, figure: FoundFigure) -> bool:
    return section == "indicators" and figure.start == 0


def _row(
    document: Document, section: str, passage: Passage, figure: FoundFigure, year: int
) -> tuple[object, ...]:
    text = passage.text
    begins, ends = clause(text, figure.start, figure.end)
    metric, name = name_measure(text, figure)
    quote = _contiguous(document, passage, begins, ends, figure)
    said_from = max(sentence_start(text, figure.start), figure.start - _REACH)
    words = text[said_from : figure.start]
    return (
        metric,
        name,
        figure.value,
        figure.unit,
        figure.printed,
        figure.qualifier,
        _scope(text[begins : figure.start]),
        _period(text[begins : figure.start], words, year),
        section,
        quote.start.page,
        quote.start.line,
        quote.text,
        "report",
        None,
    )


@cache
def _patterns() -> dict[str, list[tuple[int, str, str, str]]]:
    """Last character of the words before a figure ("" where it has none) → (rank, metric, words
    before the figure, words after it); the longest patterns rank first.
    """
    found = [
        (metric, *words.split("#", 1))
        for metric, known in wordings("metrics").items()
        for words in known["words"]
    ]
    found.sort(key=lambda pattern: -len(pattern[1] + pattern[2]))
    by_last: dict[str, list[tuple[int, str, str, str]]] = {}
    for rank, (metric, left, right) in enumerate(found):
        by_last.setdefault(left[-1:], []).append((rank, metric, left, right))
    return by_last


def name_measure(text: str, figure: FoundFigure) -> tuple[str, str]:
    """The id of the measure that `figure` states, and the words that name it.

    Unknown measures have the id `other`; their name is the clause without the figure.
    """
    befores = _without_fillers(text[max(0, figure.start - _REACH) : figure.start])
    after = text[figure.end : figure.end + _REACH]
    lasts = {"", *(before[-1:] for before in befores)}
    known = sorted(pattern for last in lasts for pattern in _patterns().get(last, ()))
    for _, metric, left, right in known:
        if after.startswith(right) and any(before.endswith(left) for before in befores):
            return metric, f"{left}…{right}".strip("…，。；")
    begins, ends = clause(text, figure.start, figure.end)
    return OTHER, text[begins : figure.start] + "…" + text[figure.end : ends]


def _without_fillers(text: str) -> list[str]:
    """`text` as it is, and without the words that only lead over to a figure."""
    found = [text]
    for filler in wordings("figures")["fillers"]:
        found.extend(t.removesuffix(filler) for t in list(found) if t.endswith(filler))
    return found


def _scope(words: str) -> str | None:
    """What the clause says the figure covers: a scope of the lexicon, or the months it names."""
    months = "、".join(match[0] for match in _MONTHS.finditer(words))
    found = [scope for scope in wordings("figures")["scopes"] if scope in words]
    return "、".join([*found[:1], *([months] if months else [])]) or None


def _period(words: str, sentence: str, year: int) -> str:
    """The span that the words name: a year of their own, some months, up to a day; else `year`."""
    if as_of := _AS_OF.search(sentence):
        return f"../{year}-{int(as_of[1]):02d}-{int(as_of[2]):02d}"
    if years := _YEAR.findall(words):
        return str(years[-1])
    months = [(int(first), int(last)) for first, last in _MONTHS.findall(words)]
    if months and months != [(1, 12)]:
        return ";".join(f"{year}-{first:02d}/{year}-{last:02d}" for first, last in months)
    return str(year)


def _contiguous(
    document: Document, passage: Passage, begins: int, ends: int, figure: FoundFigure
) -> Passage:
    """The clause, cut where other columns stand between its lines, unless a page broke its cell."""
    whole = passage[begins:ends]
    if document.holds(whole.text, whole.start):
        return whole
    for index in range(figure.start, begins, -1):
        if not document.adjacent(passage.places[index - 1], passage.places[index]):
            begins = index
            break
    for index in range(figure.end - 1, ends - 1):
        if not document.adjacent(passage.places[index], passage.places[index + 1]):
            ends = index + 1
            break
    return passage[begins:ends]
