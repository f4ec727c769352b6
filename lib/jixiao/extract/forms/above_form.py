"""What is printed above a form and not in it: 项目名称：公厕革命, 主管部门：某市城市管理局 金额单位：万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from ...base.errors import Place
from ...source import Document, Line
from .printed import PrintedText
from .printed_label import printed_label
from .project_form import ProjectForm
from .regions import FormRegion

_FIELDS = ("name", "department", "office", "executor")
_MOST_LINES = 6
_LABEL = re.compile(r"(?:^|(?<=\s))([^\s：:]{2,20}?(?:[（(][^（）()]{1,8}[）)])?)\s*[：:]")


def add_what_stands_above(
    form: ProjectForm, region: FormRegion, document: Document, in_tables: Set[int]
) -> None:
    """Puts name, department and offices that stand above a form into its blank fields.

    Only for a form that names neither project nor department itself; the lines up to the table before.
    `in_tables`: the numbers of the lines that stand in one.
    """
    if form.name or form.department:
        return
    lines = _above(document.lines, _first(region), in_tables)
    found = [pair for line in lines for pair in _labelled(line)]
    if not any(role in ("name", "department") for role, _ in found):
        return
    for role, value in found:
        if not getattr(form, role):
            setattr(form, role, value)
    if form.name and form.kind == "department_self_evaluation":
        form.kind = "project_self_evaluation"
    elif form.name and form.kind == "department_target":
        form.kind = "project_target"


def _first(region: FormRegion) -> Place | None:
    places = (cell.place for row in region.rows for cell in row.printed if cell.place)
    return min(places, default=None)


def _above(lines: Sequence[Line], place: Place | None, in_tables: Set[int]) -> list[Line]:
    """The lines above a place that stand in no table, from the top."""
    if place is None:
        return []
    found: list[Line] = []
    index = next((i for i, line in enumerate(lines) if line.place >= place), 0)
    for line in reversed(lines[max(index - 40, 0) : index]):
        if line.number in in_tables or line.page != place.page or len(found) == _MOST_LINES:
            break
        if not line.blank:
            found.append(line)
    return found[::-1]


def _labelled(line: Line) -> Iterator[tuple[str, PrintedText]]:
    """Role and value of each label of a line: 主管部门：甲局   金额单位：万元."""
    marks = list(_LABEL.finditer(line.text))
    ends = [*(mark.start() for mark in marks), len(line.text)][1:]
    for mark, end in zip(marks, ends, strict=True):
        role = printed_label(mark[1]).role("head")
        value = line.text[mark.end() : end].strip()
        if role in _FIELDS and value:
            yield role, PrintedText(value, line.place, line.place)
