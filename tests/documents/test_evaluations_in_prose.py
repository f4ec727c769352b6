"""Self-evaluations and evaluations in prose, worded as offices do: office, project, money, score, grade."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jixiao.check import State, numbers
from jixiao.extract.document_kind import document_kind
from jixiao.extract.extraction import document_report, extract_report
from jixiao.extract.forms.read import read_forms
from jixiao.source import Document, Line, read_document


def document(text: str) -> Document:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return Document("made", "0" * 64, tuple(Line(1, n, t) for n, t in enumerate(lines, start=1)))


def projects(text: str) -> list[dict[str, Any]]:
    return read_forms(document(text), ()).projects.to_dict("records")


PROJECT = """
龙岭县勐河镇人民政府2022年冷链物流中心建设项目支出绩效自评报告
一、自评结论
（一）自评得分
我单位对项目执行情况开展了自评，自评得分92分。
（二）绩效目标完成情况
1.执行率情况。年度财政资金预算700万元，执行425万元，执行率60.71%。
2.完成的绩效目标。建设冷库一栋，总投资中设备购置50万元。
"""


def test_a_report_of_one_project_states_it() -> None:
    (row,) = projects(PROJECT)
    assert (row["name"], row["office"]) == ("冷链物流中心建设项目", "龙岭县勐河镇人民政府")
    assert (row["outturn"], row["execution_rate"]) == (Decimal("425"), Decimal("60.71"))
    assert (row["total_score"], row["unit"]) == (Decimal("92"), "万元")
    kind = document_kind(document(PROJECT))
    assert (kind.kind, kind.department, kind.year) == ("evaluation", "龙岭县勐河镇人民政府", 2022)


def test_a_sentence_of_a_part_is_not_the_projects_money() -> None:
    part = PROJECT.replace("年度财政资金预算700万元", "其中一期预算70万元").replace(
        "设备购置50万元", "预算安排700万元，实际支出425万元"
    )
    (row,) = projects(part)
    assert (row["outturn"], row["execution_rate"]) == (None, None)


ACCOUNTS = """
（二）部门决算中项目绩效自评结果
文物普查项目绩效自评综述：根据年初设定的绩效目标，项目自评得分为97.5分。全年预算数为120万元，执行数为116.38万元，完成预算的96.98%。发现的主要问题及原因：普查人员不足。
我局对其中，
安防项目自评综述：全年预算数45万元，执行数45万元，完成预算的100%，自评得分100分，评价等级为优。
"""


def test_summaries_without_a_number_begin_after_a_stop_or_a_heading() -> None:
    found = projects(ACCOUNTS)
    assert [row["name"] for row in found] == ["文物普查项目"]  # the second is cut from a sentence
    assert (found[0]["revised"], found[0]["outturn"]) == (Decimal("120"), Decimal("116.38"))
    assert found[0]["total_score"] == Decimal("97.5")


EVALUATION = """
2023年度义务教育薄弱环节改善项目财政重点绩效评价报告
受江北县财政局委托，对江北县教育局2023年度义务教育薄弱环节改善项目开展绩效评价。
项目预算安排资金8,650万元，资金到位率100%。截至2023年12月31日，实际支出8,312.40万元，预算执行率96.10%。
本次评价最终评分结果为88.25分，绩效评级为“良”。其中，决策类指标得分16.5分，得分率82.5%；产出类指标得分28.75分。
项目绩效评价得分情况见附表。
"""


def test_an_evaluation_names_who_is_evaluated_and_its_money() -> None:
    read = read_forms(document(EVALUATION), ())
    (row,) = read.projects.to_dict("records")
    assert (row["name"], row["executor"]) == ("义务教育薄弱环节改善项目", "江北县教育局")
    assert (row["outturn"], row["execution_rate"]) == (Decimal("8312.40"), Decimal("96.10"))
    assert (row["total_score"], row["grade"]) == (Decimal("88.25"), "良")
    assert list(read.indicators["name"]) == ["决策类指标", "产出类指标"]
    assert {fund.phase for fund in read.funds.itertuples()} == {"unspecified", "outturn"}
    assert document_kind(document(EVALUATION)).department == "江北县教育局"


TITLES = [
    ("2023年度星沙市公安局交通警察支队", "专项资金绩效评价结果", "星沙市公安局交通警察支队"),
    ("红江州数据发展中心2024年度项目支出绩效单位自评报告", "一、基本情况", "红江州数据发展中心"),
    ("2022年许州市水利局整体和项目支出绩效自评总结报告", "一、概况", "许州市水利局"),
]


@pytest.mark.parametrize(("first", "second", "office"), TITLES)
def test_titles_name_the_office(first: str, second: str, office: str) -> None:
    assert document_kind(document(f"{first}\n{second}\n")).department == office


WHOLE = """
东海市青山区民政局2023年度部门整体支出绩效自评报告
一、部门概况
现有编制人员20人。
二、部门整体支出管理及使用情况
{money}
"""


def budget(money: str, data: Path) -> dict[tuple[str, str], Decimal]:
    rows = document_report(document(WHOLE.format(money=money)), data=data).tables["budget"]
    return {(row.item, row.phase): row.value for row in rows.itertuples()}


def test_what_was_approved_is_no_revised_budget(tmp_path: Path) -> None:
    said = budget(
        "部门预算批复数为5,620.35万元，调整预算数为6,012.80万元，实际支出5,846.21万元。", tmp_path
    )
    assert said == {
        ("expenditure", "approved"): Decimal("5620.35"),
        ("expenditure", "revised"): Decimal("6012.80"),
        ("expenditure", "outturn"): Decimal("5846.21"),
    }


def test_expenditure_after_an_income_is_no_income(tmp_path: Path) -> None:
    said = budget("（一）2023年年初预算收入3,025.60万元，决算支出3,398.51万元。", tmp_path)
    assert said == {
        ("income", "approved"): Decimal("3025.60"),
        ("expenditure", "outturn"): Decimal("3398.51"),
    }


LABELLED = """
2022年度农村供水项目绩效评价报告
评价单位：临江县财政局
被评价单位：临江县水利局
项目总投资1,500万元，2022年度预算安排资金320万元，实际支出319.60万元。
经综合评价，该项目得分86.35分，评价等级为“良”。其中，投入类得分13.5分（满分15分），效果类得分22分（满分30分）。
"""


def test_the_office_of_a_label_ends_with_its_line() -> None:
    """What stands below a label was taken for the rest of the office's name."""
    assert document_kind(document(LABELLED)).department == "临江县水利局"
    read = read_forms(document(LABELLED), ())
    (row,) = read.projects.to_dict("records")
    assert (row["executor"], row["outturn"]) == ("临江县水利局", Decimal("319.60"))
    assert (row["total_score"], row["grade"]) == (Decimal("86.35"), "良")
    assert list(read.indicators["name"]) == ["投入类", "效果类"]


