from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.base.errors import Place, SourceError
from jixiao.source import Document, Line, concatenate, join, read_text

TEXT = "第一页\n第二行 12 项\n\n\n\n第二页\n"


def test_the_first_report_has_45_pages(document: Document) -> None:
    assert document.page_count == 45
    assert document.lines[656].text.startswith("2022年，我部门支出 7,307.73万元")
    assert document.lines[656].page == 14


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_every_encoding_it_comes_in(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode(encoding))
    document = read_text(path)
    assert [line.text for line in document.lines if not line.blank] == TEXT.split("\n")[:2] + [
        "第二页"
    ]
    assert [line.page for line in document.lines if not line.blank] == [1, 1, 2]


def test_form_feeds_end_pages_where_there_are_any(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("一\n\n\n\n\n二\n\f三\n", "utf-8")
    assert [line.page for line in read_text(path).lines if not line.blank] == [1, 1, 2]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "empty"), (b"\n\n", "empty"), (b"\x00\x01\x02\xff", "not a text file")],
)
def test_a_file_that_is_no_text_gives_one_line(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=words):
        read_text(path)


def test_a_missing_file_and_a_folder_give_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(SourceError, match="cannot be read"):
            read_text(path)


def test_line_wraps_and_justification_go_but_figures_stay_apart() -> None:
    lines = [
        Line(1, 1, "完 成 预 算 2022.6"),
        Line(1, 2, "250.94 万元， IT 项目"),
        Line(1, 3, "共 3"),
        Line(1, 4, "家"),
    ]
    passage = join(lines)
    assert passage.text == "完成预算2022.6 250.94万元，IT项目共3家"
    assert passage.places[passage.text.index("家")] == Place(1, 4)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("手册20", "00册", "手册2000册"),  # it was 20 and 00册
        ("5", "000", "5000"),
        ("12", "00:30", "12 00:30"),
        ("12", "0.05", "12 0.05"),
        ("12", "005", "12 005"),
        ("A", "00", "A 00"),
    ],
)
def test_a_number_goes_on_where_a_line_begins_as_none_does(
    first: str, second: str, whole: str
) -> None:
    assert join([Line(1, 1, first), Line(1, 2, second)]).text == whole


@given(st.lists(st.text("预算支出 12.x，\t", max_size=12), max_size=6))
def test_joining_loses_nothing_but_white_space(texts: list[str]) -> None:
    lines = [Line(1, number, text) for number, text in enumerate(texts, start=1)]
    passage = join(lines)
    assert "".join(passage.text.split()) == "".join("".join(texts).split())
    assert len(passage.text) == len(passage.places)
    assert concatenate([passage]).text == passage.text


def test_a_quote_holds_only_where_it_begins(document: Document) -> None:
    assert document.holds("支出 1,179.52万元，完成预算", Place(14, 659))
    assert not document.holds("支出1,179.52万元", Place(14, 661))
    assert not document.holds("支出1,179.53万元", Place(14, 659))
    assert not document.holds("支出1,179.52万元", Place(13, 659))
    assert not document.holds("", Place(14, 659))
