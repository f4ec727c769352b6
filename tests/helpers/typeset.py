"""The first report typeset as it is published elsewhere: PDF with ruled tables, Word, web page.

The content is what the readers of the text found, so the tests of the text hold it to the source;
here it is set anew: other pages, cells that run over page breaks, a task column over many pages.
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jixiao.extract.cells import width
from jixiao.extract.evaluation.outline import Outline
from jixiao.extract.evaluation.rows import opens_part, read_rows
from jixiao.extract.evaluation.tasks import read_task_rows
from jixiao.source import Line, join

FONT = "Noto Sans SC"
TASK_HEAD = ["工作任务", "绩效目标", "目标实际完成情况"]
INDICATOR_HEAD = ["二级指标", "三级指标", "年度指标值", "实际完成指标值"]


@dataclass
class SetCell:
    """A cell: its printed lines, and how many rows it spans."""

    lines: list[Line]
    rows: int = 1


@dataclass
class SetTable:
    """A table: widths in characters, its head, and rows in which None continues the cell above."""

    widths: Sequence[float]
    head: Sequence[str]
    rows: list[list[SetCell | None]]


@dataclass
class Segment:
    """What of a row stands on one page: its texts by column, and how many lines high it is."""

    row: int
    texts: dict[int, list[str]]
    count: int


Block = Line | SetTable


def blocks(parts: Outline) -> Iterator[Block]:
    """The report in its order: printed lines, and its two tables."""
    yield from (line for line in parts.cover if not line.blank)
    for section in parts.sections:
        yield section.heading
        if section.id == "tasks":
            yield _task_table(parts)
        elif section.id == "indicators":
            yield _indicator_table(parts)
        else:
            yield from (line for line in section.lines if not line.blank)


def _task_table(parts: Outline) -> SetTable:
    rows: list[list[SetCell | None]] = [
        [SetCell(row.name), SetCell(row.goal), SetCell(row.achieved)]
        for row in read_task_rows(parts.section("tasks"))
    ]
    return SetTable((5, 11, 20), TASK_HEAD, rows)


def _indicator_table(parts: Outline) -> SetTable:
    table = read_rows(parts.section("indicators"))
    tasks: list[list[Line]] = []
    for line in table.tasks:
        if "".join(line.text.split()).startswith("任务"):
            tasks.append([])
        tasks[-1].append(line)
    rows: list[list[SetCell | None]] = []
    before: tuple[int, str] = (0, "")
    for row in table.rows:
        task = label = None
        if row.task_no != before[0]:
            task = SetCell(tasks[row.task_no - 1], 0)
        if (row.task_no, row.label) != before:
            label = SetCell([Line(0, 0, text) for text in _pairs(row.label)], 0)
        before = (row.task_no, row.label)
        rows.append([task, label, SetCell(row.target), SetCell(row.actual)])
    for column in (0, 1):
        open_cell: SetCell | None = None
        for cells in rows:
            open_cell = cells[column] or open_cell
            assert open_cell is not None
            open_cell.rows += 1
    return SetTable((5, 4, 15, 12), INDICATOR_HEAD, rows)


def _pairs(text: str) -> list[str]:
    return [text[at : at + 2] for at in range(0, len(text), 2)]


def paragraphs(lines: Sequence[Line], full: float) -> list[str]:
    """Printed lines → paragraphs: a short line ends one, a word that opens a part begins one."""
    found: list[list[Line]] = []
    ended = True
    for line in lines:
        if ended or opens_part(line) or re.match(r"\d\.|（\d）|[①-⑨]", line.text):
            found.append([])
        found[-1].append(line)
        ended = width(line.text) < 0.75 * full
    return [join(lines).text for lines in found]


def _running(parts: Outline) -> Iterator[str | SetTable]:
    """Paragraphs and tables, for formats that wrap by themselves."""
    lines: list[Line] = []
    headings = {section.heading.number for section in parts.sections}
    for block in blocks(parts):
        if isinstance(block, Line) and block.number not in headings:
            lines.append(block)
            continue
        yield from paragraphs(lines, 28)
        lines = []
        yield join([block]).text if isinstance(block, Line) else block
    yield from paragraphs(lines, 28)


def as_html(parts: Outline) -> str:
    """The report as a government site publishes it: menus, a title, the article, a table each."""
    out = [
        "<!DOCTYPE html><html><head><meta charset='gb2312'><title>绩效自评_政府网</title>",
        "<style>p{text-indent:2em}</style><script>var year = 2023; // 预算 99 万元</script></head>",
        "<body><div class='nav'><a href='/'>首页</a> <a href='/zwgk'>政务公开</a></div>",
        "<!-- ARTICLE BEGIN --><div id='zoom' class='TRS_Editor'>",
    ]
    for block in _running(parts):
        if isinstance(block, str):
            out.append(f"<p><span>&nbsp;&nbsp;{html.escape(block)}</span></p>")
            continue
        out.append("<table border='1'><tbody><tr>")
        out += [f"<td><p>{text}</p></td>" for text in block.head]
        for row in block.rows:
            out.append("</tr><tr>")
            for cell, full in zip(row, block.widths, strict=True):
                if cell is not None:
                    texts = "<br>".join(map(html.escape, paragraphs(cell.lines, full - 1)))
                    out.append(f"<td rowspan='{cell.rows}'>{texts}</td>")
        out.append("</tr></tbody></table>")
    out.append("</div><div class='footer'>版权所有 粤ICP备05000000号</div></body></html>")
    return "\n".join(out)


def as_docx(parts: Outline) -> bytes:
    """The report as a Word file: paragraphs, two tables with merged cells."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    for block in _running(parts):
        if isinstance(block, str):
            document.add_paragraph(block)
        else:
            _docx_table(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _docx_table(document: Any, block: SetTable) -> None:
    table = document.add_table(rows=len(block.rows) + 1, cols=len(block.head))
    grid = [list(row.cells) for row in table.rows]
    for column, text in enumerate(block.head):
        grid[0][column].text = text
    for number, row in enumerate(block.rows, start=1):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            target = grid[number][column]
            if cell.rows > 1:
                target = target.merge(grid[number + cell.rows - 1][column])
            first, *more = paragraphs(cell.lines, block.widths[column] - 1)
            target.paragraphs[0].text = first
            for text in more:
                target.add_paragraph(text)


def as_pdf(parts: Outline, size: float = 10) -> bytes:
    """The report as a PDF of pages of its own, with rules, a running head and page numbers."""
    setter = _PdfSetter(size)
    for block in blocks(parts):
        if isinstance(block, SetTable):
            setter.table(block)
        else:
            setter.line(block.text)
    return setter.finish()


class _PdfSetter:
    """Sets lines and ruled tables on A4 pages."""

    TOP, BOTTOM, LEFT = 770.0, 70.0, 60.0

    def __init__(self, size: float) -> None:
        font = resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, str(font)))
        self.size, self.leading = size, size * 1.45
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=A4, invariant=True)
        self.page = 1
        self.y = self.TOP
        self._begin()

    def _begin(self) -> None:
        self.canvas.setFont(FONT, self.size)
        self.canvas.drawString(self.LEFT, 800, "部门整体支出绩效自评报告")
        self.canvas.drawCentredString(A4[0] / 2, 40, f"- {self.page} -")
        self.y = self.TOP

    def new_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self._begin()

    def line(self, text: str) -> None:
        if self.y - self.leading < self.BOTTOM:
            self.new_page()
        self.y -= self.leading
        self.canvas.drawString(self.LEFT, self.y, text.strip())

    def finish(self) -> bytes:
        self.canvas.save()
        return self.out.getvalue()

    def table(self, block: SetTable) -> None:
        """Row by row; a row that does not fit is broken, and every column goes on below."""
        edges = [self.LEFT]
        for each in block.widths:
            edges.append(edges[-1] + each * self.size)
        head: list[SetCell | None] = [SetCell([Line(0, 0, text)]) for text in block.head]
        rows = [head, *block.rows]
        columns = range(len(block.head))
        owner = [[0] * len(rows) for _ in columns]
        for number, row in enumerate(rows):
            for column in columns:
                owner[column][number] = (
                    number if row[column] is not None else owner[column][number - 1]
                )
        spanning = [c for c in columns if len(set(owner[c])) < len(rows)]
        segments = self._paginate(rows, spanning, owner)
        for number, page in enumerate(segments):
            if number:
                self.new_page()
            self._draw(page, edges, owner, rows, spanning)

    def _paginate(
        self, rows: list[list[SetCell | None]], spanning: list[int], owner: list[list[int]]
    ) -> list[list[Segment]]:
        """The rows as segments of one page each; a column that spans rows gets room enough."""
        pages: list[list[Segment]] = [[]]
        y = self.y
        given = {column: 0 for column in spanning}
        for number, row in enumerate(rows):
            texts = {
                c: [line.text.strip() for line in cell.lines]
                for c, cell in enumerate(row)
                if cell is not None and c not in spanning
            }
            wanted = max([1, *map(len, texts.values())])
            for column in spanning:
                begins = owner[column][number] == number
                given[column] = 0 if begins else given[column]
                ends = number + 1 == len(rows) or owner[column][number + 1] == number + 1
                if ends:
                    cell = rows[owner[column][number]][column]
                    assert cell is not None
                    wanted = max(wanted, len(cell.lines) - given[column])
            for column in spanning:
                given[column] += wanted
            while wanted:
                room = int((y - self.BOTTOM - self.size) / self.leading)
                take = wanted if room >= wanted else room
                if take < min(2, wanted):
                    pages.append([])
                    y = self.TOP
                    continue
                part = {c: text[:take] for c, text in texts.items()}
                texts = {c: text[take:] for c, text in texts.items()}
                pages[-1].append(Segment(number, part, take))
                y -= take * self.leading + self.size * 0.6
                wanted -= take
        return pages

    def _draw(
        self,
        page: list[Segment],
        edges: list[float],
        owner: list[list[int]],
        rows: list[list[SetCell | None]],
        spanning: list[int],
    ) -> None:
        for column, (left, right) in enumerate(zip(edges, edges[1:], strict=False)):
            y = top = self.y
            room = 0
            for index, segment in enumerate(page):
                y -= segment.count * self.leading + self.size * 0.6
                room += segment.count
                here = owner[column][segment.row]
                last = index + 1 == len(page) or owner[column][page[index + 1].row] != here
                if not last:
                    continue
                self.canvas.rect(left, y, right - left, top - y)
                if column in spanning:
                    cell = rows[here][column]
                    assert cell is not None
                    texts = [line.text.strip() for line in cell.lines[:room]]
                    del cell.lines[:room]
                else:
                    texts = segment.texts.get(column, [])
                for number, text in enumerate(texts, start=1):
                    self.canvas.drawString(left + 3, top - number * self.leading, text)
                top, room = y, 0
        self.y -= sum(s.count * self.leading + self.size * 0.6 for s in page) + self.size * 0.4


