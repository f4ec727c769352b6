"""The mirror of real documents of thirteen offices: nothing lost, totals hold, forms apart.

They are other people's and not kept here: tests that lack them are skipped.
"""

from __future__ import annotations

from collections import Counter

import pytest
from column_sums import sums, value
from other_offices import document_of, grids_of

from jixiao.grid import Grid

NAMES = (
    "beijing-finance-bureau-2026-budget",
    "changsha-state-assets-2020-evaluation-report",
    "foshan-rail-bureau-2019-final-accounts",
    "fuzhou-medical-insurance-bureau-2026-budget",
    "guangzhou-data-bureau-2026-budget",
    "guangzhou-ecology-bureau-2026-project-targets",
    "putuo-finance-bureau-2024-final-accounts",
    "putuo-finance-bureau-2025-budget",
    "putuo-government-office-2025-budget",
    "putuo-justice-bureau-2026-budget",
    "putuo-planning-bureau-2024-final-accounts",
    "putuo-wanli-street-2023-budget",
    "putuo-wanli-street-2024-budget",
    "putuo-wanli-street-2025-budget",
    "shanghai-data-bureau-2026-budget",
    "shenzhen-finance-bureau-2026-budget",
    "xian-approval-bureau-2025-budget",
    "xian-health-commission-2022-final-accounts-with-self-evaluation",
    "xian-science-bureau-2022-budget",
    "yantai-data-bureau-2026-budget",
)
LABELS = ("项目名称", "部门（单位）名称")


def titled(name: str, title: str) -> Grid:
    (grid,) = [grid for grid in grids_of(name) if grid.title == title and grid.side != "right"]
    return grid


@pytest.mark.parametrize("name", NAMES)
def test_each_line_of_each_cell_stands_in_one_grid(name: str) -> None:
    wanted = Counter(line.number for table in document_of(name).tables for line in table.lines)
    found = Counter(
        line.number for grid in grids_of(name) for cell in grid.cells for line in cell.lines
    )
    assert wanted - found == Counter()
    assert set(found.values()) <= {1}


def test_totals_of_all_tables_come_to_what_is_printed() -> None:
    """Rows lost, doubled or shifted would break a sum; office slips are none here."""
    found = [(name, total) for name in NAMES for grid in grids_of(name) for total in sums(grid)]
    assert len(found) > 2400
    assert [f"{name}: {total}" for name, total in found if not total.holds] == []


@pytest.mark.parametrize(
    ("name", "title", "columns"),
    [
        (
            "guangzhou-ecology-bureau-2026-project-targets",
            "广州市生态环境局2026年项目支出绩效目标表（含转移支付项目）",
            (1, 2),
        ),
        ("guangzhou-data-bureau-2026-budget", "部门预算项目支出及其他支出预算表", (1, 2, 3)),
    ],
)
def test_a_list_of_projects_over_many_pages_is_whole(
    name: str, title: str, columns: tuple[int, ...]
) -> None:
    """Each amount is stated in the total, in its office's and in its project's row."""
    grid = titled(name, title)
    assert len(grid.pages) > 20
    for column in columns:
        whole, *parts = [value(row.text(column)) for row in grid.data_rows()]
        assert whole is not None
        assert abs(sum(part for part in parts if part is not None) - 2 * whole) < 1


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("xian-health-commission-2022-final-accounts-with-self-evaluation", 43),
        ("xian-approval-bureau-2025-budget", 11),
        ("xian-science-bureau-2022-budget", 16),
        ("fuzhou-medical-insurance-bureau-2026-budget", 13),
        ("putuo-wanli-street-2023-budget", 5),
        ("yantai-data-bureau-2026-budget", 2),
    ],
)
def test_every_form_is_a_grid_of_its_own(name: str, count: int) -> None:
    """One opening label each, and no head over its columns."""
    forms = [grid for grid in grids_of(name) if _openings(grid)]
    forms = [grid for grid in forms if not any(grid.heads)]
    assert len(forms) == count
    assert {_openings(grid) for grid in forms} == {1}


def _openings(grid: Grid) -> int:
    return sum(cell.text in LABELS and cell.column == 0 for cell in grid.cells)


def test_a_form_over_two_pages_with_other_columns_is_one() -> None:
    grid = titled(
        "xian-health-commission-2022-final-accounts-with-self-evaluation",
        "西安市卫生健康委员会部门整体支出绩效自评表",
    )
    assert grid.pages == (30, 31)
    texts = [[cell.text for cell in row.cells if cell] for row in grid.rows]
    assert texts[20][1:5] == ["金额合计", "金额合计", "金额合计", "2,495,142.55"]
    assert texts[-1][-1] == "99.5"


def test_each_project_form_ends_with_its_points() -> None:
    name = "xian-health-commission-2022-final-accounts-with-self-evaluation"
    forms = [grid for grid in grids_of(name) if _openings(grid)]
    assert all(grid.rows[-1].text(0) == "总分" for grid in forms)


def test_last_columns_on_a_page_of_their_own_are_columns() -> None:
    grid = titled("shanghai-data-bureau-2026-budget", "2026年预算单位收入预算总表")
    assert grid.heads[-1][-1] == "其他收入"
    assert (grid.column_count, len(grid.data_rows()), grid.unit) == (9, 19, "元")


@pytest.mark.parametrize(
    ("name", "sides"),
    [
        ("foshan-rail-bureau-2019-final-accounts", {"收入支出决算总表": 2, "收入决算表": 1}),
        (
            "xian-health-commission-2022-final-accounts-with-self-evaluation",
            {"一般公共预算财政拨款基本支出决算表": 3, "收入决算表": 1},
        ),
        (
            "xian-approval-bureau-2025-budget",
            {
                "部门综合预算收支总表": 2,
                "部门综合预算政府采购（资产配置、购买服务）预算表": 1,
                "部门综合预算一般公共预算支出明细表（按支出经济分类科目）": 1,
            },
        ),
        ("yantai-data-bureau-2026-budget", {"收支总体情况表": 2, "基本支出预算情况表": 1}),
    ],
)
def test_only_tables_with_sides_are_parted(name: str, sides: dict[str, int]) -> None:
    counts = Counter(grid.title for grid in grids_of(name))
    assert {title: counts[title] for title in sides} == sides


def test_a_total_on_every_page_is_counted_once() -> None:
    grid = titled("foshan-rail-bureau-2019-final-accounts", "支出决算表")
    kinds = Counter(row.kind for row in grid.rows)
    assert kinds == Counter(head=4, column_numbers=2, data=13, repeated=1)


def test_a_goal_that_a_page_cuts_is_one_cell() -> None:
    (grid, *_) = grids_of("shenzhen-finance-bureau-2026-budget")
    cell = grid.rows[4].cells[3]
    assert cell is not None
    assert "促进相关行业规范和健康发展" in cell.text
    assert len(grid.data_rows()) == 8