def test_a_title_above_another_is_no_part_of_an_office() -> None:
    titles = "部门整体支出绩效评价报告\n临江县政协办2021年度部门整体支出绩效评价报告\n一、概况\n"
    assert document_kind(document(titles)).department == "临江县政协办"


def test_results_of_offices_as_a_whole_are_a_list(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<meta charset='utf-8'><p>滨海区财政局2021年度部门整体支出绩效评价结果</p><table border=1>"
        "<tr><td>序号</td><td>部门名称</td><td>得分</td><td>评价等次</td><td>存在的主要问题</td></tr>"
        "<tr><td>1</td><td>区教育局</td><td>92.6</td><td>A</td><td>绩效目标不够细化</td></tr>"
        "<tr><td>2</td><td>区水务局</td><td>84.1</td><td>B</td><td>预算调整率偏高</td></tr></table>",
        encoding="utf-8",
    )
    rows = document_report(read_document(page), data=tmp_path).tables["projects"]
    assert [(r.name, r.total_score, r.grade, r.problems) for r in rows.itertuples(index=False)] == [
        ("区教育局", Decimal("92.6"), "A", "绩效目标不够细化"),
        ("区水务局", Decimal("84.1"), "B", "预算调整率偏高"),
    ]


def test_labels_with_their_values_in_one_row_head_no_list(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<meta charset='utf-8'><p>滨海区教育局2021年度项目绩效评价结果</p><table border=1><tr>"
        "<td>主管部门</td><td>区教育局</td><td>得分</td><td>90</td><td>等级</td><td>优</td></tr>"
        "<tr><td>存在问题</td><td colspan=5>进度慢</td></tr></table>",
        encoding="utf-8",
    )
    rows = document_report(read_document(page), data=tmp_path).tables["projects"]
    assert "存在问题" not in list(rows["name"])


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        (
            "浑河市民政局关于2023年度养老服务补贴项目绩效自评情况的报告\n"
            "自评总分为98分。2022年该项目自评得分95分。",
            {"name": "养老服务补贴项目", "office": "浑河市民政局", "total_score": Decimal(98)},
        ),
        (
            "2022年度江汉湾区残疾人就业保障金项目绩效自评报告\n（一）自评得分\n"
            "2022年度残疾人就业保障金项目自评得分为93.45分。",
            {"name": "江汉湾区残疾人就业保障金项目", "total_score": Decimal("93.45")},
        ),
        (
            "椰城市财政局关于2022年度巡游出租车运营补贴项目的绩效评价报告\n"
            "去年综合得分80分。最终得分为82.7分，绩效评级为“良”，较上年提高3.2分。",
            {"name": "巡游出租车运营补贴项目", "office": "椰城市财政局", "grade": "良"},
        ),
        (
            "鹭江区财政局2023年度区级财政支出绩效评价结果\n评价项目：垃圾分类专项经费\n"
            "评价得分：87.25分\n评价等级：良\n项目资金：1,560万元",
            {"name": "垃圾分类专项经费", "total_score": Decimal("87.25"), "grade": "良"},
        ),
        (
            "金城区农业农村局2023年高标准农田建设项目支出绩效自评报告\n"
            "年初预算1,860万元，实际支出1,795.42万元。自评等级：优。",
            {"name": "高标准农田建设项目", "approved": Decimal(1860), "grade": "优"},
        ),
    ],
)
def test_name_office_score_and_grade_are_those_of_the_year(
    text: str, stated: dict[str, object]
) -> None:
    (row,) = projects(text)
    assert {column: row[column] for column in stated} == stated


