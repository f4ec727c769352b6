"""The accounts of `accounts_made` as a Word file and as a web page, with merged cells."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator

import docx
from accounts_made import Made, Row


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


def as_docx(made: Made) -> bytes:
    """Paragraphs, and a Word table each; a cell of several lines has as many paragraphs."""
    document = docx.Document()
    document.add_paragraph(made.name)
    document.add_paragraph(f"{made.year}年度部门决算")
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
    return out.getvalue()


def as_html(made: Made) -> bytes:
    """The page of a government site: menus, the article, a table each, its unit beside the title."""
    out = [
        "<html><head><meta charset='utf-8'><title>部门决算</title></head><body>",
        "<div class='nav'><a href='/'>首页</a></div><div id='zoom'>",
        f"<p>{made.name}</p><p>{made.year}年度部门决算</p>",
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
