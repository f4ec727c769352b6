"""What is done to whole lines at once gives what is done to each of their characters."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from jixiao.base.amounts import grouping_spaces
from jixiao.check.squeezed import Squeezed
from jixiao.extract.statements.classes import ClassBook
from jixiao.schema import records
from jixiao.source import Document, Line, join, joined_text

_TEXTS = st.text("年预算aZ7 １2,.，．%％\t\u3000\u2009\xa0\u202f", max_size=20)
_LINES = st.lists(st.tuples(_TEXTS, st.booleans()), max_size=6)


def _lines(texts: list[tuple[str, bool]]) -> list[Line]:
    return [Line(1, n, text, wraps=wraps) for n, (text, wraps) in enumerate(texts, start=1)]


def _by_characters(lines: list[Line]) -> tuple[str, list[int]]:
    """The rule of `join` character by character: its text, and the line of each character."""
    found: list[tuple[str, int]] = []
    gap = False
    for line in lines:
        grouping = set(grouping_spaces(line.text))
        for at, character in enumerate(line.text):
            if at in grouping:
                continue
            if character.isspace():
                gap = True
                continue
            before = found[-1][0] if found else ""
            if gap and all(c.isascii() and c.isalnum() for c in (before, character)):
                found.append((" ", line.number))
            found.append((character, line.number))
            gap = False
        gap = not line.wraps
    return "".join(c for c, _ in found), [number for _, number in found]


@given(_LINES)
def test_lines_are_joined_as_their_characters_are(texts: list[tuple[str, bool]]) -> None:
    lines = _lines(texts)
    passage = join(lines)
    assert (passage.text, [place.line for place in passage.places]) == _by_characters(lines)
    assert joined_text(lines) == passage.text


@given(_LINES)
def test_every_printed_character_knows_its_place_without_white_space(
    texts: list[tuple[str, bool]],
) -> None:
    lines = _lines(texts)
    squeezed = Squeezed(Document("r", "", tuple(lines)))
    bare = "".join("".join(line.text.split()) + "\n" for line in lines)
    assert len(squeezed.folded) == len(bare)
    for line in lines:
        for column, character in enumerate(line.text):
            if not character.isspace():
                assert bare[squeezed.offset(line.number, column)] == character


def test_rows_by_column_name_are_those_of_pandas() -> None:
    table = pd.DataFrame(
        [["甲", Decimal("1.50"), None], ["乙", None, 3]],
        columns=pd.Index(["name", "value", "line"]),
        dtype=object,
    )
    assert records(table) == table.to_dict("records")
    assert records(table.head(0)) == []


def test_a_name_that_fits_several_codes_is_none() -> None:
    book = ClassBook()
    book.learn("2019901", "其他事项")
    assert book.below("其他事项", "20199") == "2019901"
    book.learn("2019902", "其他事项")
    assert book.below("其他事项", "20199") is None
