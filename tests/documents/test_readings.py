"""Rows that were recognised in pictures are marked, in the tables and on every page made of them."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import replace
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest
import typeset
from bs4 import BeautifulSoup
from made_index import index_page

from jixiao.analysis.departments import department
from jixiao.check import notes
from jixiao.dataset.database import answer
from jixiao.dataset.tables import collect
from jixiao.extract import extraction
from jixiao.extract.extraction import extract_report
from jixiao.extract.storing import store_report
from jixiao.labels.links import refer, source_anchor
from jixiao.prose.cover import cover
from jixiao.prose.departments import departments_cover
from jixiao.publish.index_entry import entry
from jixiao.publish.index_lines import IndexDepartment
from jixiao.publish.page import PageExporter, finish_page
from jixiao.publish.recognised import readings_of
from jixiao.publish.spreadsheet import tables_workbook
from jixiao.report import Report, load_report
from jixiao.report.corrections import HEADER
from jixiao.report.readings import with_readings
from jixiao.source import Box, Document, Doubt, Line, read_document
from jixiao.tables import budget as budget_tables

DEPARTMENT = "panyu-data-bureau"


@pytest.fixture
def recognised(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """The short report as if its page had been recognised, one of its figures in doubt."""
    path = tmp_path / "short.pdf"
    path.write_bytes(typeset.short_pdf())
    document = read_document(path)
    line = next(line for line in document.lines if "970.20" in line.text)
    doubt = Doubt(1, line.number, Box(0, 0, 1, 1), "970.20", "unsure")
    scan = replace(document, recognised=(1,), doubts=(doubt,))
    monkeypatch.setattr(extraction, "read_document", lambda *_, **__: scan)
    report = extract_report(path, department=DEPARTMENT, year=2022, data=data)
    store_report(report, path, tmp_path / "data" / DEPARTMENT / "2022" / "evaluation", force=False)
    shutil.copy(data / "departments.csv", tmp_path / "data")
    return load_report(DEPARTMENT, 2022, tmp_path / "data")


def test_amounts_of_a_form_say_how_they_were_read() -> None:
    """They have no quote, and a row that is not found on its page has no line."""
    lines = (Line(1, 1, "年度资金总额 180.00"), Line(1, 2, "其他资金 20.00"))
    doubt = Doubt(1, 1, Box(0, 0, 1, 1), "180.00", "unsure")
    scan = Document("scan.pdf", "0" * 64, lines, recognised=(1,), doubts=(doubt,))
    rows = [
        {"page": 1, "line": 1, "printed": "180.00"},
        {"page": 1, "line": 2, "printed": "20.00"},
        {"page": 1, "line": None, "printed": "180.00"},
    ]
    read = with_readings({"project_funds": pd.DataFrame(rows)}, scan)["project_funds"]
    assert list(read["reading"]) == ["doubtful", "recognised", "doubtful"]


def test_rows_say_how_they_were_read(recognised: Report, report: Report) -> None:
    for name, table in recognised.tables.items():
        own = table[table["page"].notna()]  # the others were published elsewhere
        assert set(own["reading"]) <= {"recognised", "doubtful"}, name
        assert set(table["reading"].drop(index=own.index)) <= {None}
    budget = recognised.tables["budget"]
    assert budget[budget["reading"] == "doubtful"]["printed"].to_list() == ["970.20万元"]
    for table in report.tables.values():
        assert "reading" not in table.columns


@pytest.mark.parametrize(
    ("text", "read", "printed", "reading"),
    [
        ("支出153.20万元、会议5次", "5", "153.20万元", "recognised"),
        ("支出153.20万元、会议5次", "5", "5次", "doubtful"),
        ("会议 5 153.20", "5", "153.20", "recognised"),  # cells of a table
        ("支出153.20万元", "153.20", "153.20万元", "doubtful"),
        ("支出１５３.２０万元", "153.20", "153.20万元", "doubtful"),
        ("支出153. 20万元", "20", "153.20万元", "doubtful"),  # of a broken number each part
        ("支出15\n3.20万元", "15", "153.20万元", "doubtful"),
        ("支出153.20万元、支出万元", "万元", "153.20万元", "doubtful"),  # a unit alone
        ("支出153.20万元", "", "153.20万元", "doubtful"),  # a number was not seen
    ],
)
def test_the_figure_in_doubt_is_a_whole_number(
    text: str, read: str, printed: str, reading: str
) -> None:
    lines = tuple(Line(1, number, words) for number, words in enumerate(text.split("\n"), 1))
    doubt = Doubt(1, 1, Box(0, 0, 1, 1), read, "unsure")
    document = Document("scan.pdf", "", lines, recognised=(1,), doubts=(doubt,))
    table = pd.DataFrame([{"printed": printed, "page": 1, "line": 1, "quote": text}])
    marked = with_readings({"budget": table}, document)["budget"]
    assert marked["reading"].to_list() == [reading]


def test_what_is_in_doubt_in_one_table_stays_so_whatever_others_say(recognised: Report) -> None:
    """A link leads to a line; a row of a later table on that line took its doubt away."""
    budget = recognised.tables["budget"]
    row = budget[budget["reading"] == "doubtful"].iloc[0]
    place = {"page": row["page"], "line": row["line"]}
    sure = pd.DataFrame([{**place, "reading": "recognised"}])
    link = refer("970.20", row["page"], row["line"]).__html__()
    anchor = source_anchor(row["page"], row["line"])
    for tables in ({"budget": budget, "outcomes": sure}, {"outcomes": sure, "budget": budget}):
        readings = readings_of([replace(recognised, tables=tables)], "en")
        html = finish_page(f'{link}<p id="{anchor}">970.20</p>', readings=readings)
        assert 'data-reading="doubtful"' in html


def test_the_mark_is_in_the_package(recognised: Report, tmp_path: Path) -> None:
    resources = {r["name"]: r["schema"]["fields"] for r in recognised.descriptor["resources"]}
    assert [fields[-1]["name"] for fields in resources.values()] == ["reading"] * len(resources)
    package = pytest.importorskip("frictionless").Package(
        str(tmp_path / "data" / DEPARTMENT / "2022" / "evaluation" / "datapackage.json")
    )
    result = package.validate()
    assert result.valid, result.flatten(["title", "note"])


def test_questions_see_the_mark(recognised: Report, report: Report) -> None:
    sql = "select reading, count(*) from budget group by 1 order by 1 nulls last"
    assert answer(sql, collect([recognised])).rows == [("doubtful", 1), ("recognised", 7)]
    assert answer(sql, collect([report])).rows == [(None, 100)]


def test_a_person_who_has_compared_a_figure_says_so(recognised: Report, tmp_path: Path) -> None:
    row = recognised.tables["budget"]["reading"].to_list().index("doubtful") + 2
    out = io.StringIO()
    change = ("budget", row, "reading", "doubtful", "", "compared with page 1", "Li", "2023-05-31")
    csv.writer(out).writerows([HEADER, change])
    folder = tmp_path / "data" / DEPARTMENT / "2022" / "evaluation"
    (folder / "corrections.csv").write_text(out.getvalue(), "utf-8")
    after = load_report(DEPARTMENT, 2022, tmp_path / "data").tables["budget"]
    assert after["reading"][row - 2] is None
    assert set(after["reading"].drop(index=row - 2)) == {"recognised"}


@pytest.mark.parametrize(
    ("language", "words", "counted"),
    [("en", "OCR?", "1 figure of this part is doubtful"), ("zh", "存疑", "本部分有1个数字存疑")],
)
def test_figures_on_a_page_are_marked(
    recognised: Report, report: Report, language: str, words: str, counted: str
) -> None:
    def page(of: Report) -> BeautifulSoup:
        shown = budget_tables.every_figure(of.tables["budget"], language)
        html = {"text/html": shown.html, "text/plain": shown.text}
        output = nbformat.v4.new_output("display_data", data=html)
        notebook = nbformat.v4.new_notebook(
            cells=[nbformat.v4.new_code_cell("", outputs=[output], id="a")]
        )
        made = PageExporter().export(notebook, title="t", language=language, reports=[of])
        return BeautifulSoup(made, "html.parser")

    links = page(recognised).select("a.jixiao-ref")
    assert links
    assert all(link.get("data-reading") for link in links)
    assert words in {link["data-said"] for link in links if link["data-reading"] == "doubtful"}
    assert page(report).select("a.jixiao-ref")
    assert not page(report).select("[data-reading]"), "a unit that its neighbours force is no doubt"
    assert counted in cover(recognised, "budget", language).text
    assert counted not in cover(report.sure, "budget", language).text


@pytest.mark.parametrize(
    ("language", "words", "said"),
    [
        (
            "en",
            "Recognised in pictures (OCR), so figures may be wrong: {}.",
            "recognised in pictures",
        ),
        (
            "zh",
            "以下部门的数字由图像识别（OCR）得出，可能有误，使用前请查看其各自页面：{}。",
            "由图像识别",
        ),
    ],
)
def test_departments_and_index_name_the_reports_that_were_recognised(
    recognised: Report, report: Report, language: str, words: str, said: str
) -> None:
    other = replace(report, department="other-bureau")
    cover_of_both = departments_cover(list(map(department, [other, recognised])), language).text
    assert words.format(recognised.department_name(language)) in cover_of_both
    assert "OCR" not in departments_cover([department(other)], language).text

    lines = [entry(of, (), language) for of in (recognised, other)]
    page = index_page([IndexDepartment("made", lines)], language, {})
    marked, plain = BeautifulSoup(page, "html.parser").select("table.index tbody tr")
    assert said in marked.get_text()
    assert "OCR" not in plain.get_text()


def test_the_spreadsheet_has_the_mark(recognised: Report, report: Report) -> None:
    def headings(of: Report) -> list[str]:
        book = openpyxl.load_workbook(io.BytesIO(tables_workbook(of, "en")))
        sheet = next(s for s in book.worksheets if s.title.startswith("Budget"))
        return [cell.value for cell in sheet[1]]

    assert headings(recognised) == [*headings(report), "Reading"]


def test_check_says_how_many_rows_are_in_doubt(recognised: Report, report: Report) -> None:
    assert "budget: 1 row is in doubt; compare it on the review page" in map(str, notes(recognised))
    assert not [note for note in notes(report) if "doubt" in str(note)]
