"""Wordings of other offices: sentences, section titles, forms and tables, each as it may be printed.

The examples are made up, figures and all, after forms that bureaus hand out.
"""

from __future__ import annotations

import html
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jixiao.base.errors import ExtractionError
from jixiao.extract.evaluation.budget import read_budget
from jixiao.extract.evaluation.indicators import read_indicators
from jixiao.extract.evaluation.metadata import read_metadata
from jixiao.extract.evaluation.outcomes import read_outcomes, unread_numbers
from jixiao.extract.evaluation.outline import Outline, outline
from jixiao.source import Document, Line, read_document

HEAD = ["一、部门概况", "负责全区绩效工作。", "二、部门整体收支情况"]


def document(*texts: str) -> Document:
    return Document("made.txt", "", tuple(Line(1, n, t) for n, t in enumerate(texts, start=1)))


def budget(*sentences: str) -> list[tuple[Any, ...]]:
    table = read_budget(outline(document(*HEAD, *sentences)))
    return [(row.item, row.phase, str(row.value), row.unit) for row in table.itertuples()]


APPROVED, REVISED, OUTTURN = "approved", "revised", "outturn"
PROJECT, BASIC, WHOLE = "expenditure.project", "expenditure.basic", "expenditure"

CLAUSES = [
    # the stages, as offices name them
    ("年初批复985.00万元。", [(WHOLE, APPROVED, "985.00", "万元")]),
    ("年初预算数为985.00万元。", [(WHOLE, APPROVED, "985.00", "万元")]),
    ("年初部门预算985.00万元。", [(WHOLE, APPROVED, "985.00", "万元")]),
    ("项目支出全年预算数985.00万元。", [(PROJECT, REVISED, "985.00", "万元")]),
    ("项目支出调整预算数985.00万元。", [(PROJECT, REVISED, "985.00", "万元")]),
    ("基本支出预算数(A)985.00万元。", [(BASIC, REVISED, "985.00", "万元")]),
    ("基本支出执行数（B）970.20万元。", [(BASIC, OUTTURN, "970.20", "万元")]),
    ("基本支出决算数为970.20万元。", [(BASIC, OUTTURN, "970.20", "万元")]),
    ("部门整体支出实际支出970.20万元。", [(WHOLE, OUTTURN, "970.20", "万元")]),
    ("全年执行数970.20万元。", [(WHOLE, OUTTURN, "970.20", "万元")]),
    ("项目支出预计支出970.20万元。", [(PROJECT, "estimate", "970.20", "万元")]),
    ("年初预算985万元，年中调整为1,020.5万元。", [
        (WHOLE, APPROVED, "985", "万元"), (WHOLE, REVISED, "1020.5", "万元")]),
    # several figures in a clause
    ("项目支出年初预算数、全年预算数、执行数分别为100.00万元、120.50万元和118.00万元。", [
        (PROJECT, APPROVED, "100.00", "万元"), (PROJECT, REVISED, "120.50", "万元"),
        (PROJECT, OUTTURN, "118.00", "万元")]),
    ("基本支出、项目支出决算分别为505.00万元、465.20万元。", [
        (BASIC, OUTTURN, "505.00", "万元"), (PROJECT, OUTTURN, "465.20", "万元")]),
    ("年中追加基本支出12.50万元、项目支出30.00万元。", [
        (BASIC, "adjustment", "12.50", "万元"), (PROJECT, "adjustment", "30.00", "万元")]),
    ("年中调减基本支出5.00万元、项目支出7.00万元。", [
        (BASIC, "adjustment", "-5.00", "万元"), (PROJECT, "adjustment", "-7.00", "万元")]),
    ("项目支出核减预算7.00万元。", [(PROJECT, "adjustment", "-7.00", "万元")]),
    ("项目支出预算调整－12.30万元。", [(PROJECT, "adjustment", "-12.30", "万元")]),
    ("项目支出安排8个项目985万元，实际支出970万元。", [
        (PROJECT, "count", "8", "个"), (PROJECT, REVISED, "985", "万元"),
        (PROJECT, OUTTURN, "970", "万元")]),
    # figures that look like something else, and how they are printed
    ("2024年，项目支出决算2024.05万元。", [(PROJECT, OUTTURN, "2024.05", "万元")]),
    ("项目支出年初预算985.00万元，决算0元。", [
        (PROJECT, APPROVED, "985.00", "万元"), (PROJECT, OUTTURN, "0", "元")]),
    ("项目支出全年预算数１，２３４．５０万元，决算 ９９９．００ 万元。", [
        (PROJECT, REVISED, "1234.50", "万元"), (PROJECT, OUTTURN, "999.00", "万元")]),
    ("基本支出决算1.2亿元。", [(BASIC, OUTTURN, "1.2", "亿元")]),
    ("项目支出决算970.20万元，比上年增加12.00万元。", [(PROJECT, OUTTURN, "970.20", "万元")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "rows"), CLAUSES, ids=[c[0][:24] for c in CLAUSES])
def test_budget_clauses(sentence: str, rows: list[tuple[Any, ...]]) -> None:
    assert budget(sentence) == rows


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("预算执行率98%", "revised"),
        ("完成全年预算的98%", "revised"),
        ("完成年初预算的98.2%", "approved"),
        ("占年初预算的98.2%", "approved"),
        ("支出率98%", None),
        ("执行率为98.20%", None),
    ],
)
def test_a_rate_has_the_denominator_that_its_words_name_or_none(
    words: str, base: str | None
) -> None:
    table = read_budget(
        outline(document(*HEAD, f"项目支出全年预算数100万元，执行数98万元，{words}。"))
    )
    assert [(r.phase, r.base, r.unit) for r in table.itertuples()][-1] == ("rate", base, "%")


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (("基本支出年初预算 14,8", "84.55万元。"), "14884.55"),
        (("基本支出年初预算7,307.7", "3万元。"), "7307.73"),
        (("基本支", "出年初", "预算 7,", "307.73万", "元。"), "7307.73"),
        (("基本支出年初预算3", "00万元。"), "300"),  # no figure begins with 00
    ],
)
def test_a_line_break_within_a_word_or_number(lines: tuple[str, ...], value: str) -> None:
    assert budget(*lines) == [(BASIC, APPROVED, value, "万元")]


