"""The codes of classes in columns of their own."""

from __future__ import annotations

import pytest
from grids_made import make_grid, no_text

from jixiao.extract.statements import read_statements

HEADS = ["科目编码/类", "科目编码/款", "科目编码/项", "科目名称", "合计"]


@pytest.mark.parametrize("parts", [("208", "05", "06"), ("208", "5", "6")])
def test_a_lost_zero_makes_no_other_class(parts: tuple[str, str, str]) -> None:
    rows = [(*parts, "机关事业单位职业年金缴费支出", "52.05")]
    grid = make_grid("支出总表", HEADS, rows)
    found = read_statements(no_text(), [grid], "budget", 2024).rows
    assert list(found["classification"]) == ["2080506"]


def test_a_class_that_has_another_name_is_not_known_by_a_code_without_its_zeros() -> None:
    grid = make_grid("支出总表", HEADS, [("208", "5", "6", "别的支出", "52.05")])
    read = read_statements(no_text(), [grid], "budget", 2024)
    assert [(n.text, n.reason) for n in read.unread] == [("52.05", "code_not_known")]


def test_a_column_that_names_a_classification_is_no_side_of_expenditure() -> None:
    rows = [("合计", "", "9.00"), ("201", "一般公共服务支出", "9.00")]
    grid = make_grid("收入总表", ["支出功能分类科目编码", "科目名称", "合计"], rows)
    found = read_statements(no_text(), [grid], "budget", 2024).rows
    assert set(found["item"]) == {"income.current_year"}
