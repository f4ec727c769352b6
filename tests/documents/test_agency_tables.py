"""Tables of what an agency runs on: counts beside money, assets, totals named in a column of words."""

from __future__ import annotations

from grids_made import make_grid, no_text

from jixiao.check.identities import identities
from jixiao.extract.statements import read_statements
from jixiao.extract.statements.kinds import Family
from jixiao.grid.grid import Grid

KEYS = ["fund", "item", "phase", "printed", "unit"]


def read(
    grid: Grid, family: Family = "accounts"
) -> tuple[list[tuple[str, ...]], list[tuple[str, str]]]:
    found = read_statements(no_text(), [grid], family, 2024)
    assert identities(found.rows)["holds"].all()
    rows = [tuple(row) for row in found.rows[KEYS].itertuples(index=False)]
    return rows, [(number.text, number.reason) for number in found.unread]


def test_a_row_that_counts_has_its_own_unit_and_no_money() -> None:
    rows, unread = read(
        make_grid(
            "机构运行信息表",
            ["项目", "预算数", "决算统计数"],
            [
                ("一、“三公”经费支出", "", ""),
                ("（一）支出合计", "12.00", "11.50"),
                ("其中：外事接待费", "—", "0.40"),
                ("（二）相关统计数", "—", "—"),
                ("4.公务用车保有量（辆）", "5", "3"),
                ("6.国内公务接待人次（人）", "—", "320"),
                ("（一）行政单位", "—", "120.42"),
                ("1.副部（省）级及以上领导用车", "—", "0"),
                ("3.其他用途的用车", "—", "1"),
                ("1.政府采购货物支出", "—", "8.00"),
            ],
        )
    )
    assert rows == [
        ("fiscal", "sangong", "approved", "12.00", "万元"),
        ("fiscal", "sangong", "outturn", "11.50", "万元"),
        ("fiscal", "sangong.reception.foreign_guests", "outturn", "0.40", "万元"),
        ("fiscal", "sangong.vehicles.stock", "count", "3", "辆"),
        ("fiscal", "sangong.reception.events", "count", "320", "人次"),
        ("general", "agency_operation.units", "outturn", "120.42", "万元"),
        ("all", "vehicles.ministerial", "count", "0", "辆"),
        ("all", "procurement.goods", "outturn", "8.00", "万元"),
    ]
    assert unread == [("5", "row_and_column"), ("1", "row_not_known")]


def test_kinds_of_assets_are_no_expenditure() -> None:
    rows, unread = read(
        make_grid(
            "国有资产使用情况表",
            ["项目", "行次", "资产总额", "流动资产", "固定资产/小计", "固定资产/车辆"],
            [("合计", "1", "90.00", "20.00", "70.00", "10.00")],
        )
    )
    assert [row[1] for row in rows] == [
        "assets",
        "assets.current",
        "assets.fixed",
        "assets.fixed.vehicles",
    ]
    assert unread == []


def test_a_total_may_be_named_in_a_column_of_words() -> None:
    rows, unread = read(
        make_grid(
            "上级补助项目支出预算表",
            ["项目分类", "项目名称", "合计", "一般公共预算"],
            [("合计", "", "9.00", "9.00"), ("专项业务类", "困难群众补助", "9.00", "9.00")],
        ),
        "budget",
    )
    assert [row[0] for row in rows] == ["superior", "general"] * 2
    assert unread == []
