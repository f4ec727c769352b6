"""The units that rows of a table state: for the rows below them, for a column, for themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from ...grid.caption import unit_alone
from ...grid.grid import GridRow
from .columns import Half
from .normal import squeezed
from .units import bare_unit, is_unit


@dataclass
class RowUnits:
    """Reads the rows of one half from the top down. `below`: the unit of the rows below one that
    says 单位：元; `columns`: of those below a unit; `row`: of this row, from a column of units.
    """

    half: Half
    below: str | None = None
    row: str | None = None
    columns: dict[int, str] = field(default_factory=dict)

    def read(self, row: GridRow) -> bool:
        """Whether a row is one of figures; one that only states units is none."""
        texts = {
            squeezed(cell.text) for cell in row.cells if cell is not None and cell.text.strip()
        }
        if texts and all(map(is_unit, texts)):
            own = {c.index: row.text(c.index) for c in self.half.amounts}
            self.columns |= {i: bare_unit(text) for i, text in own.items() if text.strip()}
            return False
        if len(texts) == 1 and (unit := unit_alone(next(iter(texts)))):
            self.below, self.columns = unit, {}
            return False
        stated = [row.text(column.index) for column in self.half.labelled("unit")]
        self.row = next((bare_unit(text) for text in stated if text.strip()), None)
        return True

    def of(self, column: int) -> str | None:
        """The unit that a figure of this row in `column` has by a row; None where none says one."""
        return self.row or self.columns.get(column) or self.below
