"""Sentences of pages that say no more than was looked at."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from jixiao.analysis.departments import department
from jixiao.analysis.projects import of_department, of_projects
from jixiao.base.language import Language
from jixiao.charts import data_table
from jixiao.labels import LANGUAGES
from jixiao.labels.numbers import exact, without_zeros
from jixiao.labels.pages import page_list
from jixiao.prose.departments import departments_cover
from jixiao.prose.reliance import reliance
from jixiao.report import Report
from jixiao.schema import frame
from jixiao.schema.rows import IndicatorRow
from jixiao.tables import departments_measured, indicators, projects


def test_fewer_than_five_departments_are_not_judged() -> None:
    assert "not judged" in departments_measured.apart([], "en").text
    assert "不判断" in departments_measured.apart([], "zh").text


def test_a_blank_form_without_a_name_is_not_the_department() -> None:
    nothing = dict.fromkeys(
        ("approved", "revised", "outturn", "term_total", "unit", "name", "line")
    )
    blank = {"project": 1, "form": "project_target", "page": 1, **nothing}
    told = {**blank, "project": 2, "approved": Decimal(3), "unit": "万元"}
    rows = of_department(frame([blank, told], "projects"))
    assert list(rows["project"]) == [2]
    table = projects.department(rows, "zh")
    assert table is not None
    assert "未列名称" in table.text
    assert "部门整体" not in table.text.split("\n", 1)[1]


def test_projects_without_money_are_not_said_to_be_ordered_by_it() -> None:
    rows = pd.DataFrame([{"project": 1, "form": "project_list", "name": "甲", "page": 1}])
    listed = frame(rows.to_dict("records"), "projects")
    assert "按金额" not in projects.projects(of_projects(listed), "zh").text


def test_many_pages_of_a_source_stay_on_one_line() -> None:
    said = page_list(range(1, 141, 2), "zh")
    assert "…" in said
    assert "139" in said
    assert len(said) < 70
    assert "…" not in page_list(range(1, 141, 2), "zh", None)


def test_zeros_of_a_conversion_are_not_printed() -> None:
    assert exact(without_zeros(Decimal("78760.260000"))) == "78,760.26"
    assert exact(without_zeros(Decimal("220.6228"))) == "220.6228"
    assert exact(without_zeros(Decimal("19.80"))) == "19.80"


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("claim: 「获“先进”称号」", "：“获‘先进’称号”"),
        ("nothing reported: 「」", "未填完成情况"),
    ],
)
def test_a_reason_quotes_in_the_marks_of_the_page(reason: str, said: str) -> None:
    row: IndicatorRow = next(pd.DataFrame([{"reason": reason}]).itertuples())
    assert indicators.reason(row, "zh").endswith(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_departments_left_unread_is_one_line(language: Language) -> None:
    """There was a line for each, with the same words: sixty before the first figure."""

    def made(name: str, count: int) -> Report:
        unread = (
            {"unread_numbers": {"statements": {"count": count, "places": [[1, 1]]}}}
            if count
            else {}
        )
        about = {"jixiao": {**names, "document": "budget", **unread}, "sources": []}
        return Report(name, 2024, about, {"statements": frame([], "statements")}, None)

    names = {"department_en": "A", "department_zh": "甲"}
    reports = [made("a", 7), made("b", 0), made("c", 29)]
    said = departments_cover(list(map(department, reports)), language).text
    line = next(line for line in said.splitlines() if "29" in line)
    assert "7" in line
    assert line.count("未读取") + line.count("not read") == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_that_are_not_all_are_not_told_as_all(language: Language) -> None:
    def said(count: int) -> str:
        unread = {"statements": {"count": count, "places": [[1, 3], [2, 9]]}}
        about = {"jixiao": {"document": "budget", "unread_numbers": unread}, "sources": []}
        report = Report("a", 2024, about, {"statements": frame([], "statements")}, None)
        return "".join(str(part) for part in reliance(report, "accounts", language)[0])

    others = {"en": " and others", "zh": "等"}[language]
    assert others in said(8)
    assert others not in said(2)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "(p. 29, line 3; line 9; p. 30, line 1)"),
        ("zh", "（第29页第3行、第9行、第30页第1行）"),
    ],
)
def test_places_on_one_page_name_it_once(language: Language, words: str) -> None:
    unread = {"statements": {"count": 3, "places": [[29, 3], [29, 9], [30, 1]]}}
    about = {"jixiao": {"document": "budget", "unread_numbers": unread}, "sources": []}
    report = Report("a", 2024, about, {"statements": frame([], "statements")}, None)
    (line,) = reliance(report, "accounts", language)
    said = "".join(map(str, line))
    assert words in said


def test_rows_on_file_have_their_thousands_apart() -> None:
    shown = data_table.on_file(pd.DataFrame([{"year": 2024, "statements": 1045}]), "en")
    assert shown.to_numpy().tolist() == [["2024", "1,045"]]
