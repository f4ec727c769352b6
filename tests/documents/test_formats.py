"""The first report as PDF, Word file and web page gives the same tables as its text."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pandas as pd
import pytest
import typeset

from jixiao.base.errors import RequestError
from jixiao.check import check_quotes
from jixiao.extract.evaluation.outline import Outline
from jixiao.extract.extraction import extract_report
from jixiao.extract.storing import store_report
from jixiao.report import Report, load_report
from jixiao.schema import format_table
from jixiao.source import Document, read_document, read_stored

DEPARTMENT = "panyu-data-bureau"
PLACES = ["page", "line", "line_end"]


@pytest.fixture(scope="module")
def folder(parts: Outline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("typeset")
    (target / "report.pdf").write_bytes(typeset.as_pdf(parts))
    (target / "large.pdf").write_bytes(typeset.as_pdf(parts, size=12))
    (target / "report.docx").write_bytes(typeset.as_docx(parts))
    (target / "report.html").write_bytes(typeset.as_html(parts).encode("gb18030"))
    return target


NAMES = ["report.pdf", "large.pdf", "report.docx", "report.html"]


@pytest.fixture(scope="module")
def read(folder: Path, data: Path) -> dict[str, Report]:
    return {
        name: extract_report(folder / name, department=DEPARTMENT, year=2022, data=data)
        for name in NAMES
    }


def without_places(name: str, table: pd.DataFrame) -> str:
    """A table as CSV, every place set to 1."""
    table = table.copy()
    for column in PLACES:
        if column in table:
            ones = [None if pd.isna(value) else 1 for value in table[column]]
            table[column] = pd.Series(ones, index=table.index, dtype=object)
    return format_table(table, name, name)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_gives_the_same_tables_byte_for_byte_but_for_places(
    name: str, read: dict[str, Report], report: Report
) -> None:
    on_file = report.documents["evaluation"].tables
    assert list(read[name].tables) == list(on_file)
    for table in on_file:
        assert without_places(table, read[name].tables[table]) == without_places(
            table, on_file[table]
        ), table
    counted = ("numbers", "unread_numbers")  # by `bring_in`, not by the reading
    on_file_about = {key: value for key, value in report.about.items() if key not in counted}
    assert read[name].about == on_file_about | {
        key: read[name].about[key] for key in ("self_score_quote", "grade_quote")
    }


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_at_its_page_and_line(name: str, read: dict[str, Report]) -> None:
    report = read[name]
    assert report.document is not None
    assert report.document.kind == Path(name).suffix[1:]
    for table in ("budget", "outcomes"):
        for row in report.tables[table].dropna(subset="page").itertuples():
            line = report.document.lines[row.line - 1]
            assert line.page == row.page
            assert report.document.holds(row.quote, line.place), row.quote


def test_a_line_of_a_pdf_knows_its_box_and_running_heads_are_set_aside(
    read: dict[str, Report],
) -> None:
    document = read["report.pdf"].document
    assert document is not None
    printed = [line for line in document.lines if not line.blank]
    assert all(line.box and 0 <= line.box.left < line.box.right <= 600 for line in printed)
    assert not any("- 3 -" in line.text for line in printed)
    assert document.layouts[3].furniture == ("部门整体支出绩效自评报告", "- 3 -")
    words = document.layouts[3].words
    assert any(word.text == "部门整体支出绩效自评报告" for word in words)


def test_a_ruled_table_comes_as_cells_with_what_they_span(read: dict[str, Report]) -> None:
    for name in ("report.docx", "report.html"):
        document = read[name].document
        assert document is not None
        tasks, indicators = document.tables
        assert (tasks.row_count, tasks.column_count) == (8, 3)
        assert (indicators.row_count, indicators.column_count) == (72, 4)
        spans = [cell.rows for cell in indicators.cells if cell.column == 0]
        assert spans == [1, 16, 24, 31]


@pytest.mark.parametrize("name", NAMES)
def test_a_stored_report_loads_as_it_was_read(
    name: str, read: dict[str, Report], folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / DEPARTMENT / "2022" / "evaluation"
    store_report(read[name], folder / name, target, force=False)
    loaded = load_report(DEPARTMENT, 2022, tmp_path)
    document, original = read_stored(target), read[name].document
    assert document is not None
    assert original is not None
    assert document.lines == original.lines
    assert document.tables == original.tables
    assert check_quotes(loaded) == 387
    kept = target / f"report.{original.kind}"
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == original.sha256


def test_a_second_file_for_the_same_year_needs_force(
    read: dict[str, Report], folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / DEPARTMENT / "2022" / "evaluation"
    store_report(read["report.docx"], folder / "report.docx", target, force=False)
    before = {path.name: path.read_bytes() for path in target.iterdir()}
    with pytest.raises(RequestError, match="would change"):
        store_report(read["report.html"], folder / "report.html", target, force=False)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == before
    states = store_report(read["report.html"], folder / "report.html", target, force=True)
    assert states["report.docx"] == "removed"
    assert not (target / "report.docx").exists()


def test_automatic_numbering_of_a_word_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "numbered.docx"
    path.write_bytes(typeset.numbered_docx())
    lines = [line.text for line in read_document(path).lines]
    assert lines == [
        "一、基本情况",
        "（一）部门概况",
        "（二）收支情况",
        "1.收入",
        "2.支出",
        "二、结论",
    ]


def document_of(tmp_path: Path, content: str, encoding: str = "utf-8") -> Document:
    path = tmp_path / "page.txt"  # the name says text: the content decides
    path.write_bytes(content.encode(encoding))
    return read_document(path)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_web_page_is_read_whatever_its_label_says(tmp_path: Path, encoding: str) -> None:
    document = document_of(
        tmp_path,
        "<html><head><meta charset='big5'></head><body><p>支出<b>１,２３４.５</b>万元</p></body></html>",
        encoding,
    )
    assert document.kind == "html"
    assert [line.text for line in document.lines] == ["支出１,２３４.５万元"]


def test_what_a_web_page_hides_or_runs_is_no_text(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        "<body><p>支出<!-- 99万元 -->1万元<span style='display: none'>9</span></p>"
        "<script>document.write('支出99万元')</script><p hidden>预算8万元</p></body>",
    )
    assert [line.text for line in document.lines] == ["支出1万元"]


def test_merged_cells_of_a_web_page_cover_what_they_span(tmp_path: Path) -> None:
    document = document_of(
        tmp_path,
        "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
        "<tr><td colspan=999999 rowspan=999999>戊</td></tr></table>",
    )
    grid = document.tables[0].grid()
    texts = [[cell.text if cell else None for cell in row][:3] for row in grid]
    assert texts == [["甲", "乙", "乙"], ["甲", "丙", "丁"], ["戊", "戊", "戊"]]