def test_results_of_many_projects_are_no_project_of_a_general_name() -> None:
    assert not projects("南明湖市财政局2023年重点项目绩效评价结果\n对三个项目开展了绩效评价。")


def test_points_that_a_sentence_states_far_below_are_not_counted_unread(tmp_path: Path) -> None:
    page = tmp_path / "report.txt"
    page.write_text(LABELLED, encoding="utf-8")
    report = extract_report(page, department="water-bureau", year=2022, data=tmp_path)
    found = {number.printed: number for number in numbers(report) if number.line == 6}
    assert (found["86.35"].state, found["86.35"].table) == (State.CELL, "projects")


def test_what_is_named_behind_an_addition_is_not_added(tmp_path: Path) -> None:
    said = budget(
        "年初预算收入860.00万元，年中追加预算90.00万元，全年收入合计950.00万元。\n"
        "2023年上年结转20.00万元，本年收入930.00万元。",
        tmp_path,
    )
    assert said[("income", "adjustment")] == Decimal("90.00")
    assert Decimal("950.00") not in said.values()
    assert ("income.current_year", "carryover") not in said


def test_what_is_spent_of_fiscal_money_is_no_income(tmp_path: Path) -> None:
    said = budget("全年预算700.00万元，财政拨款支出640.00万元。", tmp_path)
    assert said == {("expenditure", "revised"): Decimal("700.00")}


def test_a_rate_behind_a_figure_in_an_unknown_unit_is_not_of_all_money(tmp_path: Path) -> None:
    said = budget("全年预算700.00万元，支出630.00万元。完成渠道清淤46公里，完成率100%。", tmp_path)
    assert said[("expenditure", "outturn")] == Decimal("630.00")
    assert ("expenditure", "rate") not in said


