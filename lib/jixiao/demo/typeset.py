"""A document that is made, as a PDF, a Word file, a web page or a spreadsheet."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator
from importlib import resources
from typing import Any

from ..storage.temporary import workbook_bytes
from .made import MadeDocument, Row

_FONT = "Noto Sans SC"
_WIDE = 9  # characters in a cell of a PDF before it wraps
_NARROW = 6  # the same in a table of many columns, which would not fit the page otherwise
_MANY = 6
_MOMENT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def spans(rows: list[Row]) -> Iterator[tuple[int, int, int, int, str]]:
    """(row, column, rows, columns, text) of every cell."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text is None or text == "^":
                continue
            across = down = 1
            while column + across < len(row) and row[column + across] is None:
                across += 1
            while number + down < len(rows) and rows[number + down][column] == "^":
                down += 1
            yield number, column, down, across, text


def as_pdf(made: MadeDocument) -> bytes:
    """A cover, each table on a page of its own and over, the narrative; the same bytes each time."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    if _FONT not in pdfmetrics.getRegisteredFontNames():
        path = resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"
        pdfmetrics.registerFont(TTFont(_FONT, str(path)))
    plain = ParagraphStyle("plain", fontName=_FONT, fontSize=10, leading=16, wordWrap="CJK")
    flow: list[Any] = [Paragraph(text, plain) for text in (made.name, made.title, *made.opening)]
    for title, unit, rows in made.tables:
        flow.append(PageBreak())
        flow += [Paragraph(t, plain) for t in ([title, f"单位：{unit}"] if title else [])]
        wide = _WIDE if len(rows[0]) <= _MANY else _NARROW
        style: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("FONT", (0, 0), (-1, -1), _FONT, 9 if wide == _WIDE else 7.5),
        ]
        for row, column, down, across, _ in spans(rows):
            if down > 1 or across > 1:
                style.append(("SPAN", (column, row), (column + across - 1, row + down - 1)))
        content = [
            ["" if t in (None, "^") else _wrapped(str(t), wide) for t in row] for row in rows
        ]
        flow.append(Table(content, style=style, rowHeights=[60] * len(rows)))
    flow.append(PageBreak())
    flow += [Paragraph(text, plain) for text in made.narrative]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=True).build(flow)
    return out.getvalue()


def _wrapped(text: str, width: int) -> str:
    if text.replace(",", "").replace(".", "").isdigit():
        return text
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def as_docx(made: MadeDocument) -> bytes:
    """Paragraphs, and a Word table each; a cell of several lines has as many paragraphs."""
    import docx

    document = docx.Document()
    for text in (made.name, made.title, *made.opening):
        document.add_paragraph(text)
    for title, unit, rows in made.tables:
        document.add_page_break()
        for text in [title, f"单位：{unit}"] if title else []:
            document.add_paragraph(text)
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, column, down, across, text in spans(rows):
            cell = table.cell(row, column)
            if down > 1 or across > 1:
                cell = cell.merge(table.cell(row + down - 1, column + across - 1))
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)
    for text in made.narrative:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return _same_bytes(out.getvalue())


def as_html(made: MadeDocument) -> bytes:
    """The page of a government site: menus, the article, a table each, its unit beside the title."""
    out = [
        f"<html><head><meta charset='utf-8'><title>{made.cover[2:]}</title></head><body>",
        "<div class='nav'><a href='/'>首页</a></div><div id='zoom'>",
        f"<p>{made.name}</p><p>{made.title}</p>",
        *(f"<p>{html.escape(text)}</p>" for text in made.opening),
    ]
    for title, unit, rows in made.tables:
        if title:
            out.append(f"<p style='text-align:center'><b>{title}</b></p><p>单位：{unit}</p>")
        out.append("<table>")
        at = 0
        for row, _, down, across, text in spans(rows):
            while at <= row:
                out.append("<tr>" if at == 0 else "</tr><tr>")
                at += 1
            shown = "<br>".join(map(html.escape, text.split("\n")))
            out.append(f"<td rowspan='{down}' colspan='{across}'><p>{shown}&nbsp;</p></td>")
        out.append("</tr></table>")
    out += [f"<p>{html.escape(text)}</p>" for text in made.narrative]
    out.append("</div><div class='footer'>版权所有</div></body></html>")
    return "\n".join(out).encode("utf-8")


def as_xlsx(made: MadeDocument) -> bytes:
    """A sheet with the cover and what opens it, one for each table, and one for the narrative."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "封面"
    for text in (made.name, made.title, *made.opening):
        sheet.append([text])
    for number, (title, unit, rows) in enumerate(made.tables, start=1):
        sheet = book.create_sheet(f"表{number}")
        above = [[title], [f"单位：{unit}"]] if title else []
        for words in above:
            sheet.append(words)
        for row, column, down, across, text in spans(rows):
            top, left = len(above) + row + 1, column + 1
            if text:
                sheet.cell(top, left, text)
            if down > 1 or across > 1:
                sheet.merge_cells(
                    start_row=top,
                    start_column=left,
                    end_row=top + down - 1,
                    end_column=left + across - 1,
                )
    sheet = book.create_sheet("说明")
    for text in made.narrative:
        sheet.append([text])
    return _same_bytes(workbook_bytes(book))


def _same_bytes(package: bytes) -> bytes:
    """The same package without the moment at which it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MOMENT.sub(b"2000-01-01T00:00:00Z", part)
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
