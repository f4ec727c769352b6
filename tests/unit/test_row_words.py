"""Numbers inside the words of a row are of that row, wherever in its lines they stand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from jixiao.check.numbers import Number, State, numbers
from jixiao.report import Report
from jixiao.source import read_document

TEXT = """示例市测试局项目支出绩效目标表
1.1－产出指标，11－数量指标，检查员数量（2类）；实施周期指标
值：≤12人，年度指标值：≤10人；2
、2－效益指标，22－社会效益，办结率；年度指标值：≥90%;
全年检查37次。
"""


@pytest.fixture
def found(tmp_path: Path) -> list[Number]:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    rows = [
        {"name": "检查员数量（2类）", "term_target": "≤12人", "target": "≤10人"},
        {"name": "办结率", "term_target": None, "target": "≥90%"},
    ]
    places = [{"page": 1, "line": 2, "line_end": 3}, {"page": 1, "line": 3, "line_end": 4}]
    table = pd.DataFrame([row | place for row, place in zip(rows, places, strict=True)])
    about = {"jixiao": {}, "sources": []}
    return numbers(Report("made", 2026, about, {"indicators": table}, read_document(path)))


def test_a_number_in_a_name_or_a_target_is_in_the_cell_of_its_row(found: list[Number]) -> None:
    cells = {number.printed: number.row for number in found if number.state is State.CELL}
    assert cells == {"2": 2, "12": 2, "10": 2, "90": 3}


def test_numbers_and_codes_before_an_indicator_are_no_figures(found: list[Number]) -> None:
    aside = [number.printed for number in found if number.state is State.ASIDE]
    assert aside == ["1.1", "11", "2", "2", "22"]


def test_a_number_outside_every_row_stays_unread(found: list[Number]) -> None:
    assert [number.printed for number in found if number.state is State.UNREAD] == ["37"]


def test_an_amount_of_a_project_that_a_sentence_states_is_in_its_row(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(
        "巡查项目绩效自评综述：全年预算数229.19万元，执行数\n200万元，另有3万元。\n", "utf-8"
    )
    amounts = [("revised", "229.19万元", 1), ("outturn", "200万元", 2)]
    rows = [
        {"project": 1, "phase": phase, "printed": printed, "page": 1, "line": line}
        for phase, printed, line in amounts
    ]
    tables = {"project_funds": pd.DataFrame(rows)}
    about = {"jixiao": {}, "sources": []}
    found = numbers(Report("made", 2026, about, tables, read_document(path)))
    cells = {number.printed: (number.table, number.row) for number in found if number.table}
    assert cells == {"229.19": ("project_funds", 2), "200": ("project_funds", 3)}
    assert [number.printed for number in found if number.state is State.UNREAD] == ["3"]
