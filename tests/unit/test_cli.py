"""Commands as a user types them: what they print, their exit codes, and what bad input gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from batches import processes_with
from click.testing import CliRunner, Result

from jixiao.base.errors import RequestError
from jixiao.cli.commands import main
from jixiao.report import list_reports, load_filed, load_report, on_file
from jixiao.rounds.jobs import plan_jobs
from jixiao.rounds.parameters import check_parameters

DEPARTMENT = "panyu-data-bureau"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_list_names_what_is_on_file(data: Path) -> None:
    result = run("list", "--data", data)
    assert result.exit_code == 0
    tables = "evaluation: budget, indicators, tasks, outcomes; published: outcomes"
    assert f"{DEPARTMENT}/2022  {tables}" in result.output


def test_list_reads_descriptors_only_and_counts_rows_when_asked(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    counted = run("list", "--rows", "--data", tmp_path / "data").output
    expected = f"{DEPARTMENT}/2022  budget 100, indicators 71, tasks 7, outcomes 291"
    assert expected in counted
    before = run("list", "--data", tmp_path / "data").output
    for table in (tmp_path / "data").rglob("*.csv"):
        table.unlink()
    assert run("list", "--data", tmp_path / "data").output == before


def test_a_report_is_looked_for_in_its_own_department_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each of many reports looked through all of them: what reads all took the square of their number."""
    looked: list[Path] = []
    monkeypatch.setattr(on_file, "list_reports", lambda data: looked.append(data))
    load_report(DEPARTMENT, 2022, data)
    assert not looked


def test_check_passes_on_what_is_committed(data: Path) -> None:
    result = run("check", "--data", data)
    assert result.exit_code == 0
    assert "4 tables, 469 rows keep their schemas; 387 quotes stand in the report" in result.output


def test_check_names_file_row_column_and_value(copied: Path) -> None:
    table = copied / DEPARTMENT / "2022" / "evaluation" / "budget.csv"
    table.write_text(table.read_text("utf-8").replace(",14884.55,", ",plenty,", 1), "utf-8")
    result = run("check", f"{DEPARTMENT}/2022", "--data", copied)
    assert result.exit_code == 2
    assert "budget.csv: row 9, column value has 'plenty'; write a number" in result.output
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["report", "nobody"], "department 'nobody' is not on file; on file: panyu-data-bureau"),
        (["report", "panyu-data-bureau/1999"], "no year 1999 on file; on file: 2019"),
        (["report", "panyu-data-bureau/x"], "'x' is no year"),
        (["check", "nobody"], "is not on file"),
        (["published", "nobody"], "is not on file"),
        (
            ["extract", "none.txt", "--department", "panyu-data-bureau", "--year", "2022"],
            "none.txt: cannot be read",
        ),
        (["extract", "x", "--department", "../x", "--year", "2022"], "is no name of a department"),
    ],
)
def test_a_request_that_cannot_be_met_is_one_line_and_exit_code_2(
    data: Path, arguments: list[str], words: str
) -> None:
    result = run(*arguments, "--data", data)
    assert result.exit_code == 2
    assert words in result.output
    assert len(result.output.splitlines()) == 1


def test_a_wrong_data_folder_is_one_line(tmp_path: Path) -> None:
    result = run("list", "--data", tmp_path / "none")
    assert (result.exit_code, "is no folder" in result.output) == (2, True)


def test_an_unwritable_outputs_folder_is_one_line_before_anything_runs(
    data: Path, tmp_path: Path
) -> None:
    blocked = tmp_path / "outputs"
    blocked.write_text("a file, not a folder")
    result = run("report", "--data", data, "--outputs", blocked)
    assert result.exit_code == 2
    assert "cannot be written" in result.output
    assert blocked.read_text() == "a file, not a folder"


