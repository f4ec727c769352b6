"""Traps in the sentences of a self-evaluation: no figure is another stage's, item's or reading's."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.extract.extraction import document_report
from jixiao.source.text import document_from_text

TEXT = """清河市水利局2023年度部门整体支出绩效自评报告
一、部门基本情况
市水利局负责全市水资源管理。
二、部门整体收支情况
2023年部门年初预算9,862.40万元，其中：基本支出3,215.60万元，项目支出6,646.80万元。年中调增1,204.35万元，\
全年预算数11,066.75万元。全年实际支出10,231.58万元，预算执行率92.45%。其中：基本支出3,198.22万元，\
项目支出7,033.36万元。
三、绩效自评情况
经自评，2023年部门整体支出绩效自评得分93.6分，评定等级为“优”。
四、存在的主要问题
部分项目前期工作不充分。
五、下一步改进措施
加强项目储备。
"""
OUTTURN = "全年实际支出10,231.58万元"
RATE = "预算执行率92.45%"
PARTS = "其中：基本支出3,198.22万元，项目支出7,033.36万元"
RIGHT = {
    ("expenditure", "approved", "9862.40"),
    ("expenditure.basic", "approved", "3215.60"),
    ("expenditure.project", "approved", "6646.80"),
    ("expenditure", "adjustment", "1204.35"),
    ("expenditure", "revised", "11066.75"),
    ("expenditure", "outturn", "10231.58"),
    ("expenditure", "rate", "92.45"),
    ("expenditure.basic", "outturn", "3198.22"),
    ("expenditure.project", "outturn", "7033.36"),
}


SCORE = "经自评，2023年部门整体支出绩效自评得分93.6分，评定等级为“优”。"


def found(text: str, data: Path) -> tuple[set[tuple[str, str, str]], list[str]]:
    document = document_from_text(text.encode(), Path("report.txt"))
    report = document_report(document, department="water-bureau", year=2023, data=data)
    rows = {(row.item, row.phase, str(row.value)) for row in report.tables["budget"].itertuples()}
    return rows, [entry["words"] for entry in report.about.get("unread", ())]


def test_the_text_without_a_trap(data: Path) -> None:
    assert found(TEXT, data)[0] == RIGHT


# What stands for the sentence of the outturn: its figure is none, and the parts below are no stage's.
NO_FIGURES = [
    "全年实际支出10,231.58①万元",
    "全年实际支出10,231.58[1]万元",
    "全年实际支出10,231.58¹万元",
    "全年实际支出10,231.58*万元",
    "全年实际支出10,231.58余万元",
    "全年实际支出（万元）10,231.58",
    "全年实际支出10,231.58",
    "全年实际支出10,231.58万美元",
    "全年实际支出10，231。58万元",
    "全年实际支出\u202e85.132,01\u202c万元",
    "全年实际支出10,231.5\u03368\u0336万元",
    "全年实际支出9,999.99万元（应为10,231.58万元）",
    "全年实际支出9,999.99万元（有误）",
    "全年实际支出10,231.58-10,300.00万元",
    "全年实际支出9,999.99万元至10,231.58万元",
    "全年实际支出约10,231.58万元",
]


@pytest.mark.parametrize("words", NO_FIGURES)
def test_parts_behind_a_number_that_is_no_figure_are_of_no_stage(words: str, data: Path) -> None:
    rows, unread = found(TEXT.replace(OUTTURN, words), data)
    assert rows <= RIGHT
    assert not rows & {row for row in RIGHT if row[1] in ("outturn", "rate")}
    assert any("3,198.22" in text for text in unread)
    assert any(part in text for part in ("58", "9,999.99", "132", "231.5") for text in unread)


@pytest.mark.parametrize(
    "words",
    [
        "全年实际支出    万元",
        "全年实际支出____万元",
        "全年实际支出××万元",
        "全年实际支出（万元）",
        "全年实际支出",
    ],
)
def test_parts_behind_a_stage_whose_figure_is_missing_are_of_no_other(
    words: str, data: Path
) -> None:
    rows, unread = found(TEXT.replace(OUTTURN, words), data)
    assert rows <= RIGHT
    assert not rows & {row for row in RIGHT if row[1] == "outturn"}
    assert any("3,198.22" in text for text in unread)


def test_parts_behind_a_figure_of_another_year_are_of_no_stage(data: Path) -> None:
    words = "上年实际支出9,999.99万元，全年实际支出10,231.58万元"
    assert found(TEXT.replace(OUTTURN, words), data)[0] <= RIGHT


@pytest.mark.parametrize("verb", ["为", "用于", "属于", "是"])
def test_a_figure_whose_item_is_named_behind_it_is_of_no_other(verb: str, data: Path) -> None:
    words = f"其中：3,198.22万元{verb}基本支出，7,033.36万元{verb}项目支出"
    rows, unread = found(TEXT.replace(PARTS, words), data)
    assert rows <= RIGHT
    assert any("3,198.22" in text for text in unread)


def test_a_range_of_rates_is_no_rate(data: Path) -> None:
    rows, unread = found(TEXT.replace(RATE, "预算执行率90%-92.45%"), data)
    assert rows <= RIGHT
    assert any("90%" in text for text in unread)


def test_a_second_rate_of_the_same_item_in_its_sentence_may_be_anothers(data: Path) -> None:
    words = "其中基本支出预算执行率99.46%，预算执行率92.45%"
    rows, unread = found(TEXT.replace(RATE, words), data)
    assert rows <= RIGHT | {("expenditure.basic", "rate", "99.46")}
    assert any("92.45" in text for text in unread)


@pytest.mark.parametrize(
    "words",
    [
        "全年实际支出10,231.58万元①",
        "全年实际支出10,231.58万元[1]",
        "全年实际支出 10,231.58 万 元",
        "2022年实际支出9,999.99万元，2023年全年实际支出10,231.58万元",
    ],
)
def test_what_stands_beside_a_figure_leaves_it(words: str, data: Path) -> None:
    assert found(TEXT.replace(OUTTURN, words), data)[0] == RIGHT


def test_score_and_grade_of_the_year_before_are_not_the_years(data: Path) -> None:
    words = "上年自评得分95.0分，评定等级为“优”；本年自评得分83.6分，评定等级为“良”。"
    document = document_from_text(TEXT.replace(SCORE, words).encode(), Path("report.txt"))
    report = document_report(document, department="water-bureau", year=2023, data=data)
    assert (report.about["self_score"], report.about["grade"]) == ("83.6", "良")
