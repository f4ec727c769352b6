"""Points of a form: its row of totals, and a column of notes that may hold weights."""

from __future__ import annotations

from collections.abc import Sequence

from ...catalogue import wordings
from ...grid import GridCell
from .form_columns import FormColumns
from .form_figures import points
from .printed import FormRow, Printed, of_cell
from .printed_label import printed_label
from .project_form import FormIndicator, ProjectForm


def is_sum(row: FormRow) -> bool:
    """Whether a row of indicators is that of the totals."""
    words = wordings("forms")["sums"]["words"]
    printed = row.printed
    return bool(printed) and printed_label(printed[0].text).name in words


def take_sum(
    form: ProjectForm, columns: FormColumns, placed: dict[int, list[GridCell]], row: FormRow
) -> None:
    """The form's points in total: what stands under the columns of points."""
    numbers = [cell for cell in row.printed if points(cell.text) is not None]
    for index, cells in placed.items():
        role = columns.heads[index].role
        own = [cell for cell in cells if cell in numbers]
        if role in ("weight", "score") and len(own) == 1:
            field_name = f"total_{role}"
            if not getattr(form, field_name):
                setattr(form, field_name, of_cell(own[0]))
                numbers.remove(own[0])
    if len(numbers) == 1 and not columns.has("weight", "score") and not form.total_score:
        form.total_score = of_cell(numbers.pop())


def place_notes(notes: Sequence[tuple[FormIndicator, Printed]]) -> None:
    """A column of notes holds weights where every cell is one number, else words on the target."""
    are_points = all(points(note.text) is not None for _, note in notes)
    for indicator, note in notes:
        if are_points and not indicator.weight:
            indicator.weight = note
        else:
            before = indicator.definition
            text = before.text + ("；" if before else "") + f"备注：{note.text}"
            indicator.definition = Printed(text, before.start or note.start, note.end)
