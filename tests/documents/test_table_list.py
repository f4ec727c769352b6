"""`jixiao tables FILE`: what tables a document has, known or not."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from made_tables import Paper

from jixiao.cli.commands import main
from jixiao.extract.missing_words import missing_words
from jixiao.extract.table_list import list_tables
from jixiao.grid import Grid, grids


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    """Two tables with two sides each."""
    file = docx.Document()
    for title, unit in (("2024年收支总表", "单位：万元"), ("支出总表", "单位：元")):
        file.add_paragraph(title)
        file.add_paragraph(unit)
        table = file.add_table(3, 4)
        for row, texts in enumerate(
            [
                ["项目", "预算数", "项目", "预算数"],
                ["甲", "5.00", "乙", "4.00"],
                ["丙", "", "丁", "1"],
            ]
        ):
            for column, text in enumerate(texts):
                table.cell(row, column).text = text
    path = tmp_path / "budget.docx"
    file.save(str(path))
    return path


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["tables", *words])
    return result.exit_code, result.stdout, result.stderr


def test_each_table_is_a_line(word_file: Path) -> None:
    code, shown, _ = run(str(word_file))
    assert code == 0
    lines = shown.splitlines()
    assert lines[0].split() == [
        "table",
        "pages",
        "rows",
        "columns",
        "unit",
        "kind",
        "number",
        "title",
    ]
    assert lines[2].split() == ["1a", "1", "3", "2", "万元", "income_expenditure", "2024年收支总表"]
    assert lines[-1] == "(4 rows)"


def test_the_list_is_json_too(word_file: Path) -> None:
    rows = json.loads(run(str(word_file), "--format", "json")[1])
    assert [row["table"] for row in rows] == ["1a", "1b", "2a", "2b"]
    assert rows[0]["rows"] == 3
    assert rows[2]["unit"] == "元"


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    code, shown, error = run(str(tmp_path / "none.pdf"))
    assert (code, shown) == (2, "")
    assert len(error.strip().splitlines()) == 1


def test_a_text_has_no_tables(source_file: Path) -> None:
    code, shown, _ = run(str(source_file))
    assert code == 0
    assert shown.splitlines()[-1] == "(0 rows)"


def test_a_table_of_a_kind_that_nobody_knows_is_listed_with_what_comes_near() -> None:
    paper = Paper().line("公务用车明细表").table(["名称", "金额"], ["甲", "1.00"]).page()
    paper.line("政府性基金预算支岀表").table(["名称", "金额"], ["甲", "1.00"])
    first, second = list_tables(paper.document())
    assert (first.kind, first.near) == (None, None)
    assert (second.kind, second.near) == (None, "government_fund")


def test_the_first_that_knows_a_table_names_it() -> None:
    paper = Paper().line("公务用车明细表").table(["名称", "金额"], ["甲", "1.00"])

    def cars(grid: Grid) -> str | None:
        return "cars" if grid.title == "公务用车明细表" else None

    assert [table.kind for table in list_tables(paper.document(), [cars])] == ["cars"]


def test_a_form_is_named_by_its_kind() -> None:
    rows = [
        ["项目名称", "<", "路灯维护", "<"],
        ["主管部门", "<", "城管局", "<"],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "路灯数", "≥20盏"],
    ]
    paper = Paper().line("项目支出绩效目标表").table(*rows)
    assert [table.kind for table in list_tables(paper.document())] == ["project_target"]


def test_columns_of_two_years_are_known_by_the_year_of_the_document() -> None:
    paper = Paper().line("某市财政局2026年部门预算").line("三公经费预算表").line("单位：万元")
    kinds = ["合计", "因公出国（境）费", "公务接待费"]
    paper.table(
        ["2025年预算数", "<", "<", "2026年预算数", "<", "<"],
        [*kinds, *kinds],
        ["9.00", "4.00", "5.00", "8.00", "3.00", "5.00"],
    )
    document = paper.document()
    assert missing_words(document, grids(document)) == []


def test_words_that_the_catalogue_lacks_are_listed_once_with_place_and_file(tmp_path: Path) -> None:
    file = docx.Document()
    file.add_paragraph("2024年支出总表")
    file.add_paragraph("单位：万元")
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "口岸支持支出", ""],
        ["201", "一般公共服务支出", "9.00", "5.00", "4.00", "1.00"],
        ["208", "社会保障和就业支出", "3.00", "1.00", "2.00", "1.00"],
        ["", "互市贸易补助支出", "7.00", "", "", ""],
    ]
    table = file.add_table(len(rows), len(rows[0]))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    path = tmp_path / "budget.docx"
    file.save(str(path))
    code, _, said = run(str(path))
    assert code == 0
    assert said.splitlines() == [
        "not known: column 口岸支持支出 (2 times, first on page 1, line 22); "
        "its file: statement_columns.toml",
        "not known: column without a head (2 times, first on page 1, line 24)",
        "not known: row 互市贸易补助支出 (once, first on page 1, line 40); its file: statement_rows.toml",
    ]
