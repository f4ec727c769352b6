"""What the index says of all departments together, added up one after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ..base.amounts import percent
from ..base.language import Language
from ..labels import label
from ..labels.numbers import MISSING, number, per_cent, whole
from ..labels.ranks import STATUSES
from .index_lines import CELLS, IndexDepartment
from .panels import BASES


@dataclass
class IndexSums:
    """`add` each department, then ask. `lines`: of all years; `years`: in which there is one."""

    language: Language
    departments: int = 0
    lines: int = 0
    years: set[int] = field(default_factory=set)
    drawn: int = 0  # departments with a chart, or a sentence in its place
    charts: int = 0
    without: list[str] = field(default_factory=list)  # names of those with neither
    totals: dict[str, int] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    statuses: set[str] = field(default_factory=set)

    def add(self, department: IndexDepartment) -> None:
        self.departments += 1
        chart = any(line.rates.get(base) for line in department.entries for base in BASES)
        self.charts += chart
        if chart or said_in_place(department, self.language):
            self.drawn += 1
        else:
            self.without.append(department.name)
        for line in department.entries:
            self.lines += 1
            self.years.add(line.year)
            for name, number_of in line.totals.items():
                self.totals[name] = self.totals.get(name, 0) + number_of
            self.totals["budgets"] = self.totals.get("budgets", 0) + _has(line.cells, "approved")
            self.filled.update(name for name in CELLS if _has(line.cells, name))
            self.statuses.update(status for status, _, _ in line.counts)

    @property
    def columns(self) -> list[str]:
        """The columns in which some line has something."""
        return [name for name in CELLS if name in self.filled]

    @property
    def key(self) -> list[tuple[str, str]]:
        """The statuses that the bars of lines show, with their words."""
        return [
            (status, label(f"indicators.status.{status}", self.language))
            for status in STATUSES
            if status in self.statuses
        ]

    @property
    def cards(self) -> list[tuple[str, str]]:
        """The great numbers above the table, with their words."""
        total = self.totals.get
        numbers = {
            "departments": self.departments,
            "years": self.lines,
            "budgets": total("budgets", 0),
            "findings": total("findings", 0),
        }
        cards = [
            (whole(n), label(f"page.index.card_{name}", self.language, count=n))
            for name, n in numbers.items()
            if n or name == "departments"
        ]
        kept, promises = total("kept", 0), total("promises", 0)
        share = percent(Decimal(kept), Decimal(promises), 0)
        if share is not None:
            words = label("page.index.card_promises", self.language, kept=kept, promises=promises)
            card = (per_cent(number(share, 0), self.language), words)
            cards.insert(len(cards) - bool(numbers["findings"]), card)
        return cards


def said_in_place(department: IndexDepartment, language: Language) -> str:
    """What final accounts alone say of a department's budget; empty where there are none."""
    stop = "；" if language == "zh" else "; "
    return stop.join(
        label(
            "page.index.general_year",
            language,
            year=entry.year,
            rate=entry.cells["of_approved"],
            of_what=entry.cells["of_what"],
        )
        for entry in reversed(department.entries)
        if entry.cells.get("of_what")
    )


def _has(cells: Mapping[str, str], name: str) -> bool:
    return cells.get(name, MISSING) != MISSING
