"""`jixiao new` and `jixiao check`: a department that has only a spreadsheet."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from jixiao.analysis.reliability import rates
from jixiao.audit import audit_report
from jixiao.audit.export import json_schema
from jixiao.base.language import LANGUAGES
from jixiao.charts.rates import execution
from jixiao.cli.commands import main
from jixiao.labels.items import item_ids
from jixiao.labels.items_page import items_page
from jixiao.publish.index_entry import entry
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
    assert set(item_ids()) <= {row["example"] for row in rows}
    assert all(row["meaning"] and row["含义"] for row in rows)
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert descriptor["jixiao"]["department_zh"] == "某某区测试局"
    result = run("check", "--data", made)
    assert result.exit_code == 0
    assert "note: evaluation/budget.csv has no rows yet" in result.output


def test_filled_tables_load_and_give_pages(made: Path, root: Path, tmp_path: Path) -> None:
    fill(made, "budget", example_row("budget"))
    result = run("check", DEPARTMENT, "--data", made)
    assert "1 table, 1 row keeps its schema; 0 quotes stand" in result.output
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
    wrong[columns.index("phase")] = ""
    fill(made, "budget", example_row("budget"), wrong, ["too", "short"])
    fill(made, "tasks", example_row("tasks"), example_row("tasks"))
    result = run("check", "--data", made)
    assert result.exit_code == 2
    folder = made / DEPARTMENT / "2023" / "evaluation"
    units = ", ".join(schema("budget")["fields"][columns.index("unit")]["constraints"]["enum"])
    assert result.output.splitlines() == [
        f"jixiao: {folder}/budget.csv: row 3, column phase has nothing; fill it in",
        f"jixiao: {folder}/budget.csv: row 3, column value has 'viel'; write a number",
        f"jixiao: {folder}/budget.csv: row 3, column unit has 'Mio'; use one of {units}",
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


BUDGET = "item,name,phase,base,value,unit,printed,page,line,quote"


def lines_of(made: Path, table: str, *lines: str) -> Path:
    path = made / DEPARTMENT / "2023" / "evaluation" / f"{table}.csv"
    header = path.read_text("utf-8").splitlines()[0]
    path.write_text("\n".join([header, *lines, ""]), "utf-8")
    return path


def test_places_and_names_may_stay_blank_where_there_is_no_document(made: Path) -> None:
    lines_of(made, "budget", "expenditure.basic,,outturn,,610,万元,,,,")
    lines_of(made, "outcomes", "trained,,1200,人次,,,,2023,,,,,,")
    assert run("check", "--data", made).exit_code == 0
    report = load_report(DEPARTMENT, 2023, made)
    (row,) = report.tables.budget.to_dict("records")
    assert (row["name"], row["printed"]) == ("基本支出", "610万元")
    assert (row["page"], row["line"], row["quote"]) == (None, None, None)
    assert report.tables.outcomes["source"].to_list() == ["report"]


def test_places_stay_required_where_there_is_a_document(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data / "panyu-data-bureau", tmp_path / "panyu-data-bureau")
    path = tmp_path / "panyu-data-bureau" / "2022" / "evaluation" / "budget.csv"
    header, first, *rest = list(csv.reader(path.read_text("utf-8").splitlines()))
    first[header.index("page")] = ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, *rest])
    result = run("check", "panyu-data-bureau/2022", "--data", tmp_path)
    assert "row 2, column page has nothing" in result.output
    assert result.exit_code == 2


def test_check_names_the_nearest_items_units_of_no_money_and_statuses_that_numbers_deny(
    made: Path,
) -> None:
    lines_of(
        made,
        "budget",
        "expenditure.basik,,outturn,,610,万元,,,,",
        "expenditure,,outturn,,610,%,,,,",
        "expenditure,,rate,revised,98,万元,,,,",
        "sangong.vehicles.stock,,outturn,,3,辆,,,,",
    )
    cells = dict(seq="1", name="培训", bound="≥", target_value="12", actual_value="9", status="met")
    names = [field["name"] for field in schema("indicators")["fields"]]
    lines_of(made, "indicators", ",".join(cells.get(name, "") for name in names))
    result = run("check", "--data", made)
    assert result.exit_code == 2
    said = [line.partition("/evaluation/")[2] for line in result.output.splitlines()]
    assert said[0].startswith("budget.csv: row 2, column item has 'expenditure.basik'; use an id")
    assert "the nearest are expenditure.basic" in said[0]
    assert said[1].startswith("budget.csv: row 3, column unit has '%'; an amount outturn is in one")
    assert said[2] == "budget.csv: row 4, column unit has '万元'; write %"
    assert said[3].startswith("indicators.csv: row 2, column status has 'met'; 9 of ≥12 says")
    assert len(said) == 4


FIGURE = "expenditure,,approved,,1000,万元,,,,"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (lambda text: f"{text},,,,,,,,,\n\n,,,,,,,,,\n", ""),  # blank rows at the end
        (lambda text: text.replace("\n", ",,,\n"), ""),  # blank columns at the right
        (lambda text: f"{text}\n{FIGURE}\n", "row 3 is blank; take it out"),
        (
            lambda text: text.replace("quote\n", "quote,备注\n"),
            "the header has 备注, which the table has",
        ),
        (lambda text: text.replace("base,", ""), "the header lacks base; write item,name,"),
        (lambda text: text.replace("base,", "basis,"), "lacks base and has basis, which"),
        (lambda text: text.replace("item,name", "name,item"), "the header is name,item,phase"),
        (lambda text: text.replace(",,,,\n", ",,,,,说明\n"), "row 2 has 11 cells; write 10"),
        (
            lambda text: text.replace("expenditure", "项目支出"),
            "use an id of the list in docs/items",
        ),
    ],
)
def test_what_a_spreadsheet_leaves_beside_the_cells_is_nothing_and_a_row_that_is_blank_a_line(
    made: Path, left: Callable[[str], str], said: str
) -> None:
    path = lines_of(made, "budget", FIGURE)
    path.write_text(left(path.read_text("utf-8")), "utf-8")
    result = run("check", "--data", made)
    assert result.exit_code == (2 if said else 0), result.output
    if said:
        assert len(result.output.splitlines()) == 1
        assert said in result.output
    else:
        assert len(load_report(DEPARTMENT, 2023, made).tables.budget) == 1


def test_a_table_of_a_chinese_excel_is_read_and_one_in_utf16_is_one_line(made: Path) -> None:
    path = lines_of(made, "budget", FIGURE.replace(",,approved", ",总支出,approved"))
    text = path.read_text("utf-8")
    path.write_bytes(text.encode("gb18030"))
    assert run("check", "--data", made).exit_code == 0
    assert load_report(DEPARTMENT, 2023, made).tables.budget["name"].to_list() == ["总支出"]
    path.write_bytes(text.encode("utf-16"))
    result = run("check", "--data", made)
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1
    assert "is not UTF-8" in result.output


@pytest.mark.parametrize(("document", "phase"), [("accounts", "outturn"), ("budget", "approved")])
def test_accounts_and_budgets_are_filled_in_as_statements(
    made: Path, document: str, phase: str
) -> None:
    arguments = ["new", "x-bureau/2023", "--document", document, "--example", "--data", made]
    assert "fill in statements.csv" in run(*arguments).output
    folder = made / "x-bureau" / "2023" / document
    assert sorted(path.name for path in folder.glob("*.csv")) == [SHEET, "statements.csv"]
    assert run("check", "x-bureau", "--data", made).exit_code == 0
    statements = load_report("x-bureau", 2023, made).tables.statements
    assert set(statements["phase"]) == {phase}
    assert "一般公共服务支出" in statements["name"].to_list()
    text = (
        (folder / "statements.csv").read_text("utf-8").replace("expenditure.basic", "expenditure.b")
    )
    (folder / "statements.csv").write_text(text, "utf-8")
    assert "use an id of the list" in run("check", "x-bureau", "--data", made).output


def test_one_figure_that_is_given_twice_is_said_with_both(made: Path) -> None:
    same = "expenditure,,approved,,10000000,元,,,,"  # the same amount
    lines_of(made, "budget", FIGURE, same, FIGURE.replace("1000", "1200"), FIGURE)
    result = run("check", "--data", made)
    assert result.exit_code == 2
    again, other, row = result.output.splitlines()
    assert "row 4, column value has '1200'; row 2 has 1000万元 for the same item and phase" in other
    assert "budget.csv: row 3, column value has '10000000'; row 2 says the same, 1000万元" in again
    assert "budget.csv: row 5, column value has '1000'; row 2 says the same, 1000万元" in row


def test_a_department_without_a_name_is_called_by_its_folder_and_new_says_how_to_name_it(
    tmp_path: Path, data: Path
) -> None:
    shutil.copy(data / "departments.csv", tmp_path)
    result = run("new", "nameless-bureau/2024", "--data", tmp_path)
    assert "pages will call it nameless-bureau: --name-zh and --name-en" in result.output
    path = tmp_path / "nameless-bureau" / "2024" / "evaluation" / "datapackage.json"
    assert json.loads(path.read_text("utf-8"))["jixiao"]["department_zh"] == "nameless-bureau"


def test_a_status_of_a_person_needs_no_rule_and_one_left_blank_follows_from_the_words(
    made: Path,
) -> None:
    names = [field["name"] for field in schema("indicators")["fields"]]
    filled = [
        dict(name="培训", target_value="12", actual_value="15", status="met"),
        dict(name="培训", target_value="12", actual_value="15"),
        dict(name="满意度", target="≥95%", actual="94%", reason="问卷"),
        dict(name="单位成本", level2="成本", target="≤100元", actual="80元"),
        dict(name="办事指南", target="编制办事指南", actual="2023年5月印发《办事指南》"),
        dict(name="投诉处理率"),
    ]
    filled = [cells | {"seq": str(at)} for at, cells in enumerate(filled, start=1)]
    lines_of(made, "indicators", *(",".join(row.get(n, "") for n in names) for row in filled))
    table = load_report(DEPARTMENT, 2023, made).tables.indicators
    assert [str(value) for value in table["attainment_pct"][:3]] == ["125.00", "125.00", "98.95"]
    assert table["status"].to_list() == [
        "met", "exceeded", "missed", "met", "met", "not_assessable",
    ]  # fmt: skip
    judged = table["reason"].str.startswith("judgement: ")
    assert judged.to_list() == [True, False, False, False, False, False]
    assert table["reason"][2] == "number: 「94%」 「95%」"


@pytest.fixture(scope="module")
def pages(data: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of the example that is shipped, of a budget alone, and of two lone figures."""
    folder = tmp_path_factory.mktemp("by-hand")
    (folder / "data").mkdir()
    (folder / "data" / "departments.csv").write_text((data / "departments.csv").read_text("utf-8"))
    shutil.copytree(root / "notebooks", folder / "notebooks")
    at = ["--data", folder / "data"]
    assert run("new", "example-bureau/2023", "--example", *at).exit_code == 0
    accounts = ["new", "example-bureau/2024", "--document", "accounts", "--example"]
    assert run(*accounts, *at).exit_code == 0
    for year in (2022, 2023):
        assert run("new", f"{DEPARTMENT}/{year}", *at).exit_code == 0
    lines_of(folder / "data", "budget", "expenditure,,approved,,1000,万元,,,,")
    path = folder / "data" / DEPARTMENT / "2022" / "evaluation" / "budget.csv"
    path.write_text(BUDGET + "\nsangong,,outturn,,5,万元,,,,\n", "utf-8")
    assert run("check", *at).exit_code == 0
    result = run("report", "--language", "zh", *at)
    assert result.exit_code == 0, result.output
    return folder / "outputs"


