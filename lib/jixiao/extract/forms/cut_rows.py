"""Rows of indicators that a page break cuts: the rest of their words stands on the next page."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ...grid import GridCell
from ...status.measure import measure
from .form_columns import FormColumns
from .printed import NOTHING, FormRow, PrintedText, of_cells, unread
from .project_form import ProjectForm

_TEXTS = ("name", "definition", "actual", "deviation")
_TARGETS = ("target", "term_target")
_POINTS = ("weight", "score")
_ENOUGH = 3  # indicators that all have points: one without is the rest of the one above it


def is_rest(
    form: ProjectForm,
    row: FormRow,
    before: FormRow | None,
    placed: Mapping[int, Sequence[GridCell]],
    columns: FormColumns,
) -> bool:
    """Whether the first row of a further grid is what a page break cut off the row above it.

    It has words in columns of text alone, fewer than a row has, and neither level nor points. One with
    a target has no name; or it is the only one without points.
    """
    if before is None or before.grid is row.grid:
        return False
    roles = {columns.heads[index].role for index, cells in placed.items() if of_cells(cells).text}
    own = [cell for cells in placed.values() for cell in cells if cell.text]
    if not roles or not all(cell.row == row.row.number for cell in own):
        return False
    if not (columns.has(*_POINTS) or {"target", "name"} <= roles):
        return False
    texts: Collection[str] = _TEXTS
    cut = _all_have_points(form, columns) and not _has_measure(placed, columns)
    if columns.has("name") and "name" not in roles or cut:
        texts = (*_TEXTS, *_TARGETS)
    return roles <= set(texts)


def _has_measure(placed: Mapping[int, Sequence[GridCell]], columns: FormColumns) -> bool:
    """Whether the row's target is a whole figure (≥95%): then it is no rest of one."""
    targets = [cells for index, cells in placed.items() if columns.heads[index].role in _TARGETS]
    return any(measure(of_cells(cells).text).value is not None for cells in targets)


def _all_have_points(form: ProjectForm, columns: FormColumns) -> bool:
    marked = [role for role in _POINTS if columns.has(role)]
    every = [getattr(indicator, role) for indicator in form.indicators for role in marked]
    return len(form.indicators) >= _ENOUGH and bool(marked) and not any(t.is_none for t in every)


def add_rest(
    form: ProjectForm,
    row: FormRow,
    placed: Mapping[int, Sequence[GridCell]],
    columns: FormColumns,
) -> None:
    """Adds the words of a row that was cut to the indicator above it; lists them where there is none."""
    for index, cells in placed.items():
        role, printed = columns.heads[index].role, of_cells(cells)
        if not printed.text:
            continue
        before: PrintedText = getattr(form.indicators[-1], role) if form.indicators else NOTHING
        if not before.text:
            form.unread.append(unread(printed, row.page, "cell_unplaced"))
            continue
        joined = PrintedText(before.text + printed.text, before.start, printed.end)
        setattr(form.indicators[-1], role, joined)
        form.aside.append(printed)
