"""A cell of a scan with ink of which no character was read is a doubt, not a blank."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from jixiao.source import Box, Cell, Document, Line, PageTable
from jixiao.source.unread_ink import unread_cells

DOTS = 200 / 72
LINE = Line(1, 1, "项目支出", Box(12, 12, 60, 24))
CELLS = (
    Cell(0, 0, lines=(LINE,), box=Box(10, 10, 110, 30)),
    Cell(0, 1, box=Box(110, 10, 210, 30)),
)
DOCUMENT = Document("scan.pdf", "0" * 64, (LINE,), "pdf", (PageTable(1, 1, 2, CELLS),))


def ink(left: float, top: float, right: float, bottom: float) -> NDArray[np.bool_]:
    dots = np.zeros((400, 800), dtype=bool)
    dots[int(top * DOTS) : int(bottom * DOTS), int(left * DOTS) : int(right * DOTS)] = True
    return dots


@pytest.mark.parametrize(
    ("where", "reasons"),
    [
        ((130, 14, 150, 24), ["ink_unread"]),  # a word
        ((130, 18, 150, 19), []),  # a dash
        ((130, 14, 130.5, 18.5), []),  # a speck
        ((20, 14, 40, 24), []),  # in the cell that was read
        ((110, 10, 111, 30), []),  # the line of the cell
    ],
)
def test_ink_in_a_cell_without_characters(
    where: tuple[float, float, float, float], reasons: list[str]
) -> None:
    found = list(unread_cells(DOCUMENT, 1, ink(*where)))
    assert [doubt.reason for doubt in found] == reasons
    assert [doubt.box for doubt in found] == [CELLS[1].box] * len(reasons)