@pytest.mark.parametrize(
    "lines",
    [
        ("自2022.6", "25万元，项目支出决算1万元。"),
        ("基本支出2024.05万元。",),  # no stage
        ("基本支出、神秘经费分别为10万元、20万元。",),
        ("拨付张三985万元。",),
    ],
)
def test_what_has_more_than_one_reading_stops_the_run_with_its_place(
    lines: tuple[str, ...],
) -> None:
    with pytest.raises(ExtractionError, match=r"unknown words: page 1, line \d+: .*万元"):
        budget(*lines)


def test_a_figure_without_any_words_is_not_read() -> None:
    """A line with nothing but an amount, below a known heading (found by mutated reports)."""
    with pytest.raises(ExtractionError, match="1 budget figures .*line 5: 12.00万元"):
        read_budget(outline(document(*HEAD, "2.部门预算收入情况", "12.00万元。")))


def test_a_rank_is_quoted_as_printed() -> None:
    parts = outline(document(*HEAD, "无。", "三、年度重点工作", "满意率排名并列第９名。"))
    row = read_outcomes(parts, 2023).iloc[0]
    assert (row["value"], row["printed"]) == (9, "第９名")


def test_every_unknown_clause_is_listed() -> None:
    with pytest.raises(ExtractionError, match=r"2 budget figures .*甲经费1万元; .*乙经费2万元"):
        budget("甲经费1万元。", "项目支出决算3万元。", "乙经费2万元。")


