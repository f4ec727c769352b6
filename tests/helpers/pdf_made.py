"""PDFs of one fact each, made in a few lines, and what is read of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from importlib import resources

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from typeset import FONT

from jixiao.source import Document
from jixiao.source.limits import Limits
from jixiao.source.pdf import read_pdf

Draw = Callable[[Canvas], None]
SENTENCE = "全年实际支出10,231.58万元。"


def made(*pages: Draw, size: tuple[float, float] = A4) -> bytes:
    """A PDF with a page for each function that draws one."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        path = resources.files("zhplot") / "fonts" / "NotoSansSC-Regular.ttf"
        pdfmetrics.registerFont(TTFont(FONT, str(path)))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True, pageCompression=0)
    for draw in pages:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def read(*pages: Draw | bytes, size: tuple[float, float] = A4) -> Document:
    if len(pages) == 1 and isinstance(pages[0], bytes):
        return read_pdf(pages[0], "made.pdf", Limits())
    return read_pdf(made(*pages, size=size), "made.pdf", Limits())  # type: ignore[arg-type]


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if not line.blank]


def aside(document: Document, reason: str) -> list[str]:
    return [aside.text for aside in document.asides if aside.reason == reason]


def rows(document: Document, table: int = 0) -> list[list[str]]:
    grid = document.tables[table].grid()
    return [[cell.text if cell else "" for cell in row] for row in grid]


GRID = [
    ["项目", "预算数", "决算数"],
    ["基本支出", "3,215.60", "3,198.22"],
    ["项目支出", "", "7,033.36"],
]
XS, YS = (72.0, 180.0, 260.0, 340.0), (700.0, 680.0, 660.0, 640.0)


def set_words(
    canvas: Canvas,
    grid: Sequence[Sequence[str]] = GRID,
    xs: Sequence[float] = XS,
    ys: Sequence[float] = YS,
) -> None:
    """The words of a table, without its lines."""
    for top, row in zip(ys, grid, strict=False):
        for left, text in zip(xs, row, strict=False):
            canvas.drawString(left + 3, top - 14, text)


def set_table(canvas: Canvas) -> None:
    canvas.grid(list(XS), list(YS))
    set_words(canvas)
