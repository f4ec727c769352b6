"""How official papers look: A4, the margins and fonts of GB/T 9704, tables with plain rules.

Fonts are asked for by name. Where one is missing, Word takes the next name that the table of fonts
gives for it; a system without any takes its own Chinese font.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

BODY, HEAD, TITLE, LATIN = "仿宋", "黑体", "方正小标宋简体", "Times New Roman"
_NEXT = {
    BODY: "仿宋_GB2312,FangSong,STFangsong,华文仿宋",
    HEAD: "SimHei,STHeiti,思源黑体,Noto Sans CJK SC",
    TITLE: "小标宋,宋体,SimSun,STSong,Noto Serif CJK SC",
}
WIDTH = 156.0  # millimetres of text between the margins
_LABEL = 30.0  # millimetres of the column of names


def a4(margins: Sequence[float] = (37, 35, 28, 26), size: float = 12) -> Any:
    """An empty document: A4 upright, `margins` (top, bottom, left, right) in millimetres, body text
    of `size` points.
    """
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(margins[0]), Mm(margins[1])
    section.left_margin, section.right_margin = Mm(margins[2]), Mm(margins[3])
    section.footer_distance = Mm(min(25, margins[1] / 2))
    normal = document.styles["Normal"]
    _fonts(normal, BODY, size)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    for name, font, points in (
        ("Title", TITLE, 20),
        ("Heading 1", HEAD, 15),
        ("Heading 2", HEAD, 13),
    ):
        style = document.styles[name]
        _fonts(style, font, points)
        style.font.bold = False
        style.font.color.rgb = None
        borders = style.element.find(qn("w:pPr")).find(qn("w:pBdr"))
        if borders is not None:
            borders.getparent().remove(borders)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(6), Pt(4)
    document.styles["Title"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _name_fonts(document)
    return document


def _fonts(style: Any, font: str, points: float) -> None:
    style.font.size, style.font.name = Pt(points), LATIN
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:cs"), LATIN)
    for colour in properties.findall(qn("w:color")):
        properties.remove(colour)


def _name_fonts(document: Any) -> None:
    """What stands in for a font that is not installed."""
    fonts = [
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in _NEXT.items()
    ]
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    table = parse_xml(part.blob)
    for font in fonts:
        table.append(parse_xml(font.replace("<w:font ", f"<w:font {nsdecls('w')} ", 1)))
    from lxml import etree

    part._blob = etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def put(
    place: Any,
    text: str,
    style: str | None = None,
    *,
    size: float | None = None,
    bold: bool = False,
    centred: bool = False,
    font: str | None = None,
    first: bool = False,
) -> Any:
    """A paragraph at the end of `place` (a document or a cell); `first`: the empty one that a cell
    already has.
    """
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    if style:
        paragraph.style = style
    run = paragraph.add_run(text)
    run.bold = bold or None
    if size:
        run.font.size = Pt(size)
    if font:
        run.font.name = LATIN
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def ruled(document: Any, widths: Sequence[float], rows: int = 0) -> Any:
    """A table with thin rules; `widths` of its columns in millimetres."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    margins = OxmlElement("w:tblCellMar")
    for side, twips in (("top", 40), ("left", 85), ("bottom", 40), ("right", 85)):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))  # the schema of Word has it behind the margins
    properties.append(margins) if look is None else look.addprevious(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        _set_widths(row, widths)
    return table


def add_row(
    table: Any, texts: Sequence[str], *, head: bool = False, size: float | None = None
) -> Any:
    """A row of `texts`. A head is repeated on every page; no row is broken over two."""
    row = table.add_row()
    _set_widths(row, [column.width.mm for column in table.columns])
    for cell, text in zip(row.cells, texts, strict=True):
        put(cell, text, first=True, font=HEAD if head else None, size=size, centred=head)
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))
    return row


def looped(
    table: Any,
    loop: str,
    texts: Sequence[str],
    size: float | None = None,
    numbers: Sequence[int] = (),
) -> None:
    """A row of `texts` for each of what the `loop` of the template names: `row in ledger`.
    `numbers`: the columns, from 0, that stand to the right.
    """
    _control(table, f"{{%tr for {loop} %}}")
    row = add_row(table, texts, size=size)
    for column in numbers:
        row.cells[column].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _control(table, "{%tr endfor %}")


def _control(table: Any, text: str) -> None:
    row = table.add_row()
    row.cells[0].paragraphs[0].add_run(text)


def named(table: Any, name: str, text: str, *, height: float | None = None) -> Any:
    """A row of a form: what it is, and the text; `height`: in millimetres, to write in."""
    row = add_row(table, [name, text])
    put_font(row.cells[0].paragraphs[0], HEAD)
    row.cells[0].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    if height:
        row.height = Mm(height)
    return row.cells[1]


def form(document: Any) -> Any:
    """A table of two columns: names, and what they are of."""
    return ruled(document, [_LABEL, WIDTH - _LABEL])


def put_font(paragraph: Any, font: str) -> None:
    for run in paragraph.runs:
        run.font.name = LATIN
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def page_numbers(document: Any, size: float = 10) -> None:
    """The number of the page, in the middle of the foot: the one field that a paper has."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    run.font.size = Pt(size)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)


def _set_widths(row: Any, widths: Sequence[float]) -> None:
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
