"""One short report, made up, in every format: its runs may be struck, hidden, raised …

A text is a list of runs, each a string or (string, style). Styles: raised, lowered, struck, hidden,
white (on white), break (a line break before it).
"""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Callable, Sequence

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.shared import RGBColor
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

Run = str | tuple[str, str]
Text = str | Sequence[Run]

BEFORE = [
    "清河市水利局2023年度部门整体支出绩效自评报告",
    "一、部门基本情况",
    "市水利局负责全市水资源管理，内设机构8个。",
    "二、部门整体收支情况",
]
SENTENCE: Text = (
    "2023年部门年初预算9,862.40万元，全年预算数11,066.75万元。"
    "全年实际支出10,231.58万元，预算执行率92.45%。"
)
BETWEEN = [
    "三、绩效自评情况",
    "（一）自评结论",
    "2023年部门整体支出绩效自评得分93.6分，评定等级为“优”。",
    "（二）绩效指标完成情况",
]
HEAD: list[Text] = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
LEVELS: list[Text] = ["产出指标", "数量指标"]
ROWS: list[list[Text]] = [
    [*LEVELS, "新建改建供水管网长度", "≥85公里", "88.6公里", "15", "15"],
    [*LEVELS, "小型水库除险加固", "12宗", "11宗", "15", "12"],
]
AFTER = ["四、存在的主要问题", "部分项目前期工作不充分。"]


def runs(text: Text) -> list[tuple[str, str]]:
    if isinstance(text, str):
        return [(text, "")]
    return [(run, "") if isinstance(run, str) else run for run in text]


_TAGS = {
    "": ("", ""),
    "raised": ("<sup>", "</sup>"),
    "lowered": ("<sub>", "</sub>"),
    "struck": ("<del>", "</del>"),
    "hidden": ('<span style="visibility:hidden">', "</span>"),
    "white": ('<font color="#ffffff">', "</font>"),
    "break": ("<br>", ""),
}


def html_text(text: Text) -> str:
    return "".join(_TAGS[s][0] + html.escape(t) + _TAGS[s][1] for t, s in runs(text))


def as_html(sentence: Text = SENTENCE, rows: Sequence[Sequence[Text]] = ROWS) -> bytes:
    lines = [*BEFORE, sentence, *BETWEEN]
    table = "".join(
        "<tr>" + "".join(f"<td>{html_text(cell)}</td>" for cell in row) + "</tr>"
        for row in [HEAD, *rows]
    )
    body = "".join(f"<p>{html_text(line)}</p>" for line in lines) + f"<table>{table}</table>"
    body += "".join(f"<p>{line}</p>" for line in AFTER)
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def fill_paragraph(paragraph: object, text: Text) -> None:
    for words, style in runs(text):
        run = paragraph.add_run()  # type: ignore[attr-defined]
        if style == "break":
            run.add_break(WD_BREAK.LINE)
        run.add_text(words)
        named = {"raised": "superscript", "lowered": "subscript", "struck": "strike"}
        if (name := named.get(style, style)) in ("superscript", "subscript", "strike", "hidden"):
            setattr(run.font, name, True)
        if style == "white":
            run.font.color.rgb = RGBColor(255, 255, 255)


def as_docx(
    sentence: Text = SENTENCE,
    rows: Sequence[Sequence[Text]] = ROWS,
    change: Callable[[object], None] | None = None,
) -> bytes:
    document = docx.Document()
    for line in [*BEFORE, sentence, *BETWEEN]:
        fill_paragraph(document.add_paragraph(), line)
    table = document.add_table(len(rows) + 1, len(HEAD))
    for row, cells in enumerate([HEAD, *rows]):
        for column, text in enumerate(cells):
            fill_paragraph(table.cell(row, column).paragraphs[0], text)
    for line in AFTER:
        document.add_paragraph(line)
    if change:
        change(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _rich(text: Text) -> object:
    if isinstance(text, str):
        return text
    rich = CellRichText()
    for words, style in runs(text):
        align = {"raised": "superscript", "lowered": "subscript"}.get(style)
        struck = True if style == "struck" else None
        words = "\n" + words if style == "break" else words
        rich.append(TextBlock(InlineFont(vertAlign=align, strike=struck), words))
    return rich


def as_xlsx(
    sentence: Text = SENTENCE,
    rows: Sequence[Sequence[Text]] = ROWS,
    change: Callable[[object], None] | None = None,
) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for line in [*BEFORE, sentence, *BETWEEN]:
        sheet.append([_rich(line)])
    for row in [HEAD, *rows]:
        sheet.append([_rich(cell) for cell in row])
    sheet.append([])
    for line in AFTER:
        sheet.append([line])
    if change:
        change(sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_text(sentence: str = str(SENTENCE), rows: Sequence[Sequence[str]] = ROWS) -> bytes:  # type: ignore[assignment]
    lines = [*BEFORE, sentence, *BETWEEN, *("\t".join(row) for row in [HEAD, *rows]), *AFTER]  # type: ignore[arg-type]
    return "\n".join(lines).encode()


def with_part(content: bytes, name: str, text: str | bytes) -> bytes:
    """A packed file with one part written anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, text)
    return out.getvalue()


def element(tag: str, **values: str) -> object:
    """An element of WordprocessingML with its attributes."""
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for name, value in values.items():
        made.set(qn(f"w:{name}"), value)
    return made
