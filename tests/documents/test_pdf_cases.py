"""The PDF files of tests/cases: each holds one trap, its README has the right answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.source import Document, join, read_document
from jixiao.source.limits import Limits
from jixiao.source.pdf import read_pdf

CASES = Path(__file__).resolve().parents[1] / "cases"
TRAPS = ("9,999.99", "8,888.88")
SENTENCES = (
    "2023年部门年初预算9,862.40万元，其中：基本支出3,215.60万元，项目支出6,646.80万元。",
    "年中调增1,204.35万元，全年预算数11,066.75万元。",
    "全年实际支出10,231.58万元，预算执行率92.45%。",
    "其中：基本支出3,198.22万元，项目支出7,033.36万元。",
)
HEAD = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
ROWS = (
    HEAD,
    ("产出指标", "数量指标", "新建改建供水管网长度", "≥85公里", "88.6公里", "15", "15"),
    ("产出指标", "数量指标", "小型水库除险加固", "12宗", "11宗", "15", "12"),
    ("效益指标", "社会效益指标", "新增受益人口", "≥5万人", "5.3万人", "20", "20"),
)
# All that is read of them is what the control says.
AS_THE_CONTROL = (
    "pdf00_control",
    "pdf01_no_tounicode_unembedded_cid_font",
    "pdf03_kangxi_radicals",
    "pdf06_text_outside_cropbox",
    "pdf07_covered_in_budget_section",
    "pdf07_invisible_and_white_text",
    "pdf08_level_watermark",
    "pdf11_fake_bold_and_shadow",
    "pdf12_three_line_table",
    "pdf12b_no_rules",
)


def read(name: str) -> Document:
    return read_pdf((CASES / f"{name}.pdf").read_bytes(), name, Limits())


def running(document: Document) -> str:
    cells = {line.number for table in document.tables for line in table.lines}
    return join(line for line in document.lines if line.number not in cells).text


def rows(document: Document, table: int = 0) -> tuple[tuple[str, ...], ...]:
    grid = document.tables[table].grid()
    return tuple(tuple(cell.text if cell else "" for cell in row) for row in grid)


def aside(document: Document, reason: str) -> list[str]:
    return [aside.text for aside in document.asides if aside.reason == reason]


@pytest.mark.parametrize("name", AS_THE_CONTROL)
def test_the_trap_changes_nothing_that_is_read(name: str) -> None:
    document = read(name)
    text = running(document)
    assert all(sentence in text for sentence in SENTENCES)
    assert "得分93.6分，评定等级为“优”" in text
    assert rows(document) == ROWS
    assert not any(trap in line.text for line in document.lines for trap in TRAPS)


def test_every_pdf_case_has_a_test() -> None:
    names = {path.stem for path in CASES.glob("pdf*.pdf")}
    own = {"pdf04b_continued_sideways", "pdf05_page_rotated_90", "pdf07_tr3_in_budget_section"}
    own |= {"pdf09_numbers_wrapped_in_narrow_cells", "pdf10_row_over_page_break"}
    own |= {"pdf13_form_field_value", "pdf15_two_columns"}
    assert names == own | set(AS_THE_CONTROL)


def test_a_table_that_goes_on_sideways_is_read_in_its_direction() -> None:
    document = read("pdf04b_continued_sideways")
    assert rows(document) == ROWS[:3]
    assert rows(document, 1)[0] == HEAD
    assert rows(document, 1)[1] == ROWS[3]
    assert rows(document, 1)[2][2:] == ("用水户满意度", "≥90%", "81.4%", "10", "7")
    sideways = document.tables[1]
    assert sideways.page == 2
    size = document.layouts[2]
    assert all(
        cell.box and cell.box.right <= size.width and cell.box.bottom <= size.height
        for cell in sideways.cells
    )


def test_a_turned_page_is_read_upright_and_what_it_cuts_off_is_listed() -> None:
    document = read("pdf05_page_rotated_90")
    assert [row[:6] for row in rows(document)] == [row[:6] for row in ROWS]
    assert aside(document, "outside")[:4] == ["得分", "15", "12", "20"]


def test_text_outside_the_visible_page_is_set_aside() -> None:
    assert aside(read("pdf06_text_outside_cropbox"), "outside") == [
        "旧稿：全年实际支出9,999.99万元，预算执行率90.00%。"
    ]


@pytest.mark.parametrize(
    ("name", "count"),
    [("pdf07_covered_in_budget_section", 1), ("pdf07_invisible_and_white_text", 2)],
)
def test_hidden_text_is_set_aside(name: str, count: int) -> None:
    hidden = aside(read(name), "hidden")
    assert len(hidden) == count
    assert all(any(trap in text for trap in TRAPS) for text in hidden)


def test_what_an_invisible_render_mode_hides_is_listed_whole() -> None:
    """The mode is never set back in this file: nothing behind it shows on the page."""
    document = read("pdf07_tr3_in_budget_section")
    assert all(sentence in running(document) for sentence in SENTENCES)
    hidden = aside(document, "hidden")
    assert hidden[0] == "本年支出9,999.99万元，预算完成率90.36%。"
    assert "加强项目储备。" in hidden
    assert not any(cell.lines for cell in document.tables[0].cells)


def test_a_watermark_is_set_aside() -> None:
    assert aside(read("pdf08_level_watermark"), "watermark") == ["内部资料 2023 严禁外传"] * 8


def test_a_number_that_wraps_in_its_cell_is_one() -> None:
    assert rows(read("pdf09_numbers_wrapped_in_narrow_cells"))[1:] == (
        ("产出指标", "成本指标", "项目总成本", "≤14,884.55万元", "14,231.58万元", "15", "15"),
        ("产出指标", "数量指标", "服务人次", "≥1,234,567人次", "1,334,567人次", "15", "15"),
    )


def test_a_row_over_a_page_break_keeps_all_its_words() -> None:
    document = read("pdf10_row_over_page_break")
    assert rows(document)[2][2:5] == ("小型水库除险加固（含病险水", "12宗", "11宗")
    assert rows(document, 1)[0][2:5] == ("库安全鉴定）", "", "其中1宗2024年完工")
    assert rows(document, 1)[1] == ROWS[3]


def test_the_value_of_a_form_field_stands_in_its_line() -> None:
    assert "自评得分：93.6" in running(read("pdf13_form_field_value"))


def test_columns_of_text_are_read_one_after_another() -> None:
    text = running(read("pdf15_two_columns"))
    assert all(sentence in text for sentence in SENTENCES)
    assert "政府采购预算2,310.00万元，实际采购金额2,186.43万元。" in text
    assert text.index("评定等级为“优”") < text.index("政府采购预算") < text.index("四、存在")


@pytest.mark.parametrize("name", ["pdf00_control", "pdf09_numbers_wrapped_in_narrow_cells"])
def test_the_bounded_process_answers_the_same_document(name: str) -> None:
    answered = read_document(CASES / f"{name}.pdf")
    here = read(name)
    assert answered.lines == here.lines
    assert answered.tables == here.tables
    assert answered.asides == here.asides
    assert answered.layouts == here.layouts
