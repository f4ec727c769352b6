"""Titles of tables as offices of all provinces print them: each is the kind that it is, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from grids_made import make_grid

from jixiao.extract.statements import kind_of

LIST = Path(__file__).parents[1] / "golden" / "statement_titles.tsv"
TITLES = [
    tuple(line.split("\t"))
    for line in LIST.read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("before", ["", "示例市测试局2024年度", "表5 ", "2024年"])
def test_each_title_is_the_kind_that_it_is(before: str) -> None:
    other = []
    for title, wanted in TITLES:
        kind = kind_of(make_grid(before + title, ["科目名称", "合计"], []))
        if (kind.id if kind else "-") != wanted:
            other.append((before + title, wanted, kind and kind.id))
    assert other == []


def test_no_title_stands_in_the_list_twice() -> None:
    assert len(TITLES) == len(set(title for title, _ in TITLES)) > 200


@pytest.mark.parametrize(
    ("title", "economic", "measure"),
    [
        (
            "一般公共预算基本支出表--人员经费（工资福利支出）（按部门预算经济分类）",
            "301",
            "expenditure.basic",
        ),
        ("基本支出预算明细表--对个人和家庭的补助(政府预算)", "303", "expenditure.basic"),
        ("一般公共预算基本支出表（人员经费）", "", "expenditure.basic.personnel"),
        ("一般公共预算基本支出表", "", "expenditure.basic"),
    ],
)
def test_a_table_of_a_part_of_basic_expenditure_is_no_total_of_it(
    title: str, economic: str, measure: str
) -> None:
    kind = kind_of(make_grid(title, ["科目名称", "合计"], []))
    assert kind is not None
    assert (kind.economic, kind.measure) == (economic, measure)


def test_expenditure_by_the_source_of_its_money_is_no_income() -> None:
    """Its columns are those of income, so the heads told so where the title was not known."""
    heads = ["支出项目类别", "总计", "财政拨款", "事业收入", "上级补助收入", "其他收入"]
    assert kind_of(make_grid("某某情况", heads, [])) is None
    heads[0] = "科目名称"
    assert kind_of(make_grid("支出来源情况", heads, [])) is None
    known = kind_of(make_grid("某某情况", heads, []))
    assert known is not None
    assert known.id == "income"


def test_economic_kinds_side_by_side_are_no_table_of_three_of_them() -> None:
    heads = ["科目名称", "合计", "办公费", "差旅费", "因公出国（境）费用", "公务接待费"]
    assert kind_of(make_grid("某某情况", heads, [])) is None
