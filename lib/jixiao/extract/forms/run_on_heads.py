"""What runs into another column where no rule keeps columns apart: heads, names, whole rows.

二级指标三级指标 over one column of an unruled table are two columns whose cells run together: nothing
of either is certain, nor what another column states in its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...grid import GridCell
from ...source import joined_text
from .form_columns import FormColumns
from .printed import FormRow, PrintedText, of_cell, of_cells, unread
from .printed_label import printed_label
from .project_form import ProjectForm

_ONE_LINE = ("target", "actual", "weight", "score")
_SAME = {"revised_target": "target", "first_target": "target"}  # one stands for the other


def roles_run_together(text: str) -> set[str]:
    """The roles of the two columns whose heads make up `text`; none where it is not two heads."""
    plain = "".join(text.split())
    for at in range(2, len(plain) - 1):
        first, second = (printed_label(part).role("columns") for part in (plain[:at], plain[at:]))
        if first and second:
            return {first, second}
    return set()


def without_run_together(columns: FormColumns) -> None:
    """Takes from heads the roles that heads run together hide; all, where the name is hidden."""
    hidden: set[str] = set()
    for head in columns.heads:
        if head.role == "unknown" and not head.grid.ruled:
            hidden |= roles_run_together(head.cell.text)
    hidden |= {_SAME[role] for role in hidden if role in _SAME}
    for index, head in enumerate(columns.heads):
        if head.role in hidden or "name" in hidden:
            columns.heads[index] = replace(head, role="unknown")


def name_alone(cells: Sequence[GridCell], row: FormRow) -> PrintedText:
    """A name without the label of the block that runs into its cell: 管理制度健全性 / 绩效指标."""
    if row.grid.ruled:
        return of_cells(cells)
    kept = []
    for cell in cells:
        lines = tuple(line for line in cell.lines if not _is_block(line.text))
        if lines and len(lines) < len(cell.lines):
            cell = replace(cell, lines=lines, text=joined_text(lines))
        kept.append(cell)
    return of_cells(kept)


def _is_block(text: str) -> bool:
    return printed_label(text).role("blocks") is not None


def lists_run_together(
    form: ProjectForm, cells: Mapping[str, Sequence[GridCell]], row: FormRow
) -> bool:
    """Whether a row of an unruled table holds two rows: two of its short cells have two lines each.

    Then all of it is listed. `cells`: role → the cells of the row that hold it.
    """
    if row.grid.ruled:
        return False
    lines = [
        max(
            (sum(bool(line.text.strip()) for line in c.lines) for c in cells.get(role, ())),
            default=0,
        )
        for role in _ONE_LINE
    ]
    if sum(count > 1 for count in lines) < 2:
        return False
    printed = [cell for own in cells.values() for cell in own if cell.text]
    form.unread += [unread(of_cell(cell), row.page, "cell_unplaced") for cell in printed]
    return True
