"""Tables on a phone: what is wider than the screen becomes cards, what fits stays a table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from browser import LAPTOP, PHONE, opened
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_notebook, new_output
from playwright.sync_api import Browser

from jixiao.publish.page import PageExporter
from jixiao.tables.html import HtmlColumn, HtmlTable, folded, render

WIDE = "div.jixiao-scroll"
BEYOND = "e => e.scrollWidth - e.clientWidth > 4"


@pytest.fixture(scope="module")
def page_of_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = pd.DataFrame({"name": ["机关事业单位基本养老保险缴费", "其他"], "at": [1, 2]})

    def table(count: int, caption: str) -> HtmlTable:
        amounts = [
            HtmlColumn(f"Outturn of {n}, 万元", lambda _: "1,234,567.89", True)
            for n in range(count)
        ]
        return render(
            rows, [HtmlColumn("Item", lambda row: str(row.name)), *amounts], caption, "en"
        )

    coded = [
        HtmlColumn("Code", lambda row: f"3010{row.at}", css="code"),
        HtmlColumn("Kind", lambda row: str(row.name)),
        *(HtmlColumn(f"Part {n}", lambda _: "1,234,567.89", True) for n in range(4)),
    ]
    shown = [table(4, "Five"), table(1, "Two"), folded(table(5, "Six"), "Six rows")]
    shown.append(render(rows, coded, "Coded", "en"))
    outputs = [
        new_output("display_data", {"text/html": one.html, "text/plain": ""}) for one in shown
    ]
    notebook = new_notebook(cells=[new_code_cell("tables", outputs=outputs)])
    html = PageExporter().export(notebook, title="Tables", language="en")
    path = tmp_path_factory.mktemp("tables") / "page.html"
    path.write_text(html, "utf-8")
    return path


def test_what_is_wider_than_a_phone_becomes_cards_also_when_it_is_opened(
    browser: Browser, page_of_tables: Path
) -> None:
    with opened(browser, page_of_tables, viewport=PHONE) as (page, _):
        page.locator("details.fold summary").click()
        page.wait_for_function("document.querySelectorAll('.cards').length === 3")
        assert page.locator(".cards caption").all_inner_texts() == ["Five", "Six", "Coded"]
        assert not any(box.evaluate(BEYOND) for box in page.locator(WIDE).all())
    with opened(browser, page_of_tables, viewport=LAPTOP) as (page, _):
        assert page.locator(".cards").count() == 0


def test_the_name_beside_a_code_opens_its_card(browser: Browser, page_of_tables: Path) -> None:
    with opened(browser, page_of_tables, viewport=PHONE) as (page, _):
        card = page.locator(".cards tbody tr", has_text="30101")
        name, code = card.locator("td").first.bounding_box(), card.locator("th").bounding_box()
        assert name is not None
        assert code is not None
        assert name["y"] + name["height"] <= code["y"] + 1


@pytest.mark.parametrize(
    ("words", "css"),
    [
        ("15场", "long brief"),
        ("印发宣传手册2000册", "long middling"),
        ("已提升，印发宣传手册2000册，开展培训", "long"),
    ],
)
def test_a_column_for_long_words_has_no_more_room_than_they_need(words: str, css: str) -> None:
    """Results of three letters had the room of sixteen, and the place of each was cut at the edge."""
    rows = pd.DataFrame({"name": ["举办业务培训", "开展监督检查"], "result": ["–", words]})
    columns = [
        HtmlColumn[Any]("Indicator", lambda row: str(row.name)),
        HtmlColumn[Any]("Reported", lambda row: str(row.result), css="long"),
    ]
    cells = BeautifulSoup(render(rows, columns, "Results", "en").html, "lxml").select("td")
    assert [" ".join(cell["class"]) for cell in cells] == [css, css]


def test_long_results_have_more_room_than_names_and_the_table_fits_a_laptop(
    browser: Browser, tmp_path: Path
) -> None:
    """Two columns of names left five letters a line to results of a hundred."""
    rows = pd.DataFrame(
        {"name": ["全面加强党的建设质量"], "result": ["累计164家机构达到基本标准，" * 8]}
    )

    def named(heading: str, css: str = "name") -> HtmlColumn[Any]:
        return HtmlColumn(heading, lambda row: str(row.name), css=css)

    def long(heading: str) -> HtmlColumn[Any]:
        return HtmlColumn(heading, lambda row: str(row.result), css="wide")

    columns: list[HtmlColumn[Any]] = [
        *(
            named("Project"),
            HtmlColumn("Kind", lambda _: "Satisfaction"),
            named("Indicator", "name wide"),
        ),
        *(HtmlColumn("Target", lambda _: "达到中共西安市委的要求", css="wide"), long("Result")),
        *(HtmlColumn(name, lambda _: "2", True) for name in ("Points", "Score")),
        HtmlColumn("Status", lambda _: "Not assessable", status=lambda _: "met"),
        *(long("Decided by"), HtmlColumn("Page, line", lambda _: "31, 1405", css="source")),
    ]
    shown = render(rows, columns, "Indicators", "en")
    output = new_output("display_data", {"text/html": shown.html, "text/plain": ""})
    notebook = new_notebook(cells=[new_code_cell("tables", outputs=[output])])
    path = tmp_path / "page.html"
    path.write_text(PageExporter().export(notebook, title="Tables", language="en"), "utf-8")
    with opened(browser, path, viewport=LAPTOP | {"width": 1000}) as (page, _):
        assert not page.locator(WIDE).evaluate(BEYOND)
        widths = page.locator("tbody tr > *").evaluate_all("cells => cells.map(c => c.offsetWidth)")
        assert widths[4] > widths[0]
