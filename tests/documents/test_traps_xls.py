"""What a cell of an old spreadsheet does not show, by its font and its ground."""

from __future__ import annotations

from types import SimpleNamespace as Made

import pytest

from jixiao.source import xls

COLOURS = {8: (0, 0, 0), 9: (255, 255, 255), 10: (255, 0, 0), 11: (254, 254, 254), 32767: None}


def why(colour: int, ground: int | None, height: int = 220, struck: bool = False) -> str | None:
    book = Made(colour_map=COLOURS)
    font = Made(struck_out=struck, height=height, colour_index=colour)
    background = Made(fill_pattern=int(ground is not None), pattern_colour_index=ground)
    return xls._why(book, font, Made(background=background))


@pytest.mark.parametrize(
    ("colour", "ground", "height", "reason"),
    [
        (8, None, 220, None),
        (32767, None, 220, None),
        (9, None, 220, "hidden"),
        (11, None, 220, "hidden"),
        (9, 8, 220, None),
        (10, 10, 220, "hidden"),
        (8, None, 20, "hidden"),
    ],
)
def test_letters_of_the_colour_of_their_ground_are_hidden(
    colour: int, ground: int | None, height: int, reason: str | None
) -> None:
    assert why(colour, ground, height) == reason
    assert why(colour, ground, height, struck=True) == "struck"
