"""Digits that are set over each other, beside a picture of a digit, struck by one, or in a font of signs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from traps_made import FIGURE, Draw, as_docx, as_html, as_pdf, put, read, run, verdict


def _spaced(space: float) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        text = canvas.beginText(x, y)
        text.setCharSpace(space)
        text.textOut(FIGURE)
        canvas.drawText(text)

    return draw


def _picture(width: int, height: int, word: str = "") -> ImageReader:
    picture = Image.new("RGB", (width, height), (255, 255, 255) if word else (0, 0, 0))
    ImageDraw.Draw(picture).text((2, 4), word, fill=(0, 0, 0))
    return ImageReader(picture)


def _digit_beside(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawImage(_picture(12, 20, "9"), x, y - 1, 6, 9)
    put(canvas, x + 6, y)


def _picture_apart(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    canvas.drawImage(_picture(12, 20, "9"), x + 64, y - 1, 6, 9)


def _line_through(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    canvas.drawImage(_picture(60, 1), x - 1, y + 3, 54, 0.8)


def _line_below(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    canvas.drawImage(_picture(60, 1), x - 1, y - 1.5, 54, 0.8)


PDF = {
    "set over each other": (_spaced(-4.5), "listed"),
    "set close": (_spaced(-1.2), "right"),
    "a picture of a digit beside it": (_digit_beside, "listed"),
    "a picture apart from it": (_picture_apart, "right"),
    "a picture of a line through it": (_line_through, "listed"),
    "a picture of a line below it": (_line_below, "right"),
}


@pytest.mark.parametrize("name", PDF)
def test_what_the_eye_cannot_tell_of_a_pdf_is_listed(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = PDF[name]
    assert verdict(read(as_pdf(cell), tmp_path, data, "a.pdf")) == wanted


@pytest.mark.parametrize("font", ["Wingdings", "Webdings", "Wingdings 2"])
@pytest.mark.parametrize("text", ["9", FIGURE])
def test_digits_in_a_font_of_signs_are_none(
    font: str, text: str, tmp_path: Path, data: Path
) -> None:
    signs = run(text, f"<w:rFonts w:ascii='{font}' w:hAnsi='{font}'/>")
    cell = signs if text == FIGURE else signs + run(FIGURE)
    assert verdict(read(as_docx(cell), tmp_path, data, "a.docx")) == "listed"


WEB = {
    "set over each other": "<span style='letter-spacing:-1em'>9</span>",
    "upside down": f"<span style='display:inline-block;transform:rotate(180deg)'>{FIGURE}</span>",
    "mirrored": f"<span style='display:inline-block;transform:scaleX(-1)'>{FIGURE}</span>",
    "a power": "<math><msup><mn>10</mn><mn>4</mn></msup></math>",
    "a fraction": "<math><mfrac><mn>20463.16</mn><mn>2</mn></mfrac></math>",
    "a root": "<math><msqrt><mn>100</mn></msqrt></math>",
}


@pytest.mark.parametrize("name", WEB)
def test_what_the_eye_cannot_tell_of_a_page_is_listed(
    name: str, tmp_path: Path, data: Path
) -> None:
    cell = WEB[name] if "10," in WEB[name] or "math" in WEB[name] else WEB[name] + FIGURE
    assert verdict(read(as_html(cell), tmp_path, data, "a.html")) == "listed"


def test_words_that_are_set_a_little_closer_are_read(tmp_path: Path, data: Path) -> None:
    page = as_html(f"<span style='letter-spacing:-0.5pt'>{FIGURE}</span>")
    assert verdict(read(page, tmp_path, data, "a.html")) == "right"
    word = as_docx(run(FIGURE, "<w:spacing w:val='-10'/>"))
    assert verdict(read(word, tmp_path, data, "a.docx")) == "right"
    word = as_docx(run("9", "<w:spacing w:val='-200'/>") + run(FIGURE))
    assert verdict(read(word, tmp_path, data, "a.docx")) == "listed"
