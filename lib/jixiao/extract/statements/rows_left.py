"""Rows of a table of money whose figures are read by nobody, each with the reason.

Before the rows of a half are read one by one, they are looked at together: what a row says may be
undone by another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ...grid.grid import Grid, GridRow
from .columns import Half
from .figures import has_digit, is_blank
from .head_roles import role_of_head
from .heads import entry_of
from .kinds import StatementKind
from .labels import RowLabels
from .merged_offices import unsure_rows
from .moved_rows import MovedRows
from .normal import key, squeezed, without_unit
from .rows import is_total, row_items

_RANKS = ("总计", "合计")  # of totals: one that says 小计 comes last
Shown = Sequence[tuple[GridRow, RowLabels]]  # rows with their labels


def rows_left(
    grid: Grid,
    half: Half,
    kind: StatementKind,
    shown: Shown,
    figured: Set[int],
    *,
    several: bool,
    by_order: bool,
) -> dict[int, str]:
    """The number of each row of `shown` whose figures cannot be read → the key of the reason.

    `figured`: the numbers of those that have figures. `several`: offices stand apart in the grid;
    `by_order`: its cells are placed by their order alone.
    """
    rows = [row for row, _ in shown]
    with_figures = [(row, own) for row, own in shown if row.number in figured]
    left = dict.fromkeys(_below_another_head(grid, half, rows), "column_not_known")
    if kind.measure != "row" and kind.id != "sangong" and not several:
        left |= dict.fromkeys(_parts_of_totals(half, with_figures), "row_not_known")
    if kind.id == "sangong":
        left |= dict.fromkeys(_totals_of_more(with_figures), "row_not_known")
    signs = MovedRows(grid, half, rows, by_order)
    moved = [row for row, own in with_figures if signs.read(row, own)]
    if 2 * len(moved) > len(with_figures):  # then so has the head
        moved = [row for row, _ in with_figures]
    left |= {row.number: "cells_moved" for row in moved}
    if several and not grid.ruled:  # where lines are drawn they tell
        left |= dict.fromkeys(unsure_rows(half, shown, figured), "office_not_known")
    return left


def has_figures(row: GridRow, half: Half) -> bool:
    cells = (row.cells[column.index] for column in half.labelled("amount", "unknown"))
    return any(cell and cell.row == row.number and has_digit(cell.text) for cell in cells)


def _parts_of_totals(half: Half, with_figures: Shown) -> Iterator[int]:
    """Rows of totals that are not of the whole: 小计 between the rows, where another says 合计.

    Of two of one name the whole stands first or last of all rows.
    """
    totals = [(row, own) for row, own in with_figures if _says_total(own)]
    printed = {row.number: [row.text(c.index) for c in half.amounts] for row, _ in totals}
    if len({tuple(texts) for texts in printed.values()}) < 2:
        return
    best = max(rank_of_total(own) for _, own in totals)
    wholes = [row for row, own in totals if rank_of_total(own) == best]
    first, last = with_figures[0][0], with_figures[-1][0]
    if len({tuple(printed[row.number]) for row in wholes}) > 1:
        wholes = [row for row in wholes if row is first] or [row for row in wholes if row is last]
    same = [printed[row.number] for row in wholes]
    yield from (number for number, texts in printed.items() if texts not in same)


def _totals_of_more(with_figures: Shown) -> Iterator[int]:
    """Rows of totals above a row of the three public expenses and others beside them: 会议费, 培训费."""
    items = row_items("sangong")
    read = [(row, own, items.get(key(own.name), "")) for row, own in with_figures]
    named = any(item == "sangong" and not is_total(own.name) for _, own, item in read)
    if named and any(item and not item.startswith("sangong") for _, _, item in read):
        yield from (row.number for row, own, _ in read if is_total(own.name))


def _says_total(labels: RowLabels) -> bool:
    name = labels.name or labels.project or labels.office
    return not labels.code and is_total(name) and (name == labels.office or not labels.office)


def rank_of_total(labels: RowLabels) -> int:
    """How much of a table a row of totals sums up: 总计 more than 合计, 小计 least."""
    name = key(labels.name or labels.project or labels.office)
    return next((len(_RANKS) - at for at, word in enumerate(_RANKS) if word in name), 0)


def _below_another_head(grid: Grid, half: Half, rows: Sequence[GridRow]) -> Iterator[int]:
    """Rows below one that names other columns than the head of the grid: another table has begun."""
    another = False
    for row in rows:
        words = {c.index: squeezed(row.text(c.index)) for c in half.labelled("amount", "unknown")}
        words = {at: text for at, text in words.items() if not is_blank(text)}
        if len(words) > 1 and all(map(_is_head, words.values())):
            another = any(key(text) not in map(key, grid.heads[at]) for at, text in words.items())
        elif another:
            yield row.number


def _is_head(text: str) -> bool:
    if has_digit(text) and not text[:4].isdigit():
        return False
    return entry_of(key(without_unit(text))) is not None or role_of_head((text,)) != "amount"
