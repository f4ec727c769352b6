"""The forms of a document: which rows of which grids are one form.

A form opens with a row 项目名称 | … (or 部门（单位）名称 | …). Several can stand in one grid, and one
can go on in the grid of the next page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ...grid import Grid, GridRow
from .beside import forms_beside
from .printed import NOTHING, FormRow, PrintedText, of_cell
from .printed_label import levels, printed_label, split_label
from .repeated_head import repeated_head
from .year_heads import column_role

_OPENING = ("name", "department")
_TITLE_ENDS = ("表", "书", "）", ")")
_LEVEL = "指标"  # 数量 alone also heads a column of goods
_NUMBERING = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*")
_ENOUGH = 2  # known labels that make a grid the continuation of the form before it


@dataclass
class FormRegion:
    """The rows of one form, with the title above them or in their first row."""

    title: PrintedText
    unit: str | None
    rows: list[FormRow] = field(default_factory=list)
    again: list[FormRow] = field(default_factory=list)  # its head, printed again on further pages

    @property
    def pages(self) -> tuple[int, int]:
        return self.rows[0].page, max(page for row in self.rows for page in row.grid.pages)


def form_regions(grids: Iterable[Grid]) -> list[FormRegion]:
    """The forms among the grids, in order."""
    regions: list[FormRegion] = []
    last: Grid | None = None
    several = False  # whether `last` is a side of a grid with two forms
    for grid, beside in _sides(grids):
        rows = [FormRow(grid, row) for row in grid.rows if row.kind != "blank"]
        starts = _starts(rows)
        if regions and last is not None and starts[:1] == [0] and _follows(last, grid):
            end = starts[1] if len(starts) > 1 else len(rows)
            again = repeated_head(regions[-1].rows, rows[:end], _is_body)
            if again:
                regions[-1].again.extend(rows[:again])
                regions[-1].rows.extend(rows[again:end])
                rows, starts = rows[end:], [start - end for start in starts[1:]]
                last, several = grid, beside
                if not rows:
                    continue
        of_indicators = bool(regions) and _has_indicator_head(regions[-1].rows)
        goes_on = (
            bool(regions)
            and last is not None
            and not (several and not beside)  # of which of the two?
            and _continues(last, grid, rows, starts, of_indicators=of_indicators)
            and (starts or not _says_again(regions[-1].rows, rows))
        )
        if not starts and not goes_on and not _has_indicator_head(rows):
            continue
        first = starts[0] if starts else len(rows)
        if goes_on:
            regions[-1].rows.extend(rows[:first])
        elif not starts:
            starts, first = [0], 0
        elif first and _has_indicator_head(rows[:first]):
            starts, first = [0, *starts], 0
        for start, end in pairwise([*starts, len(rows)]):
            regions.append(_region(grid, rows[start:end], start == first))
        last, several = grid, beside
    return [region for region in regions if _is_form(region)]


def _sides(grids: Iterable[Grid]) -> Iterator[tuple[Grid, bool]]:
    """Each grid, or its sides where it holds two forms; and whether it does."""
    for grid in grids:
        sides = forms_beside(grid)
        for side in sides:
            yield side, len(sides) > 1


def _starts(rows: Sequence[FormRow]) -> list[int]:
    """Where forms open: at the title rows above the row with the name."""
    starts: list[int] = []
    floor = 0
    for index, row in enumerate(rows):
        if not opens_form(row):
            continue
        start = index
        while start > floor and _is_title_row(rows[start - 1]):
            start -= 1
        if starts and not any(_is_body(other) for other in rows[starts[-1] : start]):
            floor = index + 1  # 部门名称 beside 项目名称 in the head of one form
            continue
        starts.append(start)
        floor = index + 1
    return starts


def opens_form(row: FormRow) -> bool:
    """Whether the row names a project or a department: the label, and beside it no other label."""
    cells = row.starting
    for index, cell in enumerate(cells[:2]):
        if (split := split_label(cell.text, "head")) and split[0].role("head") in _OPENING:
            return True
        if printed_label(cell.text).role("head") not in _OPENING:
            continue
        following = cells[index + 1 :]
        if not following:
            return False
        if any(_is_list_head(other.text) for other in following):
            return False
        return not printed_label(following[0].text).is_known
    return False


def _is_list_head(text: str) -> bool:
    label = printed_label(text)
    return any(label.role(section) for section in ("sources", "phases", "columns", "goals"))


def _is_title_row(row: FormRow) -> bool:
    printed = row.printed
    if len(printed) != 1 or printed[0].columns < row.grid.column_count:
        return False
    text = "".join(printed[0].text.split())
    return text.endswith(_TITLE_ENDS) and not printed_label(text).is_known


def _is_body(row: FormRow) -> bool:
    return is_indicator_head(row) or any(
        printed_label(cell.text).role(section)
        for cell in row.printed
        for section in ("sources", "goals")
    )


def is_indicator_head(row: FormRow) -> bool:
    """Whether the row heads the columns of the indicators."""
    roles = {column_role(cell.text) for cell in row.covering}
    return bool(roles & {"level1", "level2", "name"}) and bool(
        roles & {"target", "term_target", "actual", "weight", "score"}
    )


def _has_indicator_head(rows: Iterable[FormRow]) -> bool:
    return any(is_indicator_head(row) and _names_form(row) for row in rows)


def _names_form(row: FormRow) -> bool:
    """Whether a head is one of indicators alone: it has levels, or a name with targets and points."""
    roles = {column_role(cell.text) for cell in row.covering}
    if roles & {"level1", "level2"}:
        return True
    targets, points = roles & {"target", "revised_target"}, roles & {"weight", "score"}
    return "name" in roles and bool(targets and points and "actual" in roles)


def _continues(
    last: Grid,
    grid: Grid,
    rows: Sequence[FormRow],
    starts: Sequence[int],
    *,
    of_indicators: bool,
) -> bool:
    """Whether a grid, or its rows above its first form, goes on with the form before it.

    `of_indicators`: that form has come to its indicators; one level (质量指标) is enough then.
    """
    if starts and starts[0] == 0:
        return False
    if not _follows(last, grid):
        return False
    own = rows[: starts[0]] if starts else rows
    if starts:
        return True
    if not of_indicators and _is_part(grid.title) and _has_indicator_head(own):
        return True  # 一、项目概况 and its table, then 二、绩效指标完成情况 and its
    if grid.title or grid.table_number:
        return False
    words = [cell.text for row in own for cell in row.printed]
    if of_indicators and any(level_of(word) and _LEVEL in word for word in words):
        return True
    return sum(_is_of_form(word) or level_of(word) for word in words) >= _ENOUGH


def _says_again(before: Iterable[FormRow], own: Iterable[FormRow]) -> bool:
    """Whether rows state goal and office or money anew: they are of another form, whose name is not read."""
    labels = _labels(own)
    goals = {text for text in labels if printed_label(text).role("goals")}
    if not goals:  # as on most pages: the form so far need not be looked through
        return False
    said = _labels(before)
    return bool(goals & said and (labels - goals) & said)


def _labels(rows: Iterable[FormRow]) -> set[str]:
    """The labels of offices, money and goals that rows print."""
    texts = {"".join(cell.text.split()) for row in rows for cell in row.printed}
    sections = ("head", "sources", "goals")
    return {text for text in texts if any(map(printed_label(text).role, sections))}


def _is_part(title: str | None) -> bool:
    """Whether the title of a table is that of a form's indicators, as a part of what stands above."""
    label = printed_label(_NUMBERING.sub("", title or ""))
    return label.role("blocks") == "indicators"


