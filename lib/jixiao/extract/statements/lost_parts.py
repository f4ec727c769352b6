"""Parts of a table of money that stand without its head: no column says what their figures are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...catalogue.codes import official_classes
from ...grid.grid import Grid, GridCell
from .figures import holds_figure
from .kinds import StatementKind
from .normal import squeezed


def lost_figures(
    grids: Sequence[Grid], kinds: Mapping[str, StatementKind | None]
) -> Iterator[GridCell]:
    """The figures of each grid that goes on with the classes of the table of money before it.

    It has neither a title nor heads, and each of its rows begins with the code of a class. A sum of
    that table may fail for want of them.
    """
    kind: StatementKind | None = None
    for grid in grids:
        if (own := kinds[grid.name]) is not None or grid.title:
            kind = own
        elif kind is not None and not any(grid.heads) and _are_classes(grid):
            yield from (cell for cell in grid.cells if cell.column and holds_figure(cell.text))


def _are_classes(grid: Grid) -> bool:
    codes = [squeezed(row.text(0)) for row in grid.rows]
    return bool(codes) and all(code in official_classes() for code in codes)
