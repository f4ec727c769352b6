"""The review page shows the tables of each page as they were read, beside the page's picture."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from made_tables import Paper

from jixiao.publish.review import review_page
from jixiao.publish.review_tables import page_tables
from jixiao.report import Report
from jixiao.source import Document

HEAD = ["名称", "金额", "说明"]


@pytest.fixture(scope="module")
def two_pages() -> Document:
    paper = Paper().line("表2").line("支出总表").line("单位：万元", 480)
    paper.table(
        HEAD, ["<b>甲</b>", "5.00", "无"], ["乙", "6.00", "无"], ["^", "7.00", "无"], height=170
    )
    return paper.page().table(HEAD, ["", "8.00", "无"], ["^", "9.00", ""]).document()


def test_what_of_a_table_stands_on_a_page_is_shown_there(two_pages: Document) -> None:
    pages = page_tables(two_pages, "en")
    assert sorted(pages) == [1, 2]
    (first,), (second,) = pages[1], pages[2]
    assert first.caption == second.caption
    assert all(word in first.caption for word in ("1", "表2", "支出总表", "unit 万元"))
    assert [row.kind for row in second.rows] == ["head", "data", "data"]
    label, amount, _ = second.rows[1].cells
    assert (label.text, label.rows, label.continued) == ("乙", 2, True)
    assert (amount.text, amount.continued) == ("8.00", False)


def test_merged_cells_span_no_more_than_their_page_has(two_pages: Document) -> None:
    (first,) = page_tables(two_pages, "en")[1]
    label = first.rows[2].cells[0]
    assert (label.text, label.rows, label.columns) == ("乙", 2, 1)
    assert [cell.text for cell in first.rows[3].cells] == ["7.00", "无"]
    for pages in page_tables(two_pages, "en").values():
        for table in pages:
            for number, row in enumerate(table.rows):
                assert all(number + cell.rows <= len(table.rows) for cell in row.cells)


def test_a_cell_that_goes_on_is_shown_again_on_the_next_page() -> None:
    form = ["项目名称", "<", "路灯", "<"], ["产出", "数量", "灯", "9"], ["^", "质量", "好", "5"]
    paper = Paper().table(*form, height=230).page().table(["", "时效", "快", "3"])
    (second,) = page_tables(paper.document(), "zh")[2]
    cell = second.rows[0].cells[0]
    assert (cell.text, cell.continued, cell.rows) == ("产出", True, 1)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_holds_the_tables_with_their_text_escaped(
    report: Report, two_pages: Document, language: str
) -> None:
    made = replace(report, document=two_pages, tables={})
    html = review_page(made, language, {})
    assert "<b>甲</b>" not in html
    page = BeautifulSoup(html, "html.parser")
    tables = page.select(".as-read table")
    assert [len(table.select("tr")) for table in tables] == [4, 3]
    assert [cell.text for cell in tables[0].select("th")] == HEAD
    link = tables[0].select_one("td a")
    assert link is not None
    assert page.select_one(str(link["href"])).text == "<b>甲</b>"  # type: ignore[union-attr]
