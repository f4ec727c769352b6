"""Lines and words of a page → tables with the right cells: one fact a PDF."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pdf_made import GRID, SENTENCE, XS, YS, aside, read, rows, set_table, set_words, texts
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from typeset import FONT

from jixiao.source import Document

WHITE = Color(1, 1, 1)


def thin_fills(canvas: Canvas) -> None:
    for y in YS:
        canvas.rect(XS[0], y - 0.25, XS[-1] - XS[0], 0.5, stroke=0, fill=1)
    for x in XS:
        canvas.rect(x - 0.25, YS[-1], 0.5, YS[0] - YS[-1], stroke=0, fill=1)


def pieces(canvas: Canvas) -> None:
    """A line for each side of each cell, as Word writes them."""
    for y in YS:
        for left, right in zip(XS, XS[1:], strict=False):
            canvas.line(left, y, right - 0.5, y)
    for x in XS:
        for top, bottom in zip(YS, YS[1:], strict=False):
            canvas.line(x, top - 0.5, x, bottom)


def dotted(size: float, along: float, gap: float) -> Callable[[Canvas], None]:
    """A filled square, or a short piece, for each dot: so browsers print a dotted border."""

    def draw(canvas: Canvas) -> None:
        for y in YS:
            at = XS[0]
            while at < XS[-1]:
                canvas.rect(at, y - size / 2, along, size, stroke=0, fill=1)
                at += along + gap
        for x in XS:
            at = YS[-1]
            while at < YS[0]:
                canvas.rect(x - size / 2, at, size, along, stroke=0, fill=1)
                at += along + gap

    return draw


def dotted_twice(canvas: Canvas) -> None:
    for _ in range(2):
        dotted(0.75, 0.75, 0.75)(canvas)


def one_path(canvas: Canvas) -> None:
    path = canvas.beginPath()
    for y in YS:
        path.moveTo(XS[0], y)
        path.lineTo(XS[-1], y)
    for x in XS:
        path.moveTo(x, YS[0])
        path.lineTo(x, YS[-1])
    canvas.drawPath(path)


def boxes(canvas: Canvas) -> None:
    for top, bottom in zip(YS, YS[1:], strict=False):
        for left, right in zip(XS, XS[1:], strict=False):
            canvas.rect(left, bottom, right - left, top - bottom)


def double(canvas: Canvas) -> None:
    for shift in (0, 1.5):
        canvas.setLineWidth(0.4)
        canvas.grid([x + shift for x in XS], [y - shift for y in YS])


def white_backgrounds(canvas: Canvas) -> None:
    canvas.setFillColor(WHITE)
    for y in range(640, 700, 7):
        canvas.rect(XS[0] + 5, y, 60, 7, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.grid(list(XS), list(YS))


def without(left: bool = True, right: bool = True, top: bool = True, bottom: bool = True) -> object:
    def draw(canvas: Canvas) -> None:
        for index, y in enumerate(YS):
            if (top or index) and (bottom or index + 1 < len(YS)):
                canvas.line(XS[0], y, XS[-1], y)
        for index, x in enumerate(XS):
            if (left or index) and (right or index + 1 < len(XS)):
                canvas.line(x, YS[0], x, YS[-1])

    return draw


def lone_upright(canvas: Canvas) -> None:
    without(left=False)(canvas)  # type: ignore[operator]
    canvas.line(XS[0] - 8, YS[0], XS[0] - 8, YS[-1])


@pytest.mark.parametrize(
    "lines",
    [
        thin_fills,
        pieces,
        dotted(0.75, 0.75, 0.75),
        dotted(1, 2.2, 2.2),
        dotted(0.5, 4, 3),
        dotted_twice,
        one_path,
        boxes,
        double,
        white_backgrounds,
        without(left=False),
        without(right=False),
        without(top=False),
        without(bottom=False),
        lone_upright,
    ],
)
def test_however_its_lines_are_drawn_a_table_has_the_same_cells(
    lines: Callable[[Canvas], None],
) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas)
        set_words(canvas)

    document = read(draw)
    assert len(document.tables) == 1
    assert rows(document) == GRID
    cell = document.tables[0].cells[4]
    assert cell.box is not None
    assert abs(cell.box.left - XS[1]) < 2.5
    assert abs(cell.box.right - XS[2]) < 2.5


def test_dots_that_lead_to_a_number_of_a_page_are_no_rule_of_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        for row, y in enumerate((700, 680, 660)):
            canvas.drawString(72, y, f"{row + 1}、部门概况")
            for x in range(160, 400, 5):
                canvas.rect(x, y, 0.8, 0.8, stroke=0, fill=1)
            canvas.drawString(410, y, str(row + 3))

    document = read(draw)
    assert document.tables == ()
    assert [text.replace(" ", "") for text in texts(document)] == [
        "1、部门概况3",
        "2、部门概况4",
        "3、部门概况5",
    ]


def test_merged_cells_come_once_with_what_they_span() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.line(72, 700, 372, 700)
        canvas.line(172, 680, 372, 680)
        for y in (660, 640, 620):
            canvas.line(72, y, 372, y)
        for x in (72, 172, 372):
            canvas.line(x, 700, x, 620)
        canvas.line(272, 680, 272, 620)
        canvas.drawString(75, 676, "项目")
        canvas.drawString(240, 686, "决算数")
        for row, own in enumerate((("基本支出", "项目支出"), ("3,198.22", "7,033.36"))):
            for column, text in enumerate(own):
                canvas.drawString(175 + 100 * column, 666 - 20 * row, text)

    table = read(draw).tables[0]
    spans = {cell.text: (cell.rows, cell.columns) for cell in table.cells if cell.text}
    assert spans["项目"] == (2, 1)
    assert spans["决算数"] == (1, 2)
    assert spans["3,198.22"] == (1, 1)
    assert (table.row_count, table.column_count) == (4, 3)


def test_an_underline_in_a_cell_and_a_chart_make_no_rows() -> None:
    def draw(canvas: Canvas) -> None:
        set_table(canvas)
        canvas.line(190, 664, 250, 664)  # a blank to be filled in
        canvas.setFillColorRGB(0.2, 0.4, 0.8)
        for index, height in enumerate((80, 120, 60)):
            canvas.rect(100 + 60 * index, 300, 30, height, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(100, 280, "2021年     2022年     2023年")

    document = read(draw)
    assert [(t.row_count, t.column_count) for t in document.tables] == [(3, 3)]
    assert rows(document) == GRID


def test_a_table_without_words_is_a_table() -> None:
    document = read(lambda c: c.grid(list(XS), list(YS)), lambda c: c.drawString(72, 700, SENTENCE))
    assert [(t.page, t.row_count, t.column_count) for t in document.tables] == [(1, 3, 3)]


def test_a_table_in_a_cell_keeps_its_words() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([20.0, 60.0, 480.0], [750.0, 550.0, 530.0])
        canvas.drawString(25, 730, "附表")
        set_table(canvas)

    document = read(draw)
    assert sorted((t.row_count, t.column_count) for t in document.tables) == [(2, 2), (3, 3)]
    inner = next(i for i, t in enumerate(document.tables) if t.column_count == 3)
    assert rows(document, inner)[1:] == GRID[1:]


def clipped(canvas: Canvas, x: float, y: float, width: float, height: float, text: str) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(x, y, width, height)
    canvas.clipPath(path, stroke=0)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        canvas.drawString(x + 3, y + height - 14 - 12 * number, line)
    canvas.restoreState()


def test_text_that_overflows_its_clip_stays_in_its_cell() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid(list(XS), list(YS))
        clipped(canvas, 72, 680, 108, 20, "机关事业单位基本养老保险缴费支出")
        clipped(canvas, 180, 680, 80, 20, "2,947,399.16")
        clipped(canvas, 72, 660, 108, 20, "≥6期\n≥10人次")
        clipped(canvas, 72, 640, 108, 20, "≥95%")
        clipped(canvas, 400, 600, 50, 20, "")
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(400, 600, 50, 20)
        canvas.clipPath(path, stroke=0)
        canvas.drawString(100, 500, "裁去9,999.99万元")
        canvas.restoreState()

    document = read(draw)
    assert rows(document) == [
        ["机关事业单位基本养老保险缴费支出", "2,947,399.16", ""],
        ["≥6期≥10人次", "", ""],
        ["≥95%", "", ""],
    ]
    assert aside(document, "hidden") == ["裁去9,999.99万元"]


def test_a_clipped_line_is_as_long_as_what_is_seen_of_it() -> None:
    def draw(canvas: Canvas) -> None:
        set_table(canvas)
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(XS[0], YS[-1], XS[-1] - XS[0], YS[0] - YS[-1])
        canvas.clipPath(path, stroke=0)
        canvas.line(20, YS[1], 560, YS[1])
        canvas.line(20, YS[2], 560, YS[2])
        canvas.restoreState()

    document = read(draw)
    assert rows(document) == GRID
    assert document.tables[0].box is not None
    assert round(document.tables[0].box.right) == XS[-1]


def test_a_number_wider_than_its_cell_is_not_cut_at_the_line() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([72.0, 110.0, 160.0, 260.0], list(YS))
        canvas.drawString(75, 686, "12,345,678.90")
        canvas.drawString(163, 686, "100")

    assert rows(read(draw))[0] == ["12,345,678.90", "", "100"]


def test_two_numbers_that_touch_at_a_line_stay_two() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([72.0, 150.0, 230.0], list(YS))
        canvas.drawRightString(150, 686, "3,215.60")
        canvas.drawString(150, 686, "3,198.22")
        canvas.drawRightString(150, 666, "126")
        canvas.drawString(150, 666, "835")

    assert rows(read(draw))[:2] == [["3,215.60", "3,198.22"], ["126", "835"]]


@pytest.mark.parametrize(
    ("lines", "width", "joined"),
    [
        (("≤14,8", "84.55", "万元"), 34.0, "≤14,884.55万元"),
        (("≤14,8", "84.55万元"), 60.0, "≤14,884.55万元"),
        (("12345", "67.89"), 34.0, "1234567.89"),
        (("2023", "2024"), 28.0, "2023 2024"),
        (("10", "20"), 80.0, "10 20"),
        (("100", "200"), 26.0, "100 200"),
        (("1000", "200"), 28.0, "1000 200"),
        (("1000", "2000", "3000"), 28.0, "1000 2000 3000"),
        (("≥1000", "200"), 38.0, "≥1000200"),
        (("250.94", "118.30"), 44.0, "250.94 118.30"),
        (("14,231", ".58万", "元"), 38.0, "14,231.58万元"),
        (("44010023", "1000012"), 50.0, "440100231000012"),
    ],
)
def test_a_number_broken_in_a_full_cell_is_one_and_two_figures_are_two(
    lines: tuple[str, ...], width: float, joined: str
) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([72.0, 72 + width, 200.0], [700.0, 650.0, 630.0])
        for number, line in enumerate(lines):
            canvas.drawString(74, 688 - 13 * number, line)

    assert rows(read(draw))[0][0] == joined


def three_line_table(canvas: Canvas) -> None:
    for y in (700, 680, 640):
        canvas.line(72, y, 340, y)
    set_words(canvas)


@pytest.mark.parametrize("draw", [three_line_table, set_words])
def test_a_table_without_uprights_is_told_by_its_alignment(draw: Callable[[Canvas], None]) -> None:
    document = read(draw)
    assert rows(document) == GRID
    assert [table.ruled for table in document.tables] == [False]


def test_a_wrapped_name_in_a_table_without_lines_stays_in_its_row() -> None:
    def draw(canvas: Canvas) -> None:
        grid = [("项目", "预算数", "决算数"), ("基本支出", "3,215.60", "3,198.22")]
        grid += [("项目支出", "6,646.80", "7,033.36"), ("其他", "1.00", "2.00")]
        set_words(canvas, grid, ys=(700, 676, 652, 610))
        canvas.drawString(75, 626, "（含结转）")

    read_rows = rows(read(draw))
    assert [row[1:] for row in read_rows if row[1]] == [
        ["预算数", "决算数"],
        ["3,215.60", "3,198.22"],
        ["6,646.80", "7,033.36"],
        ["1.00", "2.00"],
    ]
    assert "".join(row[0] for row in read_rows) == "项目基本支出项目支出（含结转）其他"


def no_table(lines: list[tuple[str, ...]], xs: tuple[float, ...]) -> Document:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            for x, text in zip(xs, line, strict=False):
                canvas.drawString(x, 700 - 16 * number, text)

    return read(draw)


def test_contents_contacts_and_prose_are_no_tables() -> None:
    contents = [(f"第{n}部分 部门概况", str(n * 3)) for n in range(1, 8)]
    assert not no_table(contents, (72, 480)).tables
    leaders = [(f"{n}.收支预算总表……………………………………", str(n)) for n in range(1, 8)]
    assert not no_table(leaders, (72, 480)).tables
    cover = [("部门名称：", "清河市水利局"), ("填报日期：", "2024年3月1日"), ("联系人：", "李四")]
    assert not no_table(cover, (72, 200)).tables
    prose = [(SENTENCE * 3,)] * 8
    assert not no_table(prose, (72,)).tables


def test_running_heads_go_and_units_and_titles_stay() -> None:
    def page(number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 815, "清河市水利局2023年度部门决算")
            canvas.setFont(FONT, 16)
            canvas.drawString(150, 785, "收入支出决算总表")
            canvas.setFont(FONT, 9)
            canvas.drawString(72, 768, "公开01表")
            canvas.drawString(400, 768, "单位：万元")
            canvas.setFont(FONT, 10)
            canvas.grid(list(XS), [760.0, 740.0, 720.0, 700.0])
            set_words(canvas, GRID, XS, (760, 740, 720))
            canvas.drawCentredString(297, 30, f"— {number} —")

        return draw

    document = read(*(page(number) for number in range(1, 7)))
    assert texts(document).count("收入支出决算总表") == 6
    assert sum("单位：万元" in text for text in texts(document)) == 6
    assert aside(document, "running_head") == ["清河市水利局2023年度部门决算"] * 6
    assert aside(document, "page_number") == [f"— {number} —" for number in range(1, 7)]
    assert document.layouts[2].furniture == ("清河市水利局2023年度部门决算", "— 2 —")


def test_a_number_that_goes_on_from_page_to_page_is_the_pages_wherever_it_stands_below() -> None:
    def page(number: int, printed: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(72, 700, f"第{number}张表的说明，共有设备{number}台。")
            canvas.drawString(500, 110, str(printed))

        return draw

    document = read(*(page(number, number + 4) for number in range(1, 5)))
    assert aside(document, "page_number") == ["5", "6", "7", "8"]
    document = read(*(page(number, number * 7) for number in range(1, 5)))
    assert aside(document, "page_number") == []
