"""A font that draws a digit as another one: the text says 8, a reader sees 3."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from pathlib import Path

import matplotlib
import pytest
import reportlab.pdfbase.ttfonts
from fontTools.ttLib import TTFont
from matplotlib.figure import Figure
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from jixiao.source.digit_shapes import draws_another
from jixiao.source.font_outlines import digit_outlines
from jixiao.source.html import read_html
from jixiao.source.limits import Limits
from jixiao.source.pdf.reader import pages_to_recognise, read_pdf

FONTS = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FIGURE = "10,231.58"
# Eight is drawn as three, and three as eight.
SWAPPED = {"8": "3", "3": "8"}


def font(name: str, drawn: Mapping[str, str]) -> bytes:
    """A font of matplotlib in which each of some characters has the glyph of another."""
    file = TTFont(FONTS / f"{name}.ttf")
    names = dict(file.getBestCmap())
    for table in file["cmap"].tables:  # some share what they map
        if table.isUnicode():
            table.cmap.update({ord(own): names[ord(other)] for own, other in drawn.items()})
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def pdf(content: bytes, folder: Path) -> list[str]:
    place = folder / "own.ttf"
    place.write_bytes(content)
    out = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": 42}):
        figure = Figure()
        figure.text(0.1, 0.8, FIGURE, font=place)
        figure.text(0.1, 0.6, "1 of 2", font=place)
        figure.text(0.1, 0.4, FIGURE, font=FONTS / "cmr10.ttf")
        figure.savefig(out, format="pdf")
    return [line.text for line in read_pdf(out.getvalue(), "a.pdf", Limits()).lines if line.text]


def web(content: bytes, style: str) -> list[str]:
    data = base64.b64encode(content).decode("ascii")
    face = f"@font-face{{font-family:'Own';src:url(data:font/ttf;base64,{data})}}"
    page = f'<style>{face}</style><p style="{style}">{FIGURE}</p><p>{FIGURE} here</p>'
    return [line.text for line in read_html(page.encode(), "a.html").lines if line.text]


@pytest.mark.parametrize(
    "name", ["DejaVuSans-Bold", "DejaVuSerif-Italic", "STIXGeneralBol", "cmss10"]
)
def test_a_true_font_draws_each_digit_as_itself(name: str) -> None:
    outlines = digit_outlines((FONTS / f"{name}.ttf").read_bytes())
    assert len(outlines) == 10
    assert not [digit for digit, outline in outlines.items() if draws_another(digit, outline)]


@pytest.mark.parametrize("name", ["DejaVuSans-Bold", "STIXGeneralBol"])
def test_each_digit_that_is_drawn_as_another_is_told(name: str) -> None:
    """Of ninety pairs a few are alike in some fonts: a nought and an eight in a bold one."""
    outlines = digit_outlines((FONTS / f"{name}.ttf").read_bytes())
    pairs = [(own, drawn) for own in outlines for drawn in outlines if own != drawn]
    told = [pair for pair in pairs if draws_another(pair[0], outlines[pair[1]])]
    assert len(told) >= 85


def test_digits_of_a_pdf_that_are_drawn_as_others_are_unreadable(tmp_path: Path) -> None:
    unreadable = "".join("\ufffd" if c.isdigit() else c for c in FIGURE)
    assert pdf(font("DejaVuSans", SWAPPED), tmp_path) == [unreadable, "\ufffd of \ufffd", FIGURE]


def test_digits_of_a_true_font_in_a_pdf_stay(tmp_path: Path) -> None:
    assert pdf(font("DejaVuSans", {}), tmp_path) == [FIGURE, "1 of 2", FIGURE]


def test_digits_over_a_scan_that_are_not_seen_stay_however_their_font_draws_them(
    tmp_path: Path,
) -> None:
    place = tmp_path / "own.ttf"
    place.write_bytes(font("DejaVuSans", SWAPPED))
    registerFont(reportlab.pdfbase.ttfonts.TTFont("Own", str(place)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.drawImage(ImageReader(Image.new("L", (600, 850), 255)), 0, 0, 595, 842)
    text = canvas.beginText(72, 700)
    text.setFont("Own", 10)
    text.setTextRenderMode(3)
    text.textOut(FIGURE)
    canvas.drawText(text)
    canvas.save()
    document = read_pdf(out.getvalue(), "scan.pdf", Limits())
    assert [line.text for line in document.lines if line.text] == [FIGURE]
    assert document.recognised == (1,)
    assert pages_to_recognise(out.getvalue(), "scan.pdf", Limits()).pages == [1]


@pytest.mark.parametrize("style", ["font-family:'Own',serif", "font:12px own"])
def test_digits_of_a_web_page_that_are_drawn_as_others_are_unreadable(style: str) -> None:
    unreadable = "".join("\ufffd" if c.isdigit() else c for c in FIGURE)
    assert web(font("DejaVuSans", SWAPPED), style) == [unreadable, f"{FIGURE} here"]


@pytest.mark.parametrize("content", [font("DejaVuSans", {}), b"no font", b"\0\1\0\0" + bytes(60)])
def test_digits_of_a_true_or_damaged_font_of_a_web_page_stay(content: bytes) -> None:
    assert web(content, "font-family:own") == [FIGURE, f"{FIGURE} here"]
