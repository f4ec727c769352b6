"""Lists of projects in which sums stand among their parts: which rows are sums of the rows below them.

西安's lists print 通用项目, below it 维修改造, below that the project, all in one column: their sum counts
each amount three times. Nothing but the amounts tells the levels apart, so a row is a sum only where
every way in which the list can add up to its total says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache

import pandas as pd

GROUP = ".group"
_ITEM = "expenditure.project"
_OFFICE = f"{_ITEM}.office"
_MOST = 200  # rows of one office
_WAYS = 2_000  # tried before the list is left as it is


def with_groups(rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` of `statements`; of lists of projects the rows that are sums have the item `….group`."""
    sums = [index for start, end in _lists(rows) for index in _sums(rows, start, end)]
    if not sums:
        return rows
    changed = rows.copy()
    changed.loc[sums, "item"] = _ITEM + GROUP
    return changed


def _lists(rows: pd.DataFrame) -> Iterator[tuple[int, int]]:
    """First and last position of the rows below each office of a list, the office's own first."""
    of_list = (rows["statement"] == "project") & (rows["phase"] == "approved")
    positions = [at for at, own in enumerate(of_list) if own]
    items = list(rows["item"])
    heads = [at for at in positions if items[at] == _OFFICE]
    for number, head in enumerate(heads):
        end = heads[number + 1] if number + 1 < len(heads) else positions[-1] + 1
        below = [at for at in positions if head < at < end]
        if below and all(items[at] == _ITEM for at in below) and len(below) <= _MOST:
            yield head, below[-1] + 1


def _sums(rows: pd.DataFrame, start: int, end: int) -> list[object]:
    own = rows.iloc[start:end]
    own = own[own["statement"] == "project"]
    columns = {tuple(r) for r in own[["fund", "phase", "unit"]].itertuples(index=False)}
    values = list(own["value"])
    if len(columns) != 1 or any(value is None or value <= 0 for value in values):
        return []
    indexes = list(own.index)
    return [indexes[at + 1] for at in sums_among(values[1:], values[0])]


def sums_among(values: Sequence[Decimal], total: Decimal) -> list[int]:
    """Positions of the values that are sums of some that follow them, whatever way the list is read.

    A list is read as rows of the top level that make up `total`, each alone or followed by rows that
    make it up. None where the rows themselves add up, or where no way or too many are found.
    """
    if sum(values) == total:
        return []
    ways = 0

    @cache
    def made_up(at: int, rest: Decimal) -> tuple[tuple[int, frozenset[int]], ...]:
        """Ways to make up `rest` from the row `at` on: where each ends, and the sums that it takes."""
        nonlocal ways
        ways += 1
        if rest == 0:
            return ((at, frozenset()),)
        if rest < 0 or at == len(values) or ways > _WAYS:
            return ()
        after = [(at + 1, frozenset[int]())]
        after += [(end, sums | {at}) for end, sums in made_up(at + 1, values[at])]
        found: dict[int, frozenset[int]] = {}
        for end, sums in after:
            for last, more in made_up(end, rest - values[at]):
                taken = sums | more
                found[last] = found[last] & taken if last in found else taken
        return tuple(found.items())

    whole = [sums for end, sums in made_up(0, total) if end == len(values)]
    if ways > _WAYS or not whole:
        return []
    return sorted(frozenset.intersection(*whole))