@pytest.mark.parametrize(
    ("overview", "finance"),
    [
        ("一、单位基本概况", "二、部门整体支出情况"),
        ("（一）部门基本情况", "（二）预算执行情况"),
        ("第一部分 部门职能", "第三部分 整体支出情况"),
        ("1.部门（单位）概况", "3．部门预算执行情况"),
        ("(一)基本情况", "（四）资金使用情况"),
        ("部门概况", "部门收支情况"),
    ],
)
def test_section_titles_and_numbers_vary(overview: str, finance: str) -> None:
    parts = outline(document(overview, "编制20名。", finance, "基本支出决算1.00万元。"))
    assert [section.id for section in parts.sections] == ["overview", "finance"]
    assert len(read_budget(parts)) == 1


def test_a_chapter_above_a_section_of_the_same_kind_is_one_section() -> None:
    parts = outline(document("一、基本情况", "", "（一）部门概况", "编制20名。", *HEAD[2:], "无。"))
    assert [(s.id, s.heading.text) for s in parts.sections][0] == ("overview", "（一）部门概况")


def test_a_sentence_that_begins_like_a_title_is_none() -> None:
    parts = outline(document(*HEAD, "主要问题在于预算编制不够细化，基本支出偏高。", "无。"))
    assert [section.id for section in parts.sections] == ["overview", "finance"]


@pytest.mark.parametrize(
    ("sentence", "score", "grade"),
    [
        ("经自评，综合评分为97分，评价等级为“优”。", "97", "优"),
        ("自评得分90分，等级为良。", "90", "良"),
        ("本部门整体支出绩效自评得分为92.5分，自评等级为优秀。", "92.5", "优秀"),
        ("自评总分：88分。", "88", None),
        ("自评得分为96.5，绩效等级“优秀”。", "96.5", "优秀"),
        ("我局自评96.5分，等次为优。", "96.5", "优"),
        ("预算编制得分10分，部门整体得分为96.5分，评价结果为“优”。", "96.5", "优"),
        ("投入指标自评得分10分，过程指标自评得分30分，自评得分92分，等级为优。", "92", "优"),
        ("预算管理自评得分10分，自评得分5分，整体支出绩效自评得分92分，等级为优。", "92", "优"),
    ],
)
def test_scores_and_grades(sentence: str, score: str, grade: str | None) -> None:
    metadata = read_metadata(outline(document(*HEAD, "无。", "三、自评结论", sentence)))
    assert metadata.score is not None
    assert metadata.score.value == score
    assert (metadata.grade.value if metadata.grade else None) == grade


@pytest.mark.parametrize(
    "sentence",
    [
        "产出指标自评得分30分。",
        "河道项目自评得分90分，水库项目自评得分80分。",
        "预算执行率自评10分。",
        "自评得分2023年为历年最高。",
    ],
)
def test_the_score_of_a_part_is_not_that_of_the_report(sentence: str) -> None:
    metadata = read_metadata(outline(document(*HEAD, "无。", "三、自评结论", sentence)))
    assert metadata.score is None


@pytest.mark.parametrize(
    "cover",
    [
        ("某某区统计局", "2023年度部门整体支出绩效自评报告"),
        ("某某区统计局2023年部门整体支出绩效自评价报告",),
        ("某某区统计局 2023 年度单位整体支出", "绩效自评报告"),
    ],
)
def test_covers(cover: tuple[str, ...]) -> None:
    metadata = read_metadata(outline(document(*cover, *HEAD, "无。")))
    assert (metadata.department, metadata.year) == ("某某区统计局", 2023)


# The self-evaluation form, as cells and as lines of text.

