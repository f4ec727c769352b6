"""A report of another office as its web site shows it: prose where others have a table, other units.

What it says was made up for these tests; how it says it is usual.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.check.numbers import State, numbers
from jixiao.extract.extraction import extract_report
from jixiao.report import Report

PAGE = Path(__file__).resolve().parents[1] / "reports" / "water-bureau-2023.html"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, data: Path) -> Report:
    path = tmp_path_factory.mktemp("web") / "report.html"
    path.write_bytes(PAGE.read_text("utf-8").encode("gb18030"))
    return extract_report(path, department="water-bureau", year=2023, data=data)


def figures(report: Report, item: str) -> dict[str, Decimal]:
    rows = report.tables["budget"]
    return {row.phase: row.value for row in rows[rows["item"] == item].itertuples()}


def test_after_the_sentence_of_its_parts_the_text_speaks_of_the_whole_again(report: Report) -> None:
    """其中：基本支出 …，项目支出 …。年中调增 …: not of the projects, which were named last."""
    assert figures(report, "expenditure") == {
        "approved": Decimal("9862.40"),
        "adjustment": Decimal("1204.35"),
        "revised": Decimal("11066.75"),
        "outturn": Decimal("10231.58"),
        "rate": Decimal("92.45"),
    }
    assert figures(report, "expenditure.project") == {
        "approved": Decimal("6646.80"),
        "outturn": Decimal("7033.36"),
    }
    assert figures(report, "procurement")["outturn"] == Decimal("2186.43")


def test_a_promise_in_any_unit_is_measured_by_a_result_in_the_same(report: Report) -> None:
    """12宗 promised and 11宗 delivered is not kept, though 宗 is in no list of units."""
    rows = report.tables["indicators"].set_index("name")
    dams, people = rows.loc["小型水库除险加固"], rows.loc["新增受益人口"]
    assert (dams["target_value"], dams["actual_value"], dams["status"]) == (12, 11, "missed")
    assert dams["attainment_pct"] == Decimal("91.67")
    assert (people["target_value"], people["target_unit"]) == (5, "万人")
    assert people["attainment_pct"] == Decimal("106.00")


def test_goals_and_results_in_prose_are_read_as_prose(report: Report) -> None:
    assert "tasks" not in report.tables
    rows = report.tables["outcomes"]
    sections = {row.printed: row.section for row in rows.itertuples()}
    assert sections["88.6公里"] == "tasks"
    assert sections["41.5平方公里"] == "results"
    assert {"1,286件", "99.8%"} <= set(sections)


def test_what_is_not_read_of_it_stands_outside_the_sections_of_figures(report: Report) -> None:
    unread = [found for found in numbers(report) if found.state == State.UNREAD]
    assert {found.section for found in unread} <= {"", "cover", "problems"}
    assert "835.17" in {found.printed for found in unread}
