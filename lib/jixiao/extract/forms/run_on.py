"""Indicators set as one running text in a cell → rows, by the grammars of the catalogue."""

from __future__ import annotations

import re

from ...base.errors import Place
from ...catalogue import wordings
from ...grid import GridCell
from ...source import Passage, join
from ..unread import PassageLeft
from .printed import NOTHING, PrintedText
from .project_form import FormIndicator

_LONGEST = 60_000  # characters


def split_run_on(cell: GridCell) -> tuple[list[FormIndicator], list[PassageLeft]]:
    """The indicators of a running text; pieces that no grammar takes are listed.

    A text that no grammar opens is one piece.
    """
    passage = join(cell.lines)
    if not cell.text.strip():
        return [], []
    if passage.text != cell.text:  # a reader that joined the cell itself: its places by line only
        first = cell.lines[0].place if cell.lines else None
        passage = Passage(cell.text, tuple([first] * len(cell.text)) if first else ())
    for grammar in wordings("forms")["run_on"]:
        opens = [m for m in re.finditer(grammar["opens"], passage.text[:_LONGEST])]
        if opens:
            return _split(passage, opens, re.compile(grammar["item"]), cell.page)
    return [], [_unread(passage, 0, len(passage.text), cell.page)]


def _split(
    passage: Passage, opens: list[re.Match[str]], item: re.Pattern[str], page: int
) -> tuple[list[FormIndicator], list[PassageLeft]]:
    found: list[FormIndicator] = []
    left: list[PassageLeft] = []
    if passage.text[: opens[0].start()].strip():
        left.append(_unread(passage, 0, opens[0].start(), page))
    ends = [match.start() for match in opens[1:]] + [len(passage.text)]
    for match, end in zip(opens, ends, strict=True):
        start = match.end()
        if taken := item.fullmatch(passage.text, start, end):
            found.append(_indicator(passage, taken, page))
        else:
            left.append(_unread(passage, match.start(), end, page))
    return found, left


def _indicator(passage: Passage, match: re.Match[str], page: int) -> FormIndicator:
    groups = match.groupdict()
    return FormIndicator(
        page,
        levels=tuple(groups[key].strip() for key in ("level1", "level2") if groups.get(key)),
        name=_part(passage, match, "name"),
        target=_part(passage, match, "target"),
        term_target=_part(passage, match, "term_target"),
    )


def _part(passage: Passage, match: re.Match[str], group: str) -> PrintedText:
    if group not in match.re.groupindex or not match[group]:
        return NOTHING
    start, end = match.span(group)
    places = passage.places[start:end]
    text = match[group].strip()
    return PrintedText(text, places[0], places[-1]) if places else PrintedText(text)


def _unread(passage: Passage, start: int, end: int, page: int) -> PassageLeft:
    place = passage.places[start] if passage.places else Place(page, 1)
    text = passage.text[start:end].strip()
    return PassageLeft("indicators", place.page, place.line, text, "run_on_unsplit")
