"""`jixiao new` and `jixiao check`: a department that has only a spreadsheet."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jixiao.cli.commands import main
from jixiao.report import load_report
from jixiao.report.blank import BY_HAND, SHEET
from jixiao.schema import TABLES, example_row, parse_table, schema

DEPARTMENT = "made-up-bureau"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def made(data: Path, tmp_path: Path) -> Path:
    """A data folder with the empty tables of a department."""
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(data / "departments.csv", folder)
    names = ["--name-zh", "某某区测试局", "--name-en", "Test bureau"]
    assert run("new", DEPARTMENT, 2023, *names, "--data", folder).exit_code == 0
    return folder


def fill(made: Path, table: str, *rows: list[str]) -> Path:
    path = made / DEPARTMENT / "2023" / "evaluation" / f"{table}.csv"
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.parametrize("table", BY_HAND)
def test_the_example_row_keeps_its_schema_and_fills_what_is_required(table: str) -> None:
    header = ",".join(field["name"] for field in schema(table)["fields"])
    cells = ",".join(f'"{cell}"' for cell in example_row(table))
    assert len(parse_table(f"{header}\n{cells}\n", table, table)) == 1


def test_new_writes_headers_a_sheet_that_explains_them_and_the_descriptor(made: Path) -> None:
    folder = made / DEPARTMENT / "2023" / "evaluation"
    for table in BY_HAND:
        names = [field["name"] for field in schema(table)["fields"]]
        assert (folder / f"{table}.csv").read_text("utf-8") == ",".join(names) + "\n"
    rows = list(csv.DictReader((folder / SHEET).open(encoding="utf-8-sig")))
    assert {row["table"] for row in rows} == set(BY_HAND)
    assert all(row["meaning"] and row["含义"] for row in rows)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert descriptor["jixiao"]["department_zh"] == "某某区测试局"
    result = run("check", "--data", made)
    assert result.exit_code == 0
    assert "note: evaluation/budget.csv has no rows yet" in result.output


def test_filled_tables_load_and_give_pages(made: Path, root: Path, tmp_path: Path) -> None:
    fill(made, "budget", example_row("budget"))
    fill(made, "indicators", example_row("indicators"))
    report = load_report(DEPARTMENT, 2023, made)
    assert list(report.tables) == ["budget", "indicators"]
    result = run("check", DEPARTMENT, "--data", made)
    assert "2 tables, 2 rows keep their schemas" in result.output
    assert run("audit", DEPARTMENT, 2023, "--data", made).exit_code == 0


def test_check_says_every_fault_with_file_row_column_value_and_remedy(made: Path) -> None:
    columns = [field["name"] for field in schema("budget")["fields"]]
    wrong = example_row("budget")
    wrong[columns.index("value")] = "viel"
    wrong[columns.index("unit")] = "Mio"
    wrong[columns.index("page")] = ""
    fill(made, "budget", example_row("budget"), wrong, ["too", "short"])
    fill(made, "tasks", example_row("tasks"), example_row("tasks"))
    result = run("check", "--data", made)
    assert result.exit_code == 2
    folder = made / DEPARTMENT / "2023" / "evaluation"
    units = ", ".join(schema("budget")["fields"][columns.index("unit")]["constraints"]["enum"])
    assert result.output.splitlines() == [
        f"jixiao: {folder}/budget.csv: row 3, column value has 'viel'; write a number",
        f"jixiao: {folder}/budget.csv: row 3, column unit has 'Mio'; use one of {units}",
        f"jixiao: {folder}/budget.csv: row 3, column page has nothing; fill it in",
        f"jixiao: {folder}/budget.csv: row 4 has 2 cells; "
        f"write {len(columns)}, one for each column of the header",
        f"jixiao: {folder}/tasks.csv: row 3, column seq has 1; use each value once",
    ]


def test_check_goes_on_to_the_next_report_after_a_faulty_one(made: Path, data: Path) -> None:
    shutil.copytree(data / "panyu-data-bureau", made / "panyu-data-bureau")
    fill(made, "budget", ["x"])
    result = run("check", "--data", made)
    assert result.exit_code == 2
    assert "made-up-bureau/2023/evaluation/budget.csv: row 2 has 1 cells" in result.output
    assert "panyu-data-bureau/2022: 4 tables" in result.output


@pytest.mark.parametrize("text", ['item\n"open', "\n", "", "item,name\n"])
def test_a_table_that_is_no_table_is_one_line(made: Path, text: str) -> None:
    (made / DEPARTMENT / "2023" / "evaluation" / "budget.csv").write_text(text, "utf-8")
    result = run("check", "--data", made)
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1, result.output
    assert run("list", "--data", made).exit_code == 0  # it counts rows and reads none


def test_new_does_not_touch_what_is_there(made: Path) -> None:
    path = fill(made, "budget", example_row("budget"))
    before = path.read_bytes()
    result = run("new", DEPARTMENT, 2023, "--data", made)
    assert result.exit_code == 2
    assert "there is something on file already" in result.output
    assert path.read_bytes() == before


@pytest.mark.parametrize("department", ["../outside", "a/b", "", "A"])
def test_new_does_not_leave_the_data_folder(made: Path, department: str) -> None:
    result = run("new", department, 2023, "--data", made)
    assert result.exit_code == 2
    assert "is no name of a department" in result.output
    assert not (made.parent / "outside").exists()


@pytest.mark.parametrize("package", ["panyu-data-bureau/2022/evaluation", "made"])
def test_the_frictionless_command_line_accepts_the_package(
    package: str, made: Path, data: Path
) -> None:
    fill(made, "budget", example_row("budget"))
    folder = made / DEPARTMENT / "2023" / "evaluation" if package == "made" else data / package
    command = [str(Path(sys.executable).parent / "frictionless"), "validate", "--json"]
    done = subprocess.run(
        [*command, "datapackage.json"], cwd=folder, capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert report["valid"] is True
    assert len(report["tasks"]) == 4


def test_tables_that_nobody_fills_in_by_hand_have_no_example() -> None:
    assert set(BY_HAND) <= set(TABLES)
