"""What a reader sees of a page and what he does not: one fact a PDF."""

from __future__ import annotations

import gc
import io
import re
from collections.abc import Callable
from importlib import resources

import matplotlib
import numpy as np
import pypdfium2
import pypdfium2.raw as raw
import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from pdf_made import GRID, SENTENCE, XS, YS, aside, made, read, rows, set_table, set_words, texts
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from typeset import FONT

from jixiao.base.errors import SourceError


def raised(canvas: Canvas, x: float, before: str, mark: str, after: str, rise: float = 4) -> None:
    """`before`, then a small `mark` above (or below) the line, then `after`."""
    text = canvas.beginText(x, 700)
    text.setFont(FONT, 10)
    text.textOut(before)
    text.setFont(FONT, 6)
    text.setRise(rise)
    text.textOut(mark)
    text.setFont(FONT, 10)
    text.setRise(0)
    text.textOut(after)
    canvas.drawText(text)


@pytest.mark.parametrize("mark", ["1", "12", "[1]", "①", "注1", "*", "（2）", "1,2", "a"])
def test_a_raised_mark_is_no_part_of_the_figure_before_it(mark: str) -> None:
    document = read(lambda c: raised(c, 72, "全年实际支出10231.58", mark, "万元。"))
    assert texts(document) == ["全年实际支出10231.58 万元。"] or texts(document) == [
        "全年实际支出10231.58万元。"
    ]
    assert aside(document, "note_mark") == [mark]
    assert document.asides[0].line == 1


def test_a_raised_mark_in_a_cell_is_kept_apart() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid(list(XS), [710.0, 690.0, 670.0])
        raised(canvas, 75, "3,215.60", "2", "")
        canvas.drawString(75, 675, "合计")

    document = read(draw)
    assert rows(document)[0][0] == "3,215.60"
    assert [(a.text, a.line) for a in document.asides] == [("2", 1)]


def test_a_lowered_digit_behind_a_figure_is_no_part_of_it() -> None:
    document = read(lambda c: raised(c, 72, "支出10231.58", "1", "万元", rise=-2))
    assert "10231.581" not in texts(document)[0]
    assert aside(document, "note_mark") == ["1"]


@pytest.mark.parametrize(
    ("before", "mark", "after", "rise", "shown"),
    [
        ("绿化面积500m", "2", "以上", 4, "绿化面积500m²以上"),
        ("供水1.5×10", "4", "吨", 4, "供水1.5×10⁴吨"),
        ("细颗粒物PM", "2.5", "年均浓度", -2, "细颗粒物PM2.5年均浓度"),
        ("排放CO", "2", "减少5%", -2, "排放CO2减少5%"),
    ],
)
def test_units_powers_and_formulas_keep_their_digits(
    before: str, mark: str, after: str, rise: float, shown: str
) -> None:
    document = read(lambda c: raised(c, 72, before, mark, after, rise))
    assert texts(document) == [shown]
    assert not document.asides


def test_a_figure_in_another_font_size_on_the_same_line_is_no_mark() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "得分")
        canvas.setFont("Helvetica", 7)
        canvas.drawString(92.5, 700, "93.6")

    assert texts(read(draw)) == ["得分93.6"]


def strike(canvas: Canvas, kind: str, left: float, right: float, y: float) -> None:
    if kind == "stroke":
        canvas.setLineWidth(0.6)
        canvas.line(left, y, right, y)
    elif kind == "fill":
        canvas.rect(left, y - 0.4, right - left, 0.8, stroke=0, fill=1)
    else:
        canvas.line(left, y - 0.8, right, y - 0.8)
        canvas.line(left, y + 0.8, right, y + 0.8)