@pytest.mark.parametrize("page", ["2023/budget", "2023/audit", "2023/indicators", "2024/accounts"])
def test_the_example_that_is_shipped_reaches_pages(pages: Path, page: str) -> None:
    text = (pages / "example-bureau" / f"{page}.html").read_text("utf-8")
    assert "手工录入" in text
    assert "Traceback" not in text


@pytest.mark.parametrize(
    ("year", "said"),
    [(2022, "没有总支出的预算数和支出数"), (2023, "现有数据：年初批复预算1,000.00万元")],
)
def test_what_is_missing_makes_a_section_a_sentence(pages: Path, year: int, said: str) -> None:
    folder = pages / DEPARTMENT / str(year)
    text = BeautifulSoup((folder / "budget.html").read_text("utf-8"), "lxml").get_text()
    assert said in text
    assert "无法列示从年初批复预算到支出的过程" in text
    assert not (folder / "indicators.html").exists()


def test_the_list_of_items_in_the_docs_is_the_one_that_check_knows(root: Path) -> None:
    """To accept a change: python -m jixiao.labels.items_page > docs/items.md"""
    assert (root / "docs" / "items.md").read_text("utf-8") == items_page()


def test_tables_that_nobody_fills_in_by_hand_have_no_example() -> None:
    assert set(BY_HAND) <= set(TABLES)


