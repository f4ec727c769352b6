"""A table printed sideways on an upright page, and whether its upright title is known as its title."""

from __future__ import annotations

import pytest
from pdf_made import GRID, read, rows, set_table
from reportlab.pdfgen.canvas import Canvas

from jixiao.grid import grids
from jixiao.source import Document


def drawn(turn: int, *upright: tuple[float, str]) -> Document:
    """The table turned by `turn` degrees, and upright lines at their heights."""

    def draw(canvas: Canvas) -> None:
        for height, text in upright:
            canvas.drawString(220, height, text)
        canvas.translate(300, 420)
        canvas.rotate(turn)
        canvas.translate(-200, -670)
        set_table(canvas)

    return read(draw)


@pytest.mark.parametrize("turn", [90, 270])
def test_an_upright_title_is_that_of_the_table_printed_sideways(turn: int) -> None:
    document = drawn(turn, (780, "支出决算表"), (760, "单位：万元"), (40, "12"))
    (grid,) = grids(document)
    assert (grid.title, grid.unit) == ("支出决算表", "万元")
    assert rows(document) == GRID
    title = next(line for line in document.lines if line.text == "支出决算表")
    assert title.number < document.tables[0].lines[0].number


def test_of_two_upright_titles_neither_is_taken() -> None:
    assert grids(drawn(90, (780, "支出决算表"), (40, "收入决算表")))[0].title is None


def test_an_upright_sentence_is_no_title() -> None:
    assert grids(drawn(90, (780, "支出减少，见下表。")))[0].title is None