@pytest.mark.parametrize("kind", ["stroke", "fill", "double"])
def test_a_figure_with_a_line_through_it_is_struck(kind: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "实际支出9,999.99万元")
        width = canvas.stringWidth
        left = 72 + width("实际支出", FONT, 10)
        strike(canvas, kind, left, left + width("9,999.99", FONT, 10), 703.6)
        canvas.drawString(200, 700, "10,231.58万元。")

    document = read(draw)
    assert aside(document, "struck") == ["9,999.99"]
    assert texts(document) == ["实际支出 万元 10,231.58万元。"]


def test_a_struck_figure_in_a_cell_is_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        set_table(canvas)
        canvas.line(183, 669.8, 183 + canvas.stringWidth("3,215.60", FONT, 10), 669.8)

    document = read(draw)
    assert aside(document, "struck") == ["3,215.60"]
    assert rows(document) == [GRID[0], ["基本支出", "", "3,198.22"], GRID[2]]


def test_a_strike_of_a_reviewer_is_seen() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.drawString(72, 680, "结余835.17万元。")

    pdf = pypdfium2.PdfDocument(made(draw))
    page = pdf[0]
    note = raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STRIKEOUT)
    raw.FPDFAnnot_SetRect(note, raw.FS_RECTF(72, 710, 205, 698))
    quad = raw.FS_QUADPOINTSF(72, 710, 205, 710, 72, 698, 205, 698)
    raw.FPDFAnnot_AppendAttachmentPoints(note, quad)
    raw.FPDFPage_CloseAnnot(note)
    out = io.BytesIO()
    pdf.save(out)
    pdf.close()
    assert aside(read(out.getvalue()), "struck") == [SENTENCE]


def test_an_underline_and_a_rule_of_a_table_strike_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 740, SENTENCE)
        canvas.line(72, 738, 72 + canvas.stringWidth(SENTENCE, FONT, 10), 738)
        canvas.grid(list(XS), list(YS))
        set_words(canvas, GRID, XS, [top + 10 for top in YS])  # the words lie on the rules

    assert not read(draw).asides


def test_text_of_the_colour_of_its_ground_is_hidden() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.setFillGray(1)
        canvas.drawString(72, 680, "白底白字9,999.99万元")
        canvas.setFillColorRGB(0.1, 0.2, 0.5)
        canvas.rect(60, 640, 300, 30, stroke=0, fill=1)
        canvas.drawString(72, 650, "蓝底蓝字8,888.88万元")
        canvas.setFillGray(1)
        canvas.drawString(220, 650, "蓝底白字835.17万元")

    document = read(draw)
    assert texts(document) == [SENTENCE, "蓝底白字835.17万元"]
    assert aside(document, "hidden") == ["白底白字9,999.99万元", "蓝底蓝字8,888.88万元"]


def test_text_printed_white_and_then_black_is_seen() -> None:
    """PDFium gives the first of two prints in one place, which here nobody sees."""

    def draw(canvas: Canvas) -> None:
        for grey, shift in ((1, 0.5), (0, 0)):
            canvas.setFillGray(grey)
            canvas.drawString(72 + shift, 700, SENTENCE)
        canvas.drawString(72, 680, "结余835.17万元")
        canvas.setFillGray(1)
        canvas.rect(60, 675, 200, 18, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(72, 680, "结余835.17万元")

    document = read(draw)
    assert texts(document) == [SENTENCE, "结余835.17万元"]
    assert not document.asides


def test_text_without_opacity_is_hidden() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.setFillAlpha(0)
        canvas.drawString(72, 680, "透明9,999.99万元")

    assert aside(read(draw), "hidden") == ["透明9,999.99万元"]


def picture(alpha: int) -> ImageReader:
    dots = np.full((40, 200, 4), (200, 40, 40, alpha), np.uint8)
    out = io.BytesIO()
    Image.fromarray(dots).save(out, "PNG")
    return ImageReader(io.BytesIO(out.getvalue()))


@pytest.mark.parametrize(("alpha", "hides"), [(255, True), (90, False), (0, False)])
def test_an_opaque_picture_hides_what_a_seal_does_not(alpha: int, hides: bool) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, SENTENCE)
        canvas.drawString(72, 660, "预算9,862.40万元。")
        canvas.drawImage(picture(alpha), 60, 650, 200, 40, mask="auto")

    document = read(draw)
    assert (aside(document, "hidden") == ["预算9,862.40万元。"]) == hides
    assert len(texts(document)) == (1 if hides else 2)


