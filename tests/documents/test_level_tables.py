"""Statements without upright lines: each figure in its row and column, or listed; none is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import other_cities_accounts as accounts
import other_cities_budgets as budgets
import pytest
from level_drawn import STYLES, drawn
from other_cities import Means, Paper, Row, Table
from other_cities_read import differences, report_of
from pdf_made import made, read, rows
from reportlab.pdfgen.canvas import Canvas

from jixiao.report import Report

PAPERS = [*accounts.papers(), *budgets.papers()]


def some(paper: Paper, *kinds: str) -> Paper:
    return replace(paper, tables=[table for table in paper.tables if table.kind in kinds])


@pytest.mark.parametrize("style", ["none", "none-left", "booktabs", "head"])
def test_figures_stand_in_their_rows_and_columns(style: str, tmp_path: Path) -> None:
    paper = some(PAPERS[0], "income", "general_expenditure", "general_basic")
    report = report_of(tmp_path / "paper.pdf", drawn(paper, STYLES[style]))
    assert differences(report, paper.truth()) == ([], [])


@pytest.mark.parametrize("style", sorted(STYLES))
def test_no_figure_is_wrong_in_any_style(style: str, tmp_path: Path) -> None:
    paper = some(PAPERS[9], "income", "expenditure", "project")
    report = report_of(tmp_path / "paper.pdf", drawn(paper, STYLES[style]))
    wrong, _ = differences(report, paper.truth())
    assert wrong == []


def test_a_frame_around_level_rules_takes_no_figure_from_its_column(tmp_path: Path) -> None:
    paper = some(PAPERS[9], "income", "expenditure")
    style = replace(STYLES["rows-top"], framed=True)
    report = report_of(tmp_path / "paper.pdf", drawn(paper, style))
    wrong, missing = differences(report, paper.truth())
    assert wrong == []
    assert len(missing) * 5 < len(paper.truth())


def of_offices(*counts: int, stand: str, path: Path) -> Report:
    """A table of projects without lines: each office is printed once, for so many rows."""
    rows: list[Row] = []
    for office, count in zip("甲乙丙", counts, strict=True):
        for at in range(count):
            name = f"{office}区第{'一二三四五'[at]}项经费"
            shown = f"福海市{office}区财政局" if at == 0 else "^"
            rows.append([shown, name, f"{len(rows) + 10}.50", f"{len(rows) + 10}.50"])
    head: list[Row] = [["单位名称", "项目名称", "合计", "一般公共预算"]]
    means: list[Means] = [None] * len(rows)
    columns: list[Means] = [None] * 4
    table = Table("project", "项目支出表", "表10", "万元", head, rows, columns, means)
    paper = Paper("", ["福海市财政局", "2024年部门预算"], [table], "", 2024, "福海市财政局")
    return report_of(path / "paper.pdf", drawn(paper, replace(STYLES["none"], stand=stand)))


def wrong_offices(report: Report) -> list[str]:
    if "statements" not in report.tables:
        return []  # all are listed
    names = report.tables["statements"]["name"]
    return [name for name in names if "/" in name and name[3] != name.partition(" / ")[2][0]]


@pytest.mark.parametrize("counts", [(2, 2, 2), (5, 2, 4), (1, 3, 5)])
def test_an_office_in_the_middle_of_its_rows_is_no_other_rows_office(
    counts: tuple[int, int, int], tmp_path: Path
) -> None:
    report = of_offices(*counts, stand="middle", path=tmp_path)
    assert wrong_offices(report) == []


def test_an_office_in_the_first_of_its_rows_is_that_of_all(tmp_path: Path) -> None:
    report = of_offices(5, 2, 4, stand="top", path=tmp_path)
    assert wrong_offices(report) == []
    assert len(report.tables["statements"]) == 22
    assert all("/" in name for name in report.tables["statements"]["name"])


def test_lines_of_running_text_are_no_rows() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "2024年度本部门面向中小企业预留政府采购项目 预算金额")
        canvas.drawString(72, 684, "225.10 万元，面向小微企业预留政府采购项目预算金额 164.87")
        canvas.drawString(72, 668, "万元。")

    assert read(made(draw)).tables == ()


def statement_set_left(codes: list[str]) -> list[list[str]]:
    """A statement without lines, its heads centred, codes and names set left; no row has the first column."""

    def draw(canvas: Canvas) -> None:
        middles = (80, 220, 360, 500, 620, 740)
        for middle, head in zip(
            middles,
            ["预算单位", "科目编码", "科目名称", "支出总计", "基本支出", "项目支出"],
            strict=True,
        ):
            canvas.drawCentredString(middle, 500, head)
        for at, code in enumerate(codes):
            y = 480 - 16 * at
            canvas.drawString(155, y, code)
            canvas.drawString(292, y, "劳务费")
            for middle in middles[3:]:
                canvas.drawRightString(middle + 55, y, f"{at + 1},134.25")

    return rows(read(made(draw, size=(842, 595))))


@pytest.mark.parametrize(
    "codes", [["302", "30226", "30227"], ["30225", "30226", "30227"]], ids=["mixed", "one-length"]
)
def test_a_column_set_left_has_the_centred_head_at_its_right(codes: list[str]) -> None:
    found = statement_set_left(codes)
    assert found[0][:3] == ["预算单位", "科目编码", "科目名称"]
    assert [row[:3] for row in found[1:]] == [["", code, "劳务费"] for code in codes]


def test_second_codes_set_left_are_no_part_of_the_name_before_them() -> None:
    def draw(canvas: Canvas) -> None:
        middles = (80, 200, 340, 460, 600, 720)
        heads = ["部门科目编码", "部门科目名称", "政府科目编码", "政府科目名称", "合计", "人员经费"]
        for middle, head in zip(middles, heads, strict=True):
            canvas.drawCentredString(middle, 500, head)
        for at, name in enumerate(["基本工资", "津贴补贴", "奖金"]):
            y = 480 - 16 * at
            canvas.drawString(62, y, f"3010{at + 1}")
            canvas.drawString(170, y, name)
            canvas.drawString(273, y, "50101")
            canvas.drawString(432, y, "工资奖金津补贴")
            canvas.drawRightString(655, y, f"{at + 1},134.25")
            canvas.drawRightString(775, y, f"{at + 1},134.25")

    found = rows(read(made(draw, size=(842, 595))))
    assert found[0][:4] == ["部门科目编码", "部门科目名称", "政府科目编码", "政府科目名称"]
    assert found[1][:4] == ["30101", "基本工资", "50101", "工资奖金津补贴"]


def test_a_sentence_below_the_marks_of_a_row_does_not_stop_the_reading() -> None:
    """The row above the sentence was looked at from it again and again, without end."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "年度")
        canvas.drawString(172, 700, "合计")
        for at, figure in enumerate(["2022", "29.44", "0", "21.44", "8", "0"]):
            canvas.drawString(150 + 50 * at, 684, figure)
        for at, text in enumerate(["培训支出", "2021", "32.06", "0", "27.06", "压缩支出。"]):
            canvas.drawString(72 + 78 * at, 668, text)

    assert "32.06" in "".join(line.text for line in read(made(draw)).lines)


