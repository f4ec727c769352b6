"""The review page of a PDF: its pages as pictures, with boxes where its numbers stand."""

from __future__ import annotations

import base64
import io
import itertools
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import typeset
from browser import opened, violations
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser
from reportlab.pdfgen.canvas import Canvas

from jixiao.check import State, numbers, passages
from jixiao.extract.extraction import extract_report
from jixiao.publish.review import review_page, write_review
from jixiao.report import Report
from jixiao.source import Document, Line, box_in_line, draw_pages
from jixiao.source.document import Box, Layout, Word
from jixiao.source.limits import Limits


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sheets") / "short.pdf"
    path.write_bytes(typeset.short_pdf())
    return path


@pytest.fixture(scope="module")
def short(pdf: Path, data: Path) -> Report:
    return extract_report(pdf, department="panyu-data-bureau", year=2022, data=data)


@pytest.fixture(scope="module")
def page(short: Report, pdf: Path) -> BeautifulSoup:
    return BeautifulSoup(review_page(short, "zh", {}, draw_pages(pdf)), "html.parser")


def test_the_picture_of_a_page_says_how_many_numbers_were_read(
    page: BeautifulSoup, short: Report
) -> None:
    states = [number.state for number in numbers(short)]
    alt = page.select_one(".print img")["alt"]
    assert f"已读入{states.count(State.FIGURE)}处" in alt
    assert f"未读取{states.count(State.UNREAD)}处" in alt


def share(style: str) -> dict[str, float]:
    return {side: float(value) / 100 for side, value in re.findall(r"(\w+):([\d.]+)%", style)}


def test_every_number_has_a_box_with_ink_in_it(page: BeautifulSoup, short: Report) -> None:
    boxes = page.select(".box[id^=number-]")
    assert len(boxes) == len(numbers(short))
    source = page.select_one(".print img")["src"]
    picture = np.asarray(
        Image.open(io.BytesIO(base64.b64decode(source.split(",")[1]))).convert("L")
    )
    high, wide = picture.shape
    for box in boxes:
        at = share(box["style"])
        left, top = int(at["left"] * wide), int(at["top"] * high)
        inside = picture[
            top : top + int(at["height"] * high), left : left + int(at["width"] * wide)
        ]
        assert (inside < 128).any(), box


def test_boxes_lead_to_rows_and_rows_are_there(page: BeautifulSoup, short: Report) -> None:
    anchors = {tag["id"] for tag in page.find_all(id=True)}
    links = {tag["href"].removeprefix("#") for tag in page.select("a.box")}
    assert links <= anchors
    rows = {f"{name}-{row}" for name, row, *_ in passages(short)}
    assert links == rows
    assert {f"budget-{row}" for row in range(2, 10)} <= rows
    figures = page.select(".box[data-box=figure][href]")
    assert len(figures) == sum(n.state == State.FIGURE and n.row > 0 for n in numbers(short))


def test_a_passage_is_where_its_words_are(short: Report) -> None:
    assert short.document is not None
    lines = {line.number: line.text for line in short.document.lines}
    words: dict[tuple[str, int], str] = {}
    for name, row, line, start, end in passages(short):
        words[name, row] = words.get((name, row), "") + lines[line][start:end]
    budget = short.tables["budget"]
    for row, quote in enumerate(budget["quote"], start=2):
        assert "".join(words["budget", row].split()) == "".join(quote.split())


def test_numbers_that_were_not_read_are_boxed_and_listed(
    short: Report, pdf: Path, page: BeautifulSoup
) -> None:
    tables = {"budget": short.tables["budget"].drop(index=0)}
    without = Report(short.department, 2022, short.descriptor, tables, short.document)
    bare = BeautifulSoup(review_page(without, "en", {}, draw_pages(pdf)), "html.parser")
    boxed = {tag["id"] for tag in bare.select(".box[data-box=unread]")}
    listed = [
        link
        for part in itertools.takewhile(
            lambda tag: tag.name != "h2", bare.find(id="unread").find_next_siblings()
        )
        for link in part.select("tbody a")
    ]  # grouped by reason
    assert {tag["href"].removeprefix("#") for tag in listed} == boxed
    assert len(boxed) > len(page.select(".box[data-box=unread]"))


def test_without_a_picture_the_page_is_text(short: Report, tmp_path: Path) -> None:
    html = write_review(short, tmp_path).read_text("utf-8")
    assert "<img" not in html
    assert 'class="box"' not in html
    assert 'href="#line-' in html


def test_a_page_without_text_has_no_heading_of_its_text(short: Report, pdf: Path) -> None:
    assert short.document is not None
    blank = replace(short.document, sha256="1" * 64, lines=(Line(1, 1, ""),), tables=())
    made = Report("d", 2022, short.descriptor, {}, blank)
    page = BeautifulSoup(review_page(made, "zh", {}, draw_pages(pdf)), "html.parser")
    assert page.select(".sheet")
    assert "本页文字" not in page.select_one(".sheet").get_text()


def test_no_other_file_is_drawn(source_file: Path, tmp_path: Path) -> None:
    assert draw_pages(source_file) == {}
    path = tmp_path / "damaged.pdf"
    path.write_bytes(typeset.short_pdf()[:900])
    assert draw_pages(path) == {}


def test_a_poster_is_drawn_small(tmp_path: Path) -> None:
    path = tmp_path / "poster.pdf"
    canvas = Canvas(str(path), pagesize=(14_000, 14_000))
    canvas.drawString(100, 100, "1")
    canvas.save()
    (picture,) = draw_pages(path, Limits(memory=1024)).values()
    assert max(Image.open(io.BytesIO(picture)).size) <= 2400


def test_a_part_of_a_line_is_placed_by_its_words() -> None:
    line = Line(1, 1, "支出 12万元", Box(10, 0, 100, 10))
    words = (Word("支出", Box(10, 0, 30, 10)), Word("12万元", Box(70, 0, 100, 10)))
    document = Document("a.pdf", "", (line,), "pdf", layouts={1: Layout(200, 100, words)})
    assert box_in_line(document, line, 3, 5) == Box(70, 0, 80, 10)
    # Without the words, by the widths of the characters: 2 + 2 + 1 + 1 + 1 + 2 + 2 of 11.
    stored = Document("a.pdf", "", (line,), "pdf", layouts={1: Layout(200, 100)})
    box = box_in_line(stored, line, 3, 5)
    assert box is not None
    assert (round(box.left, 1), round(box.right, 1)) == (50.9, 67.3)


def test_axe_finds_nothing_on_the_review_page(
    browser: Browser, short: Report, pdf: Path, tmp_path: Path
) -> None:
    write_review(short, tmp_path, draw_pages(pdf))
    for name in ("review.html", "review.zh.html"):
        with opened(browser, tmp_path / name) as (page, _):
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
            page.locator("#theme-dark").check(force=True)
            assert violations(page) == []
