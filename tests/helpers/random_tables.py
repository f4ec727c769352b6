"""Tables of random shape, typeset as PDFs: what a page may do to a table without changing it.

`random_table(seed)` makes rows of figures; `typeset(table)` draws them with numbers that wrap in
narrow cells, merged heads, heads that a further page repeats or not, a row of column numbers, notes,
blanks, a page on its side, rules as strokes, as thin fills, or as one path, double or white ones,
and with what changes no figure: frames and second prints, marks of notes, pale words behind the
table, numbers of pages at their foot, the caption again with 续表.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from importlib import resources

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "Noto Sans SC"
NAMES = (
    "行政运行",
    "一般行政管理事务",
    "机关服务",
    "住房公积金",
    "事业单位离退休",
    "其他财政事务支出",
    "科技条件专项",
    "死亡抚恤",
    "购房补贴",
    "物业管理费",
)
GROUPS = ("财政拨款", "单位资金", "上年结转")
LEAVES = ("小计", "基本支出", "项目支出", "人员经费", "公用经费", "其他收入")


@dataclass
class RandomTable:
    """`rows`: code, name, and a figure as printed or "" for each column of `heads` (their paths)."""

    seed: int
    heads: list[tuple[str, ...]]
    rows: list[tuple[str, str, list[str]]]
    title: str = "一般公共预算支出情况表"
    unit: str = "万元"
    widths: list[float] = field(default_factory=list)
    rows_per_page: int = 12
    repeats_head: bool = True
    column_numbers: bool = False
    note: bool = False
    rotation: int = 0
    rules: str = "stroke"
    size: float = 9.0
    pale: str = ""  # words behind the table: level, or turned
    framed: float = 0.0  # how many of the figures have a frame
    bold: float = 0.0  # are printed a second time
    marked: float = 0.0  # have the mark of a note
    numbered: bool = False  # pages have numbers at their foot
    continued: bool = False  # further pages say 续表 and the unit again


def random_table(seed: int) -> RandomTable:
    """A table that `seed` alone decides."""
    chance = random.Random(seed)
    heads: list[tuple[str, ...]] = [("合计",)]
    for group in chance.sample(GROUPS, chance.randint(0, 2)):
        heads += [(group, leaf) for leaf in chance.sample(LEAVES, chance.randint(2, 3))]
    if len(heads) == 1:
        heads += [(leaf,) for leaf in chance.sample(LEAVES, chance.randint(1, 4))]
    rows = []
    for number in range(chance.randint(3, 34)):
        figures = [_figure(chance) for _ in heads]
        rows.append((f"20{chance.randint(1, 9)}{number:02d}", chance.choice(NAMES), figures))
    table = RandomTable(seed, heads, rows)
    table.size = chance.choice([6.5, 8.0, 9.0, 10.5])
    narrow = chance.random() < 0.3
    table.widths = [
        chance.uniform(26, 40) * table.size / 9
        if narrow and chance.random() < 0.4
        else chance.uniform(58, 75)
        for _ in heads
    ]
    table.rows_per_page = chance.randint(5, 16)
    table.repeats_head = chance.random() < 0.6
    table.column_numbers = chance.random() < 0.4
    table.note = chance.random() < 0.4
    table.rotation = chance.choice([0, 0, 0, 90, 180, 270])
    table.rules = chance.choice(["stroke", "fill", "path", "double", "cells"])
    _trimmed(table, random.Random(f"trim {seed}"))
    return table


def _trimmed(table: RandomTable, chance: random.Random) -> None:
    """What changes no figure."""
    table.pale = chance.choice(["", "", "", "level", "turned"])
    table.framed = chance.choice([0, 0, 0, 0.05]) if table.rules in ("stroke", "path") else 0
    table.bold = chance.choice([0, 0, 0.2, 1])
    table.marked = chance.choice([0, 0, 0.1])
    table.numbered = chance.random() < 0.5
    table.continued = table.repeats_head and chance.random() < 0.4


def _figure(chance: random.Random) -> str:
    if chance.random() < 0.15:
        return ""
    if chance.random() < 0.15:
        return chance.choice(["0", "0.00"])
    value = chance.choice([1, 100, 10_000, 1_000_000]) * chance.random() * 9
    text = f"{value:,.2f}" if chance.random() < 0.7 else f"{value:.2f}"
    return f"-{text}" if chance.random() < 0.05 else text


def typeset(table: RandomTable) -> bytes:
    """The table as a PDF."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        path = resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"
        pdfmetrics.registerFont(TTFont(FONT, str(path)))
    out = io.BytesIO()
    widths = [52.0, 92.0, *table.widths]
    page = (max(595.0, sum(widths) + 80), 842.0)
    canvas = Canvas(out, pagesize=page, invariant=True)
    drawing = _Drawing(canvas, table, widths, page)
    for first in range(0, len(table.rows), table.rows_per_page):
        drawing.page(first, table.rows[first : first + table.rows_per_page])
    canvas.save()
    return out.getvalue()


