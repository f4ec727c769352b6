"""The rules of a table in the picture of a page: unevenly dark, or aslant on the scanner."""

from __future__ import annotations

import io
from math import cos, radians, sin

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from jixiao.source import Box
from jixiao.source.ink import long_lines, slope
from jixiao.source.pdf import pdfium
from jixiao.source.pdf.recognised import PictureTables, picture_tables, seen_words
from jixiao.source.pdf.space import page_space
from jixiao.source.rapid import SeenCharacter

DOTS = 150
WIDTH, HEIGHT = 1240, 1754
LEFT, TOP, WIDE, HIGH = 100, 200, 260, 40  # dots: the table, and each of its cells
COLUMNS, ROWS = 4, 30


def drawn() -> Image.Image:
    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(picture)
    for row in range(ROWS + 1):
        y = TOP + row * HIGH
        draw.line((LEFT, y, LEFT + COLUMNS * WIDE, y), fill=60, width=2)
    for column in range(COLUMNS + 1):
        x = LEFT + column * WIDE
        draw.line((x, TOP, x, TOP + ROWS * HIGH), fill=60, width=2)
    return picture


def tables_of(picture: Image.Image) -> PictureTables:
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=DOTS)
    content = out.getvalue()
    with pdfium.opened(content, "scan.pdf") as document, pdfium.opened_page(document, 0) as page:
        return picture_tables(page, page_space(page))


def centre(row: int, column: int, degrees: float) -> tuple[float, float]:
    """The middle of a cell of the turned picture, in points."""
    x, y = LEFT + (column + 0.5) * WIDE - WIDTH / 2, TOP + (row + 0.5) * HIGH - HEIGHT / 2
    turn = radians(-degrees)
    scale = 72 / DOTS
    across, down = x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)
    return (across + WIDTH / 2) * scale, (down + HEIGHT / 2) * scale


@pytest.mark.parametrize("degrees", [0.0, 0.1, -0.3, 0.7, -1.2, 1.8])
def test_cells_of_a_page_aslant_hold_what_stands_in_them(degrees: float) -> None:
    found = tables_of(drawn().rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255))
    assert [len(table.cells) for table in found.tables] == [ROWS * COLUMNS]
    line = []
    for row in range(ROWS):
        for column in range(COLUMNS):
            x, y = centre(row, column, degrees)
            line.append(SeenCharacter("8", Box(x - 3, y - 5, x + 3, y + 5), 99.0))
    words = seen_words([line], found)
    assert len(words) == ROWS * COLUMNS
    homes = set()
    for word in words:
        x, y = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
        straight = found.straight
        homes.add(found.tables[0].cell_at(straight.x(x, y), straight.y(x, y)))
    assert len(homes - {None}) == ROWS * COLUMNS


def test_a_level_page_is_left_as_it_is() -> None:
    assert slope(np.asarray(drawn())) == 0.0
    assert slope(np.full((HEIGHT, WIDTH), 255, np.uint8)) == 0.0


def lines(rows: dict[int, list[tuple[int, int, int]]]) -> list[tuple[float, float, float]]:
    """The level lines of a picture in which `rows` have runs: from, to, how dark."""
    picture: NDArray[np.uint8] = np.full((60, 800), 255, np.uint8)
    for row, runs in rows.items():
        for start, end, dark in runs:
            picture[row, start:end] = dark
    return [(round(at - 0.5), start, end) for at, start, end in long_lines(picture, 1.0)[0]]


def test_a_rule_that_is_thicker_in_parts_is_whole() -> None:
    parts = [(50, 200, 180), (500, 790, 170)]
    assert lines({20: parts, 21: [(50, 790, 60)]}) == [(21, 50, 790)]
    assert lines({20: [(50, 790, 60)], 21: parts}) == [(20, 50, 790)]


def test_a_rule_that_steps_from_row_to_row_is_one() -> None:
    assert lines({20: [(50, 300, 60)], 21: [(300, 790, 60)]}) == [(21, 50, 790)]


def test_rules_apart_stay_apart() -> None:
    assert lines({20: [(50, 790, 60)], 30: [(50, 400, 60), (500, 790, 60)]}) == [
        (20, 50, 790),
        (30, 50, 400),
        (30, 500, 790),
    ]


def test_a_dark_area_has_its_upper_edge_and_the_wider_rule_below_it() -> None:
    area = {row: [(50, 400, 90)] for row in range(10, 30)}
    assert lines({**area, 30: [(50, 790, 60)]}) == [(10, 50, 400), (30, 50, 790)]
