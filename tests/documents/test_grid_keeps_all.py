"""Whatever stands in the tables of a document stands in its grids, once."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from made_tables import Paper

from jixiao.grid import Grid, grids
from jixiao.source import Box, Cell, Document, Layout, Line, PageTable

TEXTS = st.sampled_from(
    [
        "",
        "",
        "合计",
        "项目名称",
        "12.50",
        "1",
        "2",
        "收入",
        "支出",
        "一、教育",
        "单位：万元",
        "续表",
        "预\n算",
    ]
)


@st.composite
def papers(draw: st.DrawFn) -> Document:
    """Pages of tables with merged cells, drawn anyhow."""
    paper = Paper(boxes=draw(st.booleans()))
    for _ in range(draw(st.integers(1, 4))):
        paper.page()
        for _ in range(draw(st.integers(1, 2))):
            if draw(st.booleans()):
                paper.line(draw(st.sampled_from(["收支总表", "表2", "第3页", "说明文字。"])))
            width, height = draw(st.integers(1, 6)), draw(st.integers(1, 6))
            rows = [[draw(TEXTS) for _ in range(width)] for _ in range(height)]
            for row in rows:
                for column in range(1, width):
                    if draw(st.integers(0, 5)) == 0:
                        row[column] = "<"
            for number in range(1, height):
                for column in range(width):
                    single = "<" not in (*rows[number], *rows[number - 1])
                    if single and draw(st.integers(0, 5)) == 0:
                        rows[number][column] = "^"
            paper.table(*rows)
    return paper.document()


def kept(document: Document, found: tuple[Grid, ...]) -> None:
    """Every line of every cell is in one cell of one grid, and in no more."""
    wanted = Counter(line.number for table in document.tables for line in table.lines)
    cells = [cell for grid in found for cell in grid.cells]
    assert Counter(line.number for cell in cells for line in cell.lines) == wanted
    texts = ("".join(cell.text.split()) for cell in cells)
    lines = ("".join(line.text.split()) for table in document.tables for line in table.lines)
    assert sorted("".join(texts)) == sorted("".join(lines))


def whole(grid: Grid) -> None:
    """Every place of a grid is covered by the cell that says so, and each row has every column."""
    for number, row in enumerate(grid.rows):
        assert row.number == number
        assert len(row.cells) == grid.column_count
    for cell in grid.cells:
        assert cell.column >= 0
        assert cell.column + cell.columns <= grid.column_count
        assert cell.row + cell.rows <= len(grid.rows)


@given(papers())
@settings(max_examples=300, deadline=None)
def test_every_line_of_every_cell_is_in_one_grid(document: Document) -> None:
    found = grids(document)
    kept(document, found)
    for grid in found:
        whole(grid)


@st.composite
def careless(draw: st.DrawFn) -> Document:
    """Tables whose cells overlap, leave gaps or reach out of the table, as broken files have them."""
    lines, tables = [], []
    for page in range(1, draw(st.integers(1, 3)) + 1):
        cells = []
        for _ in range(draw(st.integers(0, 8))):
            line = Line(page, len(lines) + 1, draw(st.sampled_from(["甲", "5.00", "乙丙", " "])))
            lines.append(line)
            row, column = draw(st.integers(0, 4)), draw(st.integers(0, 4))
            left, top = 50.0 + 60 * column, 50.0 + 20 * row
            box = Box(left, top, left + 60, top + 20) if draw(st.booleans()) else None
            spans = (draw(st.integers(1, 3)), draw(st.integers(1, 3)))
            cells.append(Cell(row, column, *spans, (line,), box))
        size = (draw(st.integers(0, 5)), draw(st.integers(0, 5)))
        tables.append(PageTable(page, *size, tuple(cells), Box(50, 50, 350, 150)))
    layouts = {page: Layout(595, 842) for page in range(1, 4)}
    return Document("made", "0" * 64, tuple(lines), "pdf", tuple(tables), layouts)


@given(careless())
@settings(max_examples=300, deadline=None)
def test_cells_that_claim_one_place_lose_nothing(document: Document) -> None:
    found = grids(document)
    kept(document, found)
    for grid in found:
        whole(grid)


def test_a_page_whose_columns_no_cell_tells_is_not_laid_beside_another() -> None:
    def cell(page: int, number: int, row: int, column: int, box: Box | None = None) -> Cell:
        return Cell(row, column, 1, 1, (Line(page, number, "5.00" if number == 5 else "甲"),), box)

    first = (
        cell(1, 1, 0, 1),
        cell(1, 2, 0, 0, Box(50, 50, 110, 70)),
        cell(1, 3, 2, 1, Box(110, 90, 170, 110)),
    )
    second = (
        cell(2, 4, 0, 1, Box(110, 50, 170, 70)),
        cell(2, 5, 2, 1, Box(110, 90, 170, 110)),
    )
    tables = tuple(
        PageTable(page, 0, 0, cells, Box(50, 50, 350, 150))
        for page, cells in ((1, first), (2, second))
    )
    lines = tuple(line for each in (*first, *second) for line in each.lines)
    layouts = {page: Layout(595, 842) for page in range(1, 4)}
    document = Document("made", "0" * 64, lines, "pdf", tables, layouts)
    found = grids(document)
    kept(document, found)
    for grid in found:
        whole(grid)
