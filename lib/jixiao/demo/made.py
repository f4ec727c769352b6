"""A document that is made: lines and tables, to be typeset in any format."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

Row = list[str | None]  # None: covered by the cell to the left, "^": by the cell above


def row(*cells: str | None) -> Row:
    return list(cells)


@dataclass(frozen=True)
class YearBefore:
    """What documents say of the year before, or begin with: what was left of all money and of the
    fiscal appropriation, the total of a side, the agency's operating expenses, what was budgeted.
    """

    closing: Decimal
    held: Decimal
    whole: Decimal
    agency: Decimal
    budgeted: Decimal


@dataclass
class MadeDocument:
    """A document of a department: `opening`, lines above the tables; each table's title, unit and
    rows; and the lines of the `narrative` below them. `cover`: what it calls itself behind its year.
    """

    year: int = 2023
    scale: Decimal = Decimal(1)
    name: str = "测试市虚构区演示局"
    tables: list[tuple[str, str, list[Row]]] = field(default_factory=list)
    narrative: list[str] = field(default_factory=list)
    opening: list[str] = field(default_factory=list)
    cover: str = "年度部门决算"
    after: YearBefore | None = None  # what the next year's final accounts find

    @property
    def title(self) -> str:
        return f"{self.year}{self.cover}"
