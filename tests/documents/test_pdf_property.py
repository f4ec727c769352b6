"""Tables typeset at random give back every cell: lines, turns, sizes, blanks and wraps."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_made import made, read, rows
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from typeset import FONT

FIGURES = st.decimals(0, 10**8, places=2).map(lambda value: f"{value:,}")
NAMES = st.text("支出预算基本项目人员公用经费合计其他", min_size=1, max_size=14)
CELLS = st.one_of(FIGURES, FIGURES, NAMES, st.just(""), st.integers(0, 9999).map(str))


def wrapped(text: str, width: float, size: float) -> list[str]:
    """`text` broken anywhere where a line is full, as narrow cells are set."""
    lines = [""]
    for character in text:
        if lines[-1] and stringWidth(lines[-1] + character, FONT, size) > width:
            lines.append("")
        lines[-1] += character
    return lines


def draw_table(
    canvas: Canvas, grid: Sequence[Sequence[str]], widths: Sequence[float], size: float, style: str
) -> None:
    canvas.setFont(FONT, size)
    xs = [40.0]
    for width in widths:
        xs.append(xs[-1] + width)
    ys = [780.0]
    set_cells = []
    for row in grid:
        cells = [wrapped(text, width - 4, size) for text, width in zip(row, widths, strict=True)]
        set_cells.append(cells)
        ys.append(ys[-1] - 1.3 * size * max(map(len, cells)) - 4)
    if style == "grid":
        canvas.grid(xs, ys)
    elif style == "fills":
        for y in ys:
            canvas.rect(xs[0], y, xs[-1] - xs[0], 0.6, stroke=0, fill=1)
        for x in xs:
            canvas.rect(x, ys[-1], 0.6, ys[0] - ys[-1], stroke=0, fill=1)
    else:
        for top, bottom in zip(ys, ys[1:], strict=False):
            for left, right in zip(xs, xs[1:], strict=False):
                canvas.rect(left, bottom, right - left, top - bottom)
    for top, cells in zip(ys, set_cells, strict=False):
        for left, lines in zip(xs, cells, strict=False):
            for number, line in enumerate(lines, start=1):
                canvas.drawString(left + 2, top - 1.3 * size * number, line)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda count: st.tuples(
            st.lists(st.lists(CELLS, min_size=count, max_size=count), min_size=2, max_size=6),
            st.lists(st.sampled_from([38.0, 52.0, 75.0, 110.0]), min_size=count, max_size=count),
        )
    ),
    st.sampled_from([6.0, 8.0, 10.5]),
    st.sampled_from(["grid", "fills", "boxes"]),
    st.sampled_from([0, 180]),
)
def test_every_cell_comes_back_whole(
    table: tuple[list[list[str]], list[float]], size: float, style: str, turn: int
) -> None:
    grid, widths = table
    content = made(lambda canvas: draw_table(canvas, grid, widths, size, style))
    document = read(content.replace(b"/Rotate 0", b"/Rotate %d" % turn))
    found = rows(document)
    assert [len(row) for row in found] == [len(row) for row in grid]
    for own, row in zip(found, grid, strict=True):
        for text, printed in zip(own, row, strict=True):
            assert text == printed
