"""The grids of a document of budgets or final accounts → rows of the table `statements`.

Nothing stops the reading: what is not known is listed with its place and the reason. A blank cell
is no row, a printed 0.00 is one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import NamedTuple

import pandas as pd

from ...base.amounts import YUAN_PER_UNIT
from ...catalogue.codes import official_classes
from ...grid.grid import Grid, GridCell, GridRow
from ...schema import frame
from ...source import Document
from .captions import caption_texts, dated
from .centred_names import names_are_centred
from .classes import ClassBook
from .columns import Half, StatementColumn, read_halves
from .economic_columns import crossed
from .figures import (
    PrintedFigure,
    holds_figure,
    is_blank,
    is_money,
    read_bracketed,
    read_figure,
)
from .heads import whole_heads
from .kinds import Family, StatementKind, kind_of, phase_of_title
from .labels import LabelReader, RowLabels
from .learned import learned
from .lost_parts import lost_figures
from .moved_rows import covers_rows, ends_with_money
from .normal import squeezed, unit_in_head
from .offices_apart import offices_apart
from .owners import other_offices
from .row_units import RowUnits
from .rows import RowMeaning, RowReader, figure_of
from .rows_left import has_figures, rows_left
from .sets import NOBODY
from .totals_in_head import heads_from_totals

_BY_ORDER = ("html", "mhtml", "docx")  # formats that place a cell by those before it
_REVISED = re.compile(
    r"预算数(?:为|是|指|反映)[^。；]{0,12}?(?:全年预算|调整(?:后)?(?:的)?预算)|预算数为[^。]*?调整后的预算数"
)


class UnreadNumber(NamedTuple):
    """A number of a table that is no row. `reason`: a key; `words`: what was not known."""

    page: int
    line: int
    text: str
    reason: str
    words: str = ""


@dataclass(frozen=True)
class StatementsRead:
    """`rows`: columns of the schema. `kinds`: the grid's name (3, 4a) → its kind, None if none.

    `revised`: statements under which a note says that 预算数 is the adjusted budget.
    """

    rows: pd.DataFrame
    unread: list[UnreadNumber]
    kinds: Mapping[str, StatementKind | None]
    revised: frozenset[str] = frozenset()


@dataclass
class _Found:
    rows: list[dict[str, object]] = field(default_factory=list)
    unread: list[UnreadNumber] = field(default_factory=list)


def read_statements(
    document: Document, grids: Sequence[Grid], family: Family | None = None, year: int | None = None
) -> StatementsRead:
    """Every figure of the tables of money in `document`.

    `family` and `year`: of the document; None: as each title says, else accounts. `value` is a
    Decimal in `unit`, exactly as printed.
    """
    grids = [heads_from_totals(grid) for grid in grids]
    kinds = {grid.name: kind_of(grid) for grid in grids}
    captions = caption_texts(document, grids)
    halves: dict[str, list[Half]] = {}
    for grid in (dated(grid, captions[grid.name]) for grid in grids):
        if kind := kinds[grid.name]:
            phase = phase_of_title(family or kind.family, grid.title or "")
            halves[grid.name] = read_halves(grid, kind, year, phase)
    book, offices = learned(grids, halves)
    found, noted = _Found(), set[str]()
    by_order = document.kind in _BY_ORDER
    others = other_offices(document, grids, kinds, captions)
    for grid in grids:
        kind = kinds[grid.name]
        if kind is None:
            continue
        revised = _REVISED.search(_words_below(document, grid)) is not None
        if revised:
            noted.add(kind.id)
        office = others.get(grid.name, "")
        _GridReader(
            grid, kind, halves[grid.name], book, offices, year, revised, found, office, by_order
        ).read()
    for cell in lost_figures(grids, kinds):
        if place := cell.place:
            text = squeezed(cell.text)
            found.unread.append(UnreadNumber(place.page, place.line, text, "column_not_known"))
    return StatementsRead(
        frame(found.rows, "statements"),
        found.unread,
        kinds,
        frozenset(noted),
    )


def _words_below(document: Document, grid: Grid) -> str:
    """The notes of a grid, in it or in the lines below its last."""
    last = max((line.number for cell in grid.cells for line in cell.lines), default=0)
    notes = "".join(row.text(0) for row in grid.rows if row.kind == "note")
    first = bisect_right(document.lines, last, key=lambda line: line.number)
    below = takewhile(lambda line: line.number <= last + 6, islice(document.lines, first, None))
    return notes + "".join(squeezed(line.text) for line in below)


@dataclass
class _GridReader:
    grid: Grid
    kind: StatementKind
    halves: Sequence[Half]
    book: ClassBook
    offices: frozenset[str]
    year: int | None
    revised: bool
    found: _Found
    office: str = ""  # whose table it is, where the document's own has the same
    by_order: bool = False

    def read(self) -> None:
        for half in self.halves:
            centred = names_are_centred(half, self.grid.data_rows())
            labels = LabelReader(half, self.book, centred)
            labelled = [(row, labels.read(row)) for row in self.grid.data_rows()]
            several = offices_apart(half, labelled, self.offices)
            shown = labelled[whole_heads(self.grid)[1] :]
            figured = {row.number for row, _ in shown if has_figures(row, half)}
            alone = len(figured) == 1
            rows = RowReader(self.kind, half, self.book, self.offices, several, self.year, alone)
            units = RowUnits(half)
            left = rows_left(
                self.grid,
                half,
                self.kind,
                shown,
                figured,
                several=several,
                by_order=self.by_order,
            )
            data = [row for row, _ in shown]
            for row, own in shown:
                if units.read(row):
                    self._row(row, half, own, rows, units, left.get(row.number, ""), data)

    def _row(
        self,
        row: GridRow,
        half: Half,
        labels: RowLabels,
        rows: RowReader,
        units: RowUnits,
        left: str,
        data: Sequence[GridRow],
    ) -> None:
        figures = [
            (column, cell)
            for column in half.labelled("amount", "unknown")
            if (cell := row.cells[column.index]) is not None
            and cell.row == row.number
            and cell not in labels.cells
        ]
        meaning = rows.read(labels)
        figures = [(column, cell) for column, cell in figures if not is_blank(cell.text)]
        for label in labels.cells if left == "cells_moved" else ():
            if ends_with_money(squeezed(label.text)) or is_money(label.text):
                self._unread(label, left)
        for column, cell in figures:
            if left:
                self._unread(cell, left, labels.name)
            elif covers_rows(cell, labels, half, data):
                self._unread(cell, "cells_moved", labels.name)
            elif column.role == "unknown" or (cell.columns > 1 and self._covers(cell, half) > 1):
                self._unread(cell, "column_not_known", "/".join(column.head))
            elif self.office == NOBODY:
                self._unread(cell, "office_not_known", self.grid.title or "")
            elif meaning is None:
                self._unread(cell, "row_without_name")
            elif isinstance(meaning, str):
                self._unread(cell, meaning, labels.name or labels.wrong)
            else:
                self._figure(cell, column, meaning, units)

    def _covers(self, cell: GridCell, half: Half) -> int:
        """Over how many columns of amounts a cell stands: where no upright parts them, it is of none."""
        places = range(cell.column, cell.column + cell.columns)
        return sum(column.index in places for column in half.amounts)

    def _figure(
        self, cell: GridCell, column: StatementColumn, meaning: RowMeaning, units: RowUnits
    ) -> None:
        figure = read_figure(cell)
        if isinstance(figure, str) and self._phase(column, meaning)[0] == "change":
            figure = read_bracketed(cell) or figure  # elsewhere brackets may say something else
        if isinstance(figure, str):
            self._unread(cell, figure)
            return
        crossing = figure_of(meaning, column, self.kind)
        place = cell.place
        if figure is None or place is None:
            return
        if crossing is None:
            self._unread(cell, "row_and_column", f"{meaning.name} × {column.says}")
            return
        phase, base = self._phase(column, meaning)
        if phase == "count" and (column.phase == "approved" or figure.value % 1):
            self._unread(cell, "row_and_column", f"{meaning.name} × {column.says}")
            return
        unit = meaning.unit or self._unit(column, figure, phase, units.of(column.index))
        if unit is None:
            self._unread(cell, "unit_not_known")
            return
        fund, item = crossing
        statement, item, name, code = crossed(self.kind.id, item, meaning, column)
        if code and name == code:  # its table prints no names
            if (official := official_classes().get(code)) is None:
                self._unread(cell, "row_without_name", code)
                return
            name = official.name
        if self.office:
            item, name = f"{item.removesuffix('.office')}.office", f"{self.office} / {name}"
        self.found.rows.append(
            {
                "statement": statement,
                "fund": fund,
                "item": item,
                "classification": code or None,
                "name": name,
                "phase": phase,
                "base": base,
                "value": figure.value,
                "unit": unit,
                "printed": figure.printed,
                "page": place.page,
                "line": place.line,
                "quote": figure.printed,
            }
        )

    def _phase(self, column: StatementColumn, meaning: RowMeaning) -> tuple[str, str | None]:
        if meaning.phase == "previous":
            return "previous", "outturn" if column.phase == "outturn" else "approved"
        phase = meaning.phase or column.phase
        base = column.base
        if phase in ("change", "change_rate"):
            base = base if base and not meaning.phase else "previous"
        if self.revised and phase == "approved":
            phase = "revised"  # the note below says that 预算数 is the adjusted budget
        return phase, base

    def _unit(
        self, column: StatementColumn, figure: PrintedFigure, phase: str, own: str | None
    ) -> str | None:
        """The unit of a figure. `own`: the one that a row of its table states."""
        if phase in ("rate", "change_rate", "share"):
            return "%"
        if figure.percent:
            return None  # of an amount: which share this is nobody says
        unit = figure.unit or own or column.unit or self.grid.unit
        unit = unit or unit_in_head(self.grid.title or "")
        return unit if unit in YUAN_PER_UNIT else None

    def _unread(self, cell: GridCell, reason: str, words: str = "") -> None:
        place = cell.place
        if place is not None and holds_figure(cell.text):
            text = squeezed(cell.text)
            self.found.unread.append(UnreadNumber(place.page, place.line, text, reason, words))
