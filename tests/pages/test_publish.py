"""Pages, index and spreadsheet: self-contained, accessible, and deaf to what report text says."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Callable
from decimal import Decimal
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
import openpyxl
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from made_index import index_page

from jixiao.audit import audit_report
from jixiao.charts.indicators import COLOURS
from jixiao.frame import template
from jixiao.frame.lab import others_hidden
from jixiao.frame.page_pass import Citation
from jixiao.frame.shell import page_frame
from jixiao.frame.text import Card, heading, opening, paragraph
from jixiao.labels import LANGUAGES, has_label, label_html
from jixiao.labels.links import refer
from jixiao.labels.ranks import SEVERITIES
from jixiao.publish.appendix import appendix
from jixiao.publish.index_entry import entry
from jixiao.publish.index_lines import IndexDepartment, IndexLine, Link
from jixiao.publish.markdown import markdown_to_html
from jixiao.publish.page import PageExporter, finish_page
from jixiao.publish.panels import panel
from jixiao.publish.spreadsheet import tables_workbook
from jixiao.report import Report, load_reports
from jixiao.schema import TABLES, schema
from jixiao.source import Document, Line
from jixiao.tables.html import HtmlColumn, render

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) =1+1 $x$"


@pytest.fixture(scope="module")
def exporter() -> PageExporter:
    return PageExporter()


@pytest.fixture(scope="module")
def reports(data: Path) -> dict[int, Report]:
    """Year → what is on file of the first department."""
    return {each.year: each for each in load_reports("panyu-data-bureau", data=data)}


def notebook(*cells: nbformat.NotebookNode) -> nbformat.NotebookNode:
    return nbformat.v4.new_notebook(cells=list(cells))


def outside_references(html: str) -> list[str]:
    """What a page would load or run. A link to a publication's address loads nothing."""
    soup = BeautifulSoup(html, "html.parser")
    links = [a for a in soup.select(".publications a[href]") if a["href"].startswith("http")]
    tags = [tag for tag in soup.find_all(True) if tag not in links]
    addresses = [tag[a] for tag in tags for a in ("src", "href") if tag.get(a)]
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
    assert all(figure.select_one("details.data tbody tr") for figure in soup.find_all("figure"))
    assert only_its_own_script(soup)
    assert "data:font/woff;base64," in html
    assert len(html) < 3_000_000
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


def test_a_heading_below_which_there_is_nothing_is_left_out(exporter: PageExporter) -> None:
    def page(output: list[nbformat.NotebookNode]) -> str:
        cells = [
            nbformat.v4.new_markdown_cell("## The fund", id="a"),
            nbformat.v4.new_code_cell("x", id="b"),
            nbformat.v4.new_code_cell("y", id="c", outputs=output),
            nbformat.v4.new_markdown_cell("## The rest\n\nIn words.", id="d"),
            nbformat.v4.new_code_cell("z", id="e"),
        ]
        return exporter.export(notebook(*cells), title="t", language="en")

    shown = nbformat.v4.new_output("display_data", data={"text/plain": "1"})
    failed = nbformat.v4.new_output("error", ename="E", evalue="e", traceback=["E: e"])
    assert "The fund" not in page([])
    assert "The rest" in page([])
    assert "The fund" in page([shown])
    assert "The fund" in page([failed])


def test_a_heading_stays_for_what_is_shown_in_a_part_of_its_section(
    exporter: PageExporter,
) -> None:
    def page(output: list[nbformat.NotebookNode], words: str = "### Sub") -> str:
        cells = [
            nbformat.v4.new_markdown_cell("## Part", id="a"),
            nbformat.v4.new_code_cell("x", id="b"),
            nbformat.v4.new_markdown_cell(words, id="c"),
            nbformat.v4.new_code_cell("y", id="d", outputs=output),
            nbformat.v4.new_markdown_cell("## Next", id="e"),
            nbformat.v4.new_code_cell("z", id="f", outputs=[shown]),
        ]
        html = exporter.export(notebook(*cells), title="t", language="en")
        return BeautifulSoup(html, "html.parser").main.get_text(" ")

    shown = nbformat.v4.new_output("display_data", data={"text/plain": "1"})
    assert "Part" in page([shown])
    assert "Sub" in page([shown])
    assert "Part" in page([], "In words.")
    assert "Part" in page([], "### Sub\n\nIn words.")
    nothing = page([])
    assert "Part" not in nothing
    assert "Sub" not in nothing
    assert "Next" in nothing


