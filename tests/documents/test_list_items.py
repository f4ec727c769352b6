"""Items of a list whose last sentence lacks its stop, as where the paper cut it off."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from jixiao.extract.statements.list_items import with_stops
from jixiao.extract.statements.narrative import read_narrative
from jixiao.source import read_document
from jixiao.source.lines import Line

CLASSES = {
    "204": "公共安全支出",
    "20499": "其他公共安全支出",
    "2049999": "其他公共安全支出",
    "213": "农林水支出",
    "21303": "水利",
    "2130301": "行政运行",
    "2130306": "水利工程运行与维护",
}
TEXT = """2025年部门预算编制说明
财政拨款支出主要内容如下：
1. “农林水支出（类）水利（款）行政运行（项）”14.62万元，主要用于行政运行。\
2024年当年预算执行数为4.17万元，2025年预算安排14.62万元，比2024年预算执行数增加250.60%。主要原因是：人员增加
2. “公共安全支出（类）其他公共安全支出（款）其他公共安全支出（项）”110.23万元，主要用于安全。\
2024年当年预算执行数为84.45万元，2025年预算安排110.23万元，比2024年预算执行数增加30.53%。主要原因是：新增经费。
"""


def rows(text: str, folder: Path) -> dict[str, list[Decimal]]:
    (folder / "report.txt").write_text(text, "utf-8")
    found: dict[str, list[Decimal]] = {}
    for row in read_narrative(read_document(folder / "report.txt"), CLASSES, "budget").rows:
        found.setdefault(str(row["classification"]), []).append(Decimal(str(row["value"])))
    return found


def test_an_item_without_its_stop_takes_nothing_of_the_next(tmp_path: Path) -> None:
    found = rows(TEXT, tmp_path)
    assert found == rows(TEXT.replace("人员增加\n", "人员增加。\n"), tmp_path)
    assert found["2049999"] == [Decimal(v) for v in ("110.23", "84.45", "110.23", "30.53")]


@pytest.mark.parametrize(
    ("lines", "ended"),
    [
        (["1.甲。原因是乙", "2.丙"], ["1.甲。原因是乙。", "2.丙"]),
        (["（一）甲。乙", "", "（二）丙"], ["（一）甲。乙。", "", "（二）丙"]),
        (["1.甲。原因是乙；", "2.丙"], ["1.甲。原因是乙；", "2.丙"]),
        (["1.甲。较上年增加", "3.丙"], ["1.甲。较上年增加", "3.丙"]),  # no next number
        (["1.甲。较上年增加", "2.5万元"], ["1.甲。较上年增加", "2.5万元"]),
        (["1.甲10万元", "2.乙8万元"], ["1.甲10万元", "2.乙8万元"]),  # a list of amounts
    ],
)
def test_only_an_item_of_sentences_before_the_next_number_is_ended(
    lines: list[str], ended: list[str]
) -> None:
    made = [Line(1, number, text) for number, text in enumerate(lines, 1)]
    assert [line.text for line in with_stops(made)] == ended
