"""Cells of forms that ran together, and numbers of items that are no part of a figure."""

from __future__ import annotations

import pytest
from forms_drawn import as_html

from jixiao.extract.forms.read import FormsRead, read_forms
from jixiao.grid import grids
from jixiao.source.html import read_html

HEAD = """项目支出绩效自评表

项目名称 | {name} | < | < | < | <
主管部门 | 某局 | < | 实施单位 | 某站 | <
一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
"""


def read(rows: str, name: str = "乡村道路养护") -> FormsRead:
    document = read_html(as_html(HEAD.format(name=name) + rows), "form.html")
    return read_forms(document, grids(document))


def test_the_number_of_an_item_is_no_part_of_its_figure() -> None:
    """2.2870平方米 behind 2.修补坑槽 is 2,870."""
    found = read(
        "产出指标 | 1.养护里程 | 1.≥120公里 | 1.126公里 | 20 | 20\n"
        "^ | 2.修补坑槽 | 2.≥3000平方米 | 2.2870平方米 | 20 | 19\n"
    ).indicators
    assert list(found["name"]) == ["养护里程", "修补坑槽"]
    assert list(found["actual"]) == ["126公里", "2870平方米"]
    assert [str(value) for value in found["actual_value"]] == ["126", "2870"]


def test_a_decimal_behind_a_numbered_name_stays() -> None:
    found = read("产出指标 | 2.完工率 | ≥2.5 | 2.2870 | 20 | 20\n").indicators
    assert list(found["actual"]) == ["2.2870"]


@pytest.mark.parametrize(("target", "actual"), [("1.5%", "1.8%"), ("1.20亿元", "1.35亿元")])
def test_decimals_that_begin_as_the_name_is_numbered_stay(target: str, actual: str) -> None:
    found = read(f"产出指标 | 1.增长率 | {target} | {actual} | 20 | 20\n").indicators
    assert (list(found["target"]), list(found["actual"])) == ([target], [actual])


def test_a_level_in_the_place_of_a_name_is_listed() -> None:
    found = read(
        "产出指标 | 养护里程 | ≥120公里 | 126公里 | 20 | 20\n效益指标 | 社会效益指标 |  |  | 30 | 29\n"
    )
    assert list(found.indicators["name"]) == ["养护里程"]
    assert {("30", "no_name"), ("29", "no_name")} <= {(p.text, p.reason) for p in found.unread}


def test_a_name_that_heads_run_into_is_listed() -> None:
    name = "乡村道路养护年初预算数全年预算数全年执行数"
    found = read("产出指标 | 养护里程 | ≥120公里 | 126公里 | 20 | 20\n", name)
    assert list(found.projects["name"]) == [None]
    assert (name, "label_unknown") in {(p.text, p.reason) for p in found.unread}