def test_what_was_said_above_is_not_said_again_at_the_end(exporter: PageExporter) -> None:
    said = [
        nbformat.v4.new_output(
            "display_data", data={"text/html": f'<p class="{css}">No points.</p>'}
        )
        for css in ("lead", "jixiao-none")
    ]
    cells = [
        nbformat.v4.new_code_cell("opening", id="a", outputs=said[:1]),
        nbformat.v4.new_markdown_cell("## Points\n\nA difference is no fault.", id="b"),
        nbformat.v4.new_code_cell("table", id="c", outputs=said[1:]),
    ]
    html = exporter.export(notebook(*cells), title="t", language="en")
    page = BeautifulSoup(html, "html.parser").main.get_text(" ")
    assert page.count("No points.") == 1
    assert "no fault" not in page


def test_what_stands_at_the_foot_stands_in_the_margin_of_every_sheet() -> None:
    """Alone at the end of a page it filled a sheet of its own."""
    frame = page_frame("t", "en", None, {}, ['Says "so" <b>', "and \\more."])
    css = str(frame["css"])
    assert r'@bottom-left { content: "Says \22 so\22  \3c b> and \5c more.";' in css
    assert "@bottom-left" not in str(page_frame("t", "en", None, {}, [])["css"])


def test_a_notice_stands_in_the_margin_of_every_sheet_and_covers_nothing() -> None:
    """Fixed to each sheet it lay on the heading or the first row that the sheet began with."""
    css = str(page_frame("t", "zh", None, {}, [], "虚构示例")["css"])
    assert '@top-center { content: "虚构示例";' in css
    assert "@top-center" not in str(page_frame("t", "zh", None, {}, [])["css"])
    (on_paper,) = re.findall(r"@media print \{ \.notice \{([^}]*)\}", css)
    assert "static" in on_paper


def test_a_page_number_stays_with_its_p(exporter: PageExporter) -> None:
    words = '<p>told (<a class="jixiao-ref" href="#x">p. 14, line 649</a>; p. 9)</p><pre>p. 9</pre>'
    shown = nbformat.v4.new_output("display_data", data={"text/html": words})
    cells = [nbformat.v4.new_code_cell("x", id="a", outputs=[shown])]
    html = exporter.export(notebook(*cells), title="t", language="en")
    page = BeautifulSoup(html, "html.parser").main.get_text()
    assert "p.\u00a014, line\u00a0649; p.\u00a09" in page
    assert "p. 9" in page, "code stays as it is"


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
    column = HtmlColumn("head", lambda row: refer(row.text, 1, 1, f'" onclick="x{HOSTILE}'))
    made = render(rows, [column], HOSTILE, "en")
    filled = label_html("page.cover.date", "en", date=HOSTILE)
    prose = opening(HOSTILE, [Card(HOSTILE, HOSTILE)]).html + paragraph(filled).html
    cell.outputs.append(nbformat.v4.new_output("display_data", {"text/html": made.html + prose}))
    html = exporter.export(
        notebook(nbformat.v4.new_markdown_cell(HOSTILE), cell),
        title=HOSTILE,
        language="en",
        footer=[HOSTILE],
    )
    soup = BeautifulSoup(html, "html.parser")
    assert only_its_own_script(soup)
    assert not [tag for tag in soup.find_all(True) if any(a.startswith("on") for a in tag.attrs)]
    assert [img for img in soup.find_all("img") if img.get("onerror")] == []
    assert outside_references(html) == []
    assert "<script" not in heading(HOSTILE, HOSTILE, [], [HOSTILE], "en").html


