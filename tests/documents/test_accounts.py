"""Final accounts: the nine official tables and their narrative."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from accounts_made import as_document, as_pdf, make_accounts, read_accounts
from accounts_typeset import as_docx, as_html
from audited_accounts import said
from real_accounts import REAL, real, replaced

from jixiao.base.errors import Place, SourceError
from jixiao.check import check_quotes
from jixiao.extract.document_kind import document_kind
from jixiao.extract.extraction import extract_report
from jixiao.extract.statements import read_statements, statements_narrative
from jixiao.extract.storing import store_report
from jixiao.grid import grids
from jixiao.report import load_report
from jixiao.source import Document, read_document

GOLDEN = Path(__file__).resolve().parents[1] / "golden"


@pytest.mark.parametrize("name", REAL)
def test_every_figure_of_the_nine_tables_is_as_the_pages_show_it(name: str, tmp_path: Path) -> None:
    accounts = read_accounts(real(name))
    columns = ("statement", "page", "fund", "item", "classification", "name", "phase", "printed")
    rows = accounts[accounts["statement"] != "narrative"]
    read = [tuple(str(v or "") for v in row) for row in rows[list(columns)].itertuples(index=False)]
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *expected = list(csv.reader(file))
    assert tuple(head) == columns
    actual = tmp_path / f"{name}.csv"
    with actual.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([columns, *read])
    missing, extra = Counter(map(tuple, expected)) - Counter(read), Counter(read)
    extra -= Counter(map(tuple, expected))
    assert (missing, extra) == (Counter(), Counter()), f"read: {actual}; see tests/golden/README.md"


@pytest.mark.parametrize("name", REAL)
def test_every_quote_stands_on_its_line_and_every_value_is_its_printed_figure(name: str) -> None:
    document = real(name)
    for row in read_accounts(document).itertuples():
        assert document.holds(row.quote, Place(row.page, row.line)), row
        figure = row.printed.replace(",", "").removesuffix(row.unit)
        assert abs(row.value) == Decimal(figure), row


def test_the_narrative_of_the_real_accounts_is_read() -> None:
    document = real("putuo-planning-bureau-2024")
    accounts = read_accounts(document)
    said = accounts[accounts["statement"] == "narrative"]
    keys = ["fund", "item", "classification", "phase", "base", "value"]
    rows = {tuple(v or "" for v in row) for row in said[keys].itertuples(index=False)}
    assert {
        ("all", "total.income", "", "outturn", "", Decimal("9859.38")),
        ("all", "total.income", "", "change_rate", "previous", Decimal("12.08")),
        ("general", "expenditure", "", "approved", "", Decimal("10210.34")),
        ("general", "expenditure", "", "share", "all:expenditure", Decimal("99.86")),
        ("general", "expenditure", "2120201", "rate", "approved", Decimal("88.08")),
        ("general", "expenditure.basic", "", "outturn", "", Decimal("5377.64")),
        ("fiscal", "sangong", "", "change", "previous", Decimal("-0.15")),
        ("general", "agency_operation", "", "change_rate", "previous", Decimal("-8.65")),
        ("all", "procurement.works", "", "outturn", "", Decimal("1387.72")),
        ("all", "performance.evaluated", "", "score", "", Decimal("99.33")),
    } <= rows
    unread = [
        item.quote.text
        for item in statements_narrative(document, accounts).unread
        if item.reason == "words_not_known"
    ]
    assert unread == [
        "增长13.95",  # no sign of per cent is printed
        "国内公务接待支出0.39",  # 万, not 万元
        "采购金额225.10",
        "采购金额164.87",
        "采购金额0.00",
    ]


def test_cells_and_a_pdf_with_broken_tables_give_the_same_rows(tmp_path: Path) -> None:
    made = make_accounts()
    path = tmp_path / "made.pdf"
    path.write_bytes(as_pdf(made))
    document = read_document(path)
    assert len(document.tables) > len(made.tables)  # some go over the page
    from_pdf, from_cells = read_accounts(document), read_accounts(as_document(made, 100))
    what = ["statement", "fund", "item", "classification", "name", "phase", "base", "value", "unit"]
    assert from_pdf[what].equals(from_cells[what])
    assert len(from_pdf) == 174


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_word_and_web_give_the_same_rows_as_the_pdf(kind: str, tmp_path: Path, data: Path) -> None:
    """The table, narrative and all, but for places."""
    made = make_accounts(2023, Decimal("1.37"))
    content = {"pdf": as_pdf(made), "docx": as_docx(made), "html": as_html(made)}
    what = ["statement", "fund", "item", "classification", "name", "phase", "base", "value"]
    what += ["unit", "printed"]
    read = {}
    for name in ("pdf", kind):
        path = tmp_path / f"made.{name}"
        path.write_bytes(content[name])
        report = extract_report(path, department="made-bureau", year=2023, data=data)
        assert report.about["document"] == "accounts"
        assert report.document is not None
        for row in report.tables["statements"].itertuples():
            assert report.document.holds(row.quote, Place(row.page, row.line)), row
        read[name] = report.tables["statements"][what]
    assert len(read["pdf"]) == 174
    differing = (
        read["pdf"].compare(read[kind]) if len(read["pdf"]) == len(read[kind]) else read[kind]
    )
    assert read["pdf"].equals(read[kind]), differing


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_a_table_may_hold_its_own_title_unit_and_note(kind: str, tmp_path: Path) -> None:
    """As a spreadsheet has them that was saved as a page or put into Word."""
    made, plain = make_accounts(), make_accounts()
    for at, (title, unit, rows) in enumerate(made.tables):
        rest = [None] * (len(rows[0]) - 1)
        half = len(rows[0]) // 2
        whose = ["部门：演示局", *rest[: half - 1], f"单位：{unit}", *rest[half:]]
        note = ["注：本表反映本年度收支余情况。", *rest]
        banner = [[title, *rest], ["公开01表", *rest], whose]
        made.tables[at] = ("", "", [*banner, *rows, note])
    path = tmp_path / f"made.{kind}"
    path.write_bytes((as_docx if kind == "docx" else as_html)(made))
    what = ["statement", "fund", "item", "classification", "name", "phase", "value", "unit"]
    read = read_accounts(read_document(path))
    assert read[what].equals(read_accounts(as_document(plain, 100))[what])


def test_a_blank_is_no_row_and_a_printed_zero_is_one() -> None:
    accounts = read_accounts(as_document(make_accounts()))
    projects = accounts[accounts["item"] == "expenditure.project"]
    assert "2010601" not in set(projects["classification"])
    vehicles = accounts[
        (accounts["item"] == "sangong.vehicles") & (accounts["phase"] == "approved")
    ]
    assert vehicles["value"].to_list() == [Decimal("0.00")]


@pytest.mark.parametrize("mark", ["-", "——", "/", "无"])
def test_a_dash_in_a_cell_is_a_blank(mark: str) -> None:
    made = replaced(make_accounts(), "支出决算表", "", mark)
    before = len(read_accounts(as_document(make_accounts())))
    assert len(read_accounts(as_document(made))) == before


def test_a_row_that_has_a_part_and_no_whole_may_have_moved_and_is_listed() -> None:
    made = replaced(make_accounts(), "支出决算表", "120.00", "-")
    before = len(read_accounts(as_document(make_accounts())))
    assert len(read_accounts(as_document(made))) == before - 2


def test_codes_in_three_columns_are_one_code() -> None:
    made = make_accounts()
    title, unit, rows = made.tables[2]
    wide = [
        ["项目", None, None, None, *rows[0][2:]],
        ["科目编码", None, None, "科目名称", *rows[1][2:]],
    ]
    wide.append(["类", "款", "项", "合计", *rows[2][2:]])
    for row in rows[3:]:
        code = str(row[0])
        wide.append([code[:3], code[3:5], code[5:], *row[1:]])
    expected = read_accounts(as_document(made))
    made.tables[2] = (title, unit, wide)
    read = read_accounts(as_document(made))
    what = ["statement", "item", "classification", "name", "value"]
    assert read[what].equals(expected[what])


def test_a_row_that_numbers_the_columns_is_no_row_of_figures() -> None:
    made = make_accounts()
    made.tables[2][2].insert(2, ["栏次", None, "1", "2", "3"])
    assert len(read_accounts(as_document(made))) == 174


def test_names_and_numbers_broken_over_lines_are_whole() -> None:
    made = replaced(make_accounts(), "支出决算表", "1,770.00", "1,77\n0.00")
    made = replaced(
        made, "支出决算表", "机关事业单位职业年金缴费支出", "机关事业单位职\n业年金缴费支出"
    )
    accounts = read_accounts(as_document(made))
    rows = accounts[accounts["statement"] == "expenditure"]
    assert rows.iloc[0]["value"] == Decimal("1770.00")
    assert "机关事业单位职业年金缴费支出" in set(rows["name"])


def test_a_unit_of_yuan_is_kept() -> None:
    made = make_accounts()
    made.tables[2] = (made.tables[2][0], "元", made.tables[2][2])
    accounts = read_accounts(as_document(made))
    assert set(accounts[accounts["statement"] == "expenditure"]["unit"]) == {"元"}


@pytest.mark.parametrize(
    ("title", "old", "new", "reason", "lost"),
    [
        ("支出决算表", "120.00", "12O.00", "not_a_figure", 1),
        ("支出决算表", "120.00", "120.00\n8.00", "two_figures", 1),
        ("支出决算表", "2210201", "221020", "code_not_known", 2),
        ("支出决算表", "基本支出", "其他开支", "column_not_known", 11),
        ("收入支出决算总表", "一、一般公共服务支出", "一、别的支出", "row_not_known", 1),
    ],
)
def test_what_is_not_known_is_listed_and_the_rest_is_read(
    title: str, old: str, new: str, reason: str, lost: int
) -> None:
    whole = as_document(make_accounts())
    document = as_document(replaced(make_accounts(), title, old, new))
    read = read_statements(document, grids(document))
    assert [item.reason for item in read.unread] == [reason] * lost
    assert len(read.rows) == len(read_statements(whole, grids(whole)).rows) - lost
    assert all(document.holds(item.text, Place(item.page, item.line)) for item in read.unread)


def test_figures_of_a_table_without_a_unit_are_listed() -> None:
    made = make_accounts()
    made.tables[0] = (made.tables[0][0], "", made.tables[0][2])
    document = as_document(made)
    read = read_statements(document, grids(document))
    assert {item.reason for item in read.unread} == {"unit_not_known"}
    assert "income_expenditure" not in set(read.rows["statement"])
    assert "expenditure" in set(read.rows["statement"])


def test_a_document_without_a_table_or_a_figure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bare.txt"
    path.write_text("测试市虚构区演示局\n2023年度部门决算\n目录\n没有表格。\n", "utf-8")
    with pytest.raises(SourceError, match="holds no table"):
        extract_report(path, department="made", year=2023, data=tmp_path)


def test_only_final_accounts_are_taken_for_such(document: Document) -> None:
    assert document_kind(document).kind == "evaluation"
    cover = document_kind(as_document(make_accounts()))
    assert (cover.kind, cover.department, cover.year) == ("accounts", "测试市虚构区演示局", 2023)


def test_a_figure_after_words_that_are_not_known_belongs_to_nothing() -> None:
    made = make_accounts()
    at = next(i for i, text in enumerate(made.narrative) if text.startswith("机关运行经费"))
    made.narrative[at] = "食堂经费支出8.00万元，比2022年度减少1.00万元，下降11.11%。"
    document = as_document(made)
    accounts = read_accounts(document)
    assert not accounts["quote"].str.contains("食堂|1.00万元|11.11").any()
    unread = [item.quote.text for item in statements_narrative(document, accounts).unread]
    assert {"食堂经费支出8.00", "比2022年度减少1.00", "下降11.11"} <= set(unread)


def test_what_stands_in_a_cause_is_not_read() -> None:
    document = as_document(said(make_accounts(), "专项工作增加", "增加项目3个"))
    unread = statements_narrative(document, read_accounts(document)).unread
    assert [u.quote.text for u in unread if u.reason == "stands_in_a_cause"] == ["增加项目3"]


def test_accounts_are_extracted_stored_and_loaded_with_their_text(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(as_pdf(make_accounts()))
    data = tmp_path / "data"
    report = extract_report(path, department="made", year=2023, data=data)
    states = store_report(report, path, data / "made" / "2023" / "accounts", force=False)
    names = {"statements.csv", "datapackage.json", "report.txt", "layout.json", "report.pdf"}
    names |= {"cells.parquet"}
    assert set(states) == names
    loaded = load_report("made", 2023, data)
    assert loaded.document is not None
    assert report.document is not None
    assert [line.text for line in loaded.document.lines] == [
        line.text for line in report.document.lines
    ]
    assert check_quotes(loaded) == len(loaded.tables["statements"])
    assert loaded.tables["statements"].equals(report.tables["statements"])
    assert loaded.department_name("zh") == "测试市虚构区演示局"


def test_accounts_of_another_year_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(as_pdf(make_accounts()))
    with pytest.raises(SourceError, match="the cover says 2023, not 2024; use --year 2023"):
        extract_report(path, department="made", year=2024, data=tmp_path)


def test_a_class_is_not_forgotten_at_the_end_of_its_sentence() -> None:
    """A short class, named in a sentence of its own, was taken for a sentence without a subject."""
    made = make_accounts()
    at = next(i for i, text in enumerate(made.narrative) if "（项）" in text)
    made.narrative.insert(
        at + 1,
        "9.教育支出（类）进修及培训（款）培训支出（项）。年初预算5.00万元，支出决算4.00万元。",
    )
    said = read_accounts(as_document(made))
    rows = said[said["name"] == "培训支出"]
    assert rows["printed"].to_list() == ["5.00万元", "4.00万元"]
    assert rows["phase"].to_list() == ["approved", "outturn"]


def test_two_budgets_in_one_sentence_are_told_by_their_words() -> None:
    made = make_accounts()
    at = next(i for i, text in enumerate(made.narrative) if text.startswith("机关运行经费"))
    made.narrative[at] = (
        "机关运行经费年初预算为0万元，全年预算为321.02万元，支出决算为307.82万元，完成预算的95.89%。"
    )
    said = read_accounts(as_document(made))
    rows = said[(said["item"] == "agency_operation") & (said["statement"] == "narrative")]
    assert [tuple(row) for row in rows[["phase", "base", "printed"]].to_numpy()] == [
        ("approved", None, "0万元"),
        ("revised", None, "321.02万元"),
        ("outturn", None, "307.82万元"),
        ("rate", "revised", "95.89%"),
    ]