def test_a_box_painted_before_its_text_or_beside_it_hides_nothing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillGray(0.9)
        canvas.rect(60, 690, 300, 30, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(72, 700, SENTENCE)
        canvas.setFillGray(1)
        canvas.rect(60, 600, 300, 30, stroke=0, fill=1)
        canvas.saveState()  # a white page, of which the clip leaves nothing over the text
        path = canvas.beginPath()
        path.rect(60, 500, 100, 20)
        canvas.clipPath(path, stroke=0)
        canvas.rect(0, 0, 600, 842, stroke=0, fill=1)
        canvas.restoreState()

    assert texts(read(draw)) == [SENTENCE]


def test_a_slanted_watermark_is_set_aside() -> None:
    def draw(canvas: Canvas) -> None:
        set_table(canvas)
        canvas.saveState()
        canvas.setFillGray(0.8)
        canvas.setFont(FONT, 50)
        canvas.translate(200, 500)
        canvas.rotate(35)
        canvas.drawString(0, 0, "征求意见稿2023")
        canvas.restoreState()

    document = read(draw)
    assert rows(document) == GRID
    assert "".join(aside(document, "watermark")) == "征求意见稿2023"


def test_a_large_dark_title_is_no_watermark() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(FONT, 30)
        canvas.drawString(72, 760, "部门决算")
        canvas.setFont(FONT, 10)
        for y in range(700, 500, -20):
            canvas.drawString(72, y, SENTENCE)

    assert texts(read(draw))[0] == "部门决算"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_turned_by_its_rotation_reads_the_same(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        width, height = 595.28, 841.89
        if turn == 90:
            canvas.translate(width, 0)
        elif turn == 180:
            canvas.translate(width, height)
        elif turn == 270:
            canvas.translate(0, height)
        canvas.rotate(turn)
        canvas.translate(0, -300)
        canvas.drawString(72, 720, SENTENCE)
        set_table(canvas)

    content = made(draw)
    assert b"/Rotate 0" in content
    document = read(content.replace(b"/Rotate 0", b"/Rotate %d" % turn))
    assert texts(document)[0] == SENTENCE
    assert rows(document) == GRID
    table = document.tables[0]
    assert table.box is not None
    assert round(table.box.left) == 72


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_lines_of_a_turned_page_that_begin_at_one_edge_stay_lines(turn: int) -> None:
    """Boxes as high and at the same bottom were taken for the same line, also where text is upright
    by the rotation of the page alone.
    """
    lines = ["三、公共安全支出", "四、教育支出", "五、科学技术支出"]

    def draw(canvas: Canvas) -> None:
        canvas.translate(300, 400)
        canvas.rotate(turn)
        for number, line in enumerate(lines):
            canvas.drawString(0, -20 * number, line)

    content = made(draw)
    for each in (content, content.replace(b"/Rotate 0", b"/Rotate %d" % turn)):
        assert texts(read(each)) == lines


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_turned_on_an_upright_page_is_read_in_its_direction(turn: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 60, SENTENCE)
        canvas.translate(300, 420)
        canvas.rotate(turn)
        canvas.translate(-200, -670)
        set_table(canvas)

    document = read(draw)
    assert SENTENCE in texts(document)
    assert rows(document) == GRID


@pytest.mark.parametrize(
    "box", [b"[0 0 595.2756 841.8898]", b"[0 841.8898 595.2756 0]", b"[595.2756 841.8898 0 0]"]
)
def test_a_media_box_in_any_order_is_the_same_page(box: bytes) -> None:
    content = made(lambda c: (c.drawString(72, 720, SENTENCE), set_table(c)))  # type: ignore[func-returns-value]
    document = read(re.sub(rb"/MediaBox \[[^]]*\]", b"/MediaBox " + box, content))
    assert texts(document)[0] == SENTENCE
    assert rows(document) == GRID
    assert document.lines[0].box is not None
    assert 110 < document.lines[0].box.top < 125


def test_a_shifted_page_counts_from_its_own_corner() -> None:
    content = made(lambda c: set_table(c))
    content = re.sub(rb"/MediaBox \[[^]]*\]", b"/MediaBox [50 100 500 800]", content)
    document = read(content)
    assert document.tables[0].box is not None
    assert (round(document.tables[0].box.left), round(document.tables[0].box.top)) == (22, 100)
    assert (document.layouts[1].width, document.layouts[1].height) == (450, 700)


def test_objects_in_forms_within_forms_are_read_where_they_stand() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("inner")
        canvas.setFont(FONT, 5)
        canvas.grid([x / 2 for x in XS], [y / 2 for y in YS])
        for top, row in zip(YS, GRID, strict=False):
            for left, text in zip(XS, row, strict=False):
                canvas.drawString(left / 2 + 1.5, top / 2 - 7, text)
        canvas.endForm()
        canvas.beginForm("outer")
        canvas.translate(10, 20)
        canvas.doForm("inner")
        canvas.endForm()
        canvas.scale(2, 2)
        canvas.translate(-10, -20)
        canvas.doForm("outer")

    document = read(draw)
    assert rows(document) == GRID
    assert document.tables[0].box is not None
    assert round(document.tables[0].box.left) == 72


def test_fake_bold_and_shadows_are_read_once_but_double_digits_twice() -> None:
    def draw(canvas: Canvas) -> None:
        for step in range(6):
            canvas.drawString(72 + 0.3 * step, 700, "合计11,223.00万元")
        canvas.setFillGray(0.6)
        canvas.drawString(73.2, 678.8, "支出100.00万元")
        canvas.setFillGray(0)
        canvas.drawString(72, 680, "支出100.00万元")

    assert texts(read(draw)) == ["合计11,223.00万元", "支出100.00万元"]


def test_a_fraction_in_a_run_of_its_own_stays_with_its_figure() -> None:
    """Runs sorted by where they begin gave 858.32 for 858.78: digits are sorted one by one."""

    def draw(canvas: Canvas) -> None:
        width = canvas.stringWidth
        canvas.drawString(72 + width("支出858", FONT, 10), 700, ".78万元，结余12")
        canvas.drawString(72 + width("支出858.78万元，结余12", FONT, 10), 700, ".32万元")
        canvas.drawString(72, 700, "支出858")

    assert texts(read(draw)) == ["支出858.78万元，结余12.32万元"]


def test_figures_printed_over_each_other_do_not_mix_their_digits() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "1234.56")
        canvas.drawString(74, 700, "789.01")

    assert set(texts(read(draw))[0].split()) == {"1234.56", "789.01"}


def test_letters_and_spaced_digits() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "预算  120.50  118.20")
        canvas.drawString(72, 680, "部 门 名 称")

    assert texts(read(draw)) == ["预算 120.50 118.20", "部 门 名 称"]