def numbered_docx() -> bytes:
    """A Word file whose numbers stand in the list format, not in the text."""
    document = docx.Document()
    root = document.part.numbering_part.element
    formats = [
        ("chineseCountingThousand", "%1、"),
        ("chineseCounting", "（%2）"),
        ("decimal", "%3."),
    ]
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for level, (form, text) in enumerate(formats):
        entry = OxmlElement("w:lvl")
        entry.set(qn("w:ilvl"), str(level))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", text)):
            child = OxmlElement(name)
            child.set(qn("w:val"), value)
            entry.append(child)
        abstract.append(entry)
    root.insert(0, abstract)
    number = root.add_num(77).numId
    texts = [
        (0, "基本情况"),
        (1, "部门概况"),
        (1, "收支情况"),
        (2, "收入"),
        (2, "支出"),
        (0, "结论"),
    ]
    for level, text in texts:
        properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = level
        properties.get_or_add_numId().val = number
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


SHORT = [
    "某某区测试局",
    "2022年度部门整体支出绩效自评报告",
    "一、部门概况",
    "本局内设机构5个，行政编制16人。",
    "二、年度重点工作任务",
    "2022年，全区共受理业务158.75万宗，收到主动评价289.50万次。",
    "三、部门整体支出情况",
    "年初预算985.00万元，全年预算1,020.50万元，实际支出970.20万元，预算执行率95.07%。",
    "其中：基本支出年初预算505.00万元，决算505.00万元；项目支出年初预算480.00万元，决算465.20万元。",
    "四、自评结论",
    "经自评，综合评分为97.5分，评价等级为优。",
    "附件：部门整体支出绩效自评表",
]
FORM_HEAD = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"]
FORM_ROWS = [
    ["产出指标", "数量指标", "举办培训", "≥12场", "15场", "50", "50"],
    ["效益指标", "社会效益指标", "服务企业", "≥300家", "318家", "30", "30"],
    ["满意度指标", "满意度指标", "群众满意度", "≥90%", "95%", "10", "9.5"],
]


def _form() -> SetTable:
    rows: list[list[SetCell | None]] = [
        [SetCell([Line(0, 0, text)]) for text in row] for row in FORM_ROWS
    ]
    return SetTable((8, 8, 8, 6, 6, 3, 3), FORM_HEAD, rows)


def short_pdf() -> bytes:
    """A short report with the self-evaluation form, as PDF."""
    setter = _PdfSetter(10)
    for text in SHORT:
        setter.line(text)
    setter.table(_form())
    return setter.finish()


def short_docx() -> bytes:
    """The same as a Word file."""
    document = docx.Document()
    for text in SHORT:
        document.add_paragraph(text)
    _docx_table(document, _form())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def short_html() -> bytes:
    """The same as a web page."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in row) + "</tr>\n"
        for row in [FORM_HEAD, *FORM_ROWS]
    )
    lines = "\n".join(f"<p>{html.escape(text)}</p>" for text in SHORT)
    return f"<html><body>\n{lines}\n<table>{rows}</table></body></html>".encode()
