"""The page of projects: their money and points, their indicators, and no status without a result."""

from __future__ import annotations

import re
from decimal import Decimal as D
from pathlib import Path

import pandas as pd
import pytest

from jixiao.analysis import projects as analysis
from jixiao.labels import LANGUAGES
from jixiao.labels.sentences import enumerated, grade_name
from jixiao.prose.projects import projects_cover, projects_opening
from jixiao.report import Report
from jixiao.rounds.jobs import plan_jobs
from jixiao.schema import frame
from jixiao.tables import projects as tables

ABOUT = {"department_en": "演示局", "department_zh": "演示局", "document": "targets"}


def projects(count: int, **more: object) -> pd.DataFrame:
    rows = [
        {
            "project": index,
            "form": "project_target",
            "name": f"项目{index}",
            "approved": D(index * 10000),
            "unit": "元",
            "page": index,
            "line": index,
            "quote": f"项目{index}",
        }
        | more
        for index in range(1, count + 1)
    ]
    return _framed(rows, "projects")


def indicators(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    """Rows of (target, actual, status), all of the first project."""
    made = [
        {
            "seq": index,
            "project": 1,
            "level3": "数量",
            "name": f"指标{index}",
            "target": target,
            "actual": actual,
            "status": status,
            "page": 1,
            "line": index,
            "line_end": index,
        }
        for index, (target, actual, status) in enumerate(rows, start=1)
    ]
    return _framed(made, "indicators")


def _framed(rows: list[dict[str, object]], name: str) -> pd.DataFrame:
    columns = frame([], name).columns
    made = [[row.get(column) for column in columns] for row in rows]
    return pd.DataFrame(made, columns=columns, dtype=object)


def report_of(**tables_on_file: pd.DataFrame) -> Report:
    resources = [{"name": name} for name in tables_on_file]
    descriptor = {"jixiao": ABOUT, "sources": [], "resources": resources}
    return Report("made", 2026, descriptor, tables_on_file)


def test_projects_stand_by_their_money_in_one_unit() -> None:
    table = pd.concat([projects(2), projects(1, approved=D("1.5"), unit="万元", project=3)])
    rows = analysis.of_projects(table)
    assert rows["approved_wan"].to_list() == [D(2), D("1.5"), D(1)]
    assert analysis.of_projects(projects(1, unit=None))["approved_wan"].to_list() == [None]


def test_the_rate_is_of_the_revised_budget_else_of_the_approved() -> None:
    money = {"approved": D(100), "outturn": D(50), "unit": "万元"}
    assert analysis.of_projects(projects(1, **money))["execution_pct"].to_list() == [D("50.00")]
    table = projects(1, **money, revised=D(60))
    assert analysis.of_projects(table)["execution_pct"].to_list() == [D("83.33")]


def test_totals_of_lists_and_the_department_itself_are_no_projects() -> None:
    total = projects(1, form="list_total", name=None)
    summary = projects(1, form="summary", name=None)
    whole = projects(1, form="department_target", name=None)
    table = pd.concat([projects(2), total, summary, whole], ignore_index=True)
    assert len(analysis.of_projects(table)) == 2
    assert len(analysis.of_department(table)) == 2
    total_row = analysis.list_total(table)
    assert total_row is not None
    assert total_row.approved_wan == D(1)
    assert analysis.list_total(projects(2)) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_without_a_result_is_neither_kept_nor_missed(language: str) -> None:
    targets = indicators(("≥90%", None, None), ("10个", None, None))
    report = report_of(projects=projects(1), indicators=targets)
    assert tables.statuses(analysis.with_results(targets), language) is None
    said = projects_opening(report, language).text
    assert {"en": "2 indicators are targets without a result", "zh": "2项指标只有目标"}[
        language
    ] in said
    shown = tables.indicators(analysis.with_projects(targets, report.tables["projects"]), language)
    assert {"en": "Status", "zh": "判定"}[language] not in shown.text
    assert "项目1" in shown.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_results_are_counted_by_status(language: str) -> None:
    table = indicators(("1个", "1个", "met"), ("2个", None, None))
    report = report_of(projects=projects(1), indicators=table)
    counted = tables.statuses(analysis.with_results(table), language)
    assert counted is not None
    assert counted.text.splitlines()[-1].endswith("| 1")
    said = projects_opening(report, language).text
    assert {"en": "1 indicator has a result", "zh": "1项指标有完成情况"}[language] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_many_projects_twenty_stand_open_and_the_rest_behind_a_line(language: str) -> None:
    rows = analysis.of_projects(projects(45))
    shown = tables.projects(rows, language)
    assert shown.html.count("<details") == 1
    assert "25" in shown.html.partition("<summary>")[2].partition("</summary>")[0]
    assert shown.html.partition("<details")[0].count("<tr>") == 21  # and the head
    assert "项目1 |" in shown.text
    assert tables.projects(rows.head(0), language).text.strip("。.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_of_projects_without_indicators_has_its_page(language: str) -> None:
    report = report_of(projects=projects(3))
    assert "–" not in projects_opening(report, language).text
    assert "3" in projects_cover(report, language).text
    jobs = [job.notebook for job in plan_jobs([report], ("en",))]
    assert "projects" in jobs
    assert "indicators" not in jobs


def test_names_of_projects_are_no_markup() -> None:
    rows = analysis.of_projects(projects(1, name="<script>alert(1)</script>"))
    assert "<script" not in tables.projects(rows, "en").html


def test_indicators_of_forms_stand_with_their_projects_and_those_of_tasks_on_their_own_page(
    report: Report, root: Path
) -> None:
    table = indicators(("1个", None, None))
    forms = plan_jobs([report_of(projects=projects(1), indicators=table)], ("en",))
    assert {job.notebook for job in forms} >= {"projects"}
    assert "indicators" not in {job.notebook for job in forms}
    assert "indicators" in {job.notebook for job in plan_jobs([report], ("en",))}
    assert (root / "notebooks" / "projects.ipynb").is_file()


def test_a_project_that_two_lists_print_is_one() -> None:
    """89 projects were counted where a list by unit and a list with goals print the same ones."""
    first = projects(2, form="project_list", executor="甲单位")
    second = projects(2, form="project_list", project=9)
    second["page"] = [40, 41]
    rows = analysis.of_projects(pd.concat([first, second], ignore_index=True))
    assert len(rows) == 2
    assert rows["again"].to_list() == [[(41, 2)], [(40, 1)]]
    other = projects(2, form="project_list", executor="乙单位")
    rows = analysis.of_projects(pd.concat([first, other], ignore_index=True))
    assert len(rows) == 4, "two units have a project of one name each"


def test_numbers_that_two_documents_of_a_year_share_are_kept_apart() -> None:
    both = [
        projects(1, name=name).assign(document=document)
        for name, document in (("甲项目", "evaluation"), ("乙项目", "budget"))
    ]
    table = pd.concat(both, ignore_index=True)
    own = [
        indicators(*[("1", "1", "met")] * count).assign(document=document)
        for count, document in ((2, "evaluation"), (1, "budget"))
    ]
    listed = pd.concat(own, ignore_index=True)
    counts = analysis.of_projects(table, listed)
    assert dict(zip(counts["name"], counts["indicators"], strict=True)) == {
        "甲项目": 2,
        "乙项目": 1,
    }
    assert list(analysis.with_projects(listed, table)["of"]) == ["甲项目", "甲项目", "乙项目"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "1 project, which is not shown: the reading is in doubt"), ("zh", "项目1个，识别存疑")],
)
def test_a_project_that_is_in_doubt_is_not_said_to_be_missing(language: str, said: str) -> None:
    """Of a scan the one project may be in doubt: that none is named would be untrue."""
    report = report_of(projects=projects(1).assign(reading="doubtful"))
    assert said in projects_opening(report, language).text
    of_all = projects(1, form="assessment").assign(name=None, reading="doubtful")
    assert said in projects_opening(report_of(projects=of_all), language).text
    assert "names no project" in projects_opening(report_of(projects=projects(0)), "en").text
    none = tables.projects(analysis.of_projects(report.sure.tables["projects"]), "en").text
    assert "names no project" not in none


def test_a_grade_is_english_on_an_english_page() -> None:
    rows = analysis.of_projects(projects(1, form="assessment", grade="优", total_score=D(92)))
    assert "excellent (优)" in tables.projects(rows, "en").text
    assert "excellent" not in tables.projects(rows, "zh").text
    assert grade_name("合规", "en") == "合规"


def test_a_list_in_a_sentence_ends_with_and() -> None:
    assert [enumerated(words, "en") for words in (["a"], ["a", "b"], ["a", "b", "c"])] == [
        "a",
        "a and b",
        "a, b, and c",
    ]
    assert enumerated(["甲", "乙"], "zh") == "甲、乙"


def test_one_project_is_no_plural_on_its_card() -> None:
    """ "1 projects evaluated by the finance office"."""
    for count, said in ((1, "1 project evaluated"), (2, "2 projects evaluated")):
        report = report_of(projects=projects(count, form="assessment"))
        words = re.sub(r"\s+", " ", projects_cover(report, "en").text)
        assert said in words