def stretched(canvas: Canvas, y: float, spacing: float, *parts: str) -> None:
    """`parts` after each other, their characters `spacing` points apart, 20 points between parts."""
    font, x = pdfmetrics.getFont(FONT), 72.0
    for part in parts:
        pieces = []
        for character in part:
            ((subset, code),) = font.splitString(character, canvas._doc)
            pieces.append(f"({canvas._escape(code)}) {-100 * spacing:g}")
            name = font.getSubsetInternalName(subset, canvas._doc)
        canvas._code.append(f"BT {name} 10 Tf 1 0 0 1 {x:g} {y:g} Tm [{' '.join(pieces)}] TJ ET")
        x += canvas.stringWidth(part, FONT, 10) + spacing * len(part) + 20


@pytest.mark.parametrize("spacing", [0.0, 0.8, 1.2, 2.0, 3.0])
def test_a_number_in_a_stretched_line_stays_whole(spacing: float) -> None:
    """PDFium puts a space between digits that stand a tenth of their size apart."""
    line = "综述：全年预算数200万元，执行数999.83万元，完成预算的"
    document = read(lambda c: stretched(c, 700, spacing, line))
    assert texts(document) == [line]


@pytest.mark.parametrize("spacing", [0.0, 1.2, 2.0])
def test_two_numbers_of_a_stretched_line_stay_two(spacing: float) -> None:
    def draw(canvas: Canvas) -> None:
        stretched(canvas, 700, spacing, "全年预算数合计为2026 1413.84")
        stretched(canvas, 680, spacing, "全年执行数合计为350", "322.15")
        stretched(canvas, 660, spacing, "类款项合计", "281")

    assert texts(read(draw)) == [
        "全年预算数合计为2026 1413.84",
        "全年执行数合计为350 322.15",
        "类款项合计 281",
    ]