class _Drawing:
    def __init__(
        self, canvas: Canvas, table: RandomTable, widths: list[float], page: tuple[float, float]
    ) -> None:
        self.canvas, self.table, self.widths, self.size = canvas, table, widths, page
        self.height = page[1]
        self.chance = random.Random(f"marks {table.seed}")
        self.edges = [40.0]
        for width in widths:
            self.edges.append(self.edges[-1] + width)

    def page(self, first: int, rows: list[tuple[str, str, list[str]]]) -> None:
        table, canvas = self.table, self.canvas
        # Set turned, and shown turned back by the page's own rotation: upright to a reader.
        wide, high = self.size
        if table.rotation == 90:
            canvas.transform(0, 1, -1, 0, high, 0)
        elif table.rotation == 180:
            canvas.transform(-1, 0, 0, -1, wide, high)
        elif table.rotation == 270:
            canvas.transform(0, -1, 1, 0, 0, wide)
        canvas.setFont(FONT, table.size)
        y = self.height - 60
        if first == 0:
            self._text(table.title, 220, y)
            self._text(f"单位：{table.unit}", 420, y - 24)
            y -= 40
        elif table.continued:
            self._text("续表", 220, y)
            self._text(f"单位：{table.unit}", 420, y - 24)
            y -= 40
        if table.pale:
            self._pale()
        if first == 0 or table.repeats_head:
            y = self._head(y)
        for code, name, figures in rows:
            texts = [[code], self._wrapped(name, 92), *map(self._wrapped, figures, table.widths)]
            y = self._row(texts, y)
        if table.note and first + len(rows) == len(table.rows):
            self._text("注：本表金额转换时，因四舍五入可能存在尾差。", 44, y - 16)
        if table.numbered:
            self._text(f"- {first // table.rows_per_page + 1} -", self.size[0] / 2, 24)
        canvas.setPageRotation(table.rotation)
        canvas.showPage()

    def _head(self, y: float) -> float:
        deep = max(len(path) for path in self.table.heads)
        high = (table_line := self.table.size * 1.6) * 2
        for column, name in enumerate(("科目编码", "科目名称")):
            self._cell([name], column, column + 1, y, deep * high)
        column = 2
        heads = self.table.heads
        while column - 2 < len(heads):
            path = heads[column - 2]
            end = column + 1
            if len(path) == 2:
                while end - 2 < len(heads) and heads[end - 2][0] == path[0]:
                    end += 1
                self._cell(
                    self._wrapped(path[0], self.edges[end] - self.edges[column]),
                    column,
                    end,
                    y,
                    high,
                )
                for leaf in range(column, end):
                    words = self._wrapped(heads[leaf - 2][1], self.widths[leaf])
                    self._cell(words, leaf, leaf + 1, y - high, high)
            else:
                self._cell(self._wrapped(path[0], self.widths[column]), column, end, y, deep * high)
            column = end
        y -= deep * high
        if self.table.column_numbers:
            numbers = [["栏次"], [""], *[[str(n + 1)] for n in range(len(heads))]]
            for column, words in enumerate(numbers):
                self._cell(words, column, column + 1, y, table_line)
            y -= table_line
        return y

    def _row(self, texts: list[list[str]], y: float) -> float:
        high = max(len(lines) for lines in texts) * self.table.size * 1.3 + 4
        for column, lines in enumerate(texts):
            self._cell(lines, column, column + 1, y, high)
        return y - high

    def _cell(self, lines: list[str], first: int, last: int, y: float, high: float) -> None:
        left, right = self.edges[first], self.edges[last]
        self._box(left, y - high, right, y)
        step = self.table.size * 1.3
        top = y - (high - step * len(lines)) / 2 - self.table.size
        for number, line in enumerate(lines):
            width = pdfmetrics.stringWidth(line, FONT, self.table.size)
            number_like = line.replace(",", "").replace(".", "").strip("-").isdigit() and first > 1
            x = right - width - 2 if number_like and len(lines) == 1 else left + 2
            self._text(line, x, top - number * step)
            if number_like and len(lines) == 1:
                self._decorated(line, x, top, width, (left, right))

    def _decorated(
        self, line: str, x: float, y: float, width: float, edges: tuple[float, float]
    ) -> None:
        """A second print of a figure, the mark of a note behind it, a frame around it."""
        size, canvas = self.table.size, self.canvas
        if self.chance.random() < self.table.bold:
            self._text(line, x + 0.2, y)
        if self.chance.random() < self.table.marked and x - 2 - edges[0] > 0.6 * size:
            canvas.setFont(FONT, size * 0.5)
            self._text(self.chance.choice("12345"), x - 0.45 * size, y + size * 0.45)
            canvas.setFont(FONT, size)
        elif self.chance.random() < self.table.framed and x - edges[0] > 6 and width > 12:
            canvas.rect(x - 1.2, y - 0.25 * size, width + 1.8, size * 1.2, stroke=1, fill=0)

    def _pale(self) -> None:
        """Pale words all over the page."""
        canvas, angle = self.canvas, 30 if self.table.pale == "turned" else 0
        canvas.saveState()
        canvas.setFont(FONT, 9)
        canvas.setFillGray(0.82)
        for x in range(40, int(self.size[0]) - 60, 130):
            for y in range(120, int(self.height) - 40, 95):
                canvas.saveState()
                canvas.translate(x, y)
                canvas.rotate(angle)
                canvas.drawString(0, 0, "内部资料8第3稿")
                canvas.restoreState()
        canvas.restoreState()

    def _box(self, left: float, bottom: float, right: float, top: float) -> None:
        canvas, rules = self.canvas, self.table.rules
        canvas.setLineWidth(0.5)
        if rules == "fill":
            for x0, y0, x1, y1 in (
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, bottom, left, top),
                (right, bottom, right, top),
            ):
                canvas.rect(x0 - 0.24, y0 - 0.24, x1 - x0 + 0.48, y1 - y0 + 0.48, stroke=0, fill=1)
        elif rules == "path":
            path = canvas.beginPath()
            for y in (top, bottom):
                path.moveTo(left, y)
                path.lineTo(right, y)
            for x in (left, right):
                path.moveTo(x, bottom)
                path.lineTo(x, top)
            canvas.drawPath(path)
        elif rules == "cells":
            canvas.setFillGray(1)
            canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.rect(left, bottom, right - left, top - bottom, stroke=1, fill=0)
        else:
            canvas.rect(left, bottom, right - left, top - bottom)
            if rules == "double":
                canvas.line(left, top - 1, right, top - 1)

    def _text(self, text: str, x: float, y: float) -> None:
        self.canvas.setFillGray(0)
        self.canvas.drawString(x, y, text)

    def _wrapped(self, text: str, width: float) -> list[str]:
        """`text` broken where its cell ends, within a number too, as word processors do."""
        lines, line = [], ""
        for character in text:
            if line and pdfmetrics.stringWidth(line + character, FONT, self.table.size) > width - 4:
                lines.append(line)
                line = ""
            line += character
        return [*lines, line]
