"""What of a form's cells no field and no list of unread passages holds: nothing is dropped silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ...base.errors import Place
from ...catalogue import wordings
from ...grid import GridCell
from ..unread import PassageLeft
from .printed import FormRow, PrintedText, of_cell, unread
from .printed_label import levels, printed_label
from .project_form import ProjectForm

# 指标1：, before an indicator's name
NUMBERING = re.compile(r"^(?:绩效)?指标\s*[\d一二三四五六七八九十]{0,2}\s*[：:]\s*")
_YEAR = re.compile(r"[（(]?\d{4}年度?[）)]?")


def left_over(rows: Iterable[FormRow], forms: Sequence[ProjectForm]) -> list[PassageLeft]:
    """The cells of `rows` that are no label and whose words begin at no place that a form holds."""
    held = {place for form in forms for place in _places(form)}
    found: list[PassageLeft] = []
    for row in rows:
        for cell in row.printed:
            if cell.place in held or _says_nothing(cell) or is_note(row, cell):
                continue
            found.append(unread(of_cell(cell), row.page, "cell_unplaced"))
    return found


def is_note(row: FormRow, cell: GridCell) -> bool:
    """Whether a cell over the whole row explains how the form is filled in: 注：1.其他资金包括…"""
    whole = cell.columns == row.grid.column_count
    return whole and re.match(r"(?:备?注|填表?说明)\d*[:：]", cell.text) is not None


def _places(form: ProjectForm) -> Iterator[Place]:
    for value in vars(form).values():
        if isinstance(value, PrintedText) and value.start:
            yield value.start
    for fund in form.funds:
        if fund.printed.start:
            yield fund.printed.start
    for indicator in form.indicators:
        yield from indicator.places
    for printed in form.aside:
        if printed.start:
            yield printed.start
    for item in form.unread:
        if item.line is not None:
            yield Place(item.page, item.line)


def _says_nothing(cell: GridCell) -> bool:
    """Whether a cell is a known label, a level, a mark for nothing, the year, or the word of a sum."""
    label = printed_label(cell.text)
    forms = wordings("forms")
    return (
        label.is_known
        or any(name in levels() for name in label.names)
        or any(name in forms["other_levels"]["words"] for name in label.names)
        or of_cell(cell).is_none
        or PrintedText(NUMBERING.sub("", cell.text)).is_none
        or label.name in forms["sums"]["words"]
        or "".join(cell.text.split()) in forms["ditto"]["words"]
        or label.name in forms["head_parts"]["name"]
        or _YEAR.fullmatch("".join(cell.text.split())) is not None
    )
