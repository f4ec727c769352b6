"""Performance forms, lists and summaries of a document → `projects`, `project_funds`, `indicators`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ...base.errors import Place
from ...grid import Grid
from ...schema import frame_of
from ...source import Document
from ..unread import PassageLeft
from .above_form import add_what_stands_above
from .assessment import read_assessment
from .indicator_lists import read_indicator_list
from .leftover import left_over
from .printed import FormRow, unread
from .project_form import ProjectForm
from .project_lists import read_project_list
from .project_report import read_project_report
from .read_form import read_form
from .records import fund_records, indicator_record, project_record
from .regions import FormRegion, form_regions, grid_rows_used
from .summaries import read_summaries
from .whole_cells import drop_heads_as_name, no_indicator, without_own_number
from .wide_lists import read_wide_list


@dataclass(frozen=True)
class FormsRead:
    """What the forms of a document state.

    `projects`, `funds`, `indicators`: the tables `projects`, `project_funds` and `indicators`.
    `unread`: what no table took. `grids_used`: numbers of the grids that were read as forms;
    `named`: of those of them that name their project or department.
    """

    projects: pd.DataFrame
    funds: pd.DataFrame
    indicators: pd.DataFrame
    unread: tuple[PassageLeft, ...]
    grids_used: frozenset[int]
    named: frozenset[int] = frozenset()


def read_forms(document: Document, grids: Sequence[Grid]) -> FormsRead:
    """Every form, list of projects and summary of a document, in its order. Raises nothing."""
    lists = {
        grid.number: found
        for grid in grids
        if (found := read_wide_list(grid) or read_indicator_list(grid))
    }
    regions = form_regions([grid for grid in grids if grid.number not in lists])
    rows = grid_rows_used(regions)
    used = set(rows)
    read = [(region, read_form(region)) for region in regions]
    in_tables = {line.number for grid in grids for cell in grid.cells for line in cell.lines}
    text = [line for line in document.lines if line.number not in in_tables and not line.blank]
    for region, form in read:
        add_what_stands_above(form, region, document, in_tables)
    named = {
        row.grid.number
        for region, form in read
        if form.name or form.department
        for row in region.rows
    }
    forms = [form for _, own in read for form in own.every()]
    forms += [form for found in lists.values() for form in found]
    used |= set(lists)
    for grid in grids:
        if grid.number not in used and (listed := read_project_list(grid)):
            used.add(grid.number)
            forms += listed
    forms += read_summaries(text)
    if _tells_results(forms):
        pass  # its title and its prose are of all of them
    elif assessment := read_assessment(text):
        forms = _of_assessment(assessment, forms)
    elif report := read_project_report(text):
        forms.append(report)
    forms.sort(key=_position)
    tables = frames(forms, used)
    beside = _outside(grids, regions, rows)
    titles = {form.title.start for form in forms}
    left = [
        item for item in left_over(beside, []) if Place(item.page, item.line or 0) not in titles
    ]
    return replace(tables, unread=(*tables.unread, *left), named=frozenset(named))


def _outside(
    grids: Sequence[Grid], regions: Sequence[FormRegion], used: Mapping[int, set[int]]
) -> list[FormRow]:
    """The rows of the grids that hold forms, with the cells that belong to no form."""
    own = [row for region in regions for row in (*region.rows, *region.again)]
    begun = {(row.grid.number, row.row.number) for row in own}
    # What hangs into a form from above it belongs to none.
    inside = {
        (row.grid.number, cell.row, cell.column)
        for row in own
        for cell in row.covering
        if (row.grid.number, cell.row) in begun
    }
    found: list[FormRow] = []
    for grid in grids:
        for row in grid.rows if grid.number in used else ():
            cells = tuple(
                None if c is None or (grid.number, c.row, c.column) in inside else c
                for c in row.cells
            )
            found.append(FormRow(grid, replace(row, cells=cells)))
    return found


def _tells_results(forms: Sequence[ProjectForm]) -> bool:
    """Whether a list states grade or points of several projects: 绩效评价结果 of a round."""
    listed = [form for form in forms if form.kind == "project_list"]
    return sum(bool(form.grade or form.total_score) for form in listed) > 1


def _of_assessment(assessment: ProjectForm, forms: Sequence[ProjectForm]) -> list[ProjectForm]:
    """Tables of points without a project's name in an evaluation are the evaluation's own.

    Of several the one with most indicators is read; a shorter one sums it up by aspect, and is listed.
    """
    own = [f for f in forms if f.indicators and not (f.name or f.department)]
    others = [form for form in forms if not any(form is other for other in own)]
    if own:
        longest = max(own, key=lambda form: len(form.indicators))
        assessment.indicators = longest.indicators
        for form in own:
            assessment.unread += form.unread
            if form is not longest:
                assessment.unread += [
                    unread(text, text.start.page if text.start else form.page, "repeated_sum")
                    for indicator in form.indicators
                    for text in (indicator.weight, indicator.score)
                    if not text.is_none
                ]
            assessment.total_weight = assessment.total_weight or form.total_weight
            assessment.total_score = assessment.total_score or form.total_score
    return [assessment, *others]


def _position(form: ProjectForm) -> tuple[int, int]:
    """Where a form stands: its page, and there the line of its first words."""
    place = next((text.start for text in (form.title, form.name) if text.start), None)
    return form.page, place.line if place and place.page == form.page else 0


def frames(forms: Sequence[ProjectForm], used: set[int]) -> FormsRead:
    """The tables of the forms, which are numbered in their order from 1."""
    projects: list[dict[str, object]] = []
    funds: list[dict[str, object]] = []
    indicators: list[dict[str, object]] = []
    left: list[PassageLeft] = []
    for number, form in enumerate(forms, start=1):
        drop_heads_as_name(form)
        record, faults = project_record(number, form)
        projects.append(record)
        funds += fund_records(number, form)
        left += [*form.unread, *faults]
        for printed in form.indicators:
            if none := no_indicator(printed, form.kind):
                left += none
                continue
            indicator = without_own_number(printed)
            judged = form.has_results and form.has_targets
            row, faults = indicator_record(number, indicator, has_results=judged)
            indicators.append({"seq": len(indicators) + 1, **row})
            left += faults
    return FormsRead(
        frame_of(projects, "projects"),
        frame_of(funds, "project_funds"),
        frame_of(indicators, "indicators"),
        tuple(left),
        frozenset(used),
    )