def test_a_budget_without_a_revised_one_is_said_without_it(made: Path) -> None:
    """The index had a dash for what is approved and called it of the general budget; the chart's title
    gave the rate of a revised budget as a dash."""
    lines_of(made, "budget", FIGURE, "expenditure,,outturn,,950.25,万元,,,,")
    report = load_report(DEPARTMENT, 2023, made)
    line = entry(report, [], "en")
    assert (line.cells["approved"], line.cells["outturn"]) == ("1,000.00", "950.25")
    assert (line.cells["of_approved"], line.cells["of_revised"]) == ("95.03 %", "–")
    assert "of_what" not in line.cells
    chart = execution(rates(report.tables.budget), "en")
    assert chart is not None
    assert chart.alt.startswith("95.03 % of the approved budget was spent. ")
    in_chinese = execution(rates(report.tables.budget), "zh")
    assert in_chinese is not None
    assert in_chinese.alt.startswith("支出为年初批复预算的95.03%。")


def test_an_audit_of_tables_without_a_document_names_no_place(made: Path) -> None:
    """It said p. None, line None before each figure."""
    figures = (
        "approved,,1000",
        "carryover,,10",
        "adjustment,,5",
        "revised,,900",
        "outturn,,950.25",
    )
    rows = [f"expenditure,,{figure},万元,,,," for figure in figures]
    rows += ["expenditure,,rate,revised,60,%,,,,", "expenditure.basic,,revised,,1200,万元,,,,"]
    lines_of(made, "budget", *rows)
    result = run("audit", DEPARTMENT, 2023, "--data", made)
    assert "\n    " in result.output, result.output
    assert "    950.25万元\n" in result.output
    as_csv = run("audit", DEPARTMENT, 2023, "--format", "csv", "--data", made)
    assert "None" not in result.output + as_csv.output
    as_json = run("audit", DEPARTMENT, 2023, "--format", "json", "--data", made)
    jsonschema.validate(json.loads(as_json.output), json_schema())


