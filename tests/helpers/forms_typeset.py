"""Forms drawn as text (see `forms_drawn`) → PDF, with all lines or with level ones alone."""

from __future__ import annotations

import io
from importlib import resources
from typing import Literal

from forms_drawn import DrawnCell, _blocks, drawn_cells
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from typeset import FONT

Lines = Literal["all", "level", "framed", "none"]
_SIZE, _LEADING, _MARGIN, _WIDEST = 8, 11, 36, 110


def as_pdf(text: str, lines: Lines = "all") -> bytes:
    """`lines`: of each cell all four sides; its upper and lower side; these and a frame; none."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        path = resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"
        pdfmetrics.registerFont(TTFont(FONT, str(path)))
    columns = max((own[0].count("|") + 1 for is_table, own in _blocks(text) if is_table), default=1)
    size = A4 if columns < 10 else (A4[1], A4[0])
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    y = size[1] - 50
    for is_table, own in _blocks(text):
        if is_table:
            y = _Table(canvas, own, size, lines).draw(y)
            continue
        for line in own:
            canvas.setFont(FONT, _SIZE + 2)
            for piece in _wrapped(line, size[0] - 2 * _MARGIN, _SIZE + 2):
                if line == own[0] and y == size[1] - 50:
                    canvas.drawCentredString(size[0] / 2, y, piece)
                else:
                    canvas.drawString(_MARGIN, y, piece)
                y -= 16
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _width(text: str, size: float = _SIZE) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, size))


def _wrapped(text: str, width: float, size: float = _SIZE) -> list[str]:
    lines = []
    for part in text.split("\n"):
        line = ""
        for character in part:
            if _width(line + character, size) > width - 4:
                lines.append(line)
                line = ""
            line += character
        lines.append(line)
    return lines


class _Table:
    """A table on as many pages as it needs; the words of a cell stand in the middle of its height."""

    def __init__(
        self, canvas: Canvas, rows: list[str], size: tuple[float, float], lines: Lines
    ) -> None:
        self.canvas, self.size, self.lines = canvas, size, lines
        self.cells = drawn_cells(rows)
        wide = [28.0] * (rows[0].count("|") + 1)
        for cell in self.cells:
            if cell.columns == 1:
                longest = max(_width(line) for line in cell.text.split("\n"))
                wide[cell.column] = max(wide[cell.column], min(longest + 6, _WIDEST))
        scale = (size[0] - 2 * _MARGIN) / sum(wide)
        self.xs = [_MARGIN + scale * sum(wide[:index]) for index in range(len(wide) + 1)]
        self.words: dict[DrawnCell, list[str]] = {}
        self.heights = [_LEADING + 5.0] * len(rows)
        for cell in sorted(self.cells, key=lambda cell: cell.rows):
            width = self.xs[cell.column + cell.columns] - self.xs[cell.column]
            self.words[cell] = _wrapped(cell.text, width)
            lacking = len(self.words[cell]) * _LEADING + 5 - sum(self._of(self.heights, cell))
            self.heights[cell.row + cell.rows - 1] += max(lacking, 0)

    @staticmethod
    def _of(heights: list[float], cell: DrawnCell) -> list[float]:
        return heights[cell.row : cell.row + cell.rows]

    def draw(self, y: float) -> float:
        """Draws it from `y` downwards; where it ends."""
        pages: list[dict[int, float]] = [{}]
        for row, height in enumerate(self.heights):
            if y - height < 45:
                pages.append({})
                y = self.size[1] - 50
            pages[-1][row] = y
            y -= height
        for number, tops in enumerate(pages):
            if number:
                self.canvas.showPage()
            self.canvas.setFont(FONT, _SIZE)
            for cell in self.cells:
                rows = [row for row in range(cell.row, cell.row + cell.rows) if row in tops]
                if rows:
                    bottom = tops[rows[-1]] - self.heights[rows[-1]]
                    self._draw(cell, tops[rows[0]], bottom, rows[0] == cell.row)
        return y - 18

    def _draw(self, cell: DrawnCell, top: float, bottom: float, begins: bool) -> None:
        left, right = self.xs[cell.column], self.xs[cell.column + cell.columns]
        line = self.canvas.line
        if self.lines != "none":
            line(left, bottom, right, bottom)
            line(left, top, right, top)
        for x, outer in ((left, self.xs[0]), (right, self.xs[-1])):
            if self.lines == "all" or (self.lines == "framed" and x == outer):
                line(x, bottom, x, top)
        if begins:
            words = self.words[cell]
            high = min(len(words) * _LEADING, top - bottom)
            y = top - (top - bottom - high) / 2 - _SIZE - 0.5
            for text in words:
                self.canvas.drawString(left + 2, y, text)
                y -= _LEADING