def only_its_own_script(soup: BeautifulSoup) -> bool:
    """Whether the page holds one script, the template's, and its policy lets no other run."""
    (script,) = soup.find_all("script")
    digest = base64.b64encode(hashlib.sha256(script.string.encode("utf-8")).digest()).decode()
    policy = soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    return (
        script.string == template.read("page.js")
        and f"script-src 'sha256-{digest}';" in policy
        and policy.startswith("default-src 'none';")
    )


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
    alternates = {"en": "a.html", "zh": "b.html"}
    departments = [IndexDepartment("D", entries), IndexDepartment("E", entries[1:])]
    html = index_page(departments, language, alternates, "changes.html")
    soup = BeautifulSoup(html, "html.parser")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in soup.select("tbody tr")
    ]
    assert [row[1] for row in rows] == ["2022", "2021", "2021"]
    rates = {"en": ["49.10 %", "97.46 %"], "zh": ["49.10%", "97.46%"]}[language]
    assert rows[0][3:7] == ["14,884.55", "7,307.73", *rates]
    assert rows[0][7] == "94.48 优"
    assert "31" in rows[0][8]
    result = audit_report(report)
    assert rows[0][9] == " / ".join(str(result.count(s)) for s in SEVERITIES)
    assert {*rows[1][3:7], *rows[1][8:11]} == {"–"}
    assert rows[0][2] == {"en": "failed", "zh": "出错"}[language]
    assert "failed in cell 3: KeyError" in rows[0][11]
    assert soup.select_one("a[href='x/budget.ipynb']")
    assert soup.select_one("a[href='changes.html']")
    assert soup.select(".panels figure") == []  # of fewer than three departments the table says all
    assert outside_references(html) == []


def test_charts_of_departments_stand_side_by_side_from_three_on(report: Report) -> None:
    bare = Report(report.department, 2021, report.descriptor, {})
    one = entry(report, [], "en")
    departments = [IndexDepartment(name, [one]) for name in "ABC"]
    departments.append(IndexDepartment("E", [entry(bare, [], "en")]))
    soup = BeautifulSoup(index_page(departments, "en", {"en": "a.html"}), "html.parser")
    panels = soup.select(".panels figure")
    assert "49.10" in panels[0].svg["aria-label"]
    assert len(panels) == 3  # a department without a rate has no panel: a line names it
    assert "No execution rate is on file for E" in soup.get_text()


def test_words_at_the_end_of_a_small_chart_stand_apart() -> None:
    """Rates near each other and near 100 %: the higher one is above, and none is over another."""
    drawn = panel({2024: {"approved": "97.4", "revised": "99.1"}}, [2024, 2023], "en")
    assert drawn is not None
    assert drawn.ends["hundred"] < drawn.ends["revised"] < drawn.ends["approved"]
    ends = sorted(drawn.ends.values())
    assert all(after - before >= 10 for before, after in pairwise(ends))


def test_years_of_other_publications_are_one_line_below_the_reports(
    reports: dict[int, Report],
) -> None:
    lines = [
        entry(report, [Link("Tables", f"x/{year}/tables.xlsx")], "en")
        for year, report in sorted(reports.items(), reverse=True)
    ]
    html = index_page([IndexDepartment("D", lines)], "en", {"en": "a.html"})
    rows = BeautifulSoup(html, "html.parser").select("tbody tr")
    assert [row.select("td")[0].get_text() for row in rows] == ["2022", "2019–2021, 2023–2025"]
    links = {a.get_text(): a["href"] for a in rows[1].select("td.pages a")}
    assert links["2025"] == "x/2025/tables.xlsx"
    assert len(links) == 6


def test_the_name_of_a_department_is_that_of_the_year(reports: dict[int, Report]) -> None:
    of = {year: entry(report, [], "zh").name for year, report in reports.items()}
    assert of[2022] == "广州市番禺区政务服务数据管理局"
    assert of[2024] == "广州市番禺区政务服务和数据管理局"


def test_a_line_of_the_index_shows_its_pages_and_folds_what_is_downloaded() -> None:
    links = [
        Link("预算", "x/budget.html"),
        Link("原文", "x/source.html"),
        Link("表", "x/tables.xlsx"),
    ]
    own = Link("年度比较", "comparison.html")
    lines = [IndexLine(year, {}, (), links) for year in (2022, 2021)]
    soup = BeautifulSoup(
        index_page([IndexDepartment("D", lines, [own])], "zh", {"zh": "a.html"}), "html.parser"
    )
    cells = soup.select("td.pages")
    for cell, more in zip(cells, ([own], []), strict=True):
        folded = [str(a["href"]) for a in cell.select("details:not([open]) a")]
        shown = [str(a["href"]) for a in cell.select("a") if not a.find_parent("details")]
        pages = [link.href for link in [*links[:2], *more]]
        assert shown == pages
        notebooks = [
            f"{page.removesuffix('.html')}.ipynb" for page in pages if "source" not in page
        ]
        assert folded == ["x/tables.xlsx", *notebooks]


