"""Alarms of plausibility: each rings where it must, and is silent on the report on file."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd
import pytest

from jixiao.extract.plausibility import doubtful_rows
from jixiao.report import Report

Row = tuple[str, str, str, str, str]


def doubts(*rows: Row) -> list[tuple[int, str]]:
    """`rows`: item, phase, value, unit, printed."""
    columns = ["item", "phase", "value", "unit", "printed"]
    table = pd.DataFrame(
        [(i, p, Decimal(v), u, printed) for i, p, v, u, printed in rows],
        columns=columns,
        dtype=object,
    )
    return [(found.row, found.reason) for found in doubtful_rows({"budget": table})]


def money(item: str, phase: str, value: str, unit: str = "万元") -> Row:
    return item, phase, value, unit, value + unit


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([money("e", "rate", "200.01", "%")], [(0, "rate_over_200")]),
        ([money("e", "rate", "200", "%")], []),
        ([money("e", "share", "100.01", "%")], [(0, "rate_over_200")]),
        ([money("e", "approved", "2023")], [(0, "year_as_amount")]),
        ([money("e", "approved", "2023.00")], []),
        ([money("e", "approved", "20230")], []),
        ([("e", "approved", "2023", "万元", "2,023万元")], []),
        (
            [money("a", "count", "3", "辆"), money("b", "count", "12", "辆"), money("c", "count", "2023", "辆")],
            [(2, "count_out_of_line")],
        ),
        ([money("a", "count", "1300", "人"), money("b", "count", "1200", "人")], []),
        ([money("e", "outturn", "10.00"), money("e.b", "outturn", "10.02")], [(1, "part_over_whole")]),
        ([money("e", "outturn", "10.00"), money("e.b", "outturn", "10.01")], []),  # rounding
        ([money("e", "approved", "10.00"), money("e.b", "outturn", "11.00")], []),  # other stages
        ([money("e", "adjustment", "-5"), money("e.b", "adjustment", "3")], []),
        (
            [money("e", "outturn", "6125.55"), money("e", "revised", "6125.55", "元")],
            [(0, "ten_thousand_times"), (1, "ten_thousand_times")],
        ),
        (
            [money("e", p, v) for p, v in (("approved", "9"), ("outturn", "8"), ("revised", "80000"))],
            [(2, "ten_thousand_times")],
        ),
        ([money("e", "outturn", "6125.55"), money("f", "revised", "6125.55", "元")], []),
    ],
)  # fmt: skip
def test_an_alarm_rings_where_it_must(rows: list[Row], found: list[tuple[int, str]]) -> None:
    assert doubts(*rows) == found


def test_an_attainment_over_a_thousand_per_cent_is_doubtful() -> None:
    table = pd.DataFrame(
        {"attainment_pct": [Decimal("16832"), Decimal("1000"), None]}, dtype=object
    )
    assert [(d.row, d.reason) for d in doubtful_rows({"indicators": table})] == [
        (0, "attainment_over_1000")
    ]


def test_of_the_report_on_file_the_figure_with_the_wrong_unit_alone_is_doubtful(
    report: Report,
) -> None:
    (found,) = doubtful_rows(report.tables)
    assert (found.table, found.reason) == ("budget", "ten_thousand_times")
    assert report.tables["budget"].iloc[found.row]["printed"] == "6,125.55元"
