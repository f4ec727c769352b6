"""Alarms for the tables and the narrative of budgets and final accounts: each rings where it must."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.extract.statement_doubts import doubtful_statements
from jixiao.schema import frame_of

YEAR = 2023


def row(
    item: str = "expenditure",
    value: str = "10.00",
    *,
    printed: str | None = None,
    statement: str = "expenditure",
    fund: str = "all",
    code: str | None = None,
    name: str = "合计",
    phase: str = "outturn",
    unit: str = "万元",
) -> dict[str, object]:
    return {
        "statement": statement,
        "fund": fund,
        "item": item,
        "classification": code,
        "name": name,
        "phase": phase,
        "base": None,
        "value": Decimal(value.replace(",", "")),
        "unit": unit,
        "printed": printed or value,
        "page": 1,
        "line": 1,
        "quote": value,
    }


def doubts(*rows: dict[str, object]) -> list[tuple[int, str]]:
    table = frame_of(rows, "statements")
    return sorted((d.row, d.reason) for d in doubtful_statements(table, YEAR))


def rate(value: str, phase: str = "rate", **more: str) -> dict[str, object]:
    return row(value=value, unit="%", phase=phase, statement="narrative", **more)


def count(value: str, item: str = "vehicles", unit: str = "辆") -> dict[str, object]:
    return row(item, value, unit=unit, phase="count", statement="narrative")


PART = "part_over_whole"
SCALE = "ten_thousand_times"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # The one that goes with fewer others is doubtful, else both.
        ([row(), row("expenditure.basic", "10.02")], [(0, PART), (1, PART)]),
        ([row(), row("expenditure.basic", "10.01")], []),  # rounding
        ([row(), row("expenditure.basic", "12"), row("expenditure.project", "13")], [(0, PART)]),
        ([row(), row("expenditure.basic", "12", phase="approved")], []),
        ([row(), row("expenditure.basic", "12"), row("balance.closing", "-2")], []),
        ([row(code="20106"), row(code="2010601", value="10.5")], [(0, PART), (1, PART)]),
        (
            [row(), row("expenditure.basic"), row(code="201", value="12"), row("expenditure.basic", "9", code="201")],
            [(0, PART), (2, PART)],
        ),
        (
            [row(value="20"), row(code="201"), row(code="20106", value="30"), row(code="2010601", value="9")],
            [(2, PART)],
        ),
        ([row(code="20106"), row(code="2010701", value="10.5")], []),
        ([row(fund="fiscal"), row(fund="general", value="11")], [(0, PART), (1, PART)]),
        ([row(fund="fiscal"), row(fund="general", value="11", statement="income")], []),
        (
            [row("expenditure.office", name="甲局"), row("expenditure.basic.office", "11", name="乙局")],
            [],
        ),
        # Rates that no amounts make.
        ([rate("200.01")], [(0, "rate_over_200")]),
        ([rate("200")], []),
        ([rate("100.01", "share")], [(0, "rate_over_200")]),
        ([rate("-100.5", "change_rate")], [(0, "rate_over_200")]),
        ([rate("340.00", "change_rate")], []),
        ([rate("1340.00", "change_rate")], [(0, "rate_over_200")]),
        ([rate("453.33"), row(value="68.00"), row(value="15.00", phase="approved")], []),
        ([rate("453.33"), row(value="69.00"), row(value="15.00", phase="approved")], [(0, "rate_over_200")]),
        ([rate("1400.00", "change_rate"), row(value="15.00"), row(value="14.00", phase="change")], []),
        # A year, where the amounts of the table have places.
        ([row(value="2023", code="201"), row("total.income"), row("total.expenditure")], [(0, "year_as_amount")]),
        ([row(value="2,023", code="201"), row("total.income"), row("total.expenditure")], []),
        ([row(value="1998", code="201"), row("total.income"), row("total.expenditure")], []),
        ([row(value="2023", code="201"), row("total.income", "3100"), row("sangong", "12")], []),
        # Columns and rows that are numbered.
        (
            [row("sangong", "1"), row("sangong.overseas", "2", phase="approved"), row("meetings", "3")],
            [(0, "column_numbers"), (1, "column_numbers"), (2, "column_numbers")],
        ),
        ([row("sangong", "1"), row("sangong.overseas", "2"), row("meetings", "4")], []),
        (
            [r for at, i in enumerate("abcd", 1) for r in (row(i, str(at)), row(i + "x", "7.50", phase="approved"))],
            [(at, "column_numbers") for at in (0, 2, 4, 6)],
        ),
        # Counts.
        ([count("3"), count("12", "vehicles.other"), count("2023", "vehicles.leading")], [(2, "count_out_of_line")]),
        ([count("1300", unit="人"), count("1200", unit="人")], []),
        ([count("3000", unit="人次"), count("12")], []),
        # Ten thousand times: the one that the document states less often, else both.
        ([row(value="2961.68"), row(value="0.3", statement="narrative")], [(0, SCALE), (1, SCALE)]),
        (
            [row(value="2961.68"), row("total.expenditure", "2961.68"), row(value="0.3", statement="narrative")],
            [(2, SCALE)],
        ),
        ([row(value="2961.68"), row(value="0.3", phase="previous")], []),
        ([row(value="2961.68"), row(value="0.3", code="201")], []),
        (
            [row("procurement", value, name=value, statement="procurement") for value in ("20000", "2")],
            [],
        ),
    ],
)  # fmt: skip
def test_an_alarm_rings_where_it_must(
    rows: list[dict[str, object]], found: list[tuple[int, str]]
) -> None:
    assert doubts(*rows) == found
