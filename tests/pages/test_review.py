"""The review: every number of a report accounted for, corrections, and what re-extraction changes."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import typeset
from accounts_made import as_pdf, make_accounts
from audited_accounts import said
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result

from jixiao.base.errors import TableError
from jixiao.check import Number, State, coverage, numbers
from jixiao.cli.commands import main
from jixiao.extract.extraction import extract_report
from jixiao.labels import label
from jixiao.prose.cover import cover
from jixiao.prose.report import comparison_cover
from jixiao.publish.review import counted_sections, review_page
from jixiao.publish.review_lists import left_out, set_aside
from jixiao.publish.review_numbers import unread_groups
from jixiao.publish.review_rows import row_cells
from jixiao.report import Report, load_report
from jixiao.report.corrections import HEADER
from jixiao.schema import frame
from jixiao.source import Aside, Document, Line

DEPARTMENT = "panyu-data-bureau"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_codes_of_classes_are_read_with_their_rows_and_statements_have_their_names(
    data: Path, tmp_path: Path
) -> None:
    accounts = said(make_accounts(2022), "专项工作增加", "增加项目3个")
    (tmp_path / "accounts.pdf").write_bytes(as_pdf(accounts))
    made = extract_report(tmp_path / "accounts.pdf", department="made-bureau", year=2022, data=data)
    found = numbers(made)
    codes = set(made.tables["statements"]["classification"].dropna())
    alone = [number for number in found if number.printed in codes and len(number.printed) > 3]
    assert len(alone) > 20
    assert {number.state for number in alone} == {State.CELL}
    for number in alone:
        row = made.tables["statements"].iloc[number.row - 2]
        assert row["classification"] == number.printed
        assert row["page"] == number.page
    unread = [n for n in found if n.state == State.UNREAD]
    assert [(n.section, n.printed, n.reason) for n in unread] == [("narrative", "3", "not_known")]
    page = BeautifulSoup(review_page(made, "zh", {}), "html.parser")
    sections = [cell.get_text() for cell in page.select("#coverage + div tbody th")]
    assert sections[:3] == ["封面及其他部分", "收入支出决算总表", "收入决算表"]
    linked = page.find("a", string=alone[0].printed)
    assert alone[0].printed in page.select_one(linked["href"]).get_text()


def test_a_long_list_of_numbers_that_are_no_figures_is_folded(report: Report) -> None:
    page = BeautifulSoup(review_page(report, "en", {}), "html.parser")
    folded = page.select_one("#asides + details")
    rows = folded.select("tbody tr")
    assert folded.summary.get_text() == f"Show the {len(rows)} numbers"
    assert not folded.has_attr("open")


def test_what_came_in_is_called_no_expenditure(report: Report) -> None:
    page = BeautifulSoup(review_page(report, "zh", {}), "html.parser")
    rows = {
        tuple(cell.get_text() for cell in row.select("th, td"))[:2]
        for row in page.select("#totals + div tbody tr")
    }
    assert {("总收入", "实际收入"), ("总支出", "支出")} <= rows


def test_no_number_of_the_budget_section_is_unread(report: Report) -> None:
    found = numbers(report)
    budget = [number for number in found if number.section in ("finance", "management")]
    assert [number for number in budget if number.state == State.UNREAD] == []
    assert sum(number.state == State.FIGURE for number in budget) == 100
    assert {number.reason for number in budget if number.state == State.ASIDE} <= {
        "year",
        "list_number",
        "name",
    }


def test_every_number_of_the_text_is_in_the_list_once_with_its_place(report: Report) -> None:
    assert report.document is not None
    found = numbers(report)
    digits = sum(c.isdecimal() for line in report.document.lines for c in line.text)
    assert sum(sum(c.isdecimal() for c in number.printed) for number in found) == digits
    for number in found:
        line = report.document.lines[number.line - 1]
        assert (line.page, line.text[number.start : number.end]) == (number.page, number.printed)
        assert number.row or number.reason or number.table == "datapackage"


def test_a_figure_leads_to_the_row_that_has_its_value(report: Report) -> None:
    for number in numbers(report):
        if number.state == State.FIGURE and number.table in report.tables:
            row = report.tables[number.table].iloc[number.row - 2]
            assert number.printed in row["printed"] or row["printed"].startswith("第")


def test_every_row_of_the_budget_is_found_in_the_text(report: Report) -> None:
    rows = {number.row for number in numbers(report) if number.table == "budget"}
    assert rows == set(range(2, 102))


def test_what_is_not_read_lowers_the_coverage(report: Report, tmp_path: Path, data: Path) -> None:
    assert set(coverage(numbers(report)).set_index("section")["read_pct"].dropna()) > {100.0}
    path = tmp_path / "short.html"
    path.write_bytes(typeset.short_html().replace(b"5\xe4\xb8\xaa", b"5 \xe7\x81\xaf"))
    short = extract_report(path, department=DEPARTMENT, year=2022, data=data)
    unread = [number for number in numbers(short) if number.state == State.UNREAD]
    assert [(n.section, n.printed, n.reason) for n in unread] == [("overview", "5", "no_unit")]
    assert coverage(numbers(short)).set_index("section")["read_pct"]["overview"] == 50


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_links_numbers_to_rows_and_lists_the_unread(report: Report, language: str) -> None:
    page = BeautifulSoup(review_page(report, language, {}), "html.parser")
    anchors = {tag["id"] for tag in page.find_all(id=True)}
    links = [tag["href"] for tag in page.find_all("a", href=re.compile("^#"))]
    assert {link.removeprefix("#") for link in links} <= anchors
    assert len(page.select("li [data-read=figure]")) == sum(
        number.state == State.FIGURE for number in numbers(report)
    )
    assert label("review.budget_all", language) in page.text
    unread = page.find(id="unread").find_next("tbody").find_all("tr")
    assert len(unread) == sum(number.state == State.UNREAD for number in numbers(report))
    assert page.find(id="totals").find_next("table").text.count("7,305.07") == 1


def test_the_place_of_a_number_is_not_broken_over_lines(report: Report) -> None:
    """Long words beside it left "p. 32," and "line 3801" two lines."""
    places = BeautifulSoup(review_page(report, "en", {}), "html.parser").select(
        "tbody td:first-child"
    )
    assert places
    assert {tuple(place.get("class", ())) for place in places} == {("source",)}


def test_report_text_is_no_markup_on_the_page(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "short.html"
    page = typeset.short_html().decode()
    path.write_text(page.replace("本局内设", "&lt;script&gt;alert(1)&lt;/script&gt;内设"), "utf-8")
    short = extract_report(path, department=DEPARTMENT, year=2022, data=data)
    html = review_page(short, "en", {})
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(" in html


def correct(folder: Path, *rows: tuple[object, ...]) -> Path:
    path = folder / DEPARTMENT / "2022" / "evaluation" / "corrections.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


UNIT = (
    "budget",
    30,
    "unit",
    "元",
    "万元",
    "misprint: p. 14 gives 万元 below",
    "Li Na",
    "2023-05-31",
)


def misprint(data: Path) -> tuple[object, ...]:
    """The correction of the amount that the report prints in 元 instead of 万元."""
    rows = list(
        csv.reader(
            (data / DEPARTMENT / "2022" / "evaluation" / "budget.csv").open(encoding="utf-8")
        )
    )
    row = next(n for n, cells in enumerate(rows, start=1) if cells[5] == "元")
    return (UNIT[0], row, *UNIT[2:])


def test_a_correction_is_applied_at_load_and_said_on_every_page(copied: Path) -> None:
    before = load_report(DEPARTMENT, 2022, copied)
    change = misprint(copied)
    correct(copied, change)
    after = load_report(DEPARTMENT, 2022, copied)
    row = int(str(change[1])) - 2
    assert before.tables["budget"]["unit"][row] == "元"
    assert after.tables["budget"]["unit"][row] == "万元"
    assert (after.tables["budget"]["unit"] != before.tables["budget"]["unit"]).sum() == 1
    for language in ("en", "zh"):
        for page in ("budget", "indicators", "audit", "explore"):
            assert "misprint: p. 14" in cover(after, page, language).text
        assert "misprint: p. 14" in comparison_cover([after], language).text
        assert "misprint" not in cover(before, "budget", language).text
    assert run("check", "--data", copied).output.count("0.612555") == 0


def test_a_correction_whose_old_value_no_longer_stands_is_refused(copied: Path) -> None:
    change = misprint(copied)
    correct(copied, (*change[:3], "亿元", *change[4:]))
    with pytest.raises(TableError, match=r"column unit from '亿元', but '元' stands there"):
        load_report(DEPARTMENT, 2022, copied)
    assert run("check", "--data", copied).exit_code == 2


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        (0, "bugdet", "column table has 'bugdet'; use one of budget"),
        (1, "1", "the header is row 1"),
        (1, "9999", "row 9999, which is not there"),
        (2, "unti", "column column has 'unti'"),
        (4, "twelve", "has 'twelve'; use one of 万元"),
        (5, "", "column reason has nothing; say why"),
        (6, " ", "say why, and who"),
        (7, "31.5.2023", "column date has '31.5.2023'; write e.g. 2023-05-31"),
    ],
)
def test_a_correction_that_breaks_its_form_is_one_line(
    copied: Path, column: int, value: str, words: str
) -> None:
    change = list(misprint(copied))
    change[column] = value
    correct(copied, tuple(change))
    result = run("check", f"{DEPARTMENT}/2022", "--data", copied)
    assert result.exit_code == 2
    assert words in result.output
    assert len(result.output.splitlines()) == 1


def test_extract_ends_with_the_review_page(copied: Path, tmp_path: Path) -> None:
    source = copied / DEPARTMENT / "2022" / "evaluation" / "report.txt"
    options = ["--department", DEPARTMENT, "--year", 2022, "--data", copied]
    result = run("extract", source, *options, "--outputs", tmp_path / "out")
    assert result.exit_code == 0
    page = tmp_path / "out" / DEPARTMENT / "2022" / "evaluation" / "review.html"
    assert result.output.splitlines()[-1].startswith(str(page))
    assert page.is_file()
    assert page.with_name("review.zh.html").is_file()


def test_extracting_again_shows_what_would_change_and_asks_for_force(copied: Path) -> None:
    folder = copied / DEPARTMENT / "2022" / "evaluation"
    table = folder / "budget.csv"
    reviewed = table.read_text("utf-8").replace(",14884.55,", ",14884.56,", 1)
    table.write_text(reviewed, "utf-8")
    options = ["--department", DEPARTMENT, "--year", 2022, "--data", copied]
    result = run("extract", folder / "report.txt", *options)
    assert result.exit_code == 2
    shown = result.output.splitlines()
    assert shown[0] == "budget.csv: row 9, column value: '14884.56' on file, '14884.55' read"
    assert "budget.csv would change" in shown[1]
    assert "use --force" in shown[1]
    assert table.read_text("utf-8") == reviewed
    assert run("extract", folder / "report.txt", *options, "--force").exit_code == 0
    assert ",14884.55," in table.read_text("utf-8")


def test_numbers_that_were_not_read_stand_together_by_their_reason(report: Report) -> None:
    """A page of 74,000 px listed row numbers one by one."""
    many = [
        Number(page, page * 40, 0, 1, "7", section, State.UNREAD, reason)
        for page in range(1, 30)
        for section, reason in (
            ("work", "not_known"),
            ("results", "not_known"),
            ("work", "no_unit"),
        )
    ]
    groups = unread_groups(many, "en")
    assert [len(group.numbers) for group in groups] == [58, 29]
    assert groups[0].words.startswith("Wording not known: 58 numbers (")
    assert "29" in groups[0].words.partition("(")[2]
    assert not any(group.open for group in groups)
    assert unread_groups(many[:3], "en")[0].open
    assert unread_groups([], "zh") == []


def test_what_was_set_aside_is_said_once_with_its_pages(report: Report) -> None:
    """A list of forty page numbers, each with its page as a bare number, said nothing to anybody."""
    numbers = [Aside(page, f"- {page} -", "page_number") for page in (3, 4, 5, 9)]
    heads = [Aside(page, "内部资料", "watermark") for page in (1, 2, 3)]
    beside = Aside(7, "旧数", "struck", 182)
    document = replace(report.document, asides=(*numbers, *heads, beside))
    assert list(set_aside(document, "zh")) == [
        "不计入正文（页码，4处）：第3—5、9页",
        "不计入正文（水印，3处）：内部资料（第1—3页）",
        "不计入正文（已划去或删除，1处）：旧数（第7页第182行）",
    ]
    assert list(set_aside(document, "en"))[:2] == [
        "Set aside, page numbers (4): p. 3–5, 9",
        "Set aside, watermark (3): 内部资料 (p. 1–3)",
    ]


def test_a_document_without_parts_is_not_called_its_cover(report: Report) -> None:
    """All 3,733 numbers of a file of forms stood under "Cover and other parts"."""
    lines = (Line(1, 1, "甲项目"), Line(1, 2, "数量 12 个"))
    targets = Report("d", 2026, report.descriptor, {}, Document("t", "0" * 64, lines))
    (row,) = counted_sections(targets, numbers(targets), "zh")
    assert row["section"] == "全文"


def test_rows_are_listed_in_words_and_figures_stand_once() -> None:
    """The foot of the page said "general_public · expenditure.basic · approved · 5.5 · 万元 · 5.5"."""
    row = dict.fromkeys(frame([], "statements").columns) | {
        "statement": "income",
        "fund": "all",
        "item": "income.other",
        "classification": "2080505",
        "name": "机关事业单位基本养老保险缴费支出",
        "phase": "outturn",
        "value": Decimal("5.50"),
        "unit": "万元",
        "printed": "5.50",
    }
    assert row_cells(row, "zh") == [
        "收入决算表",
        "2080505 机关事业单位基本养老保险缴费支出 · 其他各类收入",
        "决算数",
        "5.50万元",
    ]
    change = row | {
        "statement": "narrative",
        "classification": None,
        "name": "其他收入",
        "phase": "change",
        "base": "previous",
        "value": Decimal("-5.50"),
        "printed": "5.50万元",
    }
    assert row_cells(change, "zh") == [
        "文字说明",
        "其他收入",
        "增减额（相对于上年数）",
        "−5.50万元",
    ]
    assert row_cells(change | {"unit": "%", "printed": "4.89％"}, "zh")[-1] == "−4.89％"
    funds = {"project": 2, "phase": "outturn", "label": "rate", "printed": "100%"}
    assert row_cells(funds, "zh") == ["第2个项目", "决算数", "100%"]
    assert row_cells(funds | {"label": "执行数"}, "zh")[1] == "执行数"
    assert row_cells(row, "en")[1].startswith("2080505 Basic pension contributions")
    assert row_cells(change, "en") == [
        "The narrative",
        "Other income (其他收入)",
        "change against the year before",
        "−5.50万元",
    ]


def test_the_review_is_written_as_its_language_writes(report: Report) -> None:
    """Brackets and stops of the other language stood in Chinese lists, and a form of the whole
    department was named by its unit, 万元.
    """
    passage = {"reason": "no_column", "words": "某句", "page": 7, "line": 182}
    document = report.document
    assert list(left_out([passage, passage], "zh"))[0].endswith(
        "某句（第7页第182行）；某句（第7页第182行）"
    )
    row = dict.fromkeys(frame([], "projects").columns) | {"form": "summary", "unit": "万元"}
    row |= {"project": 1, "page": 1, "line": 1, "quote": "综述"}
    made = Report("d", 2022, report.descriptor, {"projects": frame([row], "projects")}, document)
    page = BeautifulSoup(review_page(made, "zh", {}), "html.parser")
    assert page.select_one("#projects-2 a").get_text() == "自评综述"
    assert "2022年" in page.select_one("h1").get_text()
    lead = label("review.lead", "en", total=8936, figure=1, cell=3733, aside=5203, unread=0)
    assert lead.startswith(
        "8,936 numbers stand in the text. 1 is a figure in the tables, 3,733 stand"
    )


def test_final_accounts_have_no_sections_of_a_self_evaluation(report: Report) -> None:
    """Those of a commission end with a self-evaluation form, whose headings are the same: all their
    tables stood under 部门概况.
    """
    row = dict.fromkeys(frame([], "statements").columns)
    row |= {"statement": "income", "fund": "all", "item": "income", "phase": "outturn"}
    row |= {
        "value": Decimal("7307.73"),
        "unit": "万元",
        "printed": "7,307.73",
        "page": 13,
        "line": 615,
    }
    table = frame([row | {"quote": "7,307.73万元"}], "statements")
    descriptor = {
        **report.descriptor,
        "jixiao": {**report.descriptor["jixiao"], "document": "accounts"},
    }
    made = Report("d", 2022, descriptor, {"statements": table}, report.document)
    sections = {number.section for number in numbers(made)}
    assert {number.section for number in numbers(report)} >= {"finance", "indicators"}
    assert not sections & {"finance", "indicators", "overview"}


def test_counts_of_what_was_read_have_their_thousands_apart(report: Report) -> None:
    """The lead said 3,733 and the table under it 3733."""
    found = numbers(report)
    one = found[0]._replace(section="narrative", state=State.CELL)
    many = [one] * 2000
    cells = [row[state] for row in counted_sections(report, many, "en") for state in State]
    assert any("," in cell for cell in cells)
    assert sum(int(cell.replace(",", "")) for cell in cells) == len(many)
