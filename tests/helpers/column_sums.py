"""Whether the rows of a grid add up to its printed totals: an oracle that needs no other reader.

A row that is lost, doubled or shifted breaks a sum. Rows are told by their codes: 201, 20101,
2010101, in one column, in three (类 款 项), or before the name ([201]…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jixiao.base.amounts import read_number
from jixiao.base.errors import AmountError
from jixiao.grid import Grid, GridRow

_LEVELS = {"类", "款", "项"}
_CODE = re.compile(r"\[?(\d{3}(?:\d{2}){0,2})\]?")
_TOTAL = {"合计", "总计", "支出合计", "收入合计", "合计："}


@dataclass(frozen=True)
class Sum:
    """A total in a column with what its parts come to."""

    page: int
    head: str
    name: str
    printed: Decimal
    parts: Decimal
    count: int

    @property
    def holds(self) -> bool:
        """Within what the rounding of the parts to their last place may come to."""
        places = max(int(value.as_tuple().exponent) for value in (self.printed, self.parts))
        return abs(self.printed - self.parts) <= Decimal(1).scaleb(places) * (self.count + 1) / 2


def sums(grid: Grid) -> Iterator[Sum]:
    """Every total of `grid` that has parts: the whole by its classes, each class by the next.

    None of a table that states each amount once for its office and once more for each of its rows.
    """
    if any(path[-1:] == ("单位编码",) for path in grid.heads):
        return
    coded = list(_coded(grid))
    totals = [row for row in grid.data_rows() if _is_total(row)]
    shortest = min((len(c) for c, _ in coded if c), default=0)
    for column in _amounts(grid):
        head = "/".join(grid.heads[column])
        for row in totals:
            parts = [r for c, r in coded if c and len(c) == shortest]
            yield from _sum(row, parts, column, head)
        for at, (own, row) in enumerate(coded):
            if not own:
                continue
            parts = []
            for other, below in coded[at + 1 :]:
                if other and (len(other) <= len(own) or not other.startswith(own)):
                    break
                if len(other) == len(own) + 2:
                    parts.append(below)
            yield from _sum(row, parts, column, head)


def _sum(row: GridRow, parts: list[GridRow], column: int, head: str) -> Iterator[Sum]:
    printed = value(row.text(column))
    values = [found for part in parts if (found := value(part.text(column))) is not None]
    if printed is not None and values:
        name = next((cell.text for cell in row.cells if cell and cell.text), "")
        yield Sum(row.page, head, name, printed, sum(values, Decimal(0)), len(values))


def _amounts(grid: Grid) -> list[int]:
    """The columns of amounts: some figure there has a fraction or groups of thousands."""
    rows = grid.data_rows()
    return [
        column
        for column, path in enumerate(grid.heads)
        if not re.search("编码|代码|序号|行次|数量|名称", "".join(path[-1:]))
        and any(re.search(r"\d[.,]\d", row.text(column)) for row in rows)
    ]


def value(text: str) -> Decimal | None:
    """The figure of a cell; None for percentages and words."""
    try:
        return read_number(text)
    except AmountError:
        return None


def _coded(grid: Grid) -> Iterator[tuple[str, GridRow]]:
    """Each row of data with its code, "" if it has none."""
    levels = _levels(grid)
    before = ["", "", ""]
    for row in grid.data_rows():
        if not levels:
            yield _code(grid, row), row
            continue
        texts = [row.text(column) for column in levels]
        texts = [texts[0], *(text and text.zfill(2) for text in texts[1:])]  # 7 stands for 07
        if not any(texts) or not all(text.isdigit() or not text for text in texts):
            yield "", row
            continue
        first = next(at for at, text in enumerate(texts) if text)
        texts = before[:first] + texts[first:]  # a code may be printed without those above it
        before = texts
        yield "".join(texts), row


def _levels(grid: Grid) -> list[int]:
    """The columns of a code that is printed in two or three."""
    found = [
        column
        for column, path in enumerate(grid.heads)
        if path and ((path[-1] in _LEVELS) or path[-1] == "科目编码")
    ]
    run = [column for at, column in enumerate(found) if column == found[0] + at][:3]
    if len(run) > 1 and grid.heads[run[-1]][-1] == "类":  # another code begins
        run = run[:-1]
    return run if len(run) > 1 else []


def _code(grid: Grid, row: GridRow) -> str:
    for column, path in enumerate(grid.heads):
        if path and re.search("编码|代码|科目名称|经济科目|功能科目", path[-1]):
            match = _CODE.match(row.text(column))
            return match[1] if match else ""
    return ""


def _is_total(row: GridRow) -> bool:
    return any(cell is not None and cell.text in _TOTAL for cell in row.cells[:5])
