"""Alarms: rows whose figure can hardly be what the document means.

A misreading and a slip of the office look alike here: such a row is listed as doubtful, with the
reason, and is neither changed nor dropped. Pure functions over rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..schema import records

DoubtReason = Literal[
    "attainment_over_1000",
    "rate_over_200",
    "rate_alone",
    "class_of_another_fund",
    "part_over_whole",
    "year_as_amount",
    "count_out_of_line",
    "ten_thousand_times",
    "column_numbers",
    "read_two_ways",  # found by `rounds`, where the sums of a table do not hold
]
_MOST_ATTAINED, _HIGHEST_RATE, _HIGHEST_SHARE = 1000, 200, 100  # per cent
_YEARS = range(1990, 2101)
_PEOPLE_AND_CARS = ("人", "名", "辆", "台")
_MANY, _FEW = 1000, 100
_SCALE, _SLACK, _NEAR = Decimal(10_000), Decimal("0.05"), Decimal(100)


@dataclass(frozen=True)
class DoubtfulRow:
    """A row of `table`, counted from 0, with the reason, and the row that it does not go with."""

    table: str
    row: int
    reason: DoubtReason
    other: int | None = None

    def entry(self) -> dict[str, object]:
        """As the descriptor has it; `row` is that of the CSV file, whose header is row 1."""
        return {"table": self.table, "row": self.row + 2, "reason": self.reason}


def doubtful_rows(tables: Mapping[str, pd.DataFrame]) -> list[DoubtfulRow]:
    """The doubtful rows of the tables `budget` and `indicators`, each reason of a row once."""
    found: list[DoubtfulRow] = []
    if "budget" in tables:
        rows = records(tables["budget"])
        scaled = list(_scales(rows))
        for check in (_rates, _years, _counts):
            found += check(rows)
        found += _parts(rows, {doubtful.row for doubtful in scaled})
        found += scaled
    if "indicators" in tables:
        for number, row in enumerate(records(tables["indicators"])):
            reached = row["attainment_pct"]
            if _is_number(reached) and reached > _MOST_ATTAINED:
                found.append(DoubtfulRow("indicators", number, "attainment_over_1000"))
    return list({(d.table, d.row, d.reason): d for d in found}.values())


def _rates(rows: Sequence[Mapping[str, Any]]) -> Iterator[DoubtfulRow]:
    limits = {"rate": _HIGHEST_RATE, "share": _HIGHEST_SHARE}
    for number, row in enumerate(rows):
        limit = limits.get(row["phase"])
        if limit is not None and row["unit"] == "%" and row["value"] > limit:
            yield DoubtfulRow("budget", number, "rate_over_200")


def _years(rows: Sequence[Mapping[str, Any]]) -> Iterator[DoubtfulRow]:
    """An amount that is printed as years are: four digits from 1990 to 2100, nothing else."""
    for number, row in enumerate(rows):
        digits = re.match(r"\d{4}(?![\d.,])", str(row["printed"]))
        if row["unit"] in YUAN_PER_UNIT and digits and int(digits[0]) in _YEARS:
            yield DoubtfulRow("budget", number, "year_as_amount")


def _counts(rows: Sequence[Mapping[str, Any]]) -> Iterator[DoubtfulRow]:
    counted = [
        (number, row["value"], row["unit"])
        for number, row in enumerate(rows)
        if row["phase"] == "count"
    ]
    return counts_out_of_line("budget", counted)


def counts_out_of_line(
    table: str, counted: Sequence[tuple[int, Decimal, str]]
) -> Iterator[DoubtfulRow]:
    """A count of people or cars in the thousands, where the others are tens.

    `counted`: row, count and its unit.
    """
    own = [(number, value) for number, value, unit in counted if unit in _PEOPLE_AND_CARS]
    ordered = sorted(value for _, value in own)
    for number, value in own:
        if len(ordered) > 1 and value >= _MANY and _median_without(ordered, value) < _FEW:
            yield DoubtfulRow(table, number, "count_out_of_line")


def _median_without(ordered: Sequence[Decimal], value: Decimal) -> Decimal:
    """The median of two or more sorted values when one that is `value` is taken out."""
    out, rest = bisect_left(ordered, value), len(ordered) - 1
    middle = [ordered[at + (at >= out)] for at in ((rest - 1) // 2, rest // 2)]
    return sum(middle, Decimal(0)) / 2


def _parts(rows: Sequence[Mapping[str, Any]], doubtful: set[int]) -> Iterator[DoubtfulRow]:
    """A part that is larger than its whole in the same stage: item a.b against item a.

    `doubtful`: rows that say nothing against others.
    """
    wholes: dict[tuple[str, str], tuple[int, Decimal]] = {}  # the first row, and the most it can be
    money = [
        (number, row)
        for number, row in enumerate(rows)
        if row["unit"] in YUAN_PER_UNIT and number not in doubtful
    ]
    for number, row in money:
        slack = in_wan(half_unit(row["value"]), row["unit"])
        most, key = in_wan(row["value"], row["unit"]) + slack, (row["item"], row["phase"])
        first, other = wholes.get(key, (number, most))
        wholes[key] = first, max(most, other)
    for number, row in money:
        if row["phase"] == "adjustment" or "." not in row["item"]:
            continue  # parts of an adjustment may be larger, with another sign
        value = in_wan(row["value"], row["unit"])
        slack = in_wan(half_unit(row["value"]), row["unit"])
        above = wholes.get((row["item"].rsplit(".", 1)[0], row["phase"]))
        if above and value - slack > above[1]:
            yield DoubtfulRow("budget", number, "part_over_whole", above[0])


def _scales(rows: Sequence[Mapping[str, Any]]) -> Iterator[DoubtfulRow]:
    """An amount about ten thousand times another of the same item: 元 taken for 万元.

    Of the two the one is doubtful that fewer amounts of the item are near to; both, if as many are.
    """
    by_item: dict[str, list[tuple[int, Decimal]]] = {}
    for number, row in enumerate(rows):
        if row["unit"] in YUAN_PER_UNIT and row["phase"] != "unit_price" and row["value"]:
            amount = abs(in_wan(row["value"], row["unit"]))
            by_item.setdefault(row["item"], []).append((number, amount))
    for stated in by_item.values():
        for number, other in of_another_scale(stated):
            yield DoubtfulRow("budget", number, "ten_thousand_times", other)


def of_another_scale(
    stated: Sequence[tuple[int, Decimal]], everywhere: Mapping[Decimal, int] | None = None
) -> Iterator[tuple[int, int]]:
    """The rows whose amount is about ten thousand times another, or a ten thousandth of it, and the
    row of that one. `stated`: row and amount of one item; `everywhere`: amount → how often the
    document states it, which tells of two whether one is the slip.

    Equal amounts are compared once: a text that states one thousands of times costs no more than
    its length.
    """
    last = {amount: number for number, amount in stated}  # the row that states it last
    amounts = sorted(last)
    every = sorted(amount for _, amount in stated)
    near = {
        amount: (len(_between(every, amount, 1 / _NEAR, _NEAR)), (everywhere or {}).get(amount, 0))
        for amount in amounts
    }
    low, high = _SCALE * (1 - _SLACK), _SCALE * (1 + _SLACK)
    for number, amount in stated:
        smaller = [(number, last[t], t) for t in _between(amounts, amount, low, high, True)]
        larger = [(last[t], last[t], t) for t in _between(amounts, amount, 1 / high, 1 / low, True)]
        twins = [twin for twin in (*smaller, *larger) if near[amount] <= near[twin[2]]]
        if twins:
            yield number, max(twins)[1]


def _between(
    amounts: Sequence[Decimal], amount: Decimal, low: Decimal, high: Decimal, closed: bool = False
) -> Sequence[Decimal]:
    """Those of the sorted `amounts` that `amount` is more than `low` and less than `high` times.

    `closed`: `low` and `high` times as well.
    """
    first, last = amount / high, amount / low
    if closed:
        return amounts[bisect_left(amounts, first) : bisect_right(amounts, last)]
    return amounts[bisect_right(amounts, first) : bisect_left(amounts, last)]


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int | float) and value == value
