"""One statement of final accounts in every format, with a trap in the cell of one class.

The class 行政运行 has 10,231.58 in two columns: what stands there is given as the format has it. What
is read of it is `right` (as without the trap), `listed` (the cell is no figure, and the report says
so), `wrong` or `lost`. Nothing may be wrong or lost.
"""

from __future__ import annotations

import csv
import email.policy
import io
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import docx
import made_ofd
import openpyxl
from accounts_typeset import spans
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from pdf_made import FONT, made
from reportlab.pdfgen.canvas import Canvas

from jixiao.extract.extraction import document_report
from jixiao.report import Report
from jixiao.source import Document, Limits
from jixiao.source.child import read_here
from jixiao.source.kind import file_kind
from jixiao.source.text import document_from_text

FIGURE = "10,231.58"
ABOVE = ["测试市演示局", "2023年度部门决算", "支出决算表", "单位：万元"]
Row = list[str | None]
HEAD: list[Row] = [
    ["项目", None, "本年支出合计", "基本支出", "项目支出"],
    ["功能分类科目编码", "科目名称", "^", "^", "^"],
]
BODY: list[Row] = [
    ["合计", None, "20,351.58", "13,318.22", "7,033.36"],
    ["2010601", "行政运行", FIGURE, FIGURE, ""],
    ["2010602", "一般行政管理事务", "7,033.36", "", "7,033.36"],
    ["2210201", "住房公积金", "3,086.64", "3,086.64", ""],
]
TRAPPED = {("行政运行", "expenditure"), ("行政运行", "expenditure.basic")}
RIGHT = {
    ("合计", "expenditure"): "20351.58",
    ("合计", "expenditure.basic"): "13318.22",
    ("合计", "expenditure.project"): "7033.36",
    ("行政运行", "expenditure"): "10231.58",
    ("行政运行", "expenditure.basic"): "10231.58",
    ("一般行政管理事务", "expenditure"): "7033.36",
    ("一般行政管理事务", "expenditure.project"): "7033.36",
    ("住房公积金", "expenditure"): "3086.64",
    ("住房公积金", "expenditure.basic"): "3086.64",
}
WORDS = "".join(
    f'xmlns:{name}="{address}" '
    for name, address in {
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    }.items()
)


def read(content: bytes, folder: Path, data: Path, name: str = "statement") -> Report:
    """The report of a made file, read in this process."""
    path = folder / name
    path.write_bytes(content)
    if file_kind(content, path) == "text":
        document: Document = document_from_text(content, path)
    else:
        document = read_here(path, Limits())
    return document_report(document, department="made-bureau", year=2023, data=data)


def figures(report: Report) -> dict[tuple[str, str], str]:
    """(name, item) → the value, with its unit where that is not 万元."""
    if "statements" not in report.tables:
        return {}
    return {
        (row.name, row.item): str(row.value) + ("" if row.unit == "万元" else row.unit)
        for row in report.tables["statements"].itertuples()
    }


def verdict(report: Report, right: str = "10231.58") -> str:
    """right, listed, wrong or lost; `right`: what the trapped cells say."""
    wanted = RIGHT | dict.fromkeys(TRAPPED, right)
    found = figures(report)
    if any(wanted.get(key) != value for key, value in found.items()):
        return f"wrong: {set(found.items()) - set(wanted.items())}"
    missing = set(wanted) - set(found)
    if not missing:
        return "right"
    assert report.document is not None
    said = [*report.about.get("unread", ()), *report.document.asides, *report.document.doubts]
    return "listed" if said and missing <= TRAPPED else f"lost: {missing}"


def as_html(cell: str = FIGURE, css: str = "", change: Callable[[str], str] = str) -> bytes:
    """`cell`: markup. `change`: of the whole page."""
    rows = [[cell if text == FIGURE else text for text in row] for row in [*HEAD, *BODY]]
    out = [f"<html><head><style>{css}</style></head><body>", *(f"<p>{t}</p>" for t in ABOVE)]
    out.append("<table>")
    at = 0
    for row, _, down, across, text in spans(rows):
        while at <= row:
            out.append("<tr>" if at == 0 else "</tr><tr>")
            at += 1
        out.append(f"<td rowspan={down} colspan={across}>{text}</td>")
    return change("".join([*out, "</tr></table></body></html>"])).encode()


def as_mhtml(cell: str = FIGURE, css: str = "", change: Callable[[str], str] = str) -> bytes:
    """The page as browsers save it, its style sheet a part of its own."""
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["Snapshot-Content-Location"] = "http://www.example.invalid/a.html"
    mail.set_content(as_html(cell, "", change), "text", "html", cte="quoted-printable")
    mail.make_related()
    mail.add_related(css.encode() or b" ", "text", "css", cte="base64")
    return mail.as_bytes()


def run(text: str, properties: str = "") -> str:
    own = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{own}<w:t xml:space="preserve">{text}</w:t></w:r>'


