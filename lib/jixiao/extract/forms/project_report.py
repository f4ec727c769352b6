"""A self-evaluation of one project in prose (某项目支出绩效自评报告) → its row of `projects`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...base.amounts import fold
from ...catalogue import wordings
from ...source import Line, Passage, join
from .printed import PrintedText
from .project_form import ProjectForm
from .prose_money import fill_money
from .said_once import said_once

_TITLE_LINES = 12  # of a document, among which the title stands
_MOST = 3  # lines of a title


def read_project_report(lines: Sequence[Line]) -> ProjectForm | None:
    """The project that the title names, with money, score and grade; None where it names none.

    `lines`: of the document's text outside of tables. Raises nothing. A score or grade that the
    text states in two ways is not taken.
    """
    titled = _title(lines)
    if titled is None:
        return None
    form, year, rest = titled
    passage = join(rest)
    text = fold(passage.text)
    rules = wordings("forms")["summary"]
    fill_money(form, passage, text)
    for field, name in (("total_score", "score"), ("grade", "grade")):
        if found := said_once(rules[name], text, year):
            setattr(form, field, _printed(passage, *found.span("value")))
    return form if form.funds or form.total_score or form.grade else None


def _title(lines: Sequence[Line]) -> tuple[ProjectForm, str, Sequence[Line]] | None:
    """The form that the title opens, its year, and the lines below the title."""
    rules = wordings("forms")["prose"]
    for start in range(min(_TITLE_LINES, len(lines))):
        for count in range(1, min(_MOST, len(lines) - start) + 1):
            passage = join(lines[start : start + count])
            text = fold(passage.text)
            match = next((m for p in rules["titles"] if (m := re.fullmatch(p, text))), None)
            if match is None or re.fullmatch(rules["no_project"], match["name"]):
                continue
            form = ProjectForm("summary", lines[start].page)
            form.title = PrintedText(passage.text, passage.start, passage.end)
            form.name = _printed(passage, *match.span("name"))
            if match.groupdict().get("office"):
                form.office = _printed(passage, *match.span("office"))
            return form, match["year"], lines[start + count :]
    return None


def _printed(passage: Passage, start: int, end: int) -> PrintedText:
    return PrintedText(passage.text[start:end], passage.places[start], passage.places[end - 1])
