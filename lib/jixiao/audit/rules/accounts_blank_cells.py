"""Budgets and final accounts: an amount that the narrative states is no blank cell of its table.

The row, or the column of a table of the three public expenses, that bears the item's name is found in
the table itself: it has no figure, and the narrative has one that is not zero. Not applicable where the
tables print the item, or none of them names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ...base.amounts import YUAN_PER_UNIT
from ...base.said import Said
from ...extract.statements import kind_of
from ...extract.statements.normal import key as name_key
from ...grid import Grid, GridRow, grids
from ...report import Report
from ...source import Document
from ..accounts import NARRATIVE, Accounts, Sum, amount
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..subjects import on_line
from ..wording import worded

kind: Kind = "contradiction"
version = 1
# Items of the narrative → the table in which their row or column stands.
TABLES = {"sangong": "sangong", "government_fund": "government_fund"}

_OUTTURN = "决算"
_PHASES = re.compile(r"(?:年初|全年|调整)?(?:预算|决算)数|小计|合计")


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.blank_cells", "ledger.no_text_or_accounts")
        return
    accounts = Accounts(report)
    blanks = _blanks(report.document)
    none = True
    for row in accounts.rows:
        if row.statement != NARRATIVE or row.phase != accounts.phase:
            continue
        if row.unit not in YUAN_PER_UNIT:
            continue
        stated = amount(row)
        if accounts.in_tables(stated.key) or not stated.wan:
            continue
        blank = blanks.get((_table(row.item), name_key(row.name)))
        if blank is not None:
            none = False
            yield failed(on_line(row.quote, row.line), _finding(stated, blank))
    if none:
        yield (
            passed("ledger.blank_cells")
            if blanks
            else not_applicable("ledger.blank_cells", "ledger.no_blank_cell")
        )


def _table(item: str) -> str:
    return next((table for prefix, table in TABLES.items() if item.startswith(prefix)), "")


def _finding(stated: Sum, blank: Evidence) -> Finding:
    severity, weight = of_money(stated.wan, stated.wan)
    return Finding(
        "accounts_blank_cells",
        version,
        kind,
        "medium" if severity == "high" else severity,
        worded(Said("findings.blank_cell", words=stated.evidence.quote, name=blank.quote)),
        (blank, stated.evidence),
        weight=weight,
    )


def _blanks(document: Document) -> Mapping[tuple[str, str], Evidence]:
    """(table, name) of the rows, and of columns of the three public expenses, without a figure."""
    found: dict[tuple[str, str], Evidence] = {}
    filled: set[tuple[str, str]] = set()
    for grid in grids(document):
        known = kind_of(grid)
        if known is None:
            continue
        for name, place, blank in (*_rows(grid), *_columns(grid)):
            where = (known.id, name_key(name))
            if not blank:
                filled.add(where)
            elif place is not None:
                found.setdefault(where, place)
    return {where: place for where, place in found.items() if where not in filled}


def _rows(grid: Grid) -> Iterator[tuple[str, Evidence | None, bool]]:
    for row in grid.data_rows():
        label = next((cell for cell in row.cells if cell and _words(cell.text)), None)
        if label is None or label.place is None:
            continue
        others = [cell for cell in row.cells if cell is not None and cell is not label]
        if others:
            blank = not any(re.search(r"\d", cell.text) for cell in others)
            place = label.place
            yield label.text, Evidence(place.page, place.line, label.text), blank


def _columns(grid: Grid) -> Iterator[tuple[str, Evidence | None, bool]]:
    """Columns of a table with one row of data, as that of the three public expenses.

    Where budget and outturn stand side by side, the columns of the outturn.
    """
    rows = grid.data_rows()
    if len(rows) != 1:
        return
    both = any(_OUTTURN in part for head in grid.heads for part in head)
    for column, head in enumerate(grid.heads):
        names = [part for part in head if _words(part) and not _PHASES.fullmatch(part)]
        if names and (not both or any(_OUTTURN in part for part in head)):
            yield names[-1], _place_of_head(grid, column, names[-1]), not _figure(rows[0], column)


def _figure(row: GridRow, column: int) -> bool:
    return re.search(r"\d", row.text(column)) is not None


def _place_of_head(grid: Grid, column: int, name: str) -> Evidence | None:
    for row in reversed(grid.rows):
        cell = row.cells[column]
        if row.kind == "head" and cell and cell.place and cell.text == name:
            return Evidence(cell.place.page, cell.place.line, cell.text)
    return None


def _words(text: str) -> bool:
    return re.search(r"[\u4e00-\u9fff]{2}", text) is not None
