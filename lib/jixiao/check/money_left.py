"""Amounts of money in the budget part of a report that no row states and no list names."""

from __future__ import annotations

import re

from ..base.amounts import fold
from ..report import Report
from .numbers import BUDGET_SECTIONS, Number, State, numbers

_UNIT = re.compile(r"\s*[)）]?\s*(?:[百千万亿]{1,2})?元")


def money_left(report: Report) -> list[Number]:
    """The unread numbers of the budget part with a unit of money behind them, in order.

    Left out are those on lines that the extraction lists already.
    """
    if report.document is None:
        return []
    listed = {entry["line"] for entry in report.about.get("unread", ())}
    texts = {line.number: fold(line.text) for line in report.document.lines}
    return [
        number
        for number in numbers(report)
        if number.state == State.UNREAD
        and number.section in BUDGET_SECTIONS
        and number.line not in listed
        and _UNIT.match(texts[number.line], number.end)
    ]
