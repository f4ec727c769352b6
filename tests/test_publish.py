"""Pages, index and spreadsheet: self-contained, accessible, and deaf to what report text says."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from jixiao.labels import LANGUAGES
from jixiao.prose.text import Card, heading, opening, paragraph
from jixiao.publish.index import Department, Link, entry, export_index
from jixiao.publish.markdown import markdown_to_html
from jixiao.publish.page import PageExporter
from jixiao.publish.spreadsheet import tables_workbook
from jixiao.report import Report
from jixiao.tables.html import Column, render

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) =1+1 $x$"


@pytest.fixture(scope="module")
def exporter() -> PageExporter:
    return PageExporter()


def notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def outside_references(html: str) -> list[str]:
    soup = BeautifulSoup(html, "html.parser")
    addresses = [tag[a] for tag in soup.find_all(True) for a in ("src", "href") if tag.get(a)]
    styles = " ".join(tag.get_text() for tag in soup.find_all("style"))
    addresses += re.findall(r"url\(([^)]*)\)|@import\s+(\S+)", styles)
    return [a for a in map(str, addresses) if re.match(r"\W*(?:[a-z]+:)?//|javascript:", a)]


@pytest.mark.parametrize("name", ["budget", "indicators", "audit", "comparison"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_stands_alone(root: Path, exporter: PageExporter, name: str, language: str) -> None:
    stored = nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)
    html = exporter.export(stored, title=name, language=language, home="../../index.html")
    soup = BeautifulSoup(html, "html.parser")
    assert outside_references(html) == []
    assert soup.html["lang"] == {"en": "en", "zh": "zh-CN"}[language]
    assert len(soup.find_all("h1")) == 1
    assert all(img.get("alt", "").endswith(".") for img in soup.find_all("img"))
    assert {"header", "nav", "main", "footer"} <= {tag.name for tag in soup.find_all(True)}
    anchors = {a["href"][1:] for a in soup.select("nav a")}
    assert anchors
    assert anchors <= {tag["id"] for tag in soup.find_all(id=True)}
    assert str(root) not in html
    ids = [tag["id"] for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_page_keeps_the_cells_of_its_language_only(exporter: PageExporter) -> None:
    cells = []
    for language, text in (("en", "## English"), ("zh", "## 中文")):
        cell = nbformat.v4.new_markdown_cell(text)
        cell.metadata["tags"] = [f"lang-{language}"]
        cells.append(cell)
    html = exporter.export(notebook(*cells), title="t", language="zh")
    assert "中文" in html
    assert "English</h2>" not in html


def test_hostile_text_is_shown_as_text_everywhere(exporter: PageExporter) -> None:
    cell = nbformat.v4.new_code_cell("x = 1")
    cell.outputs = [
        nbformat.v4.new_output("execute_result", {"text/plain": HOSTILE}),
        nbformat.v4.new_output(
            "display_data",
            {"image/png": "AAAA"},
            metadata={"image/png": {"alt": f'"{HOSTILE}', "width": 1, "height": 1}},
        ),
        nbformat.v4.new_output("error", ename="E", evalue=HOSTILE, traceback=[]),
    ]
    rows = pd.DataFrame([{"text": HOSTILE}])
    column = Column("head", lambda row: row.text, title=lambda row: row.text)
    made = render(rows, [column], HOSTILE)
    prose = opening(HOSTILE, [Card(HOSTILE, HOSTILE)]).html + paragraph(HOSTILE).html
    cell.outputs.append(nbformat.v4.new_output("display_data", {"text/html": made.html + prose}))
    html = exporter.export(
        notebook(nbformat.v4.new_markdown_cell(HOSTILE), cell),
        title=HOSTILE,
        language="en",
        footer=[HOSTILE],
    )
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find("script") is None
    assert [img for img in soup.find_all("img") if img.get("onerror")] == []
    assert outside_references(html) == []
    assert heading(HOSTILE, [HOSTILE]).html.count("<script") == 0


def test_an_error_in_a_cell_is_shown_with_the_cell(exporter: PageExporter) -> None:
    cell = nbformat.v4.new_code_cell("load_report('nobody', 1)")
    cell.outputs = [
        nbformat.v4.new_output("error", ename="RequestError", evalue="no", traceback=[])
    ]
    soup = BeautifulSoup(exporter.export(notebook(cell), title="t", language="en"), "html.parser")
    alert = soup.find(role="alert")
    assert "RequestError: no" in alert.get_text()
    assert "load_report('nobody', 1)" in alert.get_text()


def test_headings_of_a_cell_get_anchors() -> None:
    html, headings = markdown_to_html("## One\n\ntext\n\n## Two <b>", "cut")
    assert [h.anchor for h in headings] == ["cut", "cut-2"]
    assert '<h2 id="cut">One</h2>' in html
    assert "<b>" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_says_what_is_missing_and_what_failed(report: Report, language: str) -> None:
    bare = Report(report.department, 2021, report.descriptor, {})
    links = [Link("Budget", "x/budget.html", "failed in cell 3: KeyError")]
    entries = [entry(report, links, language), entry(bare, [], language)]
    html = export_index([Department("D", entries)], language, {"en": "a.html", "zh": "b.html"})
    soup = BeautifulSoup(html, "html.parser")
    words = soup.get_text()
    assert "49.10 %" in words
    assert {"en": "no budget on file", "zh": "无预算数据"}[language] in words
    assert "failed in cell 3: KeyError" in words
    assert outside_references(html) == []
    assert "31" in soup.find(class_="bar").parent.get_text()


def test_an_empty_index_says_what_to_do() -> None:
    assert "jixiao extract" in export_index([], "en", {"en": "index.html"})


def workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_spreadsheet_holds_every_row_with_filters_and_a_frozen_head(report: Report) -> None:
    book = workbook(tables_workbook(report, "en"))
    sheets = ["About", "Budget", "Indicators", "Tasks", "Outcomes", "Findings"]
    assert book.sheetnames == sheets
    sheet = book["Budget"]
    assert sheet.max_row == 101
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref
    header = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[2].value == "approved")
    assert row[header.index("value")].value == 14884.55
    assert row[header.index("value")].number_format == "#,##0.00"
    assert sheet["A1"].comment.text


def test_text_in_a_spreadsheet_is_never_a_formula(report: Report) -> None:
    tasks = report.table("tasks").copy()
    tasks["goal"] = [
        '=HYPERLINK("http://x")',
        "+1",
        "@x",
        "-1",
        "http://x.cn",
        "\x00bell",
        "x" * 40_000,
    ]
    changed = Report(report.department, 2022, report.descriptor, {"tasks": tasks})
    sheet = workbook(tables_workbook(changed, "zh"))["任务"]
    cells = [row[2] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert cells[5].value == "bell"
    assert len(cells[6].value) == 32_767


def test_the_same_tables_give_the_same_spreadsheet(report: Report) -> None:
    assert tables_workbook(report, "en") == tables_workbook(report, "en")


def test_a_number_that_a_spreadsheet_cannot_hold_stays_text(report: Report) -> None:
    budget = report.table("budget").iloc[:1].copy()
    budget["value"] = [Decimal("12345678901234567.89")]
    changed = Report(report.department, 2022, report.descriptor, {"budget": budget})
    sheet = workbook(tables_workbook(changed, "en"))["Budget"]
    assert sheet["E2"].value == "12345678901234567.89"


def test_a_table_to_read_heads_its_rows_and_columns(report: Report) -> None:
    rows = report.table("tasks").iloc[:2]
    columns = [Column("No.", lambda row: str(row.seq)), Column("Task", lambda row: row.name)]
    soup = BeautifulSoup(render(rows, columns, "Tasks").html, "html.parser")
    assert soup.caption.get_text() == "Tasks"
    assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "row", "row"]