def test_digits_apart_by_white_space_of_the_file_are_numbers_of_their_own() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "1 2 3 4 5 6 7 8")
        canvas.drawString(72, 680, "栏次 1 2 3 4 5 6 7")
        for column in range(8):
            canvas.drawString(72 + 9 * column, 660, str(column))

    assert texts(read(draw)) == ["1 2 3 4 5 6 7 8", "栏次 1 2 3 4 5 6 7", "0 1 2 3 4 5 6 7"]


def test_a_scan_with_a_layer_of_text_is_read_as_recognised() -> None:
    page = Image.new("L", (600, 850), 255)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
        text = canvas.beginText(72, 700)
        text.setFont(FONT, 10)
        text.setTextRenderMode(3)
        text.textOut(SENTENCE)
        canvas.drawText(text)

    document = read(draw)
    assert texts(document) == [SENTENCE]
    assert document.recognised == (1,)


def test_the_value_of_a_hidden_field_is_not_read() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "自评得分：")
        canvas.acroForm.textfield(name="seen", value="93.6", x=130, y=695, width=60, height=16)
        canvas.acroForm.textfield(
            name="hidden", value="99.9", x=230, y=695, width=60, height=16, annotationFlags="hidden"
        )

    assert texts(read(draw)) == ["自评得分： 93.6"]


@pytest.mark.parametrize("form", [str, lambda text: text + "\u00ad"])
def test_a_hyphen_at_the_end_of_a_line_stays(form: Callable[[str], str]) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "2022-")
        canvas.drawString(72, 684, "2026年")

    assert texts(read(draw)) == ["2022-", "2026年"]


def test_radicals_are_read_as_the_ideographs_that_they_look_like() -> None:
    from jixiao.base.ideographs import plain_ideographs

    assert plain_ideographs("⽀出⼀⽔⻓") == "支出一水长"


def test_a_glyph_without_a_character_is_never_a_digit() -> None:
    """Without its map a font gives codes, which PDFium hands on as if they were characters."""
    font = FontProperties(fname=str(resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"))
    out = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": 42, "pdf.compression": 0}):
        figure = Figure()
        figure.text(0.1, 0.5, SENTENCE, fontproperties=font)
        figure.savefig(out, format="pdf")
    content = out.getvalue()
    assert texts(read(content)) == [SENTENCE]
    with pytest.raises(SourceError, match="its characters have no meaning on 1 pages"):
        read(content.replace(b"/ToUnicode", b"/XoUnicode"))


def test_the_collector_of_cycles_runs_again_after_a_file_is_read_or_refused() -> None:
    read(lambda canvas: canvas.drawString(72, 700, SENTENCE))
    assert gc.isenabled()
    with pytest.raises(SourceError):
        read(b"%PDF-1.4 nothing")
    assert gc.isenabled()
