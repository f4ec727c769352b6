"""Alarms: rows whose figure can hardly be what the document means.

A misreading and a slip of the office look alike here: such a row is listed as doubtful, with the
reason, and is neither changed nor dropped. Pure functions over rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any, Literal

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan

DoubtReason = Literal[
    "attainment_over_1000",
    "rate_over_200",
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
_SCALE, _SLACK, _NEAR = Decimal(10_000), Decimal("0.05"), 100


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
        rows = tables["budget"].to_dict("records")
        scaled = list(_scales(rows))
        for check in (_rates, _years, _counts):
            found += check(rows)
        found += _parts(rows, {doubtful.row for doubtful in scaled})
        found += scaled
    if "indicators" in tables:
        for number, row in enumerate(tables["indicators"].to_dict("records")):
            reached = row["attainment_pct"]
            if _is_number(reached) and reached > _MOST_ATTAINED:
                found.append(DoubtfulRow("indicators", number, "attainment_over_1000"))
    return list({(d.table, d.row, d.reason): d for d in found}.values())


def are_column_numbers(values: Sequence[Decimal | None]) -> bool:
    """Whether the figures of a row count its columns: 1, 2, 3 … and so are none.

    Three at least, each one more than that on its left; blank cells between them do not matter.
    """
    numbers = [value for value in values if value is not None]
    return len(numbers) > 2 and all(
        after - before == 1 for before, after in zip(numbers, numbers[1:], strict=False)
    )


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
    """A count of people or cars in the thousands, where the others are tens."""
    counted = [
        (number, row["value"])
        for number, row in enumerate(rows)
        if row["phase"] == "count" and row["unit"] in _PEOPLE_AND_CARS
    ]
    for number, value in counted:
        others = [other for at, other in counted if at != number]
        if others and value >= _MANY and median(others) < _FEW:
            yield DoubtfulRow("budget", number, "count_out_of_line")


def _parts(rows: Sequence[Mapping[str, Any]], doubtful: set[int]) -> Iterator[DoubtfulRow]:
    """A part that is larger than its whole in the same stage: item a.b against item a.

    `doubtful`: rows that say nothing against others.
    """
    wholes: dict[tuple[str, str], list[tuple[int, Decimal, Decimal]]] = {}
    money = [
        (number, row)
        for number, row in enumerate(rows)
        if row["unit"] in YUAN_PER_UNIT and number not in doubtful
    ]
    for number, row in money:
        slack = in_wan(half_unit(row["value"]), row["unit"])
        entry = (number, in_wan(row["value"], row["unit"]), slack)
        wholes.setdefault((row["item"], row["phase"]), []).append(entry)
    for number, row in money:
        if row["phase"] == "adjustment" or "." not in row["item"]:
            continue  # parts of an adjustment may be larger, with another sign
        value = in_wan(row["value"], row["unit"])
        slack = in_wan(half_unit(row["value"]), row["unit"])
        above = wholes.get((row["item"].rsplit(".", 1)[0], row["phase"]), [])
        if above and all(value - whole > slack + other for _, whole, other in above):
            yield DoubtfulRow("budget", number, "part_over_whole", above[0][0])


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
        near = {
            number: sum(1 / _NEAR < amount / other < _NEAR for _, other in stated)
            for number, amount in stated
        }
        for number, amount in stated:
            for other, twin in stated:
                if abs(amount / twin / _SCALE - 1) <= _SLACK:
                    if near[number] <= near[other]:
                        yield DoubtfulRow("budget", number, "ten_thousand_times", other)
                    if near[other] <= near[number]:
                        yield DoubtfulRow("budget", other, "ten_thousand_times", number)


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int | float) and value == value
