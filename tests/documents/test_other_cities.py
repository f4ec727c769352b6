"""Budgets and accounts as cities that are not on file set them: every figure is what it is, or listed.

The offices are made up; what each figure is stands beside it in the generator.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import other_cities_accounts as accounts
import other_cities_budgets as budgets
import pytest
from grids_made import make_grid, no_text
from other_cities import Paper, Table
from other_cities_read import differences, report_of
from other_cities_set import as_docx, as_html, as_xlsx

from jixiao.base.errors import SourceError
from jixiao.extract.statements import kind_of
from jixiao.extract.statements.sets import NOBODY, later_sets
from jixiao.grid import Grid

PAPERS = [*accounts.papers(), *budgets.papers()]
NAMES = [f"{paper.family}-{paper.name}" for paper in PAPERS]


@pytest.mark.parametrize("paper", PAPERS, ids=NAMES)
def test_every_figure_of_a_web_page_is_what_it_is(paper: Paper, tmp_path: Path) -> None:
    report = report_of(tmp_path / "page.html", as_html(paper))
    wrong, missing = differences(report, paper.truth())
    assert (wrong, missing) == ([], [])
    kind = report.descriptor["jixiao"]["kind"]["kind"]  # type: ignore[index]
    assert (kind, report.year) == (paper.family, paper.year)


@pytest.mark.parametrize("paper", [PAPERS[0], PAPERS[9]], ids=[NAMES[0], NAMES[9]])
def test_word_and_spreadsheet_give_the_same(paper: Paper, tmp_path: Path) -> None:
    paper = replace(paper, tables=[paper.tables[5], paper.tables[8], paper.tables[6]])
    for name, content in (("paper.docx", as_docx(paper)), ("paper.xlsx", as_xlsx(paper))):
        assert differences(report_of(tmp_path / name, content), paper.truth()) == ([], [])


def test_a_spreadsheet_without_cover_is_named_by_its_file(tmp_path: Path) -> None:
    paper = replace(PAPERS[9], cover=[])
    report = report_of(tmp_path / "示例市民政局2024年部门预算公开表.xlsx", as_xlsx(paper))
    assert report.year == 2024
    assert report.descriptor["jixiao"]["kind"]["how"] == "tables"  # type: ignore[index]
    assert differences(report, paper.truth()) == ([], [])


def halved(table: Table) -> Table:
    def half(text: str | None) -> str | None:
        return f"{Decimal(text.replace(',', '')) / 2:.2f}" if text and "." in text else text

    plain = [
        [half(text) if text and text[:1].isdigit() else text for text in row] for row in table.rows
    ]
    return replace(table, rows=plain)


def test_the_tables_of_a_unit_behind_those_of_the_department_are_the_units(tmp_path: Path) -> None:
    paper = PAPERS[9]
    unit = replace(
        paper,
        office="示例市救助管理站",
        cover=["第二部分 示例市救助管理站2024年单位预算"],
        tables=[halved(table) for table in paper.tables],
    )
    page = as_html(paper).replace("</body></html>", "") + as_html(unit).split("<body>")[1]
    report = report_of(tmp_path / "page.html", page)
    of_unit = [
        (kind, fund, f"{item.removesuffix('.office')}.office", code, phase, value)
        for kind, fund, item, code, phase, value in unit.truth()
    ]
    assert differences(report, [*paper.truth(), *of_unit]) == ([], [])
    rows = report.tables["statements"]
    named = rows[rows["name"].str.startswith("示例市救助管理站 / ")]
    assert len(named) == len(of_unit)


@pytest.mark.parametrize(
    ("heading", "office"),
    [
        ("第二部分 示例市救助管理站2024年单位预算", "示例市救助管理站"),
        ("二、示例市民政局本级", "示例市民政局本级"),
        ("附表如下", None),
    ],
)
def test_a_second_set_of_tables_is_whose_a_heading_says_or_listed(
    heading: str, office: str | None, tmp_path: Path
) -> None:
    paper = PAPERS[9]
    again = replace(paper, cover=[heading], tables=[halved(table) for table in paper.tables])
    first = as_html(paper, office=False).replace("</body></html>", "")
    report = report_of(
        tmp_path / "page.html", first + as_html(again, office=False).split("<body>")[1]
    )
    of_unit = [
        (kind, fund, f"{item.removesuffix('.office')}.office", code, phase, value)
        for kind, fund, item, code, phase, value in again.truth()
    ]
    wanted = [*paper.truth(), *(of_unit if office else [])]
    assert differences(report, wanted) == ([], [])
    rows = report.tables["statements"]
    assert len(rows[rows["name"].str.startswith(f"{office} / ")]) == (len(of_unit) if office else 0)
    unread = report.descriptor["jixiao"].get("unread", [])  # type: ignore[attr-defined]
    reasons = [entry["reason"] for entry in unread]
    assert reasons == ([] if office else ["office_not_known"] * len(reasons))
    assert office or len(reasons) >= len(of_unit) - 5


def test_a_set_of_tables_that_stands_twice_is_of_one_office() -> None:
    def tables(figure: str, first: int) -> list[Grid]:
        titles = ("收支总表", "收入总表", "支出总表")
        return [
            make_grid(title, ["项目", "预算数"], [("合计", figure)], number=first + at)
            for at, title in enumerate(titles)
        ]

    def others(grids: list[Grid]) -> dict[str, str]:
        return later_sets(no_text(), grids, {grid.name: kind_of(grid) for grid in grids})

    assert others([*tables("9.00", 1), *tables("9.00", 4)]) == {}
    assert others([*tables("9.00", 1), *tables("4.00", 4)]) == dict.fromkeys("456", NOBODY)


@pytest.mark.parametrize("head", ["序号", "备注"])
def test_a_head_that_hangs_over_the_numbers_of_columns_changes_nothing(
    head: str, tmp_path: Path
) -> None:
    paper = PAPERS[0]
    at = 0 if head == "序号" else None
    tables = [_with_column(table, head, at) for table in paper.tables]
    report = report_of(tmp_path / "page.html", as_html(replace(paper, tables=tables)))
    assert differences(report, paper.truth()) == ([], [])


def _with_column(table: Table, head: str, at: int | None) -> Table:
    """`table` with a column more, whose head is merged over all rows of heads and numbers."""
    place = len(table.rows[0]) if at is None else at

    def put(row: list[str | None], text: str) -> list[str | None]:
        return [*row[:place], text, *row[place:]]

    heads = [put(row, "^" if number else head) for number, row in enumerate(table.head)]
    rows = [put(row, "" if at is None else str(n)) for n, row in enumerate(table.rows, start=1)]
    return replace(table, head=heads, rows=rows)


def test_heads_that_say_the_same_are_listed_and_not_told_apart_by_place(tmp_path: Path) -> None:
    paper = PAPERS[9]
    (table,) = [table for table in paper.tables if table.kind == "sangong"]
    twice = [row + row[2:] for row in table.rows]
    head = [row + row[2:] for row in table.head]
    wide = replace(table, head=head, rows=twice)
    others = [other for other in paper.tables if other.kind != "sangong"]
    report = report_of(tmp_path / "page.html", as_html(replace(paper, tables=[*others, wide])))
    assert "sangong" not in set(report.tables["statements"]["statement"])
    reasons = {entry["reason"] for entry in report.descriptor["jixiao"]["unread"]}  # type: ignore[index]
    assert "column_not_known" in reasons


@pytest.mark.parametrize(
    "title",
    [
        "关于示例市2023年预算执行情况和2024年预算草案的报告",
        "示例市2024年政府预算公开",
        "示例市2024年市级政府预算",
    ],
)
def test_the_budget_of_a_whole_city_is_refused_though_its_tables_look_alike(
    title: str, tmp_path: Path
) -> None:
    paper = replace(PAPERS[9], cover=[title])
    with pytest.raises(SourceError, match="another kind"):
        report_of(tmp_path / "page.html", as_html(paper, office=False))


def test_a_notice_that_carries_a_budget_is_read(tmp_path: Path) -> None:
    paper = replace(PAPERS[9], cover=["示例市财政局关于批复示例市民政局2024年部门预算的通知"])
    report = report_of(tmp_path / "page.html", as_html(paper))
    assert differences(report, paper.truth()) == ([], [])
