"""Budgets and final accounts from grids: titles, columns, codes, rows and figures in many shapes."""

from __future__ import annotations

import pandas as pd
import pytest
from grids_made import make_grid, no_text

from jixiao.extract.statements import kind_of, nearest, read_statements
from jixiao.extract.statements.normal import key
from jixiao.grid.grid import Grid

KEYS = ["fund", "item", "classification", "name", "phase", "printed"]


def rows_of(*grids: Grid, year: int = 2026) -> list[tuple[str, ...]]:
    read = read_statements(no_text(), grids, "budget", year)
    assert read.unread == []
    return in_short(read.rows)


def in_short_names(grid: Grid) -> list[tuple[str, str]]:
    rows = read_statements(no_text(), [grid], "budget", 2026).rows
    return [(str(row.classification), str(row.name)) for row in rows.itertuples(index=False)]


def in_short(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return [tuple(v or "" for v in row) for row in rows[KEYS].itertuples(index=False)]


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("2025年部门综合预算收支总表", "income_expenditure"),
        ("2026年预算单位财务收支预算总表", "income_expenditure"),
        ("收支总体情况表", "income_expenditure"),
        ("收入支出决算总表", "income_expenditure"),
        ("测试市演示局2024年度收入支出决算总表", "income_expenditure"),
        ("本年支出总体情况表", "expenditure"),
        ("2026年度财政拨款收支预算总表", "fiscal_appropriation"),
        ("部门综合预算财政拨款收支总表", "fiscal_appropriation"),
        ("2026年单位一般公共预算支出功能分类预算表", "general_expenditure"),
        ("一般公共预算支出表（按经济分类）", "general_economic"),
        ("2026年度一般公共预算支出经济分类情况表", "general_economic"),
        ("部门综合预算一般公共预算基本支出明细表（按支出功能分类科目）", "general_basic_function"),
        ("一般公共预算财政拨款基本支出决算明细表", "general_basic"),
        ("一般公共预算项目支出情况表（按经济分类科目）", "general_project"),
        ("部门预算项目支出及其他支出预算表", "project"),
        ("部门综合预算专项业务经费支出表", "project"),
        ("财政拨款安排的行政经费及“三公”经费预算表", "sangong"),
        ("一般公共预算拨款“三公”经费、会议费、培训费表（不含上年结转）", "sangong"),
        ("政府性基金预算财政拨款收入支出决算表（公开07表）", "government_fund"),
        ("国有资本经营预算财政拨款支出决算表", "state_capital"),
        ("部门综合预算政府采购（资产配置、购买服务）预算表", "procurement"),
        ("2022部门综合预算财政拨款结转资金支出表", "carry_over"),
        ("会议费明细表", None),
        ("2025年部门整体支出绩效目标表", None),
        ("机构设置情况", None),
    ],
)
def test_a_title_says_which_table_it_is(title: str, id: str | None) -> None:
    kind = kind_of(make_grid(title, ["科目名称", "合计"], []))
    assert (kind.id if kind else None) == id


def test_a_table_without_a_title_is_known_by_its_heads_or_not_at_all() -> None:
    known = make_grid("", ["科目名称", "上级补助收入", "事业收入"], [])
    assert (kind := kind_of(known)) is not None
    assert (kind.id, kind.how) == ("income", "heads")
    assert kind_of(make_grid("", ["科目名称", "金额"], [])) is None
    near = nearest(make_grid("收支明细汇总表", ["科目名称", "金额"], []))
    assert near is not None
    assert near[0] == "income_expenditure"