FORM_HEAD = [
    "一级指标",
    "二级指标",
    "三级指标",
    "年度指标值",
    "实际完成值",
    "分值",
    "得分",
    "偏差原因",
]
FORM = [
    ["成本指标", "经济成本指标", "部门总成本", "≤985万元", "970.20万元", "10", "10", ""],
    ["产出指标", "数量指标", "举办培训", "≥12场", "15场", "20", "20", ""],
    ["", "质量指标", "培训合格率", "≥95%", "96.5%", "15", "15", ""],
    ["", "时效指标", "按时完成率", "100%", "90%", "15", "13.5", "疫情影响"],
    ["效益指标", "社会效益指标", "服务企业", "≥300家", "318家", "30", "30", ""],
    ["满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", "95%", "10", "9", "样本不足"],
    ["总分", "", "", "", "", "100", "97.5", ""],
]  # fmt: skip


def form_as_html() -> str:
    rows = [FORM_HEAD, *FORM]
    out = ["<html><body><p>一、部门概况</p><p>无。</p><p>二、收支情况</p><p>无。</p><table>"]
    for number, row in enumerate(rows):
        out.append("<tr>")
        for column, text in enumerate(row):
            if column == 0 and text == "" and number < len(rows) - 1:
                continue
            span = 3 if (column, text) == (0, "产出指标") else 1
            out.append(f"<td rowspan='{span}'>{html.escape(text)}</td>")
        out.append("</tr>")
    return "".join([*out, "</table></body></html>"])


def form_from_html(folder: Path) -> Outline:
    path = folder / "form.html"
    path.write_text(form_as_html(), "utf-8")
    return outline(read_document(path))


def form_as_lines() -> Outline:
    lines = ["  ".join(text for text in row if text) for row in [FORM_HEAD, *FORM]]
    return outline(document(*HEAD, "无。", "附件：部门整体支出绩效自评表", *lines))


@pytest.mark.parametrize("form", ["cells", "lines"])
def test_the_self_evaluation_form(form: str, tmp_path: Path) -> None:
    parts = form_from_html(tmp_path) if form == "cells" else form_as_lines()
    table = read_indicators(parts)
    shown = table[["level2", "level3", "name", "target", "actual", "weight", "score"]]
    assert [tuple(row) for row in shown.itertuples(index=False)] == [
        ("成本", "经济成本", "部门总成本", "≤985万元", "970.20万元", Decimal(10), Decimal(10)),
        ("产出", "数量", "举办培训", "≥12场", "15场", Decimal(20), Decimal(20)),
        ("产出", "质量", "培训合格率", "≥95%", "96.5%", Decimal(15), Decimal(15)),
        ("产出", "时效", "按时完成率", "100%", "90%", Decimal(15), Decimal("13.5")),
        ("效益", "社会效益", "服务企业", "≥300家", "318家", Decimal(30), Decimal(30)),
        ("满意度", "服务对象满意度", "群众满意度", "≥90%", "95%", Decimal(10), Decimal(9)),
    ]
    assert list(table["deviation"]) == [None, None, None, "疫情影响", None, "样本不足"]
    assert list(table["status"]) == [
        "met",
        "exceeded",
        "exceeded",
        "missed",
        "exceeded",
        "exceeded",
    ]
    assert table["attainment_pct"][0] is None  # not to exceed: less is not worse
    assert table["attainment_pct"][1] == Decimal("125.00")
    weights = table.groupby("level2")["weight"].sum().to_dict()
    assert weights == {"成本": 10, "产出": 50, "效益": 30, "满意度": 10}


def test_a_line_of_the_form_that_fits_its_head_in_no_way_stops_the_run() -> None:
    row = "数量指标 举 办 培 训 三 期 ≥12场 15场 20 20"
    parts = outline(document(*HEAD, "无。", " ".join(FORM_HEAD), row))
    with pytest.raises(ExtractionError, match=r"line 6: the row '数量指标 举 办 培 训.*in no ways"):
        read_indicators(parts)


# Budget tables.

