"""Time to read a text grows with its length, not with its square; what is far too long is a line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from jixiao.base.errors import SourceError
from jixiao.extract.outcomes import read_outcomes
from jixiao.extract.outline import outline
from jixiao.source import Document, Line, read_text

HEAD = ["一、部门基本情况", "无。", "二、部门整体收支情况", "无。", "三、年度重点工作"]


def seconds(*work: str) -> float:
    lines = tuple(Line(1, number, text) for number, text in enumerate([*HEAD, *work], start=1))
    parts = outline(Document("made.txt", "", lines))
    start = time.process_time()
    assert len(read_outcomes(parts, 2023)) >= 1000
    return time.process_time() - start


@pytest.mark.parametrize("text", ["；1万宗", "，2023年完成1万宗", "1万宗"])
def test_four_times_the_text_takes_no_more_than_eight_times_as_long(text: str) -> None:
    seconds(text * 1000)  # the patterns are made once
    short, long = seconds(text * 1500), seconds(text * 6000)
    assert long < 8 * short


@pytest.mark.parametrize(
    ("text", "said"),
    [("1\n" * 200_002, "lines, more than the limit of 200,000"), ("1" * 4_000_001, "characters")],
)
def test_a_text_far_longer_than_a_report_is_refused(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(text, "utf-8")
    with pytest.raises(SourceError, match=said):
        read_text(path)
