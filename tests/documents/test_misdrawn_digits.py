"""A font that draws a digit as another one: the text says 8, a reader sees 3."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from pathlib import Path

import docx
import matplotlib
import pytest
import reportlab.pdfbase.ttfonts
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from fontTools.ttLib import TTFont
from made_ofd import NAMESPACE, as_ofd
from matplotlib.figure import Figure
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from traps_made import with_parts

from jixiao.source.child import read_here
from jixiao.source.digit_shapes import any_draws_another, draws_another
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


def test_one_digit_of_a_font_that_is_drawn_as_another_tells_as_much_as_by_itself() -> None:
    """Digits that are compared together are as many as a page brings, among them what is none."""
    outlines = digit_outlines((FONTS / "DejaVuSans-Bold.ttf").read_bytes())
    flat = (((0.0, 5.0), (9.0, 5.0)),)
    assert not any_draws_another({**outlines, "x": outlines["1"]})
    assert not any_draws_another({"1": (), "2": flat, "3": ((),)})
    for own in outlines:
        for drawn in outlines:
            several = {"1": (), **outlines, "4": flat, own: outlines[drawn]}
            assert any_draws_another(several) == draws_another(own, outlines[drawn])


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


UNREADABLE = "".join("\ufffd" if c.isdigit() else c for c in FIGURE)
KEY = "{4B6E2A31-0C5D-4F7A-9B1E-2D3C4E5F6071}"


def word(content: bytes, folder: Path, properties: str) -> list[str]:
    """The lines of a Word file that brings a font, changed by a key as Word does it."""
    own = bytes.fromhex(KEY.strip("{}").replace("-", ""))[::-1] * 2
    changed = bytes(a ^ b for a, b in zip(content[:32], own, strict=True)) + content[32:]
    document = docx.Document()
    table = next(
        r.target_part for r in document.part.rels.values() if r.reltype.endswith("/fontTable")
    )
    kind = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
    part = Part(PackURI("/word/fonts/font1.odttf"), kind, changed, table.package)
    number = table.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
    )
    table._blob = (
        f"<w:fonts {nsdecls('w', 'r')}><w:font w:name='Own'><w:embedRegular r:id='{number}' "
        f"w:fontKey='{KEY}'/></w:font></w:fonts>"
    ).encode()
    paragraph = document.add_paragraph().add_run(FIGURE)
    fonts = paragraph._r.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(docx.oxml.ns.qn("w:ascii"), properties)
    document.add_paragraph(f"{FIGURE} here")
    place = folder / "own.docx"
    document.save(str(place))
    return [line.text for line in read_here(place, Limits()).lines if line.text]


def test_digits_of_a_word_file_that_are_drawn_as_others_are_unreadable(tmp_path: Path) -> None:
    here = f"{FIGURE} here"
    assert word(font("DejaVuSans", SWAPPED), tmp_path, "Own") == [UNREADABLE, here]
    assert word(font("DejaVuSans", SWAPPED), tmp_path, "Arial") == [FIGURE, here]
    assert word(font("DejaVuSans", {}), tmp_path, "Own") == [FIGURE, here]


def ofd(content: bytes, folder: Path, glyphs: str = "") -> list[str]:
    """The lines of an OFD file that brings a font; `glyphs`: the numbers of those that are drawn."""
    drawn = (
        f'<ofd:CGTransform CodePosition="0" CodeCount="{len(FIGURE)}" GlyphCount="{len(FIGURE)}">'
        f"<ofd:Glyphs>{glyphs}</ofd:Glyphs></ofd:CGTransform>"
        if glyphs
        else ""
    )
    page = (
        f'<ofd:TextObject ID="1" Boundary="20 20 150 6" Font="3" Size="4">{drawn}'
        f'<ofd:TextCode X="0" Y="4">{FIGURE}</ofd:TextCode></ofd:TextObject>'
        '<ofd:TextObject ID="2" Boundary="20 40 150 6" Font="4" Size="4">'
        f'<ofd:TextCode X="0" Y="4">{FIGURE}</ofd:TextCode></ofd:TextObject>'
    )
    packed = with_parts(
        as_ofd([page]),
        {
            "Doc_0/PublicRes.xml": f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" '
            'FontName="Own"><ofd:FontFile>own.ttf</ofd:FontFile></ofd:Font></ofd:Fonts></ofd:Res>',
            "Doc_0/Res/own.ttf": content,
        },
        "</ofd:CommonData>",
        "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>",
    )
    place = folder / "own.ofd"
    place.write_bytes(packed)
    return [line.text for line in read_here(place, Limits()).lines if line.text]


def glyphs(drawn: Mapping[str, str]) -> str:
    """The numbers of the glyphs of a font for a figure, of which some are those of others."""
    file = TTFont(FONTS / "DejaVuSans.ttf")
    names = file.getBestCmap()
    return " ".join(str(file.getGlyphID(names[ord(drawn.get(c, c))])) for c in FIGURE)


def test_digits_of_an_ofd_file_that_are_drawn_as_others_are_unreadable(tmp_path: Path) -> None:
    assert ofd(font("DejaVuSans", SWAPPED), tmp_path) == [UNREADABLE, FIGURE]
    assert ofd(font("DejaVuSans", {}), tmp_path) == [FIGURE, FIGURE]
    assert ofd(b"no font", tmp_path) == [FIGURE, FIGURE]


def test_glyphs_of_an_ofd_file_that_are_those_of_other_digits_are_unreadable(
    tmp_path: Path,
) -> None:
    true = font("DejaVuSans", {})
    assert ofd(true, tmp_path, glyphs({})) == [FIGURE, FIGURE]
    broken = FIGURE.replace("8", "\ufffd").replace("3", "\ufffd")
    assert ofd(true, tmp_path, glyphs(SWAPPED)) == [broken, FIGURE]
