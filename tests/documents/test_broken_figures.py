"""Figures that a narrow cell or a page breaks, and rows that nothing names."""

from __future__ import annotations

import pytest
from grids_made import make_grid, no_text

from jixiao.extract.statements import read_statements
from jixiao.extract.statements.figures import PrintedFigure, read_figure
from jixiao.grid.cut import Side, is_rest
from jixiao.grid.grid import GridCell
from jixiao.source import Box, Line


def cell(*lines: str) -> GridCell:
    made = tuple(Line(1, at, text) for at, text in enumerate(lines, start=1))
    return GridCell(0, 0, 1, 1, "".join(lines), 1, made)


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("41.0", "8"), "41.08"),
        (("150.", "00"), "150.00"),
        (("1,500,00", "0.00"), "1500000.00"),
        (("12.00", "5.00"), None),
        (("12", "3.45"), None),
        (("3", "4"), None),
    ],
)
def test_the_lines_of_a_cell_are_one_figure_where_only_together_they_are_money(
    lines: tuple[str, ...], value: str | None
) -> None:
    figure = read_figure(cell(*lines))
    assert isinstance(figure, PrintedFigure) == (value is not None)
    assert not isinstance(figure, PrintedFigure) or str(figure.value) == value


def side(text: str, width: float = 20.0, cell_width: float = 30.0) -> Side:
    """A cell at a break, set in 8 points: its last line is `width` wide."""
    line = Line(1, 1, text, Box(0.0, 0.0, width, 8.0)) if text else None
    return Side(text, (line,) if line else (), Box(0.0, 0.0, cell_width, 10.0), 1)


def test_a_row_that_a_page_cuts_inside_its_figures_goes_on_below() -> None:
    above = [side("221"), side("住房"), side("87.6"), side("0.00")]
    assert is_rest(
        list(zip(above, [side(t) for t in ("", "保障支出", "5", "")], strict=True)), False
    )
    another = [side("", 0), side("保障支出"), side("87.65"), side("")]
    assert not is_rest(list(zip(above, another, strict=True)), False)


def test_a_figure_below_a_whole_one_is_of_another_row() -> None:
    above = [side("221"), side("住房"), side("87.65")]
    below = [side(""), side("保障支出"), side("5.00")]
    assert not is_rest(list(zip(above, below, strict=True)), False)


def test_rows_that_nothing_names_are_listed_unless_there_is_one() -> None:
    heads = ["上缴上级支出", "基本支出", "项目支出"]
    rows = [["0.00", "812.34", "229.10"], ["0.00", "143.96", "0.00"]]
    several = read_statements(no_text(), [make_grid("支出总表", heads, rows)], "budget", 2024)
    assert several.rows.empty
    assert {number.reason for number in several.unread} == {"row_without_name"}
    assert len(several.unread) == 6
    one = read_statements(no_text(), [make_grid("支出总表", heads, rows[:1])], "budget", 2024)
    assert len(one.rows) == 3
