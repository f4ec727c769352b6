"""The fonts that a page carries: its characters, and narrow forms of the marks."""

import base64
import io
import re

from fontTools.ttLib import TTFont

from jixiao.frame.font import font_face


def fonts(text: str) -> list[TTFont]:
    packed = re.findall(r"base64,([^)]+)\)", font_face(text))
    return [TTFont(io.BytesIO(base64.b64decode(one))) for one in packed]


def width(font: TTFont, character: str) -> float:
    """Of a character, in its size."""
    glyph = font.getBestCmap()[ord(character)]
    advance: int = font["hmtx"][glyph][0]
    return advance / float(font["head"].unitsPerEm)


def test_marks_of_english_text_are_narrow_and_those_of_chinese_text_as_wide_as_a_letter() -> None:
    marks, own = fonts("决算“数”…")
    for mark in "“”":
        assert width(marks, mark) < 0.6
        assert width(own, mark) == width(own, "决") == 1
    assert "GSUB" not in marks


def test_a_page_carries_its_own_characters_and_no_others() -> None:
    _, own = fonts("决算")
    assert {ord("决"), ord("算"), ord("a")} <= own.getBestCmap().keys()
    assert ord("绩") not in own.getBestCmap()
