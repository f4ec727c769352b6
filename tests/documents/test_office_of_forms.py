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


@pytest.mark.parametrize(
    ("cover", "owner", "department"),
    [
        ("测试县演示局", "测试县演示局（本级）", "测试县演示局"),
        ("测试县财政局", "测试县演示局主管部门", "测试县演示局"),  # another office
        ("测试县演示局", "示例市测试县演示局", "示例市测试县演示局"),
    ],
)
def test_the_name_on_the_cover_goes_before_that_in_a_form_if_it_is_the_same_office(
    cover: str, owner: str, department: str
) -> None:
    lines = (cover, "绩效目标", "", f"填报单位：{owner}")
    made = tuple(Line(1, at, text) for at, text in enumerate(lines, start=1))
    grids = [make_grid("部门整体支出绩效目标申报表", ["部门名称"], [])]
    found = document_kind(Document("made.pdf", "0" * 64, made), grids)
    assert found.department == department
