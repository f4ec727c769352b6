"""Tables over pages: what is one table is joined, what is another is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_tables import Paper

from jixiao.grid import Grid, grids
from jixiao.grid.cut import Side, is_rest
from jixiao.source import Line

HEAD = ["科目编码", "科目名称", "合计", "备注"]
FIRST = [["201", "一般公共服务支出", "12.00", ""], ["20101", "人大事务", "5.00", ""]]
MORE = [["205", "教育支出", "7.50", ""], ["合计", "<", "19.50", ""]]


def rows(grid: Grid) -> list[list[str]]:
    return [[cell.text if cell else "" for cell in row.cells] for row in grid.data_rows()]


def kinds(grid: Grid) -> list[str]:
    return [row.kind for row in grid.rows]


def only(paper: Paper) -> Grid:
    (grid,) = grids(paper.document())
    return grid


def test_a_table_goes_on_without_its_head() -> None:
    paper = Paper().line("支出总表").table(HEAD, *FIRST, height=200).page().table(*MORE)
    grid = only(paper)
    assert kinds(grid) == ["head", "data", "data", "data", "data"]
    assert grid.pages == (1, 2)
    assert rows(grid)[2] == ["205", "教育支出", "7.50", ""]
    assert [row.page for row in grid.rows] == [1, 1, 1, 2, 2]


def test_a_head_that_every_page_repeats_is_head_on_each() -> None:
    paper = Paper().line("支出总表").table(HEAD, *FIRST)
    for _ in range(17):
        paper.page().table(HEAD, *MORE)
    grid = only(paper)
    assert kinds(grid).count("head") == 18
    assert len(rows(grid)) == 2 + 17 * 2
    assert grid.heads[2] == ("合计",)


def test_caption_unit_and_page_number_may_stand_between_the_parts() -> None:
    paper = Paper().line("表3").line("支出总表").line("单位：万元", 480).table(HEAD, *FIRST)
    paper.line("- 12 -").page().line("表3").line("支出总表（续）").line("单位：万元", 480)
    grid = only(paper.table(HEAD, *MORE))
    assert (grid.title, grid.table_number, grid.unit) == ("支出总表", "表3", "万元")
    assert len(rows(grid)) == 4


@pytest.mark.parametrize(
    "between", ["收入总表", "注：本表没有数。", "表4", "下面是另一张表的说明，不是这张表的。"]
)
def test_what_is_said_between_ends_the_table(between: str) -> None:
    paper = Paper().line("表3").line("支出总表").table(HEAD, *FIRST).page().line(between)
    assert len(grids(paper.table(HEAD, *MORE).document())) == 2


def test_tables_below_each_other_on_one_page_are_two() -> None:
    paper = Paper().line("会议费明细表").table(HEAD, *FIRST).line("培训费明细表").table(HEAD, *MORE)
    assert [grid.title for grid in grids(paper.document())] == ["会议费明细表", "培训费明细表"]


def test_tables_with_other_columns_are_two() -> None:
    paper = Paper().table(HEAD, *FIRST).page()
    paper.table(*MORE, edges=[50, 110, 330, 500, 545])
    assert len(grids(paper.document())) == 2


def test_columns_may_lie_a_little_aside_on_the_next_page() -> None:
    paper = Paper().table(HEAD, *FIRST, edges=[50, 150, 300, 400, 545], height=200).page()
    grid = only(paper.table(*MORE, edges=[80, 181, 331, 430, 575]))
    assert len(rows(grid)) == 4


def test_a_page_that_is_set_wider_goes_on_if_it_repeats_the_head() -> None:
    paper = Paper().table(HEAD, *FIRST, height=200).page()
    grid = only(paper.table(HEAD, *MORE, edges=[40, 100, 400, 500, 800]))
    assert rows(grid)[2] == ["205", "教育支出", "7.50", ""]


def test_columns_that_each_page_sets_anew_are_the_same_below_the_same_head() -> None:
    """They were put side by side: a figure stood in two columns, one of them of names."""
    paper = Paper().table(HEAD, *FIRST, edges=[50, 150, 300, 400, 545], height=200).page()
    grid = only(paper.table(HEAD, *MORE, edges=[50, 130, 330, 420, 545]))
    assert grid.column_count == 4
    assert rows(grid)[2] == ["205", "教育支出", "7.50", ""]


def test_a_table_marked_as_going_on_may_do_so_after_other_text() -> None:
    paper = Paper().table(HEAD, *FIRST).line("其他事项说明如下。").page().line("续表")
    assert len(rows(only(paper.table(HEAD, *MORE)))) == 4
    other = Paper().table(HEAD, *FIRST).line("其他事项说明如下。").page().table(HEAD, *MORE)
    assert len(grids(other.document())) == 2


def test_names_of_columns_in_the_first_row_begin_another_table() -> None:
    paper = Paper().table(HEAD, *FIRST).page()
    paper.table(["项目编码", "项目名称", "年初预算", "说明"], *MORE)
    assert len(grids(paper.document())) == 2


def test_a_table_with_room_for_the_next_row_is_at_its_end() -> None:
    paper = Paper().table(["名称", "数量"], ["甲", "1"]).page().table(["乙", "2"])
    assert len(grids(paper.document())) == 2
    high = Paper().table(["名称", "数量"], ["甲", "1"]).page().table(["乙", "2"], height=740)
    assert len(grids(high.document())) == 1


def test_a_row_of_totals_alone_on_the_next_page_belongs_to_the_table() -> None:
    body = [[str(201 + i), "支出", f"{i}.00", ""] for i in range(30)]
    grid = only(Paper().table(HEAD, *body).page().table(["合计", "<", "435.00", ""]))
    assert rows(grid)[-1] == ["合计", "合计", "435.00", ""]


def test_a_total_that_each_page_repeats_under_its_head_is_no_data_twice() -> None:
    total = ["", "合计", "19.50", ""]
    paper = Paper().line("支出决算表").table(HEAD, ["", "栏次", "1", ""], total, *FIRST)
    paper.page().line("支出决算表").table(HEAD, ["", "栏次", "1", ""], total, MORE[0])
    grid = only(paper)
    assert kinds(grid)[5:] == ["head", "column_numbers", "repeated", "data"]


def test_a_cell_that_a_page_cuts_is_one_cell_with_lines_of_both_pages() -> None:
    target = "完成全市生态环境监测网络的日常\n运行维护，按期出具数据报告并"
    paper = Paper().table(
        ["项目名称", "金额", "绩效目标"],
        *[[f"项目{i}", f"{i}.00", "按期完成。"] for i in range(20)],
        ["监测项目", "8.00", target],
        edges=[50, 200, 300, 460],
        height=30,
    )
    paper.page().table(
        ["", "", "及时上报。"], ["最后项目", "1.00", "无"], edges=[50, 200, 300, 460]
    )
    grid = only(paper)
    cell = grid.data_rows()[20].cells[2]
    assert cell is not None
    assert cell.text.endswith("数据报告并及时上报。")
    assert {line.page for line in cell.lines} == {1, 2}
    assert cell.page == 1
    assert rows(grid)[-1][0] == "最后项目"
    assert len(rows(grid)) == 22


@pytest.mark.parametrize(
    "below",
    [
        ["", "合计", "9.00", ""],  # figures below figures
        ["", "二、另一项支出", "", ""],  # a new item
        ["", "合计", "", ""],
        ["", "公务用车", "", ""],  # the name above is not as wide as its column
    ],
)
def test_a_short_row_that_says_something_new_is_a_row(below: list[str]) -> None:
    paper = Paper().table(
        HEAD, *FIRST * 16, ["201", "会议费", "5.00", ""], edges=[50, 100, 350, 450, 545]
    )
    grid = only(paper.page().table(below, *MORE, edges=[50, 100, 350, 450, 545]))
    assert len(rows(grid)) == 36


def test_a_blank_below_a_figure_stays_blank() -> None:
    paper = Paper().table(HEAD, *FIRST * 18).page().table(["205", "教育支出", "", ""], MORE[1])
    grid = only(paper)
    row = grid.data_rows()[36]
    assert row.text(2) == ""
    assert row.text(3) == ""


def test_a_label_over_rows_of_two_pages_is_one_cell() -> None:
    form = [
        ["项目名称", "<", "路灯维护", "<"],
        ["产出指标", "数量指标", "路灯数", "≥20盏"],
        ["^", "质量指标", "完好率", "≥95%"],
    ]
    grid = only(Paper().table(*form, height=230).page().table(["", "时效指标", "按期", "12月前"]))
    label = grid.rows[3].cells[0]
    assert label is not None
    assert label.text == "产出指标"
    assert label.rows == 3


def test_a_label_printed_on_the_second_page_belongs_to_the_rows_of_the_first_too() -> None:
    form = [
        ["项目名称", "<", "路灯维护", "<"],
        ["", "经济效益指标", "降低成本", "≥5%"],
        ["^", "^", "增加收入", "≥2%"],
    ]
    paper = Paper().table(*form, height=230).page()
    grid = only(paper.table(["效益指标", "社会效益", "满意", "≥9%"], ["^", "生态效益", "无", "无"]))
    label = grid.rows[1].cells[0]
    assert label is not None
    assert (label.text, label.rows, label.page) == ("效益指标", 4, 2)


FORM = [
    ["项目名称", "<", "{}", "<"],
    ["主管部门", "<", "财政局", "<"],
    ["项目资金", "<", "年度资金总额", "20.00"],
    ["产出指标", "数量指标", "路灯数", "≥20盏"],
]


def form(name: str) -> list[list[str]]:
    return [[cell.format(name) for cell in row] for row in FORM]


def test_forms_with_the_same_title_and_columns_are_one_each() -> None:
    paper = Paper()
    for name in ("路灯", "道路", "道路", "桥梁"):
        paper.page().line("项目支出绩效目标表").line("（2024年度）").table(*form(name))
    found = grids(paper.document())
    assert [grid.rows[0].text(2) for grid in found] == ["路灯", "道路", "道路", "桥梁"]
    assert all(grid.heads == ((),) * 4 for grid in found)


def test_a_label_that_names_a_project_in_other_words_opens_a_form_too() -> None:
    paper = Paper()
    for name in ("路灯", "道路"):
        rows = form(name)
        rows[0][0] = "专项（项目）名称"
        paper.page().table(*rows, height=180)
    assert len(grids(paper.document())) == 2


def test_forms_whose_title_is_their_first_row_are_one_each() -> None:
    paper = Paper()
    for name in ("路灯", "道路"):
        title = [f"{name}项目绩效目标表", "<", "<", "<"]
        paper.page().table(title, *form(name))
    found = grids(paper.document())
    assert [grid.title for grid in found] == ["路灯项目绩效目标表", "道路项目绩效目标表"]
    assert [grid.rows[0].kind for grid in found] == ["title", "title"]


def test_a_form_goes_on_over_the_page_with_other_columns() -> None:
    paper = Paper().line("整体支出绩效自评表").table(*form("路灯"), height=180)
    paper.page().table(
        ["效益指标", "社会效益指标", "满意率", "≥90%", "95%"],
        ["总分", "<", "<", "100", "99"],
        edges=[50, 173.75, 297.5, 421.25, 500, 545],
    )
    grid = only(paper)
    assert grid.column_count == 5
    assert len(grid.rows) == 6
    assert grid.rows[4].text(4) == "95%"
    assert grid.rows[3].text(4) == "≥20盏"


def test_project_names_as_a_head_begin_no_form() -> None:
    head = ["项目名称", "预算数", "绩效目标", "备注"]
    paper = Paper().table(head, ["路灯", "5.00", "维护", ""], ["道路", "6.00", "修补", ""])
    grid = only(
        paper.page().table(head, ["桥梁", "7.00", "加固", ""], ["隧道", "8.00", "照明", ""])
    )
    assert kinds(grid) == ["head", "data", "data", "head", "data", "data"]


def test_the_last_columns_on_pages_of_their_own_are_columns_of_the_table() -> None:
    edges = [50, 150, 300, 400, 545]
    head = ["科目编码", "科目名称", "收入预算", "<"], ["^", "^", "合计", "拨款"]
    body = [[str(201 + i), f"支出{i}", f"{i}.00", ""] for i in range(8)]
    paper = Paper().line("收入预算总表").table(*head, *body, edges=edges, height=60)
    paper.page().table(*body, edges=edges, height=60)
    last = [[""], ["其他收入"], *[[f"{i}.50" if i % 2 else ""] for i in range(8)]]
    paper.page().line("收入预算总表").table(*last, edges=[50, 150], height=60)
    paper.page().table(*last[2:], edges=[50, 150], height=60)
    grid = only(paper)
    assert grid.column_count == 5
    assert grid.heads[4] == ("收入预算", "其他收入")
    assert len(rows(grid)) == 16
    assert rows(grid)[1] == ["202", "支出1", "1.00", "", "1.50"]
    assert rows(grid)[11] == ["204", "支出3", "3.00", "", "3.50"]
    assert grid.pages == (1, 2, 3, 4)


WIDE = [
    ["项目", "<", "合计", "人员经费", "公用经费", "项目支出", "<"],
    ["编码", "名称", "^", "^", "^", "小计", "其中：专项"],
    ["201", "一般公共服务支出", "9.00", "4.00", "2.00", "3.00", "1.00"],
    ["205", "教育支出", "8.00", "5.00", "2.00", "1.00", "0.50"],
    ["合计", "<", "17.00", "9.00", "4.00", "4.00", "1.50"],
]


def halves(*, again: bool, other: str = "") -> Paper:
    """The table as Excel prints it: its last columns on the next page, its names again or not."""
    right = [[*(row[:2] if again else []), *row[4:]] for row in WIDE]
    if other:
        right[3][1] = other
    left, mine = [row[:4] for row in WIDE], [50 + 40 * at for at in range(len(right[0]) + 1)]
    paper = Paper().line("支出总表").table(*left, edges=[50, 90, 200, 280, 360])
    return paper.page().table(*right, edges=mine)


def test_the_last_columns_may_have_heads_of_two_rows() -> None:
    grid = only(halves(again=False))
    assert grid.heads[4:] == (("公用经费",), ("项目支出", "小计"), ("项目支出", "其中：专项"))
    assert rows(grid)[0] == WIDE[2]


def test_a_page_of_last_columns_may_name_the_rows_again() -> None:
    grid = only(halves(again=True))
    assert rows(grid)[1] == [*WIDE[3][:4], *WIDE[3][:2], *WIDE[3][4:]]
    assert grid.side is None


def test_a_page_that_names_another_row_lies_beside_nothing() -> None:
    assert len(grids(halves(again=True, other="科学技术支出").document())) == 2


def test_a_table_of_figures_with_a_title_of_its_own_lies_beside_nothing() -> None:
    body = [[str(201 + i), f"支出{i}", f"{i}.00"] for i in range(8)]
    paper = Paper().line("收入预算总表").table(["编码", "名称", "合计"], *body)
    paper.page().line("人数统计表").table(["人数"], *[[str(i)] for i in range(8)], edges=[50, 150])
    assert len(grids(paper.document())) == 2


def test_without_pages_a_repeated_title_and_head_join_the_parts_of_a_web_page() -> None:
    paper = Paper(boxes=False).line("支出总表").table(HEAD, *FIRST).line("支出总表")
    assert len(grids(paper.table(HEAD, *MORE).document())) == 1
    other = Paper(boxes=False).line("支出总表").table(HEAD, *FIRST).line("收入总表")
    assert len(grids(other.table(HEAD, *MORE).document())) == 2


def test_the_same_form_twice_in_a_web_page_is_two() -> None:
    paper = Paper(boxes=False)
    for name in ("路灯", "道路"):
        paper.line("项目支出绩效目标表").table(*form(name))
    assert len(grids(paper.document())) == 2


def test_text_has_no_grids() -> None:
    assert grids(Paper().line("单位：万元").document()) == ()


def test_the_same_table_of_another_office_is_another() -> None:
    paper = Paper()
    for office in ("某某局（本级）", "某某局（本级）", "某某中心"):
        paper.page().line("收支总表").line(f"编制单位：{office} 单位：万元", 50)
        paper.table(HEAD, *FIRST, height=200)
    assert [grid.pages for grid in grids(paper.document())] == [(1, 2), (3,)]


def test_sheets_of_a_workbook_are_tables_of_their_own() -> None:
    paper = Paper(boxes=False).table(HEAD, *FIRST).page().table(HEAD, *MORE)
    assert len(grids(paper.document())) == 1
    assert len(grids(replace(paper.document(), kind="xlsx"))) == 2


def _side(text: str, lines: int = 1, rows: int = 1) -> Side:
    printed = tuple(Line(1, number, text) for number in range(1, lines + 1)) if text else ()
    return Side(text, printed, None, rows)


@pytest.mark.parametrize(
    ("name", "value", "rest"),
    [
        (("指标1：接入监测点位的数量", "指标2：建设子系统"), ("≥1000个", "9个"), False),
        (("接入监测点位的数量", "建设子系统"), ("≥1000个", "9个"), False),  # a value below a value
        (("指标1：系统可用率不低于", "指标1：完工时间"), ("优", "2026年底"), False),
        (("接入监测点位的", "数量"), ("≥1000个", ""), True),
    ],
)
def test_an_indicator_below_a_wrapped_one_is_a_row_of_its_own(
    name: tuple[str, str], value: tuple[str, str], rest: bool
) -> None:
    """On the page before levels are printed that go on here, and the name has two lines."""
    pairs = [
        (_side("产出指标", rows=3), _side("")),
        (_side("数量指标", rows=2), _side("")),
        (_side(name[0], lines=2), _side(name[1])),
        (_side(value[0]), _side(value[1])),
    ]
    assert is_rest(pairs, form=True) is rest


@pytest.mark.parametrize(
    ("figure", "below", "rest"),
    [
        ("4,", "139.45", True),
        ("9.", "41", True),
        ("1,500,00", "0.00", True),
        ("4.00", "1.39", False),
    ],
)
def test_a_figure_that_a_page_cuts_goes_on_in_the_row_below(
    figure: str, below: str, rest: bool
) -> None:
    """So does the code in its row, though 30 and 2001 may be two."""
    pairs = [(_side("30"), _side("2001")), (_side(figure), _side(below))]
    assert is_rest(pairs, form=False) is rest


@pytest.mark.parametrize(
    "between",
    [
        "归口处室：某某处 单位：万元",
        "归口处室：某某处",
        "示例市测试局 金额单位：万元",
        "填报口径：本级",
    ],
)
def test_a_caption_may_name_something_under_words_that_are_not_known(between: str) -> None:
    """It was the title, as it stood in the middle above the table."""
    paper = Paper().line("表4").line("基本支出总表").line(between).table(HEAD, *FIRST, *MORE)
    assert only(paper).title == "基本支出总表"


@pytest.mark.parametrize("line", ["备注：本表没有数", "说明：见下表"])
def test_a_note_between_belongs_to_what_stands_above_it(line: str) -> None:
    paper = Paper().line("基本支出总表").line(line).table(HEAD, *FIRST, *MORE)
    assert only(paper).title is None
