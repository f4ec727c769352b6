"""The name of an office that stands in a form without the label that runs into it."""

from __future__ import annotations

import pytest
from grids_made import make_grid

from jixiao.extract.document_kind import document_kind, plain_name
from jixiao.source import Document, Line


@pytest.mark.parametrize(
    "printed",
    [
        "测试县演示局部门",
        "测试县演示局主管部门",
        "测试县演示局预算单位",
        "测试县演示局单位",
        "测试县演示局主管部门预算单位",
    ],
)
def test_the_words_of_a_label_behind_an_office_are_none_of_its_name(printed: str) -> None:
    assert plain_name(printed) == "测试县演示局"


@pytest.mark.parametrize("name", ["测试县演示局", "测试市市直机关工作委员会", "某部"])
def test_a_name_that_has_no_label_behind_it_stays(name: str) -> None:
    assert plain_name(name) == name


def test_the_name_on_the_cover_goes_before_that_in_a_form() -> None:
    lines = ("测试县演示局", "绩效目标", "", "填报单位：测试县演示局（本级）")
    made = tuple(Line(1, at, text) for at, text in enumerate(lines, start=1))
    grids = [make_grid("部门整体支出绩效目标申报表", ["部门名称"], [])]
    found = document_kind(Document("made.pdf", "0" * 64, made), grids)
    assert found.department == "测试县演示局"


def test_the_office_that_the_tables_name_stays_where_the_first_lines_name_another() -> None:
    lines = ("测试县财政局", "绩效目标", "", "填报单位：测试县演示局主管部门")
    made = tuple(Line(1, at, text) for at, text in enumerate(lines, start=1))
    grids = [make_grid("部门整体支出绩效目标申报表", ["部门名称"], [])]
    found = document_kind(Document("made.pdf", "0" * 64, made), grids)
    assert found.department == "测试县演示局"