def test_a_page_of_all_departments_makes_no_report_done() -> None:
    shared = Link("部门比较", "departments/2022/departments.html")
    own = Link("预算", "x/2022/budget.html")
    sheet = Link("表", "x/2022/tables.xlsx")
    states = [
        IndexLine(2022, {}, (), links).state
        for links in ([shared], [shared, sheet], [shared, own], [])
    ]
    assert states == ["none", "tables", "done", "none"]


@pytest.mark.parametrize("departments", [0, 1, 50, 51, 130])
def test_an_index_in_parts_has_each_department_once(departments: int) -> None:
    made = [
        IndexDepartment(
            f"局{n}", [IndexLine(2022, {}, (), (), {"approved": str(n), "revised": ""})]
        )
        for n in range(departments)
    ]
    soup = BeautifulSoup(index_page(made, "zh", {"zh": "a.html"}), "html.parser")
    names = [f"局{n}" for n in range(departments)]
    assert [head.get_text() for head in soup.select("tbody th")] == names
    drawn = [figure.strong.get_text() for figure in soup.select(".panels figure")]
    assert drawn == (names if departments >= 3 else [])
    later = soup.select("tbody tr.later")
    assert len(later) == (departments - 20 if departments > 100 else 0)
    assert "<!-- " not in soup.body.decode().replace("<!-- changes -->", "")


def test_a_page_that_failed_is_linked_once_and_the_colours_of_the_bars_are_named(
    report: Report,
) -> None:
    links = [Link("Budget", "x/budget.html", "failed in cell 3: KeyError")]
    html = index_page([IndexDepartment("D", [entry(report, links, "en")])], "en", {"en": "a.html"})
    soup = BeautifulSoup(html, "html.parser")
    assert [a.get_text() for a in soup.select("td.pages a")] == ["Budget", "Budget .ipynb"]
    assert "Budget" not in soup.select_one("td.pages small").get_text()
    bar = [part["data-status"] for part in soup.select(".bar span")]
    assert bar == [part["data-status"] for part in soup.select(".key i")]
    assert "Contradicted" in soup.select_one(".key").get_text()


def test_a_panel_names_the_years_that_it_shows() -> None:
    drawn = panel({2022: {"approved": "50", "revised": "90"}}, range(2019, 2026), "en")
    assert drawn is not None
    assert [words for _, words in drawn.ticks] == ["2019", "2022", "2025"]
    crowded = panel(
        {y: {"approved": "50", "revised": "90"} for y in (2019, 2020)}, range(2000, 2026), "en"
    )
    assert crowded is not None
    assert [words for _, words in crowded.ticks] == ["2000", "2019", "2025"]


def test_a_chinese_heading_breaks_between_its_phrases_alone() -> None:
    head = '<th scope="col" class="num">{}</th>'
    for words, broken in (
        ("支出占年初批复", ["支出", "占", "年初批复"]),
        ("“三公”经费（万元）", ["“三公”", "经费（万元）"]),
        ("完成年度预算（%）", ["完成", "年度预算（%）"]),
        ("2023年部门决算所述上年数", ["2023年", "部门决算", "所述上年数"]),
        ("2023年度部门决算", []),
        ("Outturn, 万元", []),
    ):
        shown = BeautifulSoup(finish_page(head.format(words)), "html.parser").th
        assert shown.get_text() == words
        assert [phrase.get_text() for phrase in shown.select("span.phrase")] == broken


def test_a_panel_joins_years_that_follow_and_parks_what_is_off_its_scale() -> None:
    rates = {y: {"approved": a, "revised": "90.00"} for y, a in ((2020, "50"), (2021, "150"))}
    rates[2023] = {"approved": "", "revised": "0.00"}
    drawn = panel(rates, [2019, 2020, 2021, 2022, 2023], "en")
    assert drawn is not None
    assert [point.parked for point in drawn.points["approved"]] == [False, True]
    assert len(drawn.lines["revised"]) == 1
    assert drawn.points["revised"][-1].y == drawn.floor
    assert drawn.ticks[0][1] == "2019"
    assert drawn.alt.endswith(".")
    assert panel({2022: {"approved": "", "revised": ""}}, [2022], "en") is None


