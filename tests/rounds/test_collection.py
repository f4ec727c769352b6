"""All reports together: exact numbers in SQL, nothing but the tables within reach, stable files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from synthetic import write_synthetic

from jixiao.cli.commands import main
from jixiao.dataset.database import answer
from jixiao.dataset.tables import Collected, collect, to_csv
from jixiao.report import Report, list_reports, load_report


@pytest.fixture(scope="module")
def collected(data: Path) -> dict[str, Collected]:
    return collect(load_report(d, y, data) for d, y in list_reports(data))


def test_a_question_gets_exact_numbers(collected: dict[str, Collected]) -> None:
    given = answer(
        "select year, value, unit from budget where item = 'expenditure' and phase = 'outturn' "
        "and line = 657",
        collected,
    )
    assert given.columns == ["year", "value", "unit"]
    assert given.rows == [(2022, Decimal("7307.73"), "万元")]
    assert isinstance(given.rows[0][1], Decimal)


def test_every_row_of_every_report_is_there(data: Path, collected: dict[str, Collected]) -> None:
    reports = [load_report(d, y, data) for d, y in list_reports(data)]
    for name in ("budget", "indicators", "tasks", "outcomes"):
        expected = sum(len(r.tables[name]) for r in reports if name in r.tables)
        assert answer(f"select count(*) from {name}", collected).rows == [(expected,)]
    by_severity = answer("select severity, count(*) from findings group by 1", collected).rows
    assert dict(by_severity)["high"] > 0  # type: ignore[arg-type]


def test_departments_are_compared_in_one_question(data: Path, tmp_path: Path) -> None:
    write_synthetic(data, tmp_path)
    reports = [load_report(d, y, tmp_path) for d, y in list_reports(tmp_path)]
    found = answer(
        "select year, value from budget where item = 'income' and phase = 'approved' "
        "and unit = '万元' order by year",
        collect(reports),
    )
    assert found.rows == [(2022, Decimal("14884.55")), (2023, Decimal("15331.09"))]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("select nothing from budget", "cannot be answered"),
        ("selec", "cannot be answered"),
        ("", "is not one SELECT"),
        ("select 1; select 2", "is not one SELECT"),
        ("drop table budget", "is not one SELECT"),
        ("copy budget to 'x.csv'", "is not one SELECT"),
        ("attach 'x.db'", "is not one SELECT"),
        ("install httpfs", "is not one SELECT"),
        ("select * from read_csv('{file}')", "tells of the database and not of the tables"),
        ("select * from '{file}'", "cannot be answered"),
        ("select 1/0::decimal(3,1) from no_such", "ask the tables reports, documents, budget"),
    ],
)
def test_what_is_no_question_to_the_tables_is_refused_in_one_line(
    question: str, words: str, data: Path, source_file: Path
) -> None:
    asked = question.format(file=source_file)
    result = CliRunner().invoke(main, ["query", asked, "--data", str(data)])
    assert result.exit_code == 2
    *progress, said = result.output.splitlines()
    assert words in said
    assert all("reports ·" in line for line in progress)


def test_query_prints_a_table_csv_and_json(data: Path) -> None:
    sql = "select name, value, null as missing from budget where line = 657 and phase = 'outturn'"

    def run(form: str) -> str:
        result = CliRunner().invoke(main, ["query", sql, "--format", form, "--data", str(data)])
        assert result.exit_code == 0, result.output
        return result.output

    name, rule, row, count = run("table").splitlines()
    assert name.split() == ["name", "value", "missing"]
    assert set(rule) == {"-", " "}
    assert row.split() == ["支出", "7307.73"]
    assert count == "(1 row)"
    assert list(csv.reader(io.StringIO(run("csv")))) == [
        ["name", "value", "missing"],
        ["支出", "7307.73", ""],
    ]
    assert json.loads(run("json")) == [{"name": "支出", "value": "7307.73", "missing": None}]


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), min_size=1, max_size=30)


@settings(max_examples=60, deadline=None)
@given(TEXT, st.decimals(-(10**15), 10**15, places=6))
def test_any_text_and_figure_comes_back_as_it_was(text: str, value: Decimal) -> None:
    table = Collected((("name", "string"), ("value", "number")), [[text, value], [None, None]])
    assert answer("select * from odd", {"odd": table}).rows == [(text, value), (None, None)]


def test_text_of_a_report_in_an_answer_is_shown_as_text(report: Report) -> None:
    tasks = report.tables["tasks"].copy()
    tasks["name"] = "\x1b[31m\u202e红"
    odd = Report(report.department, 2022, report.descriptor, {"tasks": tasks})
    from jixiao.dataset.answers import written

    for form in ("table", "csv"):
        shown = written(answer("select name from tasks", collect([odd])), form)
        assert "[U+001B][31m[U+202E]红" in shown
        assert "\x1b" not in shown


def test_missing_is_blank_and_whole_numbers_keep_no_places() -> None:
    table = Collected((("n", "integer"), ("v", "number")), [[1, Decimal("1E+3")], [None, None]])
    assert to_csv(table) == "n,v\n1,1000\n,\n"
    frame: Callable[..., pd.DataFrame] = pd.read_csv
    assert frame(io.StringIO(to_csv(table))).isna().sum().sum() == 2
