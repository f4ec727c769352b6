"""A table with a text or another table beside it: its caption is what stands above it."""

from __future__ import annotations

import pytest

from jixiao.grid import grids
from jixiao.source import Box, Cell, Document, Layout, Line, PageTable, Word

TITLE = ("支出决算表", 100.0)
UNIT = ("单位：万元", 190.0)
TEXT = ("机构设置情况", 350.0)
OTHER = ("收入决算表", 350.0)


def page(*printed: tuple[str, float], second: bool = False) -> Document:
    """A table from 50 to 260 below the words, another from 310 to 520 where `second`."""
    words = [Word(text, Box(at, 100, at + 10 * len(text), 110)) for text, at in printed]
    box = Box(words[0].box.left, 100, words[-1].box.right, 110)
    lines = [Line(1, 1, " ".join(text for text, _ in printed), box)]
    tables = []
    for left, right in [(50.0, 260.0), *([(310.0, 520.0)] if second else [])]:
        cells = []
        for at, text in enumerate(("项目", "金额", "合计", "12.50")):
            row, column = divmod(at, 2)
            middle = (left + right) / 2
            x = (left, middle, right)
            place = Box(x[column], 120 + 20 * row, x[column + 1], 140 + 20 * row)
            line = Line(1, len(lines) + 1, text, place)
            lines.append(line)
            cells.append(Cell(row, column, lines=(line,), box=place))
        tables.append(PageTable(1, 2, 2, tuple(cells), Box(left, 120, right, 160)))
    layouts = {1: Layout(595, 842, tuple(words))}
    return Document("made.pdf", "0" * 64, tuple(lines), "pdf", tuple(tables), layouts)


@pytest.mark.parametrize(
    ("document", "title", "unit"),
    [
        (page(TITLE, TEXT), "支出决算表", None),  # a text beside it
        (page(TITLE, OTHER, second=True), "支出决算表", None),  # a table
        (page(TITLE, UNIT, ("机构设置情况", 350)), "支出决算表", "万元"),
        (page(TITLE, ("单位：万元", 350)), "支出决算表", "万元"),  # its unit beyond its edge
    ],
)
def test_a_caption_is_what_stands_above_its_own_table(
    document: Document, title: str, unit: str | None
) -> None:
    first = grids(document)[0]
    assert (first.title, first.unit) == (title, unit)


def test_words_of_one_title_set_wide_stay_together() -> None:
    assert grids(page(("支出", 100), ("决算表", 140)))[0].title == "支出决算表"


def test_each_of_two_tables_has_its_own_title_and_unit() -> None:
    units = (("表1", 50), ("单位：万元", 190), ("表2", 310), ("单位：元", 470))
    named = grids(page(TITLE, OTHER, second=True))
    measured = grids(page(*units, second=True))
    assert [grid.title for grid in named] == ["支出决算表", "收入决算表"]
    assert [(grid.table_number, grid.unit) for grid in measured] == [("表1", "万元"), ("表2", "元")]


def test_a_unit_printed_once_above_two_tables_is_that_of_both() -> None:
    assert [grid.unit for grid in grids(page(TITLE, ("单位：万元", 470), second=True))] == [
        "万元",
        "万元",
    ]
