"""Papers of `other_cities` drawn as PDFs with level rules alone, or with none at all.

Ten styles: where rules stand, how heads and figures are set, how names and heads wrap, what a further
page repeats. What every figure is stands in the paper itself.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib import resources

from other_cities import Paper, Table
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from jixiao.demo.typeset import spans

FONT = "Noto Sans SC"
PAGE = (842.0, 595.0)
LEFT = 40.0


@dataclass(frozen=True)
class Style:
    """`rules`: none, three (top, below the head, bottom), head (below it alone), booktabs (three and
    under each group), rows (every row and the cells of the head).

    `heads`: left or centre; `stand`: of cells lower than their row, middle or top or bottom;
    `figures`: right or centre. `pad`: points above and below a line, `gap`: between columns.
    `names`: points for the longest name; `again`: further pages repeat the head.
    """

    rules: str = "none"
    heads: str = "centre"
    stand: str = "middle"
    figures: str = "right"
    size: float = 8.0
    pad: float = 2.5
    gap: float = 7.0
    names: float = 110.0
    letters: int = 6  # of a head in one line
    again: bool = True
    lowest: float = 60.0
    leading: float = 1.25
    framed: bool = False  # with upright lines at both its sides


STYLES = {
    "none": Style(),
    "none-left": Style(heads="left", again=False, letters=9),
    "three": Style("three", size=9, names=90, lowest=200),
    "three-centred": Style("three", figures="centre", again=False, lowest=150),
    "booktabs": Style("booktabs", pad=1.5, letters=4, names=80, lowest=250),
    "booktabs-bottom": Style("booktabs", stand="bottom", heads="left", again=False, lowest=180),
    "rows": Style("rows", pad=3.5, letters=5, names=70, lowest=220),
    "rows-top": Style("rows", stand="top", heads="left", size=7, names=64, again=False, lowest=150),
    "head": Style("head", size=7.5, pad=4, names=100, letters=7),
    "wide": Style("none", size=6.5, pad=5, gap=12, names=130, letters=8, again=False, lowest=150),
}


def drawn(paper: Paper, style: Style) -> bytes:
    """The paper as a PDF: its cover, then a page or more for each table."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        path = resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"
        pdfmetrics.registerFont(TTFont(FONT, str(path)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAGE, invariant=True)
    canvas.setFont(FONT, 16)
    for at, line in enumerate(paper.cover):
        canvas.drawCentredString(PAGE[0] / 2, 420 - 30 * at, line)
    canvas.showPage()
    for table in paper.tables:
        _Drawing(canvas, paper, table, style).draw()
    canvas.save()
    return out.getvalue()


def _is_figure(text: str) -> bool:
    return text.replace(",", "").replace(".", "").lstrip("-").isdigit()


class _Drawing:
    def __init__(self, canvas: Canvas, paper: Paper, table: Table, style: Style) -> None:
        self.canvas, self.paper, self.table, self.style = canvas, paper, table, style
        self.line = style.size * style.leading
        self.edges = self._columns()

    def draw(self) -> None:
        table, style = self.table, self.style
        y = self._caption()
        y = self._rows(table.head, y, head=True)
        waiting = list(table.rows)
        while waiting:
            taken = 0
            room = y
            while taken < len(waiting):
                room -= self._high(waiting[taken])
                if room < style.lowest and taken:
                    break
                taken += 1
            y = self._rows(waiting[:taken], y, head=False)
            waiting = waiting[taken:]
            if style.rules != "head" and style.rules != "none":
                self._rule(self.edges[0], self.edges[-1], y)
            if waiting:
                self.canvas.showPage()
                y = PAGE[1] - 60
                if style.again:
                    y = self._rows(table.head, y, head=True)
        self.canvas.showPage()

    def _caption(self) -> float:
        canvas, table, y = self.canvas, self.table, PAGE[1] - 50
        canvas.setFont(FONT, 9)
        canvas.drawRightString(self.edges[-1], y, table.number)
        canvas.setFont(FONT, 14)
        canvas.drawCentredString((self.edges[0] + self.edges[-1]) / 2, y - 22, table.title)
        canvas.setFont(FONT, 9)
        canvas.drawString(self.edges[0], y - 42, f"公开部门：{self.paper.office}")
        canvas.drawRightString(self.edges[-1], y - 42, f"金额单位：{table.unit}")
        return y - 48

    def _width(self, text: str) -> float:
        return float(pdfmetrics.stringWidth(text, FONT, self.style.size))

    def _columns(self) -> list[float]:
        table, style = self.table, self.style
        edges = [LEFT]
        for column in range(len(table.rows[0])):
            texts = [t for row in table.rows if (t := row[column]) and t != "^"]
            figures = [t for t in texts if _is_figure(t)]
            widest = max(map(self._width, texts), default=0.0)
            if len(figures) < len(texts):
                widest = min(widest, style.names)
            names = [t for row in table.head if (t := row[column]) and t != "^"]
            alone = [t for row, t in self._own_heads(column)]
            heads = max((self._width(t[: style.letters]) for t in alone), default=0.0)
            heads = max(heads, self._width("00") if names else 0.0)
            edges.append(edges[-1] + max(widest, heads) + style.gap)
        return edges

    def _own_heads(self, column: int) -> list[tuple[int, str]]:
        return [
            (row, text)
            for row, first, _, across, text in spans(self.table.head)
            if first == column and across == 1 and text
        ]

    def _wrapped(self, text: str, width: float) -> list[str]:
        lines, line = [], ""
        for character in text:
            if line and self._width(line + character) > width + 0.01:
                lines.append(line)
                line = ""
            line += character
        return [*lines, line] if line else []

    def _cell_lines(self, text: str, first: int, across: int) -> list[str]:
        width = self.edges[first + across] - self.edges[first] - self.style.gap
        if _is_figure(text.strip()):
            return [text.strip()]
        indent = len(text) - len(text.lstrip())
        return self._wrapped(text.strip(), width - 2 * indent)

    def _high(self, row: list[str | None]) -> float:
        cells = spans([row])
        most = max((len(self._cell_lines(t, c, a)) for _, c, _, a, t in cells if t), default=1)
        return most * self.line + 2 * self.style.pad

    def _rows(self, rows: list[list[str | None]], y: float, head: bool) -> float:
        cells = list(spans(rows))
        heights = [self.line + 2 * self.style.pad] * len(rows)
        for row, column, down, across, text in sorted(cells, key=lambda cell: cell[2]):
            need = len(self._cell_lines(text, column, across)) * self.line + 2 * self.style.pad
            lack = need - sum(heights[row : row + down])
            if lack > 0:
                heights[row + down - 1] += lack
        tops = [y - sum(heights[:row]) for row in range(len(rows) + 1)]
        rules = self.style.rules
        if head and rules in ("three", "booktabs", "rows"):
            self._rule(self.edges[0], self.edges[-1], y)
        for row, column, down, across, text in cells:
            top, bottom = tops[row], tops[row + down]
            self._cell(text, column, across, top, bottom, head)
            left, right = self.edges[column], self.edges[column + across]
            if rules == "rows":
                self._rule(left, right, bottom)
            elif rules == "booktabs" and head and across > 1 and row + down < len(rows):
                self._rule(left + 2, right - 2.5, bottom)
        if head and rules in ("three", "booktabs", "head"):
            self._rule(self.edges[0], self.edges[-1], tops[-1])
        for x in (self.edges[0], self.edges[-1]) if self.style.framed else ():
            self.canvas.line(x, y, x, tops[-1])
        return tops[-1]

    def _cell(
        self, text: str, column: int, across: int, top: float, bottom: float, head: bool
    ) -> None:
        style = self.style
        lines = self._cell_lines(text, column, across)
        room = top - bottom - len(lines) * self.line - 2 * style.pad
        down = {"middle": room / 2, "top": 0.0, "bottom": room}[style.stand]
        left = self.edges[column] + style.gap / 2
        right = self.edges[column + across] - style.gap / 2
        indent = 2 * (len(text) - len(text.lstrip()))
        self.canvas.setFont(FONT, style.size)
        for number, line in enumerate(lines):
            y = top - style.pad - down - self.line * number - style.size
            width = self._width(line)
            number_like = _is_figure(line) and ("." in line or line == "0")
            if head and style.heads == "centre" or (number_like and style.figures == "centre"):
                x = (left + right - width) / 2
            elif number_like:
                x = right - width
            else:
                x = left + indent
            self.canvas.drawString(x, y, line)

    def _rule(self, left: float, right: float, y: float) -> None:
        self.canvas.setLineWidth(0.5)
        self.canvas.line(left, y, right, y)