CODED = [
    ("208", "社会保障和就业支出", "9.00"),
    ("20805", "行政事业单位养老支出", "9.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "6.00"),
    ("2080506", "机关事业单位职业年金缴费支出", "3.00"),
]
EXPECTED = [
    ("all", "expenditure", "", "合计", "approved", "9.00"),
    *(("all", "expenditure", code, name, "approved", figure) for code, name, figure in CODED),
]


def test_codes_in_one_column_in_three_or_in_front_of_the_name_are_the_same() -> None:
    title, total = "支出总表", ("", "合计", "9.00")
    one = make_grid(title, ["科目编码", "科目名称", "合计"], [total, *CODED])
    whole = [(c[:3], c[3:5], c[5:], n, f) for c, n, f in CODED]
    heads = ["科目编码/类", "科目编码/款", "科目编码/项", "科目名称", "合计"]
    three = make_grid(title, heads, [("", "", "", "合计", "9.00"), *whole])
    parts = [
        ("208", "", "", CODED[0][1], "9.00"),
        ("", "05", "", CODED[1][1], "9.00"),
        ("", "", "05", CODED[2][1], "6.00"),
        ("", "", "06", CODED[3][1], "3.00"),
    ]
    going_on = make_grid(title, heads, [("", "", "", "合计", "9.00"), *parts])
    front = [(f"[{c}]{n}", f) for c, n, f in CODED]
    brackets = make_grid(title, ["功能科目名称", "合计"], [("合计", "9.00"), *front])
    glued = [(f"{c}{n}", f) for c, n, f in CODED]
    bare = make_grid(title, ["功能科目名称", "合计"], [("合计", "9.00"), *glued])
    for grid in (one, three, going_on, brackets, bare):
        assert rows_of(grid) == EXPECTED


def test_the_name_below_a_head_of_classes_is_the_classes() -> None:
    title = "一般公共预算支出表"
    for above in ("功能科目", "支出功能分类", "部门经济科目"):
        heads = [f"{above}/编码", f"{above}/名称", "合计"]
        rows = in_short_names(make_grid(title, heads, CODED))
        assert rows == [(code, name) for code, name, _ in CODED]


def test_a_row_that_prints_its_code_alone_has_the_official_name() -> None:
    grid = make_grid("支出总表", ["科目编码", "合计"], [(c, f) for c, _, f in CODED[:3]])
    assert in_short_names(grid) == [(code, name) for code, name, _ in CODED[:3]]


def test_classes_without_codes_are_found_by_their_place_below_others() -> None:
    """行政运行 stands three times, each below another group."""
    names = [
        ("一、一般公共服务支出", 0, "201"),
        ("财政事务", 10, "20106"),
        ("行政运行", 20, "2010601"),
        ("审计事务", 10, "20108"),
        ("行政运行", 20, "2010801"),
        ("二、城乡社区支出", 0, "212"),
        ("城乡社区管理事务", 10, "21201"),
        ("行政运行", 20, "2120101"),
    ]
    rows = [(name, f"{at}.00") for at, (name, _, _) in enumerate(names)]
    indents = [float(indent) for _, indent, _ in names]
    for given in (indents, None):
        grid = make_grid(
            "收支总表", ["支出/项目", "支出/预算数"], rows, side="right", indents=given
        )
        assert [row[2] for row in rows_of(grid)] == [code for _, _, code in names]


def test_a_name_with_several_codes_is_left_unread() -> None:
    grid = make_grid("收支总表", ["支出/项目", "支出/预算数"], [("行政运行", "1.00")], side="right")
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert read.rows.empty
    assert [(n.reason, n.words) for n in read.unread] == [("row_not_known", "行政运行")]


def test_a_lost_zero_of_a_code_is_put_back_only_where_the_name_agrees() -> None:
    heads = ["科目编码/类", "科目编码/款", "科目名称", "合计"]
    title = "一般公共预算基本支出情况表"
    good = make_grid(title, heads, [("301", "2", "津贴补贴", "1.00")])
    assert rows_of(good)[0][2] == "30102"
    other = make_grid(title, heads, [("301", "2", "别的补贴", "1.00")])
    read = read_statements(no_text(), [other], "budget", 2026)
    assert [n.reason for n in read.unread] == ["code_not_known"]


def test_two_classifications_in_one_row_are_both_in_its_name() -> None:
    heads = ["科目编码/类", "科目编码/款", "部门预算支出经济分类科目名称"]
    heads += ["科目编码/类", "科目编码/款", "政府预算支出经济分类科目名称"]
    heads += ["基本支出预算/小计", "基本支出预算/人员支出", "基本支出预算/日常公用支出"]
    row = ("301", "01", "基本工资", "501", "01", "工资奖金津补贴", "5.00", "5.00", "")
    basic = (
        "general",
        "expenditure.basic",
        "30101",
        "基本工资 / 工资奖金津补贴",
        "approved",
        "5.00",
    )
    assert rows_of(make_grid("一般公共预算基本支出情况表", heads, [row])) == [
        basic,
        ("general", "expenditure.basic.personnel", *basic[2:]),
    ]


def test_two_tables_side_by_side_are_two_halves() -> None:
    heads = ["人员经费/经济分类科目编码", "人员经费/科目名称", "人员经费/金额"]
    heads += ["公用经费/经济分类科目编码", "公用经费/科目名称", "公用经费/金额"]
    rows = [("30101", "基本工资", "5.00", "30201", "办公费", "2.00")]
    rows += [("人员经费合计", "人员经费合计", "5.00", "公用经费合计", "公用经费合计", "2.00")]
    assert rows_of(make_grid("一般公共预算财政拨款基本支出表", heads, rows)) == [
        ("general", "expenditure.basic", "30101", "基本工资", "approved", "5.00"),
        ("general", "expenditure.basic.personnel", "", "人员经费合计", "approved", "5.00"),
        ("general", "expenditure.basic", "30201", "办公费", "approved", "2.00"),
        ("general", "expenditure.basic.operation", "", "公用经费合计", "approved", "2.00"),
    ]


def test_years_and_words_of_heads_say_the_stage() -> None:
    heads = ["2025年预算数/公务接待费", "2026年预算数/公务接待费", "增减变化情况/公务接待费"]
    read = read_statements(
        no_text(),
        [make_grid("“三公”经费预算表", heads, [("3.00", "2.00", "-1.00")])],
        "budget",
        2026,
    )
    assert [tuple(r) for r in read.rows[["phase", "base", "printed"]].to_numpy()] == [
        ("previous", "approved", "3.00"),
        ("approved", None, "2.00"),
        ("change", "previous", "-1.00"),
    ]
    heads = ["年初预算数", "全年预算数", "决算数"]
    grid = make_grid(
        "支出决算表", ["科目编码", "科目名称", *heads], [("201", "一般公共服务支出", "1", "2", "3")]
    )
    read = read_statements(no_text(), [grid], "accounts", 2024)
    assert read.rows["phase"].to_list() == ["approved", "revised", "outturn"]


def test_a_total_of_more_than_the_three_public_expenses_is_left_unread() -> None:
    title = "财政拨款“三公”经费、会议费和培训费支出情况表"
    rows = [("合计", "9.20"), ("一、“三公”经费小计", "4.20"), ("二、会议费", "2.00")]
    read = read_statements(
        no_text(),
        [make_grid(title, ["项目", "预算数"], [*rows, ("三、培训费", "3.00")])],
        "budget",
        2025,
    )
    assert read.rows[["item", "printed"]].to_numpy().tolist() == [
        ["sangong", "4.20"],
        ["meetings", "2.00"],
        ["training", "3.00"],
    ]
    assert [(number.words, number.text) for number in read.unread] == [("合计", "9.20")]
    alone = make_grid(title, ["项目", "预算数"], [("合计", "4.20"), ("公务接待费", "4.20")])
    assert list(read_statements(no_text(), [alone], "budget", 2025).rows["item"]) == [
        "sangong",
        "sangong.reception",
    ]


def test_names_of_classes_and_units_in_one_column() -> None:
    heads = ["科目编码/类", "科目编码/款", "科目名称（单位名称）", "合计"]
    rows = [("", "", "合计", "9.00"), ("201", "", "一般公共服务支出", "9.00")]
    read = rows_of(make_grid("支出总体情况表", heads, rows))
    assert [(row[2], row[3], row[5]) for row in read] == [
        ("", "合计", "9.00"),
        ("201", "一般公共服务支出", "9.00"),
    ]


def test_a_column_of_another_year_is_left_unread() -> None:
    grid = make_grid("“三公”经费预算表", ["2019年预算数/公务接待费"], [("3.00",)])
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert (len(read.rows), [n.reason for n in read.unread]) == (0, ["column_not_known"])


def test_an_unknown_column_is_left_unread_and_stops_nothing() -> None:
    heads = ["科目编码", "科目名称", "合计", "别的经费"]
    grid = make_grid("支出总表", heads, [("201", "一般公共服务支出", "5.00", "1.00")])
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert in_short(read.rows) == [
        ("all", "expenditure", "201", "一般公共服务支出", "approved", "5.00")
    ]
    assert [(n.reason, n.words, n.text) for n in read.unread] == [
        ("column_not_known", "别的经费", "1.00")
    ]


def test_a_row_of_column_heads_among_the_data_is_a_head() -> None:
    heads = ["因公出国（境）费", "因公出国（境）费"]
    grid = make_grid(
        "财政拨款“三公”经费支出决算表", heads, [("预算数", "决算数"), ("1.00", "0.50")]
    )
    read = read_statements(no_text(), [grid], "accounts", 2024)
    assert read.rows["phase"].to_list() == ["approved", "outturn"]


def test_units_stand_apart_from_the_department() -> None:
    heads = ["单位名称", "合计", "财政拨款收入/一般公共预算"]
    rows = [("合计", "9.00", "9.00"), ("演示局", "5.00", "5.00"), ("演示中心", "4.00", "4.00")]
    read = rows_of(make_grid("收入总表", heads, rows))
    assert ("all", "income.current_year", "", "合计", "approved", "9.00") in read
    assert ("all", "income.current_year.office", "", "演示局", "approved", "5.00") in read
    alone = rows_of(make_grid("收入总表", heads, rows[1:2]))
    assert alone[0] == ("all", "income.current_year", "", "演示局", "approved", "5.00")


def test_projects_are_rows_with_their_unit_in_the_name() -> None:
    income = make_grid(
        "收入总表", ["单位名称", "合计"], [("合计", "9"), ("演示局", "5"), ("演示中心", "4")]
    )
    rows = [
        ("合计", "3.00"),
        ("演示局（本级）", "2.00"),
        ("会议项目", "2.00"),
        ("演示中心", "1.00"),
    ]
    rows += [("12345热线项目", "1.00")]
    projects = make_grid("项目支出预算表", ["支出项目类别（资金使用单位）", "总计"], rows, number=2)
    assert [row[1:4] for row in rows_of(income, projects)[3:]] == [
        ("expenditure.project", "", "合计"),
        ("expenditure.project.office", "", "演示局（本级）"),
        ("expenditure.project", "", "演示局（本级） / 会议项目"),
        ("expenditure.project.office", "", "演示中心"),
        ("expenditure.project", "", "演示中心 / 12345热线项目"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1.00 2.00", "two_figures"), ("选700000", "not_a_figure"), ("1,2345.00", "not_a_figure")],
)
def test_a_cell_that_is_no_whole_figure_is_listed(text: str, reason: str) -> None:
    grid = make_grid(
        "支出总表", ["科目编码", "科目名称", "合计"], [("201", "一般公共服务支出", text)]
    )
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert (len(read.rows), [n.reason for n in read.unread]) == (0, [reason])


def test_a_blank_is_no_row_and_a_zero_is_one() -> None:
    rows = [
        ("201", "一般公共服务支出", ""),
        ("204", "公共安全支出", "0.00"),
        ("205", "教育支出", "—"),
    ]
    grid = make_grid("支出总表", ["科目编码", "科目名称", "合计"], rows)
    assert [row[2] for row in rows_of(grid)] == ["204"]


def test_names_are_compared_without_numbering_marks_and_of_which() -> None:
    same = ["五、对附属单位的补助支出", "对附属单位补助支出", "其中：（1）对附属单位补助支出"]
    assert len({key(name) for name in same}) == 1
    assert key("因公出国（境）费用") == key("1.因公出国(境)费用")
    assert key("项目支出") != key("基本支出")


def test_a_share_is_no_change_of_the_amount() -> None:
    grid = make_grid(
        "一般公共预算支出情况表",
        ["科目编码", "科目名称", "2026年预算数", "比上年预算增减/金额", "比上年预算增减/%", "占比"],
        [("", "合计", "9.00", "1.00", "12.50", "100.00")],
    )
    read = read_statements(no_text(), [grid], "budget", 2026)
    phases = list(zip(read.rows["phase"], read.rows["printed"], strict=True))
    assert phases == [("approved", "9.00"), ("change", "1.00"), ("change_rate", "12.50")]
    assert [(number.text, number.words) for number in read.unread] == [("100.00", "占比")]


def test_a_subtotal_in_the_rows_of_a_unit_is_the_units() -> None:
    grid = make_grid(
        "支出总表",
        ["单位名称", "科目编码", "科目名称", "合计"],
        [
            ("合计", "", "", "9.00"),
            ("测试局本级", "", "小计", "6.00"),
            ("测试局本级", "2010301", "行政运行", "6.00"),
            ("测试站", "", "小计", "3.00"),
            ("测试站", "2010301", "行政运行", "3.00"),
        ],
    )
    assert [row[1:4] for row in rows_of(grid)] == [
        ("expenditure", "", "合计"),
        ("expenditure.office", "", "测试局本级"),
        ("expenditure.office", "2010301", "测试局本级 / 行政运行"),
        ("expenditure.office", "", "测试站"),
        ("expenditure.office", "2010301", "测试站 / 行政运行"),
    ]


def test_grants_of_superior_units_are_no_money_of_higher_finance() -> None:
    heads = ["收入/项目", "收入/预算数", "支出/项目", "支出/预算数"]
    rows = [
        ("一般公共预算拨款收入", "10.00", "一、一般公共服务支出", "21.00"),
        ("上级财政补助收入", "8.00", "", ""),
        ("上级单位补助收入", "3.00", "", ""),
        ("收入总计", "21.00", "支出总计", "21.00"),
    ]
    read = {row[3]: row[1] for row in rows_of(make_grid("收支总表", heads, rows))}
    assert read["上级财政补助收入"] == "income.superior_fiscal"
    assert read["上级单位补助收入"] == "income.superior_grant"


def test_a_column_of_higher_finance_is_listed() -> None:
    heads = ["单位名称", "合计", "上级财政补助收入", "上级单位补助收入"]
    grid = make_grid("收入总表", heads, [("演示局", "11.00", "8.00", "3.00")])
    read = read_statements(no_text(), [grid], "budget", 2026)
    assert {row.item for row in read.rows.itertuples()} == {
        "income.current_year",
        "income.superior_grant",
    }
    assert [item.text for item in read.unread] == ["8.00"]
