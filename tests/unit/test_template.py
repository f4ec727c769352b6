"""`jixiao new --xlsx`: a spreadsheet to fill in, which `jixiao extract` reads back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from jixiao.cli.commands import main
from jixiao.labels.items import item_ids
from jixiao.report import load_report

FILE = "test-bureau-2023-evaluation.xlsx"
BUDGET = "预算 budget"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    made = run("new", "test-bureau/2023", "--name-zh", "某某区测试局", "--xlsx", "--data", "data")
    assert made.exit_code == 0, made.output
    assert list((tmp_path / "data").iterdir()) == []
    return openpyxl.load_workbook(FILE)


def fill(book: Any, sheet: str, row: int, **cells: object) -> None:
    at = {cell.value: cell.column for cell in book[sheet][1]}
    for name, value in cells.items():
        book[sheet].cell(row, at[name], value)
    book.save(FILE)


def extract() -> Result:
    return run("extract", FILE, "--data", "data", "--outputs", "outputs")


def test_phases_units_and_items_are_offered_as_lists(book: Any) -> None:
    letters = {cell.value: cell.column_letter for cell in book[BUDGET][1]}
    offered = {
        str(each.sqref).partition(":")[0]: each.formula1
        for each in book[BUDGET].data_validations.dataValidation
    }
    assert f"$A${len(item_ids())}" in offered[f"{letters['item']}3"]
    assert "revised 年度预算" in offered[f"{letters['phase']}3"]
    assert "万元" in offered[f"{letters['unit']}3"]
    listed = [cell.value.split(" ")[0] for cell in book["科目 items"]["A"]]
    assert listed == list(item_ids())


def test_what_was_filled_in_is_read_back_with_its_cells_as_places(book: Any) -> None:
    total = "expenditure 总支出"
    fill(book, BUDGET, 3, item=total, phase="approved 年初批复", value=1000, unit="万元")
    fill(book, BUDGET, 5, item=total, phase="outturn", value="1,050.25", unit="万元")
    fill(book, BUDGET, 6, item=total, phase="rate 执行率", base="approved", value=1.05025, unit="%")
    book[BUDGET].cell(6, 5).number_format = "0.00%"
    fill(book, "成果 outcomes", 3, name="培训人次", value=1240, unit="人次", period=2023)
    result = extract()
    assert result.exit_code == 0, result.output
    assert "0 unread" in result.output
    report = load_report("test-bureau", 2023, Path("data"))
    rows = report.tables.budget[["item", "phase", "value", "printed", "name"]].values.tolist()
    assert [[str(cell) for cell in row] for row in rows] == [
        ["expenditure", "approved", "1000", "1000万元", "总支出"],
        ["expenditure", "outturn", "1050.25", "1,050.25万元", "总支出"],
        ["expenditure", "rate", "105.03", "105.03%", "总支出"],
    ]
    assert report.document is not None
    places = [report.document.addresses[line] for line in report.tables.budget["line"]]
    assert places == [f"{BUDGET}!E3", f"{BUDGET}!E5", f"{BUDGET}!E6"]
    assert report.tables.outcomes["metric"].to_list() == ["pei_xun_ren_ci"]
    assert run("check", "--data", "data").exit_code == 0


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"item": "expenditure.basik"}, "row 4, column item has 'expenditure.basik'; use an id of"),
        ({"phase": "spent"}, "row 4, column phase has 'spent'; use one of approved"),
        ({"value": "viel"}, "row 4, column value has 'viel'; write a number"),
        ({"unit": None}, "row 4, column unit has nothing; fill it in"),
    ],
)
def test_a_fault_is_one_line_with_the_row_of_the_sheet(
    book: Any, cells: dict[str, object], said: str
) -> None:
    row = {"item": "expenditure", "phase": "outturn", "value": 5, "unit": "万元"}
    fill(book, BUDGET, 4, **row | cells)
    result = extract()
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1, result.output
    assert f"{BUDGET}: {said}" in result.output
    assert list(Path("data").iterdir()) == []


def test_a_sheet_that_nobody_filled_in_is_one_line(book: Any) -> None:
    result = extract()
    assert result.exit_code == 2
    assert len(result.output.splitlines()) == 1, result.output


def test_a_spreadsheet_is_not_written_over(book: Any) -> None:
    before = Path(FILE).read_bytes()
    result = run("new", "test-bureau/2023", "--xlsx", "--data", "data")
    assert result.exit_code == 2
    assert Path(FILE).read_bytes() == before


def test_final_accounts_have_a_sheet_of_statements_with_lists_that_the_format_allows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path)
    made = run("new", "test-bureau/2023", "--document", "accounts", "--xlsx", "--data", "data")
    assert made.exit_code == 0, made.output
    name = "test-bureau-2023-accounts.xlsx"
    book = openpyxl.load_workbook(name)
    sheet = book["收支表 statements"]
    assert BUDGET not in book.sheetnames
    for offered in sheet.data_validations.dataValidation:
        assert len(offered.formula1) <= 255, "Excel calls such a file damaged"
    lists = {cell.value for row in book["科目 items"].iter_rows() for cell in row}
    cells = {"statement": "expenditure 支出决算表", "item": "expenditure.basic 基本支出"}
    assert set(cells.values()) <= lists
    at = {cell.value: cell.column for cell in sheet[1]}
    for key, value in {**cells, "phase": "outturn", "value": 610, "unit": "万元"}.items():
        sheet.cell(3, at[key], value)
    book.save(name)
    read = run("extract", name, "--data", "data", "--outputs", "outputs")
    assert read.exit_code == 0, read.output
    report = load_report("test-bureau", 2023, Path("data"))
    (row,) = report.tables.statements.itertuples()
    assert (row.statement, row.fund, row.name) == ("expenditure", "all", "基本支出")
    assert (str(row.value), row.printed, row.document) == ("610", "610万元", "accounts")


def test_an_empty_spreadsheet_is_no_scan(book: Any) -> None:
    result = extract()
    assert result.exit_code == 2
    assert "nothing is filled in; fill in a row of one of its sheets" in result.output
    assert "--ocr" not in result.output


def test_a_formula_that_nothing_has_computed_is_named(book: Any) -> None:
    """It was a value of one odd character."""
    total = "expenditure 总支出"
    fill(book, BUDGET, 4, item=total, phase="approved 年初批复", value="=500*2", unit="万元")
    result = extract()
    assert result.exit_code == 2
    assert "row 4, column value cannot be read; a formula without a stored value" in result.output
    assert "open and save it in a spreadsheet program" in result.output


def test_the_rows_that_were_filled_in_are_counted_and_one_twice_is_said_by_its_sheet(
    book: Any,
) -> None:
    figure = dict(item="expenditure 总支出", phase="approved 年初批复", value=1000, unit="万元")
    fill(book, BUDGET, 4, **figure)
    result = extract()
    assert "rows filled in: budget 1; 0 unread" in result.output
    assert "0 figures" not in result.output
    fill(book, BUDGET, 7, **figure)
    assert "row 7, column value has '1000'; row 4 says the same, 1000万元" in extract().output
