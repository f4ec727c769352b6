"""Forms without lines: a level stands for the rows that its place tells, or for none."""

from __future__ import annotations

from pathlib import Path

import pytest
from forms_typeset import as_pdf

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
