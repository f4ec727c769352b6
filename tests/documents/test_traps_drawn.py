"""What is drawn over the words of a PDF or an OFD file: shapes that cover them, lines through them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pdf_made import read as read_drawn
from pdf_made import texts
from reportlab.lib.colors import black, white
from reportlab.pdfgen.canvas import Canvas
from traps_made import FIGURE, Draw, as_ofd, as_pdf, ofd_words, put, read, verdict
from typeset import FONT

from jixiao.source import Box
from jixiao.source.outlines import covers, holds, is_rectangle

Points = Sequence[tuple[float, float]]
WRONG = "9,999.99"
PENTAGON = [(-1, -4), (60, -4), (66, 3), (60, 10), (-1, 10)]
SLIVER = [(-1, -4), (60, -4), (60, -3)]  # its box holds the words, and it does not


def _shape(points: Points) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y)
        canvas.setFillColor(white)
        path = canvas.beginPath()
        path.moveTo(x + points[0][0], y + points[0][1])
        for across, up in points[1:]:
            path.lineTo(x + across, y + up)
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.setFillColor(black)

    return draw


def _rounded(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    canvas.setFillColor(white)
    canvas.roundRect(x - 2, y - 4, 64, 14, 4, stroke=0, fill=1)


def _ellipse(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    canvas.setFillColor(white)
    canvas.ellipse(x - 20, y - 14, x + 80, y + 22, stroke=0, fill=1)


def _ring(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    canvas.setFillColor(white)
    path = canvas.beginPath()
    path.rect(x - 20, y - 14, 100, 40)
    path.rect(x - 5, y - 5, 70, 18)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


SHAPES: dict[str, tuple[Draw, str]] = {
    "a pentagon": (_shape(PENTAGON), "listed"),
    "rounded": (_rounded, "listed"),
    "an ellipse": (_ellipse, "listed"),
    "a sliver beside it": (_shape(SLIVER), "right"),
    "a ring around it": (_ring, "right"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_covers_what_lies_in_it_alone(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = SHAPES[name]
    assert verdict(read(as_pdf(cell), tmp_path, data)) == wanted


def _wave(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + 3)
    for at in range(9):
        left = x + 4 * at
        path.curveTo(left + 1.3, y + 4.2, left + 2.6, y + 1.8, left + 4, y + 3)
    canvas.drawPath(path)


def _zigzag(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.moveTo(x, y + 1)
    for at in range(18):
        path.lineTo(x + 2 * at + 2, y + (5 if at % 2 == 0 else 1))
    canvas.drawPath(path)


def _dashed(canvas: Canvas, x: float, y: float) -> None:
    canvas.setDash(3, 2)
    canvas.line(x, y + 2.8, x + 36, y + 2.8)


def _pieces(canvas: Canvas, x: float, y: float) -> None:
    for at in range(12):
        canvas.rect(x + 3 * at, y + 2.5, 2, 0.6, stroke=0, fill=1)


def _slash(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y - 1, x + 36, y + 7)


STRIKES = {"wave": _wave, "zigzag": _zigzag, "dashed": _dashed, "pieces": _pieces, "slash": _slash}


@pytest.mark.parametrize("name", STRIKES)
def test_a_line_of_any_form_strikes_what_it_goes_through(
    name: str, tmp_path: Path, data: Path
) -> None:
    def beside(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y, WRONG, 8)
        STRIKES[name](canvas, x, y)
        put(canvas, x + 40, y, FIGURE, 8)

    def alone(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y, WRONG, 8)
        STRIKES[name](canvas, x, y)

    assert verdict(read(as_pdf(beside), tmp_path, data)) == "right"
    assert verdict(read(as_pdf(alone), tmp_path, data)) == "listed"


def _framed(canvas: Canvas, x: float, y: float) -> None:
    canvas.roundRect(x - 2, y - 3, 54, 11, 2, stroke=1, fill=0)


def _below(canvas: Canvas, x: float, y: float) -> None:
    _wave(canvas, x, y - 4.5)


@pytest.mark.parametrize("drawn", [_framed, _below])
def test_a_frame_and_a_wave_below_strike_nothing(drawn: Draw) -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 100, 700)
        drawn(canvas, 100, 700)

    document = read_drawn(page)
    assert texts(document) == [FIGURE]
    assert document.asides == ()


def _path(x: float, y: float, across: float, high: float, points: str, fill: str = "true") -> str:
    stroke = "false" if fill == "true" else "true"
    return (
        f'<ofd:PathObject ID="7" Boundary="{x} {y} {across} {high}" Fill="{fill}" Stroke="{stroke}">'
        f'<ofd:FillColor Value="255 255 255"/><ofd:AbbreviatedData>{points}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )


W = ofd_words
WAVE = "M 0 0.5 " + " ".join(f"B {i + 0.3} -0.2 {i + 0.6} 1.2 {i + 1} 0.5" for i in range(11))
ZIGZAG = "M 0 0.5 " + " ".join(f"L {i + 0.5} 0 L {i + 1} 1" for i in range(11))
OFD: dict[str, tuple[Callable[[float, float], str], str]] = {
    "a pentagon": (
        lambda x, y: W(x, y) + _path(x - 1, y - 3.5, 22, 5, "M 0 0 L 18 0 L 22 2.5 L 18 5 L 0 5 C"),
        "listed",
    ),
    "a sliver beside it": (
        lambda x, y: W(x, y) + _path(x - 1, y - 3.5, 20, 5, "M 0 0 L 20 0 L 20 0.3 C"),
        "right",
    ),
    "wave": (lambda x, y: _path(x - 0.5, y - 1.4, 11, 1, WAVE, "false"), "struck"),
    "zigzag": (lambda x, y: _path(x - 0.5, y - 1.4, 11, 1, ZIGZAG, "false"), "struck"),
    "slash": (lambda x, y: _path(x - 0.5, y - 2.2, 11, 3, "M 0 3 L 11 0", "false"), "struck"),
    "pieces": (
        lambda x, y: "".join(
            _path(x - 0.5 + 1.2 * i, y - 0.9, 0.8, 0.1, "M 0 0 L 0.8 0", "false") for i in range(9)
        ),
        "struck",
    ),
}


@pytest.mark.parametrize("name", OFD)
def test_the_same_in_an_ofd_file(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = OFD[name]
    if wanted != "struck":
        assert verdict(read(as_ofd(cell), tmp_path, data)) == wanted
        return

    def alone(x: float, y: float) -> str:
        return W(x, y, WRONG, 2.4) + cell(x, y)

    beside = as_ofd(lambda x, y: alone(x, y) + W(x + 13, y, FIGURE, 2.4))
    assert verdict(read(beside, tmp_path, data)) == "right"
    assert verdict(read(as_ofd(alone), tmp_path, data)) == "listed"


def test_two_prints_over_each_other_are_no_figure(tmp_path: Path, data: Path) -> None:
    def over(x: float, y: float) -> str:
        return W(x, y) + W(x, y, WRONG)

    assert verdict(read(as_ofd(over), tmp_path, data)) == "listed"


def test_a_hole_and_a_corner_of_an_outline() -> None:
    frame = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    hole = ((4.0, 4.0), (6.0, 4.0), (6.0, 6.0), (4.0, 6.0))
    assert holds((frame, hole), 2, 2)
    assert not holds((frame, hole), 5, 5)
    assert covers((frame,), Box(3, 3, 7, 7))
    assert not covers((frame, hole), Box(3, 3, 7, 7))
    assert is_rectangle(frame, Box(0, 0, 10, 10))
    assert not is_rectangle(frame[:3], Box(0, 0, 10, 10))  # a triangle


def _outlined(canvas: Canvas, x: float, y: float, size: float, count: int = 1) -> None:
    """Closed outlines with level strokes in the middle, in one path, as a print draws bold text."""
    path = canvas.beginPath()
    for left in (x + at * size for at in range(count)):
        for up in (0.3, 0.4, 0.5):
            path.moveTo(left, y + up * size)
            path.lineTo(left + size, y + up * size)
            path.lineTo(left + size, y + (up + 0.06) * size)
            path.lineTo(left + 0.6 * size, y + (up + 0.2) * size)
            path.lineTo(left + 0.5 * size, y + size)
            path.lineTo(left, y + (up + 0.06) * size)
            path.close()
    canvas.drawPath(path, stroke=1, fill=0)


@pytest.mark.parametrize(("size", "count"), [(9, 1), (9, 3), (16, 1), (16, 3), (36, 1)])
def test_the_outline_of_characters_drawn_over_them_strikes_nothing(size: int, count: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFont(FONT, size)
        canvas.drawString(100, 700, "决算表")
        for at in range(0, 3, count):
            _outlined(canvas, 100 + at * size, 700, size, count)

    document = read_drawn(page)
    assert texts(document) == ["决算表"]
    assert document.asides == ()


def test_the_stroke_of_one_drawn_over_it_strikes_nothing() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(100, 700, "一、收入")
        canvas.rect(100.5, 703.2, 9, 0.9, stroke=1, fill=0)

    assert texts(read_drawn(page)) == ["一、收入"]


def test_a_page_whose_characters_are_all_drawn_is_a_picture() -> None:
    def drawn(canvas: Canvas) -> None:
        for at in range(40):
            _outlined(canvas, 60 + at % 10 * 12, 700 - at // 10 * 14, 9)

    def blank(canvas: Canvas) -> None:
        canvas.rect(60, 300, 400, 300)

    assert read_drawn(lambda canvas: put(canvas, 100, 700), drawn, blank).pictures == (2,)