def test_class_and_group_of_a_code_are_two_columns() -> None:
    """类 款 were taken for one word that is set apart, as 项 目 is: the row had the second code alone."""

    def draw(canvas: Canvas) -> None:
        middles = (70, 100, 200, 300, 330, 430, 560, 680)
        heads = ["类", "款", "部门经济分类科目", "类", "款", "政府经济分类科目", "合计", "小计"]
        for middle, head in zip(middles, heads, strict=True):
            canvas.drawCentredString(middle, 500, head)
        for at, name in enumerate(["基本工资", "津贴补贴", "绩效工资"]):
            y = 480 - 16 * at
            for middle, code in zip(middles[:5], ["301", "07", name, "505", "01"], strict=True):
                canvas.drawCentredString(middle, y, code)
            canvas.drawString(395, y, "工资福利支出")
            canvas.drawRightString(590, y, f"{at + 1},134.25")
            canvas.drawRightString(710, y, f"{at + 1},134.25")

    found = rows(read(made(draw, size=(842, 595))))
    assert found[0][:6] == ["类", "款", "部门经济分类科目", "类", "款", "政府经济分类科目"]
    assert found[1][:6] == ["301", "07", "基本工资", "505", "01", "工资福利支出"]


def test_figures_set_left_below_no_head_are_no_part_of_the_name_before_them() -> None:
    """Amounts without decimals stood left of 合计: 办公经费 was named 办公经费12000."""

    def draw(canvas: Canvas) -> None:
        for middle, head in zip(
            (80, 220, 400, 540, 680),
            ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
            strict=True,
        ):
            canvas.drawCentredString(middle, 500, head)
        for at, (total, staff) in enumerate([("6.50", "0"), ("12000", "0"), ("7.25", "7.25")]):
            y = 480 - 16 * at
            canvas.drawString(62, y, f"3020{at + 1}")
            canvas.drawString(170, y, "办公经费")
            for left, amount in ((330, total), (470, staff), (610, total)):
                if "." in amount:
                    canvas.drawRightString(left + 110, y, amount)
                else:
                    canvas.drawString(left, y, amount)

    table = read(made(draw, size=(842, 595))).tables[0]
    assert [row[1].text for row in table.grid() if row[1]] == ["科目名称", *["办公经费"] * 3]
    assert [cell.columns for cell in table.cells if cell.text == "科目名称"] == [1]


def test_a_figure_set_right_in_a_column_set_left_is_not_of_the_next() -> None:
    """It stood nearer to 备注 than to 指标值, and was read as what a remark says."""

    def draw(canvas: Canvas) -> None:
        lines = [
            ["一级指标", "二级指标", "指标内容", "指标值", "备注"],
            ["产出指标", "数量指标", "评审项目", "600", ""],
            ["", "数量指标", "科技活动周参加人数", "20000", ""],
            ["", "时效指标", "各项工作按时完成率", "大于95%", ""],
            ["", "成本指标", "委托事项", "", ""],
            ["效益指标", "社会效益指标", "管理信息化水平", "较大提升", ""],
        ]
        for at, words in enumerate(lines):
            y = 480 - 18 * at
            canvas.line(140 if at in (2, 3, 4) else 40, y + 13, 800, y + 13)
            for left, word in zip((44, 140, 250, 560, 740), words, strict=True):
                canvas.drawString(left, y, word)
            if words[3] == "":
                canvas.drawRightString(732, y, "85.1")
        canvas.line(40, 385, 800, 385)

    found = rows(read(made(draw, size=(842, 595))))
    row = next(row for row in found if "委托事项" in row)
    assert row[row.index("委托事项") + 1 :] == ["85.1", ""]
