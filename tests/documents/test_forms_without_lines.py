"""Forms without lines: a level stands for the rows that its place tells, or for none."""

from __future__ import annotations

from pathlib import Path

import pdf_made
import pytest
from forms_typeset import as_pdf
from pdf_made import made, rows
from reportlab.pdfgen.canvas import Canvas

from jixiao.extract.forms.read import FormsRead, read_forms
from jixiao.grid import grids
from jixiao.source.child import read_here
from jixiao.source.limits import Limits

HEAD = """项目支出绩效自评表

项目名称 | 河道清淤 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值
"""
THREE_AND_ONE = """产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12.5公里 | 20
^ | ^ | 清淤方量 | ≥8万方 | 8.2万方 | 20
^ | ^ | 清理垃圾 | ≥30吨 | 31吨 | 20
效益指标 | 社会效益指标 | 受益村庄 | ≥6个 | 6个 | 30
"""
TWO_AND_ONE = """产出指标 | 数量指标 | 清淤长度 | ≥12公里 | 12.5公里 | 20
^ | ^ | 清淤方量 | ≥8万方 | 8.2万方 | 20
效益指标 | 社会效益指标 | 受益村庄 | ≥6个 | 6个 | 30
"""
# The levels stand in the second row of four: neither in the first, nor in the middle.
OFF = """ | | 清淤长度 | ≥12公里 | 12.5公里 | 20
产出指标 | 数量指标 | 清淤方量 | ≥8万方 | 8.2万方 | 20
 | | 清理垃圾 | ≥30吨 | 31吨 | 20
 | | 拆除围网 | ≥40处 | 41处 | 10
效益指标 | 社会效益指标 | 受益村庄 | ≥6个 | 6个 | 30
"""


def read(text: str, folder: Path) -> FormsRead:
    path = folder / "form.pdf"
    path.write_bytes(as_pdf(HEAD + text, "none"))
    document = read_here(path, Limits())
    return read_forms(document, grids(document))


def levels(found: FormsRead) -> dict[str, tuple[str | None, str | None]]:
    return {row.name: (row.level2, row.level3) for row in found.indicators.itertuples()}


@pytest.mark.parametrize("rows", [THREE_AND_ONE, TWO_AND_ONE])
def test_a_level_stands_for_the_rows_in_whose_middle_it_is(rows: str, tmp_path: Path) -> None:
    found = levels(read(rows, tmp_path))
    assert found["清淤长度"] == found["清淤方量"] == ("产出", "数量")
    assert found["受益村庄"] == ("效益", "社会效益")
    assert len(found) == rows.count("≥")


def test_a_level_that_stands_for_no_certain_rows_is_listed(tmp_path: Path) -> None:
    found = read(OFF, tmp_path)
    assert set(levels(found).values()) == {(None, None)}
    assert len(levels(found)) == 5
    assert {"产出指标", "数量指标", "社会效益指标"} <= {item.text for item in found.unread}


DRAWN = Path(__file__).resolve().parents[1] / "golden" / "forms_made"
RUN_TOGETHER = {
    "chongqing": ("target", {"保洁面积", "垃圾清运及时率"}),  # 调整指标值全年完成值 over one column
    "ezhou_target": ("name", set()),  # 二级指标三级指标
}


@pytest.mark.parametrize("form", RUN_TOGETHER)
def test_what_runs_together_is_listed_and_nothing_stands_for_it(form: str, tmp_path: Path) -> None:
    found = drawn(form, tmp_path)
    names = {row.name for row in found.indicators.itertuples()}
    column, known = RUN_TOGETHER[form]
    assert known <= names
    assert "反映办公大楼全年维修维护情况" not in names
    if form == "chongqing":
        assert set(found.indicators[column]) == {None}
    texts = {item.text for item in found.unread}
    assert texts & {"28 28", "二级指标三级指标"}


def drawn(form: str, folder: Path) -> FormsRead:
    path = folder / "form.pdf"
    path.write_bytes(as_pdf((DRAWN / f"{form}.txt").read_text("utf-8"), "none"))
    document = read_here(path, Limits())
    return read_forms(document, grids(document))


def test_a_term_beside_the_middle_of_its_rows_is_that_of_all(tmp_path: Path) -> None:
    rows = drawn("long_and_year", tmp_path).indicators
    assert list(rows["term_target"]) == ["900户", "100%", None, None, None]
    assert list(rows["target"]) == [None, None, "300户", "100%", "4200人"]


