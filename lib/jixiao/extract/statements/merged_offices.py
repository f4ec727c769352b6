"""Rows of a table without lines whose office is printed once for several: of which ones, if that is sure.

It may stand in the first of its rows, or in their middle. Where it may be either, no one knows.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from ...grid.grid import GridRow
from .columns import Half
from .labels import RowLabels
from .rows import is_total


def unsure_rows(
    half: Half, shown: Sequence[tuple[GridRow, RowLabels]], figured: Set[int]
) -> frozenset[int]:
    """The numbers of rows of which no one knows the office. `figured`: of those with figures."""
    if not half.labelled("office"):
        return frozenset()
    unsure = _without_office([(labels, row.number in figured) for row, labels in shown])
    return frozenset(shown[index][0].number for index in unsure)


def _without_office(rows: Sequence[tuple[RowLabels, bool]]) -> frozenset[int]:
    """The indices of rows with figures of which the office is not sure."""
    blank: list[int] = []
    stand: list[tuple[int, bool]] = []  # twice the place among the rows; whether in one of them
    count = 0
    for index, (labels, has_figures) in enumerate(rows):
        own = labels.project or labels.name or labels.code
        if is_total(labels.office) or (is_total(own) and not labels.office):
            continue
        if labels.office and has_figures and not own:
            return frozenset()  # a row of its own, above those of its projects
        if labels.office:
            stand.append((2 * count if has_figures else 2 * count - 1, has_figures))
        elif has_figures and own:
            blank.append(index)
        count += has_figures
    if not stand or not blank:
        return frozenset()
    in_first = stand[0][0] <= 0
    return frozenset() if in_first and not _in_middle(stand, count) else frozenset(blank)


def _in_middle(stand: Sequence[tuple[int, bool]], count: int) -> bool:
    """Whether each may stand in the middle of its rows, these one after another and none left."""
    starts = {0}
    for place, in_row in stand:
        room = 1 if in_row else 0  # the middle of two rows may be printed in either
        starts = {
            end + 1
            for start in starts
            for end in range(start, count)
            if abs(start + end - place) <= room
        }
    return count in starts