def as_docx(cell: str = run(FIGURE), change: Callable[[Any, Any], None] | None = None) -> bytes:
    """`cell`: the runs of its paragraph. `change`: of the document and its table."""
    document = docx.Document()
    for text in ABOVE:
        document.add_paragraph(text)
    rows = [*HEAD, *BODY]
    table = document.add_table(len(rows), 5)
    for row, column, down, across, text in spans(rows):
        place = table.cell(row, column)
        if down > 1 or across > 1:
            place = place.merge(table.cell(row + down - 1, column + across - 1))
        if text != FIGURE:
            place.paragraphs[0].text = text
            continue
        paragraph = place.paragraphs[0]._p
        for child in parse_xml(f"<w:p {nsdecls('w')} {WORDS}>{cell}</w:p>"):
            paragraph.append(child)
    if change:
        change(document, table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rich(*parts: tuple[str, dict[str, Any]]) -> CellRichText:
    return CellRichText([TextBlock(InlineFont(**font), text) for text, font in parts])


def as_xlsx(
    value: object = 10231.58,
    number_format: str = "#,##0.00",
    change: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """`change`: of each trapped cell and its sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    for text in ABOVE:
        sheet.append([text])
    for row in [*HEAD, *BODY]:
        sheet.append([None if text in ("^", None) else text for text in row])
    for area in ("A5:B5", "C5:C6", "D5:D6", "E5:E6", "A7:B7"):
        sheet.merge_cells(area)
    for place in (sheet["C8"], sheet["D8"]):
        place.value, place.number_format = value, number_format
        if change:
            change(place, sheet)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FLAT = [["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"], *BODY]
FLAT[1] = ["", "合计", *BODY[0][2:]]


def as_csv(cell: str = FIGURE, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([[text] for text in ABOVE])
    writer.writerows([[cell if text == FIGURE else text for text in row] for row in FLAT])
    return out.getvalue().encode(encoding)


Draw = Callable[[Canvas, float, float], None]
EDGES, TOP, HIGH = (40.0, 110.0, 250.0, 340.0, 430.0, 520.0), 710.0, 24.0


def put(canvas: Canvas, x: float, y: float, text: str = FIGURE, size: float = 10) -> None:
    canvas.setFont(FONT, size)
    canvas.drawString(x, y, text)


def as_pdf(cell: Draw = put, change: Callable[[bytes], bytes] = bytes) -> bytes:
    """`cell`: draws what stands at x, y. `change`: of the bytes of the file."""

    def draw(canvas: Canvas) -> None:
        for x, y, text in zip((200, 200, 240, 440), (790, 770, 740, 722), ABOVE, strict=True):
            put(canvas, x, y, text)
        tops = [TOP - HIGH * i for i in range(len(FLAT) + 1)]
        canvas.grid(list(EDGES), tops)
        for row, top in zip(FLAT, tops, strict=False):
            for left, text in zip(EDGES, row, strict=False):
                if text == FIGURE:
                    canvas.saveState()
                    cell(canvas, left + 3, top - 15)
                    canvas.restoreState()
                else:
                    put(canvas, left + 3, top - 15, text or "")

    return change(made(draw))


OFD_EDGES = (15, 45, 85, 115, 145, 175)


def ofd_words(x: float, y: float, text: str = FIGURE, size: float = 3, more: str = "") -> str:
    return made_ofd.text(x, y, text, size, more)


def as_ofd(cell: Callable[[float, float], str] = ofd_words, more: str = "") -> bytes:
    """`cell`: the objects that stand at x, y (millimetres)."""
    places = zip((70, 70, 80, 150), (25, 33, 45, 52), ABOVE, strict=True)
    out = [ofd_words(x, y, text) for x, y, text in places]
    tops = [60 + 8 * i for i in range(len(FLAT) + 1)]
    out += [made_ofd.rule(OFD_EDGES[0], top, OFD_EDGES[-1], top) for top in tops]
    out += [made_ofd.rule(x, tops[0], x, tops[-1]) for x in OFD_EDGES]
    for row, top in zip(FLAT, tops, strict=False):
        for left, text in zip(OFD_EDGES, row, strict=False):
            if text:
                words = cell if text == FIGURE else ofd_words
                out.append(words(left + 1, top + 5.5, *([] if text == FIGURE else [text])))
    return made_ofd.as_ofd(["".join(out) + more])


def with_parts(
    content: bytes, parts: Mapping[str, str | bytes], old: str = "", new: str = ""
) -> bytes:
    """A packed file with further parts, and `old` as `new` in those that it has."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(out, "w") as made:
        for name in package.namelist():
            text = package.read(name)
            made.writestr(name, text.replace(old.encode(), new.encode()) if old else text)
        for name, added in parts.items():
            made.writestr(name, added)
    return out.getvalue()


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"


def boxed(content: bytes, text: str, more: str = "") -> bytes:
    """A spreadsheet with a box of text over each of the two cells."""
    boxes = "".join(
        f"<xdr:twoCellAnchor><xdr:from><xdr:col>{column}</xdr:col><xdr:row>7</xdr:row></xdr:from><xdr:to>"
        f"<xdr:col>{column + 1}</xdr:col><xdr:row>8</xdr:row></xdr:to><xdr:sp><xdr:nvSpPr><xdr:cNvPr "
        f'id="1" name="t" {more}/></xdr:nvSpPr><xdr:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p>'
        "</xdr:txBody></xdr:sp></xdr:twoCellAnchor>"
        for column in (2, 3)
    )
    return with_parts(
        content,
        {
            "xl/worksheets/_rels/sheet1.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
            f'2006/relationships"><Relationship Id="rId9" Type="{RELATIONS}/drawing" Target='
            '"../drawings/drawing1.xml"/></Relationships>',
            "xl/drawings/drawing1.xml": f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="http://schemas.openxmlformats.org/'
            f'drawingml/2006/main">{boxes}</xdr:wsDr>',
        },
        "</worksheet>",
        f'<drawing xmlns:r="{RELATIONS}" r:id="rId9"/></worksheet>',
    )
