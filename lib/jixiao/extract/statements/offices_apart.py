"""Whether a table gives the money of its offices apart, or that of one office, which is the whole."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...grid.grid import GridRow
from .columns import Half
from .figures import is_blank
from .labels import RowLabels
from .normal import office_key, squeezed
from .rows import is_total
from .rows_left import rank_of_total


def offices_apart(
    half: Half, rows: Sequence[tuple[GridRow, RowLabels]], offices: Collection[str]
) -> bool:
    """Whether offices stand apart: more than one, or one beside a row of totals.

    An office above classes or beside them whose row has the amounts of the totals, or that stands in
    every other row of amounts, is the whole, and they are not of it alone. `offices`: their keys.
    """
    named, totals = set[str](), list[tuple[int, tuple[str, ...]]]()
    own: list[tuple[str, ...]] = []  # the amounts of rows that an office opens
    beside = True  # whether every row of amounts but totals names its office
    classes = False
    for row, labels in rows:
        names = [name for name in (labels.office, labels.project, labels.name) if name]
        amounts = tuple(squeezed(row.text(column.index)) for column in half.amounts)
        filled = not all(map(is_blank, amounts))
        office = {office_key(name) for name in names} & set(offices)
        named |= office
        if any(map(is_total, names)):
            totals.append((rank_of_total(labels), amounts))
        elif office:
            own.append(amounts)
        classes |= bool(labels.code) and not labels.project
        beside &= bool(office) or not filled or any(map(is_total, names))
    if len(named) + bool(totals) < 2:
        return False
    if classes and totals and own and len(named) == 1:
        best = max(rank for rank, _ in totals)  # 小计 below 合计 is of a part
        whole = [amounts for rank, amounts in totals if rank == best]
        return not (beside or all(amounts in whole for amounts in own))
    return True