def test_below_a_heading_that_is_not_known_a_figure_needs_a_name(tmp_path: Path) -> None:
    said = budget(
        "全年预算700.00万元，实际支出630.00万元。\n（四）厉行节约情况\n2023年“三公”经费支出4.20万元。\n"
        "（五）内控建设情况\n年初预算9.00万元。",
        tmp_path,
    )
    assert said == {
        ("expenditure", "revised"): Decimal("700.00"),
        ("expenditure", "outturn"): Decimal("630.00"),
        ("sangong", "outturn"): Decimal("4.20"),
    }


HUBEI = """
江陵市林业局2023年度部门整体绩效自评报告
一、基本情况
（一）部门概况
二、部门自评结论
1.执行率情况。
2023年部门整体支出全年预算数为925.00万元，执行数为888.00万元，执行率96%。
2.完成的绩效目标。
巡护林道46公里，完成率100%。
"""


def test_the_money_of_an_evaluation_may_stand_below_its_rate(tmp_path: Path) -> None:
    rows = document_report(document(HUBEI), data=tmp_path).tables["budget"]
    assert [(row.phase, row.value) for row in rows.itertuples()] == [
        ("revised", Decimal("925.00")),
        ("outturn", Decimal("888.00")),
        ("rate", Decimal("96")),
    ]


NUMBERED = """
二、部门决算中项目绩效自评结果
（一）社区矫正项目绩效自评综述：全年预算数为46.00万元，执行数为45.08万元，
完成预算的98%。主要产出和效益：教育帮扶120人次。
（二）法治宣传项目自评情况：年初预算数为30.00万元，执行数为27.00万元，自评得分97分。
（三）部门绩效自评情况：总体良好。
"""


def test_summaries_may_have_chinese_numbers(tmp_path: Path) -> None:
    found = projects(NUMBERED)
    assert [(row["name"], row["outturn"], row["total_score"]) for row in found] == [
        ("社区矫正项目", Decimal("45.08"), None),
        ("法治宣传项目", Decimal("27.00"), Decimal("97")),
    ]


def test_a_budget_that_is_revised_further_on_is_the_approved_one(tmp_path: Path) -> None:
    said = budget("预算安排415.00万元，调整后预算463.50万元，实际执行450.00万元。", tmp_path)
    assert said == {
        ("expenditure", "approved"): Decimal("415.00"),
        ("expenditure", "revised"): Decimal("463.50"),
        ("expenditure", "outturn"): Decimal("450.00"),
    }
    parts = budget("预算安排415.00万元，其中：基本支出调整后预算200.00万元。", tmp_path)
    assert parts[("expenditure", "revised")] == Decimal("415.00")


def test_a_heading_may_have_the_figures_of_its_section_in_its_line(tmp_path: Path) -> None:
    text = HUBEI.replace("1.执行率情况。\n", "1.执行率情况。")
    rows = document_report(document(text), data=tmp_path).tables["budget"]
    assert [(row.phase, row.value) for row in rows.itertuples()] == [
        ("revised", Decimal("925.00")),
        ("outturn", Decimal("888.00")),
        ("rate", Decimal("96")),
    ]


TITLED = """
临湘市2019年度部门整体支出
绩效评价自评报告
部门(单位)名称: 临湘市园林绿化服务中心
一、部门(单位)基本概况
二、部门(单位)收支情况
年度收入情况（万元）
收入合计210.00万元。
年度支出情况（万元）
支出合计205.00万元，其中：基本支出155.00万元，项目支出50.00万元。
"""


def test_a_heading_without_a_number_ends_what_stood_before(tmp_path: Path) -> None:
    rows = document_report(document(TITLED), data=tmp_path).tables["budget"]
    assert [(row.item, row.phase, row.value) for row in rows.itertuples()] == [
        ("expenditure", "outturn", Decimal("205.00")),
        ("expenditure.basic", "outturn", Decimal("155.00")),
        ("expenditure.project", "outturn", Decimal("50.00")),
    ]