def _follows(last: Grid, grid: Grid) -> bool:
    """Whether a grid is the next one after another, on its page or the one after."""
    return 0 <= grid.pages[0] - last.pages[-1] <= 1 and grid.number - last.number <= 1


def _is_of_form(text: str) -> bool:
    """Whether a text is a label that other tables do not have."""
    label = printed_label(text)
    return any(label.role(section) for section in ("head", "blocks", "goals", "columns"))


def level_of(text: str) -> bool:
    """Whether a text is a known word for a level of indicators."""
    return any(name in levels() for name in printed_label(text).names)


def _region(grid: Grid, rows: list[FormRow], is_first: bool) -> FormRegion:
    title = NOTHING
    for row in rows:
        if not _is_title_row(row):
            break
        if not title:
            title = of_cell(row.printed[0])
    if not title and is_first and grid.title:
        title = PrintedText(grid.title, grid.title_place, grid.title_place)
    body = [row for row in rows if not _is_title_row(row)] if title else rows
    return FormRegion(title, grid.unit, body or rows)


def _is_form(region: FormRegion) -> bool:
    """Whether rows that a name opens are a form: it has a goal or indicators, or tasks with money."""
    return any(
        is_indicator_head(row)
        or any(printed_label(cell.text).role("goals") for cell in row.printed)
        or any(printed_label(cell.text).role("blocks") == "tasks" for cell in row.printed)
        for row in region.rows
    )


def grid_rows_used(regions: Iterable[FormRegion]) -> dict[int, set[int]]:
    """Number of a grid → its rows that belong to forms."""
    used: dict[int, set[int]] = {}
    for region in regions:
        for row in (*region.rows, *region.again):
            used.setdefault(row.grid.number, set()).add(row.row.number)
    return used


__all__ = ["FormRegion", "GridRow", "form_regions", "is_indicator_head", "level_of", "opens_form"]
