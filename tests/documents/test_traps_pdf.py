"""Traps in the cell of a PDF: right, or listed."""

from __future__ import annotations

import re
from pathlib import Path

import made_ofd
import pytest
from pdf_made import FONT
from PIL import Image
from reportlab.lib.colors import CMYKColor, Color, black, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from traps_made import FIGURE, Draw, as_ofd, as_pdf, ofd_words, put, read, verdict

F = FIGURE


def _coloured(colour: Color) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFillColor(colour)
        put(canvas, x, y, "9")
        canvas.setFillColor(black)
        put(canvas, x + 6, y)

    return draw


def _mode(mode: int) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        text = canvas.beginText(x, y)
        text.setTextRenderMode(mode)
        text.textOut("9")
        text.setTextRenderMode(0)
        canvas.drawText(text)
        put(canvas, x + 6, y)

    return draw


def _clipped(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.rect(x, y - 3, 6.5, 14)
    canvas.clipPath(path, stroke=0)
    put(canvas, x, y, "19")


def _covered(across: float) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y, F if across < 20 else "9,999.99")
        canvas.setFillColor(white)
        canvas.rect(x - 1, y - 4, across, 14, stroke=0, fill=1)
        canvas.setFillColor(black)
        if across >= 20:
            put(canvas, x, y)

    return draw


def _picture(canvas: Canvas, x: float, y: float) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 14), "white")), x - 1, y - 4, 60, 14)


def _outlined(canvas: Canvas, x: float, y: float) -> None:
    for at in range(4):
        path = canvas.beginPath()
        path.moveTo(x + 8 * at, y)
        path.curveTo(x + 8 * at + 6, y, x + 8 * at + 6, y + 8, x + 8 * at, y + 8)
        path.curveTo(x + 8 * at - 3, y + 8, x + 8 * at - 3, y, x + 8 * at, y)
        for corner in range(6):
            path.lineTo(x + 8 * at + 2, y + corner)
        canvas.drawPath(path, fill=1)


def _minus(canvas: Canvas, x: float, y: float) -> None:
    canvas.line(x, y + 3.5, x + 5, y + 3.5)
    put(canvas, x + 7, y)


def _struck(lines: tuple[float, ...], across: float) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y, "9,999.99", 8)
        for height in lines:
            canvas.line(x, y + height, x + across, y + height)
        put(canvas, x + 40, y, F, 8)

    return draw


def _half_struck(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x, y)
    canvas.line(x - 0.5, y + 3.5, x + 5.5, y + 3.5)


def _said(what: str) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas._code.append(f"/Span <</ActualText ({what})>> BDC")
        put(canvas, x, y)
        canvas._code.append("EMC")

    return draw


def _layer(canvas: Canvas, x: float, y: float) -> None:
    canvas._code.append("/OC /oc1 BDC")
    put(canvas, x, y, "9")
    canvas._code.append("EMC")
    put(canvas, x + 6, y)


def _narrow(canvas: Canvas, x: float, y: float) -> None:
    text = canvas.beginText(x, y)
    text.setHorizScale(1)
    text.textOut("9")
    text.setHorizScale(100)
    canvas.drawText(text)
    put(canvas, x + 1, y)


def _two(first: str, second: str, across: float, down: float = 0, size: float = 10) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y, first, size)
        put(canvas, x + across, y - down, second, size)

    return draw


def _framed(fill: int) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFillColor(Color(1, 1, 0.6))
        canvas.rect(x - 1.5, y - 3, 56, 13, stroke=1, fill=fill)
        canvas.setFillColor(black)
        put(canvas, x, y)

    return draw


def _turned(*matrix: float) -> Draw:
    def draw(canvas: Canvas, x: float, y: float) -> None:
        text = canvas.beginText()
        text.setTextTransform(*matrix[:4], x + matrix[4], y + matrix[5])
        text.setFont(FONT, 8)
        text.textOut(F)
        canvas.drawText(text)

    return draw


