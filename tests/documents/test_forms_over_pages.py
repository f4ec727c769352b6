"""Forms that a page break cuts: heads that are printed again, rows and cells in two pieces."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from made_forms import document, form_grid

from jixiao.extract.forms.read import FormsRead, read_forms
from jixiao.grid import Grid

HEAD = """
项目名称 | < | 供水改造 | < | < | < | <
主管部门 | < | 某市水务局 | < | < | < | <
 | < | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
年度资金总额 | < | 100 | 90 | 81 | 10 | 90%
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
"""
FIRST = """
产出指标 | 数量指标 | 改造管网 | ≥12公里 | 12.5公里 | 20 | 20
^ | ^ | 新建泵站 | 2座 | 2座 | 20 | 20
^ | 质量指标 | 二次供水设施标准化改造 | 持续提升，保障全市 | 持续提升，未发生 | 10 | 9
"""
REST = """
 | | 与运行维护的水平 | 供水稳定 | 重大故障 | |
 | | 验收合格率 | 100% | 100% | 10 | 10
满意度指标 | 服务对象满意度指标 | 居民满意度 | ≥90% | 93% | 10 | 10
总分 | < | < | < | < | 100 | 97
"""


def read(*pages: str) -> FormsRead:
    grids: Sequence[Grid] = [
        form_grid(
            text,
            number=page,
            page=page,
            first_line=1 + 200 * page,
            title="项目绩效自评表" if page == 1 else None,
        )
        for page, text in enumerate(pages, start=1)
    ]
    return read_forms(document(), grids)


def cells(found: FormsRead) -> list[tuple[Any, ...]]:
    rows = found.indicators.itertuples()
    return [(r.project, r.level3, r.name, r.target, r.actual, r.weight) for r in rows]


WHOLE = [
    (1, "数量", "改造管网", "≥12公里", "12.5公里", 20),
    (1, "数量", "新建泵站", "2座", "2座", 20),
    (
        1,
        "质量",
        "二次供水设施标准化改造与运行维护的水平",
        "持续提升，保障全市供水稳定",
        "持续提升，未发生重大故障",
        10,
    ),
    (1, "质量", "验收合格率", "100%", "100%", 10),
    (1, "服务对象满意度", "居民满意度", "≥90%", "93%", 10),
]


def joined(*parts: str) -> str:
    return "\n".join(part.strip("\n") for part in parts)


def test_a_row_in_two_pieces_is_one_indicator() -> None:
    found = read(joined(HEAD, FIRST), REST)
    assert cells(found) == WHOLE
    assert not found.unread


def test_a_form_whose_head_is_printed_again_on_the_next_page_is_one() -> None:
    found = read(joined(HEAD, FIRST), joined(HEAD, REST))
    assert cells(found) == WHOLE
    assert list(found.projects["total_score"]) == [97]
    assert len(found.funds) == 3
    assert not found.unread


def test_a_second_form_of_the_same_name_and_money_stays_a_form_of_its_own() -> None:
    second = joined(HEAD, FIRST, REST)
    found = read(second, second)
    assert list(found.projects["name"]) == ["供水改造", "供水改造"]
    open_end = joined(HEAD, FIRST, REST.replace("总分 | < | < | < | < | 100 | 97", ""))
    assert len(read(open_end, open_end).projects) == 2  # its levels begin anew


def test_a_first_row_with_a_whole_target_and_no_points_is_an_indicator() -> None:
    rest = REST.replace("与运行维护的水平 | 供水稳定 | 重大故障", "水压达标率 | ≥98% | 99%")
    names = [name for _, _, name, *_ in cells(read(joined(HEAD, FIRST), rest))]
    assert names[2:4] == ["二次供水设施标准化改造", "水压达标率"]


def test_a_blank_cell_that_ends_within_a_row_makes_no_second_indicator() -> None:
    """Beside the row a label's blank cell is drawn in two: the row is two rows high, and one."""
    second = """
 | 质量指标 | 达标率 | ≥95% | 96% | 20 | 20
x | ^ | ^ | ^ | ^ | ^ | ^
 | 时效指标 | 及时率 | 100% | 98% | 10 | 9
""".replace("x", "")
    names = [name for _, _, name, *_ in cells(read(joined(HEAD, second)))]
    assert names == ["达标率", "及时率"]


def test_a_form_that_states_money_and_goal_anew_is_not_the_one_before_it() -> None:
    """Its row with the name was not read as one of the table: its money became that of the form before."""
    opening = "项目名称 | < | 供水改造 | < | < | < | <\n"
    body = """
主管部门 | < | 某市水务局 | < | < | < | <
年度资金总额 | < | 100 | < | < | < | <
年度目标 | < | 改造管网 | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
产出指标 | 数量指标 | 改造管网 | ≥12公里 | 12.5公里 | 20 | 20
"""
    found = read(joined(opening, body), body.replace("100", "5").replace("12公里", "60次"))
    assert list(found.projects["name"].fillna("")) == ["供水改造", ""]
    assert list(found.funds["project"]) == [1, 2]
    assert list(found.indicators["project"]) == [1, 2]