BUDGET_TABLE = """<html><body><p>一、部门概况</p><p>无。</p><p>二、收支情况</p>
<p>部门整体支出决算970.20万元。</p><p>单位：{unit}</p>
<table><tr><td>项目</td><td>年初预算数</td><td>全年预算数（A）</td><td>全年执行数（B）</td>
<td>分值</td><td>执行率</td></tr>
<tr><td>年度资金总额</td><td>9,850,000.00</td><td>10205000.00</td><td>9,702,000.37</td><td>10</td>
<td>95.07%</td></tr>
<tr><td>其中：基本支出</td><td>5,050,000.00</td><td></td><td>0.00</td><td>-</td><td></td></tr>
</table></body></html>"""


def budget_table(folder: Path, page: str) -> pd.DataFrame:
    path = folder / "budget.html"
    path.write_text(page, "utf-8")
    return read_budget(outline(read_document(path)))


def test_a_table_in_yuan_to_the_cent_beside_text_in_wan(tmp_path: Path) -> None:
    table = budget_table(tmp_path, BUDGET_TABLE.format(unit="元"))
    rows = [(r.item, r.phase, str(r.value), r.unit, r.printed) for r in table.itertuples()]
    assert rows == [
        (WHOLE, OUTTURN, "970.20", "万元", "970.20万元"),
        (WHOLE, APPROVED, "9850000.00", "元", "9,850,000.00"),
        (WHOLE, REVISED, "10205000.00", "元", "10205000.00"),
        (WHOLE, OUTTURN, "9702000.37", "元", "9,702,000.37"),
        (WHOLE, "rate", "95.07", "%", "95.07%"),
        (BASIC, APPROVED, "5050000.00", "元", "5,050,000.00"),
        (BASIC, OUTTURN, "0.00", "元", "0.00"),  # a zero is a figure, a blank is none
    ]


def test_a_table_without_a_unit_or_with_an_unknown_item_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="年度资金总额 9,850,000.00 .no unit"):
        budget_table(tmp_path, BUDGET_TABLE.replace("单位：{unit}", ""))
    with pytest.raises(ExtractionError, match="神秘支出 5,050,000.00 .item not known"):
        budget_table(tmp_path, BUDGET_TABLE.format(unit="元").replace("基本支出", "神秘支出"))


def test_a_bridge_inside_an_indicator_cell_is_read_figure_by_figure(tmp_path: Path) -> None:
    actual = "年初总预算600万元，划拨其他单位141.5万元，调整至458.5万元，实际支付458.5万元。"
    page = form_as_html().replace("970.20万元", actual)
    path = tmp_path / "bridge.html"
    path.write_text(page, "utf-8")
    outcomes = read_outcomes(outline(read_document(path)), 2023)
    values = outcomes.loc[outcomes["unit"] == "万元", "value"].tolist()
    assert values == [Decimal("600"), Decimal("141.5"), Decimal("458.5"), Decimal("458.5")]


def test_a_figure_whose_unit_stands_behind_other_lines_is_not_read_but_listed() -> None:
    """Its quote held the digits alone. Behind a blank line the unit is its own."""
    whole = outline(document(*HEAD, "无。", "三、年度重点工作", "共受理业务107", "", "宗。"))
    assert read_outcomes(whole, 2023)["printed"].tolist() == ["107宗"]
    work = whole.section("work")
    between = replace(work, lines=(work.lines[0], *work.lines[2:]))
    lines = list(whole.document.lines)
    lines[lines.index(work.lines[1])] = work.lines[1]._replace(text="另一栏")
    torn = replace(
        whole,
        document=replace(whole.document, lines=tuple(lines)),
        sections=tuple(between if section is work else section for section in whole.sections),
    )
    assert read_outcomes(torn, 2023).empty
    unread = unread_numbers(torn)
    assert unread[["printed", "reason"]].to_numpy().tolist() == [["107宗", "no_unit"]]


def test_a_figure_that_a_line_may_have_cut_is_not_read_but_listed() -> None:
    parts = outline(document(*HEAD, "无。", "三、年度重点工作", "共受理业务15", "8万宗。"))
    assert read_outcomes(parts, 2023).empty
    assert "perhaps_cut_by_the_end_of_a_line" in set(unread_numbers(parts)["reason"])
