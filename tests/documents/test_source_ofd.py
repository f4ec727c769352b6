"""OFD files: lines by their place, tables of ruled lines, what is not seen set aside."""

from __future__ import annotations

import pytest
from made_ofd import as_ofd, rule, text

from jixiao.base.errors import SourceError
from jixiao.source import Document, Limits
from jixiao.source.ofd import read_ofd

WHITE = '<ofd:FillColor Value="255 255 255"/>'


def read(*pages: str, template: str = "") -> Document:
    return read_ofd(as_ofd(pages, template), "made.ofd", Limits())


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines if not line.blank]


def test_lines_come_by_their_place_and_not_in_the_order_of_the_file() -> None:
    document = read(
        text(20, 60, "第三行") + text(20, 40, "第一行") + text(20, 50, "第二行"),
        text(20, 40, "次页"),
    )
    assert [(n.page, n.text) for n in document.lines] == [
        (1, "第一行"),
        (1, "第二行"),
        (1, "第三行"),
        (2, "次页"),
    ]
    box = document.lines[0].box
    assert box is not None
    assert (round(box.left), round(box.bottom)) == (57, 115)  # 20 mm, and 40 mm and a little


def test_characters_that_stand_apart_by_their_distances_are_one_figure() -> None:
    spread = text(20, 40, "10,231.58", code='DeltaX="g 8 2.2"')
    assert texts(read(spread + text(60, 40, "万元"))) == ["10,231.58 万元"]


def test_a_matrix_scales_and_moves_characters() -> None:
    words = text(20, 40, "支出", size=1, more='CTM="4 0 0 4 0 0"')
    (line,) = read(words).lines
    assert line.box is not None
    assert round((line.box.right - line.box.left) / 72 * 25.4) == 8


@pytest.mark.parametrize(
    ("unseen", "reason"),
    [
        (text(60, 40, "9,999.99", more='Visible="false"'), "hidden"),
        (text(60, 40, "9,999.99", more='Alpha="0"'), "hidden"),
        (text(60, 40, "9,999.99", more='Fill="false"'), "hidden"),
        (text(60, 40, "9,999.99").replace("<ofd:TextCode", WHITE + "<ofd:TextCode"), "hidden"),
        (text(400, 40, "9,999.99"), "outside"),
    ],
)
def test_what_is_not_seen_is_set_aside(unseen: str, reason: str) -> None:
    document = read(text(20, 40, "支出10,231.58万元") + unseen)
    assert texts(document) == ["支出10,231.58万元"]
    assert [(a.reason, a.text) for a in document.asides] == [(reason, "9,999.99")]


def test_a_small_raised_digit_is_the_mark_of_a_note() -> None:
    document = read(text(20, 40, "10,231.58") + text(38, 38, "1", size=2) + text(40, 40, "万元"))
    assert texts(document) == ["10,231.58万元"]
    assert [(a.reason, a.text) for a in document.asides] == [("note_mark", "1")]


def test_rules_make_a_table_with_what_its_cells_span() -> None:
    lines = [rule(20, y, 120, y) for y in (50, 60, 70)] + [rule(x, 50, x, 70) for x in (20, 120)]
    lines += [rule(70, 60, 70, 70)]
    words = text(22, 58, "合并") + text(22, 68, "甲") + text(72, 68, "1.00") + text(20, 40, "表一")
    document = read("".join(lines) + words + text(20, 80, "注：说明"))
    (table,) = document.tables
    assert [[c.text if c else None for c in row] for row in table.grid()] == [
        ["合并", "合并"],
        ["甲", "1.00"],
    ]
    assert texts(document) == ["表一", "合并", "甲", "1.00", "注：说明"]


def test_a_template_stands_on_every_page_that_names_it() -> None:
    document = read(text(20, 40, "甲"), text(20, 40, "乙"), template=text(20, 20, "单位：万元"))
    assert texts(document) == ["单位：万元", "甲", "单位：万元", "乙"]


def test_a_file_without_text_or_without_a_part_is_refused() -> None:
    with pytest.raises(SourceError, match="no text"):
        read(rule(1, 1, 9, 1))
    with pytest.raises(SourceError, match="more than the limit of 1 pages"):
        read_ofd(as_ofd([text(1, 9, "甲")] * 2), "made.ofd", Limits(pages=1))