def test_a_table_that_breaks_its_schema_is_told_before_anything_runs(
    copied: Path, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Workers make ready meanwhile: they end with nothing done."""
    table = copied / DEPARTMENT / "2022" / "evaluation" / "budget.csv"
    table.write_text(table.read_text("utf-8").replace(",14884.55,", ",plenty,", 1), "utf-8")
    monkeypatch.setenv("JIXIAO_MARK", str(tmp_path))
    places = ["--notebooks", root / "notebooks", "--outputs", tmp_path / "out"]
    result = run("report", "--data", copied, *places, "--jobs", 1)
    assert result.exit_code == 2
    assert "budget.csv: row 9, column value has 'plenty'; write a number" in result.output
    assert len(result.output.splitlines()) == 1
    assert [path.name for path in (tmp_path / "out").rglob("*.*")] == []
    assert processes_with(f"JIXIAO_MARK={tmp_path}") == {}


def test_extract_reproduces_what_is_committed_and_changes_nothing(copied: Path) -> None:
    report = copied / DEPARTMENT / "2022" / "evaluation" / "report.txt"
    options = ["--department", DEPARTMENT, "--year", 2022, "--data", copied]
    result = run("extract", report, *options)
    assert result.exit_code == 0
    assert result.output.count(": unchanged") == 6
    assert result.output.count("\n") == 9  # and what it is, its numbers, the review page


def test_published_writes_beside_a_report_and_leaves_it_alone(copied: Path) -> None:
    shutil.rmtree(copied / DEPARTMENT / "2025")
    report = copied / DEPARTMENT / "2022" / "evaluation"
    before = {path.name: path.read_bytes() for path in report.iterdir()}
    result = run("published", DEPARTMENT, "--data", copied)
    assert result.exit_code == 0
    written = copied / DEPARTMENT / "2025" / "published" / "outcomes.csv"
    assert f"{written}: written" in result.output
    beside = copied / DEPARTMENT / "2022" / "published" / "outcomes.csv"
    assert f"{beside}: unchanged" in result.output
    assert {path.name: path.read_bytes() for path in report.iterdir()} == before


def failing(folder: Path, notebooks: Path) -> Path:
    """The notebooks, with a budget notebook that raises."""
    target = folder / "notebooks"
    shutil.copytree(notebooks, target)
    path = target / "budget.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell("raise ValueError('<b>broken</b>')"))
    nbformat.write(notebook, path)
    return target


def test_a_failing_notebook_leaves_the_others_done_and_shows_in_the_index(
    root: Path, data: Path, tmp_path: Path
) -> None:
    outputs = tmp_path / "outputs"
    notebooks = failing(tmp_path, root / "notebooks")
    options = ["--data", data, "--outputs", outputs, "--notebooks", notebooks, "--language", "zh"]
    result = run("report", f"{DEPARTMENT}/2022", *options)
    assert result.exit_code == 1
    assert "ValueError: <b>broken</b>" in result.output
    assert result.output.splitlines()[-1] == str(outputs / "index.html")
    index = (outputs / "index.html").read_text("utf-8")
    assert "ValueError: &lt;b&gt;broken&lt;/b&gt;" in index
    folder = outputs / DEPARTMENT / "2022"
    assert 'lang="zh-CN"' in (folder / "indicators.html").read_text("utf-8")
    assert "ValueError" in (folder / "budget.html").read_text("utf-8")
    assert (folder / "tables.xlsx").is_file()
    assert not list(outputs.rglob(".*"))


def test_the_plan_holds_only_what_the_tables_allow(data: Path) -> None:
    jobs = plan_jobs([load_filed(d, y, data) for d, y in list_reports(data)], ("en", "zh"))
    assert [str(job.stem) for job in jobs] == [
        f"{DEPARTMENT}/2022/budget",
        f"{DEPARTMENT}/2022/budget.zh",
        f"{DEPARTMENT}/2022/targets",
        f"{DEPARTMENT}/2022/targets.zh",
        f"{DEPARTMENT}/2022/indicators",
        f"{DEPARTMENT}/2022/indicators.zh",
        f"{DEPARTMENT}/2022/audit",
        f"{DEPARTMENT}/2022/audit.zh",
        f"{DEPARTMENT}/comparison",
        f"{DEPARTMENT}/comparison.zh",
    ]
    assert jobs[-1].parameters["baseline_year"] == 2022


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"department": "d", "year": "2022", "language": "en"}, "parameter year of budget has"),
        ({"department": "d", "year": 2022, "language": "fr"}, "parameter language of budget has"),
        ({"department": "d", "year": 2022, "language": "en", "x": 1}, "parameter x of budget has"),
        ({"department": "d", "language": "en"}, "parameter year of budget has"),
    ],
)
def test_a_parameter_of_the_wrong_type_is_refused_before_a_kernel_starts(
    values: dict[str, object], words: str
) -> None:
    with pytest.raises(RequestError, match=words):
        check_parameters("budget", values)


def made_report(folder: Path, sentence: str) -> str:
    path = folder / "made.txt"
    lines = ["清河市水利局2023年度部门整体支出绩效自评报告", "一、部门基本情况", "无。"]
    path.write_text("\n".join([*lines, "二、部门整体收支情况", sentence]), "utf-8")
    return str(path)


def test_strict_writes_nothing_where_a_figure_of_money_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = made_report(tmp_path, "年初预算10.00万元，神秘数2.00万元。")
    options = ["--department", "water", "--year", "2023", "--data", str(tmp_path / "data")]
    strict = run("extract", file, *options, "--strict")
    assert strict.exit_code == 2
    assert "not read: page 1, line 5: 神秘数2.00万元 (words not known)" in strict.output
    assert "1 figures of money were not read; look at them, or leave --strict out" in strict.output
    assert list((tmp_path / "data").iterdir()) == []
    plain = run("extract", file, *options)
    assert plain.exit_code == 0, plain.output
    assert "not read: page 1, line 5: 神秘数2.00万元" in plain.output


def test_strict_says_nothing_where_all_is_read(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = made_report(tmp_path, "年初预算10.00万元，支出决算2.00万元。")
    options = ["--department", "water", "--year", "2023", "--data", str(tmp_path / "data")]
    result = run("extract", file, *options, "--strict")
    assert result.exit_code == 0, result.output
    assert "not read" not in result.output


def test_without_a_command_the_help_is_printed_as_it_is() -> None:
    """It was one line, glued together."""
    result = run()
    assert result.exit_code == 2
    assert result.output.startswith("Usage: ")
    assert "\nCommands:\n" in result.output
    assert "see jixiao --help" not in result.output


def test_store_without_a_notebook_says_what_it_wants() -> None:
    result = run("store")
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)
    assert "Missing argument 'NOTEBOOKS...'" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["panyu-data-bureau", "2022"], "'2022' is no department; write panyu-data-bureau/2022"),
        (["data/panyu-data-bureau/2022"], "write panyu-data-bureau/2022"),
        (["data/panyu-data-bureau"], "write panyu-data-bureau"),
        (["panyu-data-buro"], "is not on file; the nearest on file: panyu-data-bureau; jixiao"),
        (["2022"], "department '2022' is not on file; on file: panyu-data-bureau"),
    ],
)
def test_check_says_which_report_was_meant(data: Path, words: list[str], said: str) -> None:
    result = run("check", *words, "--data", data)
    assert (result.exit_code, len(result.output.splitlines())) == (2, 1)
    assert said in result.output