def test_a_form_is_said_in_words(made: Path, tmp_path: Path) -> None:
    assert run("new", "x-bureau/2023", "--document", "accounts", "--data", made).exit_code == 0
    path = made / "x-bureau" / "2023" / "accounts" / "statements.csv"
    header = path.read_text("utf-8").strip()
    cells = dict(statement="main", item="expenditure", classification="9x", phase="outturn")
    row = ",".join((cells | {"value": "1", "unit": "万元"}).get(n, "") for n in header.split(","))
    path.write_text(f"{header}\n{row}\n", "utf-8")
    said = run("check", "x-bureau", "--data", made).output
    assert "classification has '9x'; write three, five or seven digits, e.g. 2080501" in said


@pytest.mark.parametrize("revised", [[], ["expenditure,,revised,,900,万元,,,,"]])
def test_an_outturn_of_ten_times_what_was_given_is_a_note(made: Path, revised: list[str]) -> None:
    """9,502,500 元 under the name of 万元 were 950,250 % on the page, and check found nothing."""
    outturn = "expenditure,,outturn,,9502500,万元,,,,"
    lines_of(made, "budget", FIGURE, *revised, outturn)
    result = run("check", "--data", made)
    assert result.exit_code == 0
    said = "note: expenditure: an outturn of 9,502,500 万元 is more than ten times the 1,000 万元"
    assert said in result.output
    lines_of(made, "budget", FIGURE, *revised, outturn.replace("9502500", "9999"))
    assert "ten times" not in run("check", "--data", made).output


PLACES = (("", ""), ("2", "5"), ("3", ""))


@pytest.mark.parametrize("shift", range(3))
def test_places_that_only_some_rows_have_stop_no_audit(made: Path, shift: int) -> None:
    """A page beside one figure and none beside the next ended the audit in a traceback; a passed check
    was said to stand on "line None"."""
    figures = [
        "expenditure,,approved,,1000,万元",
        "expenditure,,approved,,1001,万元",
        "expenditure,,revised,,990,万元",
        "expenditure,,outturn,,1100,万元",
        "expenditure.basic,,outturn,,400,万元",
        "expenditure.project,,outturn,,550.25,万元",
        "expenditure,,rate,revised,95,%",
        "sangong,,revised,,15,万元",
        "sangong,,outturn,,12.5,万元",
    ]
    places = [",".join(PLACES[(number + shift) % 3]) for number in range(len(figures))]
    rows = [f"{figure},,{place}," for figure, place in zip(figures, places, strict=True)]
    lines_of(made, "budget", *rows)
    result = run("audit", DEPARTMENT, 2023, "--data", made)
    assert result.exit_code == 0, result.exception
    found = audit_report(load_report(DEPARTMENT, 2023, made))
    assert {"total_of_parts", "budget_overspent", "budget_restated"} <= {
        finding.rule for finding in found.findings
    }
    subjects = [line.subject.words(name) for line in found.ledger for name in LANGUAGES]
    assert not [subject for subject in subjects if "None" in subject]
