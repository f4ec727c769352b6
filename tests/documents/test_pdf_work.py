"""What a page costs: nothing is asked once for each character that a few things on the page tell."""

from __future__ import annotations

import pytest
from pdf_made import read, texts
from reportlab.pdfgen.canvas import Canvas
from typeset import FONT

from jixiao.source.pdf import clips, grounds

_ROWS, _COLUMNS = 40, 10


def words_in_cells(canvas: Canvas) -> None:
    """Rows of words, each word of a run of its own."""
    canvas.setFont(FONT, 8)
    for row in range(_ROWS):
        for column in range(_COLUMNS):
            canvas.drawString(60 + 48 * column, 780 - 16 * row, f"{row}.{column}")


def test_a_path_that_clips_many_texts_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [0]
    point = clips.segment_point

    def counting(*given: object) -> object:
        asked[0] += 1
        return point(*given)

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()  # of a rectangle that clips nothing PDFium keeps nothing
        path.moveTo(40, 50)
        for point in ((300, 40), (560, 50), (560, 810), (300, 820), (40, 810)):
            path.lineTo(*point)
        path.close()
        canvas.clipPath(path, stroke=0, fill=0)
        words_in_cells(canvas)

    monkeypatch.setattr(clips, "segment_point", counting)
    assert "39.9" in " ".join(texts(read(draw)))
    assert 0 < asked[0] < 20


def test_a_word_on_a_page_of_filled_cells_is_held_against_those_of_its_height(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = [0]
    within = grounds._within

    def counting(*given: object) -> bool:
        asked[0] += 1
        return within(*given)  # type: ignore[arg-type]

    def draw(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.9, 0.9, 1)
        for row in range(_ROWS):
            for column in range(_COLUMNS):
                canvas.rect(58 + 48 * column, 776 - 16 * row, 46, 14, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        words_in_cells(canvas)

    monkeypatch.setattr(grounds, "_within", counting)
    printed = " ".join(texts(read(draw)))
    assert "39.9" in printed
    characters = len(printed.replace(" ", ""))
    assert 0 < asked[0] < 4 * _COLUMNS * characters  # of 40 rows no more than a few
