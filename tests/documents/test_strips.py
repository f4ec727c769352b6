"""Strips of pages: what stands around a quote, with its words marked."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pdf_made import SENTENCE, made, read
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from jixiao.base.errors import Place
from jixiao.check.quoted_places import QuotedPlaces
from jixiao.source import Box, Limits, Strip, draw_strips
from jixiao.source.strips import paint_strips, places_of, strips_of

WIDE = (2400.0, 1600.0)


def draw(canvas: Canvas) -> None:
    canvas.drawString(72, 700, SENTENCE)
    canvas.drawString(72, 680, "较上年减少。")


def turned(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.translate(595, 0)
    canvas.rotate(90)
    canvas.drawString(72, 400, SENTENCE)


@pytest.fixture(scope="module")
def plain() -> bytes:
    return made(draw)


def shades(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("L"))


def strip_of(content: bytes, quote: str) -> Strip:
    document = read(content)
    line = next(line for line in document.lines if quote in line.text)
    strip = QuotedPlaces(document).strip(quote, Place(line.page, line.number))
    assert strip is not None
    return strip


@pytest.mark.parametrize("content", [made(draw), made(turned)], ids=["upright", "turned"])
def test_the_marked_words_are_those_of_the_quote(content: bytes) -> None:
    whole = strip_of(content, SENTENCE)
    part = strip_of(content, "10,231.58万元")
    (picture,) = paint_strips(content, [part])
    assert len(picture) < 8_000
    (box,), (line,) = part.boxes, whole.boxes
    assert line.left < box.left < box.right < line.right
    scale = 120 / 72
    dots = shades(picture)
    left, right = int(box.left * scale), int(box.right * scale)
    edge = next(row for row in dots if (row == 0).sum() > 50)  # the upper one of the frame
    frame = np.flatnonzero(edge == 0)
    assert abs(frame[0] - left) < 6
    assert abs(frame[-1] - right) < 6
    assert (dots[:, frame[0] : frame[-1]] < 235).mean() > 0.3  # its ground is grey
    assert (dots[:, : frame[0] - 4] > 235).mean() > 0.9  # and only its own


def test_a_strip_of_a_wide_page_is_cut_around_the_words() -> None:
    content = made(lambda canvas: canvas.drawString(1800, 800, SENTENCE), size=WIDE)
    strip = strip_of(content, SENTENCE)
    (picture,) = paint_strips(content, [strip])
    assert shades(picture).shape[1] < 1100
    assert (shades(picture) == 0).any()


def test_what_is_not_on_a_page_has_no_picture(plain: bytes) -> None:
    away = Box(5000, 5000, 5010, 5010)
    inside = Box(72, 100, 90, 110)
    asked = [Strip(2, (inside,)), Strip(0, (inside,)), Strip(1, (away,)), Strip(1, ())]
    assert paint_strips(plain, asked) == [b"", b"", b"", b""]


def test_strips_come_back_from_another_process(plain: bytes, tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(plain)
    strip = strip_of(plain, SENTENCE)
    assert list(strips_of(places_of([strip]))) == [strip]
    drawn = draw_strips(path, [Strip(9, strip.boxes), strip], Limits(memory=1024))
    assert drawn == {1: paint_strips(plain, [strip])[0]}


def test_a_file_that_is_no_sound_pdf_has_no_strips(plain: bytes, tmp_path: Path) -> None:
    strip = strip_of(plain, SENTENCE)
    for content in (b"%PDF-1.7 nothing", "不是PDF".encode()):
        path = tmp_path / "file.pdf"
        path.write_bytes(content)
        assert draw_strips(path, [strip]) == {}
    assert draw_strips(tmp_path / "none.pdf", [strip]) == {}


def test_a_text_has_no_places_for_pictures(document) -> None:  # type: ignore[no-untyped-def]
    line = document.lines[10]
    assert QuotedPlaces(document).strip(line.text, line.place) is None


def test_the_picture_of_a_figure_at_the_right_shows_the_name_of_its_row() -> None:
    def row(canvas: Canvas) -> None:
        canvas.drawString(60, 300, "2010601")
        canvas.drawString(120, 300, "行政运行")
        canvas.drawString(700, 300, "1,234.56")

    content = made(row, size=(842, 595))
    strip = replace(strip_of(content, "1,234.56"), widest=500.0)
    (picture,) = paint_strips(content, [strip])
    dots = shades(picture)
    scale = 120 / 72
    assert dots.shape[1] == pytest.approx((strip.boxes[0].right - 60 + 6) * scale, abs=3)
    assert (dots[:, : round(50 * scale)] < 128).any()  # the code at the left
    (centred,) = paint_strips(content, [replace(strip, start=None)])
    assert shades(centred).shape[1] == pytest.approx(500 * scale, abs=2)
