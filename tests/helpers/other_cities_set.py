"""Papers of `other_cities` as HTML, Word and spreadsheets."""

from __future__ import annotations

import html
import io

import docx
import openpyxl
from other_cities import Paper, Table

from jixiao.demo.typeset import spans

CSS = """@page{size:A4 %s;margin:14mm}body{font-family:'Droid Sans Fallback',sans-serif;font-size:9pt}
table{border-collapse:collapse;width:100%%;font-size:%s}td{padding:1px 3px}%s h2{text-align:center;font-size:14pt}
.page{page-break-before:always}.n{text-align:right}"""
RULES = {
    "full": "td{border:1px solid #000}",
    "horizontal": "td{border-top:1px solid #000;border-bottom:1px solid #000}",
    "none": "",
    "three": "table{border-top:2px solid #000;border-bottom:2px solid #000} tr.last td{border-bottom:1px solid #000}",
}


def as_html(
    paper: Paper,
    rules: str = "full",
    landscape: bool = False,
    size: str = "8pt",
    head_repeats: bool = True,
    office: bool = True,
) -> str:
    css = CSS % ("landscape" if landscape else "portrait", size, RULES[rules])
    out = [f"<html><head><meta charset='utf-8'><style>{css}</style></head><body>"]
    out += [f"<p>{html.escape(line)}</p>" for line in paper.cover]
    texts = [f"<p>{html.escape(text)}</p>" for text in paper.sentences]
    if paper.text_first:
        out += ["<div class='page'>", *texts, "</div>"]
    for table in paper.tables:
        out.append("<div class='page'>")
        out.append(f"<div style='text-align:right'>{table.number}</div>" if table.number else "")
        out.append(f"<h2>{table.title}</h2>" if table.title else "")
        owner = f"公开部门：{paper.office}" if office else ""
        out.append(f"<div>{owner}<span style='float:right'>金额单位：{table.unit}</span></div>")
        out.append(_table(table, head_repeats))
        out.append("</div>")
    if not paper.text_first:
        out += ["<div class='page'>", *texts, "</div>"]
    return "".join(out) + "</body></html>"


def _table(table: Table, head_repeats: bool) -> str:
    rows = [*table.head, *table.rows]
    lines: dict[int, list[str]] = {}
    for row, _column, down, across, text in spans(rows):
        attributes = (f" rowspan={down}" if down > 1 else "") + (
            f" colspan={across}" if across > 1 else ""
        )
        shown = html.escape(text).replace("  ", "&nbsp;&nbsp;")
        number = " class=n" if text[:1].isdigit() and "." in text else ""
        lines.setdefault(row, []).append(f"<td{attributes}{number}>{shown}</td>")
    made = []
    for at in range(len(rows)):
        last = " class=last" if at == len(table.head) - 1 else ""
        made.append(f"<tr{last}>{''.join(lines.get(at, []))}</tr>")
    top = "".join(made[: len(table.head)])
    top = f"<thead>{top}</thead>" if head_repeats else top
    return f"<table>{top}<tbody>{''.join(made[len(table.head) :])}</tbody></table>"


def as_docx(paper: Paper) -> bytes:
    document = docx.Document()
    for line in paper.cover:
        document.add_paragraph(line)
    if paper.text_first:
        for text in paper.sentences:
            document.add_paragraph(text)
    for table in paper.tables:
        document.add_page_break()
        for text in (
            table.number,
            table.title,
            f"公开部门：{paper.office}    金额单位：{table.unit}",
        ):
            if text:
                document.add_paragraph(text)
        rows = [*table.head, *table.rows]
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        made.style = "Table Grid"
        for row, column, down, across, text in spans(rows):
            cell = made.cell(row, column)
            if down > 1 or across > 1:
                cell = cell.merge(made.cell(row + down - 1, column + across - 1))
            cell.paragraphs[0].text = text
    if not paper.text_first:
        for text in paper.sentences:
            document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_xlsx(paper: Paper, numeric: bool = True) -> bytes:
    """A sheet for each table; figures as numbers with a format, as an office's own spreadsheet."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "封面"
    for at, line in enumerate(paper.cover, start=1):
        first.cell(at, 1, line)
    from openpyxl.styles import Alignment, Border, Side

    thin = Side(style="thin")
    for number, table in enumerate(paper.tables, start=1):
        sheet = book.create_sheet(
            f"{number}{table.title[:20]}".replace("“", "").replace("”", "").replace("/", "")
        )
        rows = [*table.head, *table.rows]
        width = len(rows[0])
        sheet.cell(1, 1, table.title)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
        sheet.cell(1, 1).alignment = Alignment(horizontal="center")
        sheet.cell(2, width, table.number)
        sheet.cell(3, 1, f"公开部门：{paper.office}")
        sheet.cell(3, width, f"金额单位：{table.unit}")
        for row, column, down, across, text in spans(rows):
            cell = sheet.cell(row + 4, column + 1)
            if (
                numeric
                and row >= len(table.head)
                and "." in text
                and text.replace(",", "").replace(".", "").lstrip("-").isdigit()
            ):
                cell.value = float(text.replace(",", ""))
                cell.number_format = "#,##0.00"
            else:
                cell.value = text
            if down > 1 or across > 1:
                sheet.merge_cells(
                    start_row=row + 4,
                    start_column=column + 1,
                    end_row=row + 3 + down,
                    end_column=column + across,
                )
        for column in range(width):
            texts = [row[column] or "" for row in rows]
            letters = max(max(sum(2 if ord(c) > 255 else 1 for c in text) for text in texts[1:]), 8)
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].width = min(
                letters + 3, 48
            )
        for row in sheet.iter_rows(min_row=4, max_row=3 + len(table.head)):
            for cell in row:
                cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        for r in range(4, 4 + len(rows)):
            for c in range(1, width + 1):
                sheet.cell(r, c).border = Border(thin, thin, thin, thin)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(
            fitToPage=True
        )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
