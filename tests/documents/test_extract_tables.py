"""The task table and the indicator table: every cell whole, nothing lost, nothing twice."""

from collections import Counter

import pandas as pd
import pytest

from jixiao.base.errors import ExtractionError
from jixiao.extract.evaluation.indicators import read_indicators, split_target
from jixiao.extract.evaluation.outline import Outline, Section
from jixiao.extract.evaluation.rows import read_rows
from jixiao.extract.evaluation.tasks import read_task_rows, read_tasks
from jixiao.source import Line, join


def squeezed(lines: list[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


@pytest.fixture(scope="module")
def indicators(parts: Outline) -> pd.DataFrame:
    return read_indicators(parts)


def test_there_are_71_indicators_in_three_tasks(indicators: pd.DataFrame) -> None:
    assert Counter(indicators["task_no"]) == {1: 16, 2: 24, 3: 31}
    assert list(indicators["seq"]) == list(range(1, 72))


def test_every_character_of_the_indicator_table_is_in_one_cell(parts: Outline) -> None:
    section = parts.section("indicators")
    table = read_rows(section)
    cells = [line for row in table.rows for line in [*row.target, *row.actual]]
    placed = squeezed(cells + table.head + table.tasks + table.labels)
    assert Counter(placed) == Counter(squeezed(list(section.lines)))


def test_the_parts_of_a_target_are_the_whole_cell(parts: Outline) -> None:
    for row in read_rows(parts.section("indicators")).rows:
        split = split_target(row.target)
        together = "".join(split[part] or "" for part in ("name", "definition", "target", "basis"))
        for word in ("指标名称：", "指标内容：", "。"):
            together = together.replace(word, "")
        whole = join(row.target).text
        for word in ("指标名称：", "指标内容：", "。"):
            whole = whole.replace(word, "")
        assert "".join(sorted(together)) == "".join(sorted(whole))


def test_a_cell_over_a_page_break_is_one_cell(indicators: pd.DataFrame) -> None:
    cell = indicators.loc[indicators["seq"] == 18, "actual"].item()
    assert "办事指南包括但不限于事项名称、实施编码" in cell
    assert indicators.loc[indicators["seq"] == 40, "actual"].item().endswith("均达100%。")


def test_a_cell_with_blank_lines_in_it_is_one_cell(indicators: pd.DataFrame) -> None:
    cell = indicators.loc[indicators["seq"] == 17, "actual"].item()
    assert cell.startswith("已完成。1.深化电子证照")
    assert "张贴宣传品审批”事项秒批，区气象局" in cell
    assert cell.endswith("实现四级办理深度（零到场）。")


def test_a_row_with_name_and_result_on_one_line_is_taken_apart(indicators: pd.DataFrame) -> None:
    row = indicators[indicators["seq"] == 63].iloc[0]
    assert row["name"] == "民生档案信息采集与共享交换实施参与考评单位考评优、良率"
    assert row["actual"] == "该指标已完成。2022年度民生档案信息考评方案已在征求意见中。"
    assert row["category"] == "产出 质量"


def test_a_kind_that_is_not_repeated_holds_below(indicators: pd.DataFrame) -> None:
    assert list(indicators["category"][2:8]) == ["产出 数量"] * 6
    assert indicators["category"][33] == "可持续影响"


def test_figures_of_two_lines_stay_two_figures(indicators: pd.DataFrame) -> None:
    definition = indicators.loc[indicators["seq"] == 29, "definition"].item()
    assert "2022.1-2022.6 250.944480万元" in definition


def test_an_unknown_kind_stops_the_reading(parts: Outline) -> None:
    section = parts.section("indicators")
    lines = tuple(
        Line(line.page, line.number, line.text.replace("时效", "时间")) for line in section.lines
    )
    with pytest.raises(ExtractionError, match="the kind of indicator"):
        read_rows(Section("indicators", section.heading, lines))


def test_there_are_seven_tasks_and_nothing_of_their_table_is_lost(parts: Outline) -> None:
    section = parts.section("tasks")
    rows = read_task_rows(section)
    cells = squeezed([line for r in rows for line in [*r.name, *r.goal, *r.achieved]])
    head = "工作任务绩效目标目标实际完成情况"
    assert Counter(cells + head) == Counter(squeezed(list(section.lines)))
    assert len(rows) == 7


def test_task_cells_over_page_breaks_are_whole(parts: Outline) -> None:
    tasks = read_tasks(parts)
    assert tasks["name"][2] == "提升企业群众获得感和满意度"
    assert "工作成效，查找短板，以评促改、以评促优。" in tasks["goal"][2]
    assert "不定期到镇街、村居实地暗访" in tasks["achieved"][2]
    assert "出台番禺区云政务服务大厅管理办法" in tasks["achieved"][4]
    assert tasks["achieved"][6].endswith("相关数据上图。")
