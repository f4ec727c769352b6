"""When two readings of a picture agree on a number, and which ink is beside it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.source import Box, Cell, Document, Doubt, Line, PageTable
from jixiao.source.rapid import SeenCharacter
from jixiao.source.recognised_numbers import RESOLUTION, SeenNumber, agrees
from jixiao.source.unread_ink import cut_off, is_sign

PLACE = Box(100, 100, 140, 112)
DOTS = RESOLUTION / 72


@pytest.mark.parametrize(
    ("read", "percent", "other", "followed", "same"),
    [
        ("1,770.00", False, "1,770.00", False, True),
        ("1,770.00", False, "1770.00", False, True),  # the comma was not seen
        ("12,542.74", False, "12.542.74", False, True),  # a comma seen as a point: no number
        ("1,770.00", False, "177000", False, False),
        ("12,542", False, "12.542", False, False),
        ("1.770", False, "1,770", False, False),
        ("17,70.00", False, "1770.00", False, False),  # not well formed itself
        ("94.43", True, "94.439", False, True),  # its % was seen as a 9
        ("100", True, "10096", False, True),
        ("94.43", True, "94.439", True, False),  # its % was seen besides
        ("94.43", False, "94.439", False, False),
        ("2,468.8", True, "2,468.89", False, False),  # a digit may have been lost
        ("49.0", True, "49.00", False, False),
    ],
)
def test_two_readings_agree_on_digits_and_point(
    read: str, percent: bool, other: str, followed: bool, same: bool
) -> None:
    assert agrees(read, percent, SeenNumber(other, PLACE, 90.0, followed)) is same


@given(st.decimals(0, 10**7, places=2), st.data())
def test_a_digit_changed_or_lost_is_never_agreed_on(value: object, data: st.DataObject) -> None:
    right = f"{value:,.2f}"
    at = data.draw(st.sampled_from([i for i, c in enumerate(right) if c.isdigit()]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != right[at]] + [""]))
    wrong = right[:at] + other + right[at + 1 :]
    percent = data.draw(st.booleans())
    assert not agrees(wrong.strip(",."), percent, SeenNumber(right, PLACE, 90.0))


def _beside(right: float, cell: bool, *others: Line) -> list[Doubt]:
    """The doubts of a number with ink from 9 to 12 points on its right."""
    line = Line(1, 1, "支出120.00", PLACE)
    ink = np.zeros((int(200 * DOTS), int(300 * DOTS)), dtype=bool)
    ink[int(102 * DOTS) : int(110 * DOTS), int(149 * DOTS) : int(152 * DOTS)] = True
    box = Box(95, 95, right, 117)
    table = PageTable(1, 1, 1, (Cell(0, 0, 1, 1, (line,), box),)) if cell else None
    document = Document("scan.pdf", "", (line, *others), "pdf", (table,) if table else ())
    return list(cut_off(document, [line, *others], ink))


def test_ink_beside_a_number_is_a_character_that_was_not_read() -> None:
    assert [(d.read, d.reason) for d in _beside(200, True)] == [("120.00", "cut_off")]
    assert [(d.read, d.reason) for d in _beside(200, False)] == [("120.00", "cut_off")]


def test_ink_of_the_next_cell_or_of_another_line_is_nothing_of_the_number() -> None:
    assert _beside(143, True) == []
    assert _beside(200, False, Line(1, 2, "元", Box(147, 100, 155, 112))) == []
    assert len(_beside(200, False, Line(1, 2, "元", Box(147, 120, 155, 132)))) == 1


def test_a_digit_that_the_first_look_read_as_a_sign_is_none() -> None:
    quote = [[SeenCharacter("“", Box(98, 99, 106, 113), 90.0)]]
    assert is_sign(Doubt(1, 1, Box(99, 101, 103, 106), "", "unseen", "6"), quote)
    assert not is_sign(Doubt(1, 1, Box(99, 101, 103, 106), "", "unseen", "60"), quote)
    assert not is_sign(Doubt(1, 1, Box(120, 101, 124, 106), "", "unseen", "6"), quote)
