"""Sheets wider than their page, printed column after column: what is printed over both pages is cut."""

from __future__ import annotations

from made_tables import Paper

from jixiao.grid import Grid, grids
from jixiao.grid.column_pages import beside_rows
from jixiao.grid.part import Part
from jixiao.source import PageTable

NOTE = "注：本表反映部门本年度各项支出情况。"
LABELS = [["编码", "名称", "本年支出"], ["201", "一般公共服务支出", "9.00"]]
LABELS += [["205", "教育支出", "8.00"], ["合计", "<", "17.00"]]
MORE = [["基本支出", "项目支出"], ["4.00", "5.00"], ["8.00", ""], ["12.00", "5.00"]]
EDGES = [50.0, 110, 230, 300]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row.cells] for row in grid.data_rows()]


def at_end(text: str, right: float) -> float:
    """Where a text begins that ends at `right`."""
    return right - 10 * len(text)


def test_a_note_below_the_first_columns_may_stand_between() -> None:
    paper = Paper().line("支出决算表").table(*LABELS, edges=EDGES).line(NOTE, 50)
    paper.page().line("单位：万元", 100).table(*MORE, edges=[50, 130, 210])
    (grid,) = grids(paper.document())
    assert (grid.title, grid.unit) == ("支出决算表", "万元")
    assert rows(grid)[0] == ["201", "一般公共服务支出", "9.00", "4.00", "5.00"]


def test_the_title_that_a_page_cuts_is_one() -> None:
    paper = Paper().line("财政拨款收入支出决", at_end("财政拨款收入支出决", 300))
    paper.table(*LABELS, edges=EDGES).line(NOTE, 50)
    paper.page().line("算总表", 50).table(*MORE, edges=[50, 130, 210])
    (grid,) = grids(paper.document())
    assert grid.title == "财政拨款收入支出决算总表"


def test_a_cut_title_joins_two_sides_that_both_name_their_rows() -> None:
    left = [["收入", "<"], ["项目", "决算数"], ["一、事业收入", "9.00"], ["", ""], ["总计", "9.00"]]
    right = [["支出", "<"], ["项目", "决算数"], ["一、外交支出", "4.00"], ["二、教育支出", "5.00"]]
    right += [["总计", "9.00"]]
    paper = Paper().line("收入支出决", at_end("收入支出决", 250)).table(*left, edges=[50, 150, 250])
    paper.page().line("算总表", 50).table(*right, edges=[50, 150, 250])
    one, other = grids(paper.document())
    assert (one.title, one.side, other.side) == ("收入支出决算总表", "left", "right")
    assert rows(one) == [["一、事业收入", "9.00"], ["总计", "9.00"]]
    assert rows(other)[1] == ["二、教育支出", "5.00"]


def test_a_group_of_heads_parts_the_head_of_the_page_before() -> None:
    more = [["本年支出", "<"], ["基本支出", "项目支出"], *MORE[1:]]
    paper = Paper().line("支出决算表").table(*LABELS, edges=EDGES, heights=[40, 20, 20, 20])
    paper.page().table(*more, edges=[50, 130, 210])
    (grid,) = grids(paper.document())
    assert grid.heads[3:] == (("本年支出", "基本支出"), ("本年支出", "项目支出"))
    assert rows(grid)[0] == ["201", "一般公共服务支出", "9.00", "4.00", "5.00"]


def test_the_name_of_a_group_that_a_page_cuts_is_whole_for_all_its_columns() -> None:
    left = [["编码", "名称", "本年一般公共预"], ["^", "^", "合计"], *LABELS[1:]]
    right = [["算支出", "<"], ["基本支出", "项目支出"], *MORE[1:]]
    paper = Paper().line("支出决算表").table(*left, edges=[50, 110, 230, 308])
    paper.page().table(*right, edges=[50, 90, 130])
    (grid,) = grids(paper.document())
    assert [head[0] for head in grid.heads[2:]] == ["本年一般公共预算支出"] * 3


def test_the_name_of_a_group_may_stand_on_the_second_page() -> None:
    left = [["编码", "名称", ""], ["^", "^", "合计"], *LABELS[1:]]
    right = [["本年支出", "<"], ["基本支出", "项目支出"], *MORE[1:]]
    paper = Paper().line("支出决算表").table(*left, edges=EDGES)
    paper.page().table(*right, edges=[50, 130, 210])
    (grid,) = grids(paper.document())
    assert [head[0] for head in grid.heads[2:]] == ["本年支出"] * 3


def test_a_figure_too_wide_for_its_column_names_no_row() -> None:
    more = [MORE[0], ["####", "5.00"], *MORE[2:]]
    paper = Paper().line("支出决算表").table(*LABELS, edges=EDGES)
    paper.page().table(*more, edges=[50, 130, 210])
    (grid,) = grids(paper.document())
    assert rows(grid)[0][3:] == ["####", "5.00"]


def test_a_table_below_a_note_that_names_its_rows_is_another() -> None:
    other = [["人员", "人数"], ["在职", "4"], ["退休", "5"], ["合计", "9"]]
    paper = Paper().line("支出决算表").table(*LABELS, edges=EDGES).line(NOTE, 50)
    paper.page().table(*other, edges=[50, 130, 210])
    assert len(grids(paper.document())) == 2


def test_words_of_the_text_before_the_second_page_part_them() -> None:
    paper = Paper().line("支出决算表").table(*LABELS, edges=EDGES).line("第三部分 情况说明", 50)
    paper.page().table(*MORE, edges=[50, 130, 210])
    assert len(grids(paper.document())) == 2


def test_years_beside_each_other_are_heads_of_their_columns() -> None:
    head = [["2023年", "<", "2024年", "<"], ["合计", "公务接待费", "合计", "公务接待费"]]
    paper = Paper().line("“三公”经费支出表").table(*head, ["9.00", "4.00", "8.00", "3.00"])
    (grid,) = grids(paper.document())
    assert grid.heads[2] == ("2024年", "合计")


def test_more_rows_than_there_are_places_for_do_not_agree() -> None:
    """On a sheet of four pages rows may be lower than boundaries may lie apart."""
    table = PageTable(1, 1, 1, ())
    low = Part(table, (), (), known_heights=(0.0, 2.0, 4.0, 6.0))
    high = Part(table, (), (), known_heights=(0.0, 6.0))
    assert beside_rows(low, high) is None
