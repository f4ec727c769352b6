"""A page whose text lies on its side or upside down is read, and drawn, as one turned upright."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pypdfium2
import pytest
from accounts_made import as_pdf, make_accounts
from pdf_made import Draw, aside, made, read, set_table
from reportlab.pdfgen.canvas import Canvas
from scans import scan

from jixiao.grid import grids
from jixiao.grid.cells import cells_parquet
from jixiao.source import Box, Document, Strip, draw_pages, draw_strips, read_boxes
from jixiao.source.answer import answer_of, result_of
from jixiao.source.child import read_here
from jixiao.source.limits import Limits
from jixiao.source.rapid import SeenCharacter, how_upright, rapid_installed
from jixiao.source.recognising import read_recognised
from jixiao.source.turns import best_turn, with_turns

QUARTERS = (1, 2, 3)


@pytest.fixture(scope="module")
def content() -> bytes:
    """Accounts whose pages are upright: tables with rules, heads and feet."""
    return as_pdf(make_accounts())


@pytest.fixture(scope="module")
def upright(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Document]:
    return kept(content, tmp_path_factory.mktemp("upright"))


def kept(content: bytes, folder: Path) -> tuple[Path, Document]:
    path = folder / "pages.pdf"
    path.write_bytes(content)
    return path, read_here(path, Limits())


def on_their_side(content: bytes, quarters: int) -> bytes:
    """The pages turned by so many quarters to the left: to be read they are turned to the right."""
    count = len(pypdfium2.PdfDocument(content))
    return with_turns(content, dict.fromkeys(range(1, count + 1), -quarters % 4))


def near(one: Box, other: Box) -> bool:
    edges = ("left", "top", "right", "bottom")
    return all(abs(getattr(one, edge) - getattr(other, edge)) < 0.05 for edge in edges)


@pytest.mark.parametrize("quarters", QUARTERS)
def test_every_line_and_cell_is_that_of_the_upright_page(
    content: bytes, upright: tuple[Path, Document], quarters: int, tmp_path: Path
) -> None:
    _, plain = upright
    path, document = kept(on_their_side(content, quarters), tmp_path)
    assert document.turned == dict.fromkeys(range(1, plain.page_count + 1), quarters)
    assert [line.text for line in document.lines] == [line.text for line in plain.lines]
    assert [aside.reason for aside in document.asides] == [aside.reason for aside in plain.asides]
    assert len(document.tables) == len(plain.tables)
    for table, other in zip(document.tables, plain.tables, strict=True):
        assert [cell.text for cell in table.cells] == [cell.text for cell in other.cells]
        assert all(
            near(one.box, two.box)
            for one, two in zip(table.cells, other.cells, strict=True)
            if one.box and two.box
        )
    single = [
        (table.page, cell.box, cell.text)
        for table in document.tables
        for cell in table.cells
        if cell.box and len(cell.lines) == 1
    ]
    again = read_boxes(path, [(page, box) for page, box, _ in single], turned=document.turned)
    assert ["".join(text.split()) for text in again] == ["".join(t.split()) for *_, t in single]


@pytest.mark.parametrize("quarters", QUARTERS)
def test_pictures_show_the_page_as_it_is_read(
    content: bytes, upright: tuple[Path, Document], quarters: int, tmp_path: Path
) -> None:
    source, plain = upright
    path, document = kept(on_their_side(content, quarters), tmp_path)
    drawn = draw_pages(path, turned=document.turned)
    assert _size(drawn[1]) == _size(draw_pages(source)[1])
    page, box = next((t.page, c.box) for t in plain.tables for c in t.cells if c.box and c.text)
    strip = Strip(page, (box,))
    turned = Strip(page, (box,), turned=quarters)
    assert _size(draw_strips(path, [turned])[0]) == _size(draw_strips(source, [strip])[0])


def _size(png: bytes) -> bytes:
    return png[16:24]


@pytest.mark.parametrize("quarters", QUARTERS)
def test_a_box_on_file_is_that_of_the_page_as_the_file_shows_it(
    quarters: int, tmp_path: Path
) -> None:
    path, document = kept(on_their_side(made(set_table), quarters), tmp_path)
    cells = tmp_path / "cells.parquet"
    cells.write_bytes(cells_parquet(grids(document), document.layouts))
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT box_left, box_top, box_right, box_bottom "
            f"FROM read_parquet('{cells}') WHERE text = '3,215.60'"
        ).fetchone()
    assert found is not None
    as_shown = Box(*map(float, found))
    assert (
        read_boxes(path, [(1, as_shown)])[0].strip() == "3,215.60"
    )  # of the page as the file has it


def test_how_a_page_is_turned_is_kept(tmp_path: Path) -> None:
    _, document = kept(on_their_side(made(set_table), 3), tmp_path)
    again = result_of(answer_of(document))
    assert again.turned == document.turned == {1: 3}
    assert again.layouts[1].words == document.layouts[1].words


def test_a_page_number_that_stands_upright_beside_turned_text_is_none_of_it() -> None:
    def draw(number: int) -> Draw:
        def page(canvas: Canvas) -> None:
            canvas.drawString(290, 30, str(number))
            canvas.translate(595, 0)
            canvas.rotate(90)
            canvas.scale(0.9, 0.9)
            set_table(canvas)

        return page

    document = read(*(draw(number) for number in (1, 2, 3)))
    assert set(document.turned.values()) == {1}
    assert aside(document, "page_number") == ["1", "2", "3"]


def line(*boxes: Box, sure: float = 99.0) -> list[SeenCharacter]:
    return [SeenCharacter("支", box, sure) for box in boxes]


def test_a_picture_is_upright_where_sure_characters_run_across_it() -> None:
    across = line(*(Box(10.0 * n, 0, 10.0 * n + 9, 10) for n in range(40)))
    down = line(*(Box(0, 10.0 * n, 10, 10.0 * n + 9) for n in range(40)))
    assert how_upright([across]) == (pytest.approx(39.6), True)
    assert how_upright([down])[1] is False
    assert how_upright([line(*(c.box for c in across), sure=70.0)])[1] is False
    assert how_upright([across[:3]])[1] is False  # few: the other directions are tried
    assert how_upright([]) == (0.0, False)


def test_directions_are_tried_until_one_is_good() -> None:
    tried: list[int] = []

    def score(good: int) -> int:
        tried.clear()

        def of(quarters: int) -> tuple[float, bool]:
            tried.append(quarters)
            return (90.0 if quarters == good else 10.0), quarters == good

        return best_turn(of)

    assert (score(0), tried) == (0, [0])
    assert (score(1), tried) == (1, [0, 1])
    assert (score(2), tried) == (2, [0, 1, 3, 2])
    assert best_turn(lambda quarters: (float(quarters == 3), False)) == 3
    assert best_turn(lambda quarters: (0.0, False)) == 0  # an empty page stays as it is


needs_rapid = pytest.mark.skipif(
    not (rapid_installed() or os.environ.get("JIXIAO_OCR") == "required"), reason="no extra"
)


@needs_rapid
def test_a_scan_on_its_side_is_read_and_its_doubts_stand_where_they_are() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 760, "清河市水利局二〇二三年度部门决算公开说明")
        canvas.drawString(72, 730, "本年度收入合计与支出合计均按批复执行，单位：万元")
        set_table(canvas)

    content = scan(made(page), 150)
    turned = with_turns(content, {1: 1})
    plain = read_recognised(content, "scan.pdf", Limits(), [1], False)
    document = read_recognised(turned, "scan.pdf", Limits(), [1], False)
    assert document.turned == {1: 3}
    assert plain.turned == {}
    assert [line.text for line in document.lines] == [line.text for line in plain.lines]
    assert {"3,215.60", "3,198.22", "7,033.36"} <= {line.text for line in document.lines}
    assert [(d.read, d.box) for d in document.doubts] == [(d.read, d.box) for d in plain.doubts]
    assert document.recognised == (1,)