def test_an_empty_index_says_what_to_do() -> None:
    assert "jixiao extract" in index_page([], "en", {"en": "index.html"})


def workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_the_spreadsheet_holds_every_row_with_filters_and_a_frozen_head(report: Report) -> None:
    book = workbook(tables_workbook(report, "en"))
    tables = ["Budget", "Indicators", "Tasks", "Outcomes"]
    assert book.sheetnames == ["About", "Summary", *tables, "Findings", "Source text"]
    sheet = book["Budget"]
    assert sheet.max_row == 101
    for name in book.sheetnames[1:]:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref
        assert book[name].print_title_rows == "$1:$1"
    row = named(sheet, lambda r: r["Item id"].value == "income" and r["Phase"].value == "approved")
    assert row["Item"].value == "Income"
    assert row["Figure"].value == 14884.55
    assert row["Figure"].number_format == "#,##0.00"
    assert row["Unit"].value == "万元"
    assert sheet["B1"].comment.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_and_line_in_the_spreadsheet_lead_to_the_line_of_the_report(
    report: Report, language: str
) -> None:
    book = workbook(tables_workbook(report, language))
    sheet = book[{"en": "Summary", "zh": "汇总"}[language]]
    head = [cell.value for cell in sheet[1]]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[3].value == 7307.73)
    place = row[head.index({"en": "Line", "zh": "行号"}[language])]
    name, _, cell = place.hyperlink.location.partition("!")
    text = book[name.strip("'")][cell]
    assert text.parent.cell(text.row, 2).value == place.value
    assert "7,307.73" in text.value


def test_every_column_of_every_table_has_a_heading_in_both_languages() -> None:
    fields = {field["name"] for name in TABLES for field in schema(name)["fields"]}
    assert [name for name in sorted(fields) if not has_label(f"tables.field.{name}")] == []


def test_the_spreadsheet_speaks_one_language(report: Report) -> None:
    book = workbook(tables_workbook(report, "zh"))
    for sheet in book.worksheets[1:]:
        heads = [str(cell.value) for cell in sheet[1]]
        assert not [head for head in heads if re.search("[A-Za-z]{3}", head)], sheet.title
    row = named(book["指标"], lambda r: r["序号"].value == 1)
    assert row["判定"].value == "缺乏佐证"