def _over_the_edge(canvas: Canvas, x: float, y: float) -> None:
    path = canvas.beginPath()
    path.rect(x - 3, y - 9, 90, 24)
    canvas.clipPath(path, stroke=0)
    put(canvas, x + 50, y)


def _twice_over_covered(canvas: Canvas, x: float, y: float) -> None:
    put(canvas, x + 51, y, "8第3稿")
    canvas.setFillColor(white)
    canvas.rect(x + 45, y - 4, 40, 14, stroke=0, fill=1)
    canvas.setFillColor(black)
    put(canvas, x, y)
    put(canvas, x + 0.2, y)


CELLS: dict[str, tuple[Draw, str]] = {
    "printed twice beside what is covered": (_twice_over_covered, "right"),
    "framed": (_framed(0), "right"),
    "framed on a ground": (_framed(1), "right"),
    "sideways": (_turned(0, 0.5, -0.5, 0, 12, -6), "listed"),
    "upside down": (_turned(-1, 0, 0, -1, 52, 8), "listed"),
    "turned twice": (_turned(1, 0, 0, 1, 0, 0), "right"),
    "its last digit behind the edge of its cell": (_over_the_edge, "listed"),
    "white": (_coloured(white), "right"),
    "white of four inks": (_coloured(CMYKColor(0, 0, 0, 0)), "right"),
    "all but white": (_coloured(Color(0.99, 0.99, 0.99)), "right"),
    "transparent": (_coloured(Color(0, 0, 0, alpha=0)), "right"),
    "not painted": (_mode(3), "right"),
    "a clip alone": (_mode(7), "right"),
    "covered": (_covered(60), "right"),
    "covered in part": (_covered(9), "listed"),
    "clipped in part": (_clipped, "listed"),
    "a picture": (_picture, "listed"),
    "outlines": (_outlined, "listed"),
    "a minus drawn": (_minus, "listed"),
    "struck, the line too long": (_struck((2.8,), 37), "right"),
    "struck by two lines": (_struck((2, 3.6), 37), "right"),
    "struck in part": (_half_struck, "listed"),
    "other text given for it": (_said("9,999.99"), "listed"),
    "no text given for it": (_said(""), "right"),
    "set too narrow": (_narrow, "right"),
    "bold by a second print": (_two(F, F, 0.3), "right"),
    "with a shadow": (_two(F, F, 0.8, 0.6), "right"),
    "a wrap": (_two("10,2", "31.58", 0, 9, 8), "right"),
    "a wrap or two numbers": (_two("102", "31.58", 0, 9, 8), "listed"),
    "two that touch": (_two(F, "7.10", 50.5), "listed"),
    "a letter for a digit": (lambda c, x, y: put(c, x, y, "1O,231.58"), "listed"),
    "a letter before a digit": (lambda c, x, y: put(c, x, y, "l0,231.58"), "listed"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_trap_in_a_cell(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = CELLS[name]
    assert verdict(read(as_pdf(cell), tmp_path, data)) == wanted


@pytest.mark.parametrize(("state", "right"), [("/OFF [900 0 R]", "10231.58"), ("", "910231.58")])
def test_a_layer_that_is_off_is_not_read(
    state: str, right: str, tmp_path: Path, data: Path
) -> None:
    def layered(content: bytes) -> bytes:
        layers = f"/OCProperties << /OCGs [900 0 R] /D << /BaseState /ON {state} >> >>"
        content = re.sub(
            rb"/Resources <<", b"/Resources << /Properties << /oc1 900 0 R >>", content
        )
        content = content.replace(b"/Type /Catalog", b"/Type /Catalog " + layers.encode(), 1)
        at = content.index(b"xref\n")
        return content[:at] + b"900 0 obj\n<< /Type /OCG /Name (x) >>\nendobj\n" + content[at:]

    assert verdict(read(as_pdf(_layer, layered), tmp_path, data), right) == "right"


@pytest.mark.parametrize("angle", [0, 30])
def test_pale_words_behind_a_whole_page_are_set_aside(
    angle: float, tmp_path: Path, data: Path
) -> None:
    def cell(canvas: Canvas, x: float, y: float) -> None:
        put(canvas, x, y)
        canvas.setFillGray(0.8)
        for left in range(60, 560, 110) if x < 300 else ():
            for bottom in range(560, 760, 30):
                canvas.saveState()
                canvas.translate(left, bottom)
                canvas.rotate(angle)
                put(canvas, 0, 0, "仅供8公开2", 9)
                canvas.restoreState()

    report = read(as_pdf(cell), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert {aside.reason for aside in report.document.asides} == {"watermark"}


def test_a_page_whose_text_is_pale_is_read(tmp_path: Path, data: Path) -> None:
    pale = as_pdf(change=lambda content: content.replace(b" BT ", b" .75 g BT "))
    assert pale.count(b".75 g BT")
    assert verdict(read(pale, tmp_path, data)) == "right"


def test_pale_words_on_a_dark_ground_are_read(tmp_path: Path, data: Path) -> None:
    def cell(canvas: Canvas, x: float, y: float) -> None:
        canvas.setFillGray(0.2)
        canvas.rect(x - 2, y - 8, 88, 22, stroke=0, fill=1)
        canvas.setFillGray(0.85)
        put(canvas, x, y)

    assert verdict(read(as_pdf(cell), tmp_path, data)) == "right"


def test_a_remark_typed_over_a_figure_leaves_neither(tmp_path: Path, data: Path) -> None:
    def noted(content: bytes) -> bytes:
        note = b"/Type /Annot /Subtype /FreeText /Rect [253 640 313 660] /Contents (9,999.99)"
        content = content.replace(b"/Type /Page\n", b"/Type /Page /Annots [900 0 R]\n", 1)
        at = content.index(b"xref\n")
        return content[:at] + b"900 0 obj\n<< " + note + b" >>\nendobj\n" + content[at:]

    assert verdict(read(as_pdf(change=noted), tmp_path, data)) == "listed"


def _ofd_path(x: float, y: float, across: float, colour: str, high: float = 4) -> str:
    return (
        f'<ofd:PathObject ID="7" Boundary="{x} {y} {across} {high}" Fill="true" Stroke="false">'
        f'<ofd:FillColor Value="{colour}"/><ofd:AbbreviatedData>M 0 0 L {across} 0 L {across} {high} '
        f"L 0 {high} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _ofd_coloured(words: str, value: str, more: str = "") -> str:
    colour = f'<ofd:FillColor Value="{value}" {more}/>'
    return words.replace("<ofd:TextCode", f"{colour}<ofd:TextCode")


W = ofd_words
LINE = (
    '<ofd:PathObject ID="2" Boundary="{x} {y} {w} 0.1"><ofd:AbbreviatedData>M 0 0 L {w} 0'
    "</ofd:AbbreviatedData></ofd:PathObject>"
)
OTHER_GLYPHS = '<ofd:CGTransform CodePosition="0" CodeCount="8" GlyphCount="9"/><ofd:TextCode'
BLOCK = '<ofd:PageBlock ID="5" Visible="false">'
OFD = {
    "framed": (
        lambda x, y: (
            W(x, y)
            + made_ofd.rule(x - 0.5, y - 3.3, x + 17, y - 3.3)
            + made_ofd.rule(x - 0.5, y + 1, x + 17, y + 1)
            + made_ofd.rule(x - 0.5, y - 3.3, x - 0.5, y + 1)
            + made_ofd.rule(x + 17, y - 3.3, x + 17, y + 1)
        ),
        "right",
    ),
    "all but white": (
        lambda x, y: _ofd_coloured(W(x, y, "9"), "252 252 252") + W(x + 1.5, y),
        "right",
    ),
    "faint": (lambda x, y: W(x, y, "9", more='Alpha="3"') + W(x + 1.5, y), "right"),
    "of a faint colour": (
        lambda x, y: _ofd_coloured(W(x, y, "9"), "0 0 0", 'Alpha="2"') + W(x + 1.5, y),
        "right",
    ),
    "of its ground": (
        lambda x, y: (
            _ofd_path(x, y - 3, 20, "255 0 0")
            + _ofd_coloured(W(x, y, "9"), "255 0 0")
            + W(x + 1.5, y)
        ),
        "right",
    ),
    "covered": (
        lambda x, y: W(x, y, "9,999.99") + _ofd_path(x - 0.5, y - 3, 16, "255 255 255") + W(x, y),
        "right",
    ),
    "covered in part": (
        lambda x, y: W(x, y) + _ofd_path(x - 0.5, y - 3, 2.2, "255 255 255"),
        "listed",
    ),
    "struck": (
        lambda x, y: (
            W(x, y, "9,999.99", 2.4)
            + LINE.format(x=x - 0.5, y=y - 0.9, w=11)
            + W(x + 13, y, F, 2.4)
        ),
        "right",
    ),
    "bold by a second print": (lambda x, y: W(x, y) + W(x + 0.1, y), "right"),
    "smaller digits": (lambda x, y: W(x, y) + W(x + 13.5, y, "1", 1.6), "listed"),
    "raised": (lambda x, y: W(x, y) + W(x + 14, y - 1.2, "1", 1.6), "right"),
    "sideways": (lambda x, y: W(x, y, F, 3, 'CTM="0 1 -1 0 8 0"'), "listed"),
    "in a block that is off": (
        lambda x, y: f"{BLOCK}{W(x, y, '9')}</ofd:PageBlock>{W(x, y)}",
        "right",
    ),
    "set too narrow": (lambda x, y: W(x, y, "9", more='HScale="0.01"') + W(x + 0.2, y), "right"),
    "other glyphs": (
        lambda x, y: W(x, y, "9,999.99").replace("<ofd:TextCode", OTHER_GLYPHS),
        "listed",
    ),
    "a picture": (
        lambda x, y: f'<ofd:ImageObject ID="8" Boundary="{x} {y - 3} 20 4" ResourceID="9"/>',
        "listed",
    ),
    "outlines": (
        lambda x, y: "".join(_ofd_path(x + 2 * i, y - 2, 1.2, "0 0 0", 2.4) for i in range(6)),
        "listed",
    ),
    "a minus drawn": (lambda x, y: LINE.format(x=x, y=y - 1, w=1.5) + W(x + 2, y), "listed"),
    "two that touch": (lambda x, y: W(x, y) + W(x + 13.6, y, "7.10"), "listed"),
    "a wrap": (lambda x, y: W(x, y - 1.5, "10,2", 2.4) + W(x, y + 1.3, "31.58", 2.4), "right"),
}


@pytest.mark.parametrize("name", OFD)
def test_a_trap_in_a_cell_of_an_ofd_file(name: str, tmp_path: Path, data: Path) -> None:
    cell, wanted = OFD[name]
    assert verdict(read(as_ofd(cell), tmp_path, data)) == wanted


@pytest.mark.parametrize("more", ["", 'CTM="0.7 -0.7 0.7 0.7 0 0"'])
def test_a_watermark_behind_an_ofd_table_is_set_aside(
    more: str, tmp_path: Path, data: Path
) -> None:
    mark = _ofd_coloured(W(40, 95, "内部资料8888", 18, more), "220 220 220")
    report = read(as_ofd(more=mark), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert "watermark" in {aside.reason for aside in report.document.asides}


def test_pale_words_behind_a_whole_ofd_page_are_set_aside(tmp_path: Path, data: Path) -> None:
    marks = "".join(
        _ofd_coloured(W(x, y, "仅供8公开2"), "200 200 200")
        for x in range(20, 180, 38)
        for y in range(62, 110, 9)
    )
    report = read(as_ofd(more=marks), tmp_path, data)
    assert verdict(report) == "right"
    assert report.document is not None
    assert {aside.reason for aside in report.document.asides} == {"watermark"}