def test_points_in_names_of_rows_that_run_together_are_each_their_own(tmp_path: Path) -> None:
    rows = drawn("neimenggu", tmp_path).indicators
    assert [str(weight) for weight in rows["weight"]] == ["20", "30", "30", "10"]


def test_a_label_that_runs_into_a_name_is_none_of_it(tmp_path: Path) -> None:
    names = set(drawn("chongqing_department", tmp_path).indicators["name"])
    assert "管理制度健全性" in names


def test_two_forms_side_by_side_have_each_their_own_rows(tmp_path: Path) -> None:
    """Rows of the second were of the first, and both totals of neither."""
    found = drawn("side_by_side", tmp_path)
    totals = zip(found.projects["name"], map(str, found.projects["total_score"]), strict=True)
    assert list(totals) == [("儿童节活动", "98"), ("重阳节活动", "97")]
    assert list(found.indicators["project"]) == [1, 1, 1, 2, 2, 2]


def test_rows_near_a_label_between_them_stay_two(tmp_path: Path) -> None:
    rows = drawn("hunan_special", tmp_path).indicators
    assert len(rows) == 7
    told = set(zip(rows["name"], rows["target"], rows["actual"], strict=True))
    assert ("政策性挂账利息补贴保障率", "100%", "无") in told
    assert ("粮食储备设备维护及安全性", "高", "高") in told


def test_rows_of_whole_marks_are_no_part_of_the_head(tmp_path: Path) -> None:
    rows = drawn("gansu", tmp_path).indicators
    assert list(rows["name"])[:2] == ["开放天数", "新增图书册数"]
    assert [str(score) for score in rows["score"]] == ["15", "14.58", "20", "30", "10"]


def test_labels_and_values_above_a_head_are_no_part_of_it(tmp_path: Path) -> None:
    project = drawn("hainan", tmp_path).projects.iloc[0]
    assert project["name"] == "椰林防护"
    assert [str(project[c]) for c in ("approved", "revised", "outturn")] == [
        "60.00",
        "55.00",
        "55.00",
    ]
    assert set(drawn("ezhou_blank", tmp_path).projects["name"]) == {"市民中心物业费"}


def test_a_row_with_one_mark_below_names_of_all_columns_is_a_row(tmp_path: Path) -> None:
    rows = drawn("sichuan_marks", tmp_path).indicators
    assert len(rows) == 11
    assert "相关性（5分）" in set(rows["name"])


def test_the_label_of_a_block_is_no_level(tmp_path: Path) -> None:
    rows = drawn("beijing", tmp_path).indicators
    assert list(rows["level2"]) == ["产出"] * 3 + ["成本", "效益", "满意度"]


def test_targets_of_two_sets_that_nothing_tells_apart_are_listed(tmp_path: Path) -> None:
    found = drawn("target_of_term", tmp_path)
    assert "≥1000个" not in set(found.indicators["target"])
    assert "≥1000个" in {item.text for item in found.unread}


def test_rows_of_words_beside_the_middle_of_a_level_stay_two(tmp_path: Path) -> None:
    """Their level stood between them, near to both: names and targets ran together."""

    def draw(canvas: Canvas) -> None:
        lefts = (60, 150, 270, 430)
        lines = [
            (500, ["一级指标", "二级指标", "三级指标", "指标值"]),
            (484, ["产出指标", "数量指标", "用车次数", "≥60次"]),
            (468, ["产出指标", "时效指标", "响应时间", "≤1小时"]),
            (452, ["", "", "保障履行职能", "保障程度"]),
            (444, ["效益指标", "社会效益指标", "", ""]),
            (436, ["", "", "出行便捷率", "提高程度"]),
            (420, ["满意度指标", "服务对象满意度指标", "用车满意度", "≥95%"]),
        ]
        for y, words in lines:
            for left, word in zip(lefts, words, strict=True):
                canvas.drawString(left, y, word)

    texts = [cell for row in rows(pdf_made.read(made(draw, size=(842, 595)))) for cell in row]
    assert {"保障履行职能", "出行便捷率", "保障程度", "提高程度"} <= set(texts)


def test_an_office_that_runs_into_the_next_label_is_listed(tmp_path: Path) -> None:
    def offices(office: str) -> tuple[object, list[str]]:
        text = f"主管部门 | {office} | < | 水务站 | < | <\n{THREE_AND_ONE}"
        found = read(text, tmp_path)
        return found.projects.iloc[0]["office"], [item.text for item in found.unread]

    assert offices("某某市水务局")[0] == "某某市水务局"
    office, listed = offices("某某市水务局实施单位")
    assert office is None
    assert "某某市水务局实施单位" in listed