def named(sheet: Any, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The first row that is wanted, its cells by heading."""
    head = [cell.value for cell in sheet[1]]
    rows = (dict(zip(head, row, strict=True)) for row in sheet.iter_rows(min_row=2))
    return next(row for row in rows if wanted(row))


def test_text_in_a_spreadsheet_is_never_a_formula(report: Report) -> None:
    tasks = report.tables["tasks"].copy()
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
    assert cells[5].value == "[U+0000]bell"
    assert len(cells[6].value) == 32_767


def test_the_same_tables_give_the_same_spreadsheet(report: Report) -> None:
    assert tables_workbook(report, "en") == tables_workbook(report, "en")


def test_a_number_that_a_spreadsheet_cannot_hold_stays_text(report: Report) -> None:
    budget = report.tables["budget"].iloc[:1].copy()
    budget["value"] = [Decimal("12345678901234567.89")]
    changed = Report(report.department, 2022, report.descriptor, {"budget": budget})
    sheet = workbook(tables_workbook(changed, "en"))["Budget"]
    assert sheet["F2"].value == "12,345,678,901,234,567.89"


def test_a_table_to_read_heads_its_rows_and_columns(report: Report) -> None:
    rows = report.tables["tasks"].iloc[:2]
    columns = [
        HtmlColumn("No.", lambda row: str(row.seq)),
        HtmlColumn("Task", lambda row: row.name),
    ]
    soup = BeautifulSoup(render(rows, columns, "Tasks", "en").html, "html.parser")
    assert soup.caption.get_text() == "Tasks"
    assert [th["scope"] for th in soup.find_all("th")] == ["col", "col", "row", "row"]


def linked_page(root: Path, exporter: PageExporter, name: str, report: Report) -> BeautifulSoup:
    stored = nbformat.read(root / "notebooks" / f"{name}.ipynb", as_version=4)
    html = exporter.export(stored, title=name, language="en", reports=[report])
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("name", ["budget", "indicators", "audit"])
def test_every_link_of_a_figure_leads_to_its_line_of_the_source(
    root: Path, exporter: PageExporter, name: str, report: Report
) -> None:
    soup = linked_page(root, exporter, name, report)
    links = soup.select("a.jixiao-ref")
    assert len(links) > 50
    for link in links:
        target = soup.find(id=link["href"][1:])
        assert target is not None, link
        page, _, line = link["href"][2:].partition("-l")
        if target.name == "li":
            assert report.document is not None
            printed = next(n for n in report.document.lines if n.number == int(line))
            assert target.get_text() == printed.text.strip()
            assert printed.page == int(page)
            assert target["value"] == line
    headings = [h.get_text() for h in soup.select(".source .page")]
    assert headings == [f"Page {n}" for n in range(1, report.page_count + 1)]
    assert soup.select_one(".toc a[href='#source']")


def test_the_outturn_leads_to_where_the_report_prints_it(
    root: Path, exporter: PageExporter, report: Report
) -> None:
    soup = linked_page(root, exporter, "budget", report)
    link = next(a for a in soup.select(".jixiao-cards a") if a.get_text() == "7,307.73")
    assert "7,307.73" in soup.find(id=link["href"][1:]).get_text()
    assert link["title"] == "预算总支出7,307.73万元"


def test_a_link_whose_place_is_not_on_the_page_is_text(
    root: Path, exporter: PageExporter, report: Report
) -> None:
    bare = Report(report.department, 2022, report.descriptor, report.tables)
    soup = linked_page(root, exporter, "budget", bare)
    assert {a["href"] for a in soup.select("a.jixiao-ref")} <= {"#bridge", "#audit-notes"}
    assert "7,307.73" in soup.select_one(".jixiao-cards").get_text()


def test_a_comparison_shows_only_the_pages_it_cites_and_its_publications(
    root: Path, exporter: PageExporter, data: Path
) -> None:
    stored = nbformat.read(root / "notebooks" / "comparison.ipynb", as_version=4)
    reports = load_reports("panyu-data-bureau", data=data)
    html = exporter.export(stored, title="c", language="en", reports=reports, by_year=True)
    soup = BeautifulSoup(html, "html.parser")
    pages = soup.select(".source .page")
    assert 0 < len(pages) < 45
    assert all(page["id"].startswith("y2022-page-") for page in pages)
    assert soup.select(".publications a[href^=http]")
    links = soup.select("a.jixiao-ref")
    assert {a["href"][1:] for a in links} <= {tag["id"] for tag in soup.find_all(id=True)}
    assert any(a["href"].startswith("#publication-") for a in links)


def test_report_text_in_the_source_is_text_and_an_odd_address_is_no_link(report: Report) -> None:
    document = Document("x", "0", (Line(1, 1, HOSTILE),))
    sources = [{"name": "x y", "title": HOSTILE, "path": "javascript:alert(1)"}]
    odd = Report("d", 2022, {"sources": sources}, {}, document)
    soup = BeautifulSoup(appendix([odd], "en", [Citation("publication-x-y")]), "html.parser")
    assert soup.find("script") is None
    assert soup.find("img") is None
    assert soup.select_one(".lines li").get_text() == HOSTILE
    assert soup.select(".publications a") == []


def test_a_page_leaves_out_how_a_notebook_looks_in_jupyterlab(
    root: Path, exporter: PageExporter
) -> None:
    stored = nbformat.read(root / "notebooks" / "budget.ipynb", as_version=4)
    assert "jp-RenderedHTMLCommon" in nbformat.writes(stored)
    assert "jp-RenderedHTMLCommon" not in exporter.export(stored, title="t", language="en")


def test_a_status_has_one_colour_in_charts_and_on_pages() -> None:
    css = resources.files("jixiao.frame") / "template" / "jixiao" / "page.css"
    bars = dict(
        re.findall(
            r":is\(\.bar, \.key\) \[data-status=(\w+)\] \{ background: (#\w+)",
            css.read_text("utf-8"),
        )
    )
    assert {status: bars[status] for status in COLOURS} == COLOURS


@pytest.mark.parametrize(
    ("none", "language", "said"),
    [
        ("", "en", "Nothing on file: Up 0 %."),
        ("", "zh", "没有数据：Up 0 %。"),
        ("Nothing up", "en", "Nothing up"),
    ],
)
def test_a_table_without_rows_is_the_line_that_its_caller_says(
    none: str, language: str, said: str
) -> None:
    """A 0 in a caption was taken for a count of its rows."""
    columns = [HtmlColumn("a", lambda row: row.a)]
    table = render(pd.DataFrame({"a": []}), columns, "Up 0 %", language, none)
    assert table.html == f'<p class="jixiao-none">{said}</p>'
    assert table.text == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_column_that_no_row_has_is_left_out_and_named(language: str) -> None:
    rows = pd.DataFrame({"a": ["–", "–"], "b": ["–", "1"], "c": ["–", "–"], "d": ["", "–"]})
    columns = [
        HtmlColumn(name.upper(), lambda row, name=name: getattr(row, name)) for name in "abcd"
    ]
    table = render(rows, columns, "Rows", language)
    soup = BeautifulSoup(table.html, "html.parser")
    assert [head.text for head in soup.select("thead th")] == ["A", "B"]
    assert [len(row.select("th, td")) for row in soup.select("tbody tr")] == [2, 2]
    said = {"en": "Not shown, as no row has it: C; D.", "zh": "各行均无数据，未列出：C、D。"}[
        language
    ]
    (line,) = soup.select("table ~ p, div ~ p")
    assert line.text == said
    assert table.text.endswith(said)
    assert not line.find_parent("div")


def test_a_column_whose_blanks_are_an_answer_stays() -> None:
    columns = [HtmlColumn("A", lambda row: row.a), HtmlColumn("High", lambda row: "–", keep=True)]
    table = render(pd.DataFrame({"a": ["x"]}), columns, "Counts", "en")
    assert "High" in table.html
    assert "Not shown" not in table.html


def test_a_caption_that_repeats_its_heading_is_not_shown_but_stays_the_tables_name() -> None:
    rows, columns = pd.DataFrame({"a": ["1"]}), [HtmlColumn("A", lambda row: row.a)]
    shown = [render(rows, columns, words, "en").html for words in ("The fund", "By year")]
    cells = [nbformat.v4.new_markdown_cell("## The *fund*")]
    for html in shown:
        output = nbformat.v4.new_output("execute_result", {"text/html": html})
        cells.append(nbformat.v4.new_code_cell("x", outputs=[output]))
    page = BeautifulSoup(PageExporter().export(notebook(*cells), title="t", language="en"), "lxml")
    assert [caption.get("class") for caption in page.select("caption")] == [["unseen"], None]
    assert page.caption.text == "The fund"


def test_a_card_is_a_line_of_words_where_no_style_is_trusted() -> None:
    """JupyterLab takes styles out of what was not run here, and floats terms apart from values."""
    shown = opening("lead", [Card("7,307.73", "outturn")])
    (item,) = BeautifulSoup(shown.html, "lxml").select("ul > li")
    assert item.get_text() == "7,307.73 outturn"


def test_a_cell_says_its_language_to_jupyterlab_alone() -> None:
    html, headings = markdown_to_html("## 差额 [](#zh)\n\n见[表](#t)。", "a")
    assert headings[0].title == "差额"
    assert '<a href="#t">' in html
    assert "#zh" not in html
    assert "a[href='#zh']" in others_hidden("en")
    assert "a[href='#en']" not in others_hidden("en")


def test_what_a_notebook_displays_leads_nobody_away(exporter: PageExporter) -> None:
    shown = (
        '<p>before</p><meta http-equiv="refresh" content="0; url=https://example.org">'
        '<base href="https://example.org/"><form action="https://example.org"><p>words of a form'
        '<input name="password"></p></form><iframe srcdoc="x"></iframe><object data="x"></object>'
    )
    cell = nbformat.v4.new_code_cell("1")
    cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": shown})]
    html = exporter.export(notebook(cell), title="T", language="en")
    soup = BeautifulSoup(html, "html.parser")
    (policy,) = soup.find_all("meta", attrs={"http-equiv": True})
    assert policy["http-equiv"] == "Content-Security-Policy"
    assert only_its_own_script(soup)
    assert soup.find(["form", "base", "iframe", "object", "embed"]) is None
    assert "words of a form" in soup.get_text()
