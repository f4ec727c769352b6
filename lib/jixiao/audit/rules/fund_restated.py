"""Money that the budget and an indicator both state has the same budget in both places.

Where a result names what was paid and what the budget was adjusted to, and an item of the budget has
the same outturn, its revised budget is that of the result. Not applicable where no item has that
outturn. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ...base.amounts import YUAN_PER_UNIT, half_unit, in_wan, read_number
from ...base.said import Said
from ...catalogue import wordings
from ...labels.numbers import exact
from ...report import Report
from ...schema.rows import IndicatorRow
from ...source import Passage
from ..figures import Amounts, AmountStated, figure
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import passage_of, result_cells
from ..materiality import of_money
from ..subjects import indicator
from ..wording import worded

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    tables = report.tables
    if report.document is None or not {"indicators", "budget"} <= set(tables):
        yield not_applicable("ledger.budgets_of_results", "ledger.no_text_or_indicators")
        return
    budget = tables["budget"]
    money = budget[(budget["phase"] == "outturn") & budget["unit"].isin(list(YUAN_PER_UNIT))]
    outturns = [figure(row) for row in money.itertuples()]
    none = True
    for row, cell in result_cells(report):
        paid = _amount(report, cell, wordings("identities")["paid"])
        given = _amount(report, cell, wordings("identities")["budgets"]["revised"])
        if paid is None or given is None:
            continue
        for spent in outturns:
            same = abs(spent.wan - _wan(paid)) <= spent.rounding + _rounding(paid)
            if not spent.wan or not same:
                continue
            for revised in Amounts(report).of(spent.item, "revised")[:1]:
                none = False
                yield _compared(row, spent, revised, paid, given)
    if none:
        yield not_applicable("ledger.budgets_of_results", "ledger.no_item_with_that_outturn")


def _compared(
    row: IndicatorRow, spent: AmountStated, revised: AmountStated, paid: Evidence, given: Evidence
) -> Outcome:
    subject = indicator(row.seq)
    difference = revised.wan - _wan(given)
    rounding = revised.rounding + _rounding(given)
    if abs(difference) <= rounding:
        return passed(subject)
    severity, weight = of_money(difference, revised.wan)
    said = Said(
        "findings.fund_restated",
        number=row.seq,
        name=row.name,
        spent=exact(spent.wan),
        revised=exact(revised.wan),
        given=exact(_wan(given)),
    )
    evidence = (revised.evidence, spent.evidence, given, paid)
    finding = Finding(
        "fund_restated",
        version,
        kind,
        severity,
        worded(said),
        tuple(dict.fromkeys(evidence)),
        revised.wan,
        _wan(given),
        -difference,
        rounding,
        weight=weight,
    )
    return failed(subject, finding)


def _amount(report: Report, cell: Passage, pattern: str) -> Evidence | None:
    match = re.search(pattern, cell.text)
    quote = passage_of(report, cell, match.start()) if match else None
    if match is None or quote is None:
        return None
    return replace(quote, value=read_number(match["amount"]), unit=match["unit"])


def _wan(amount: Evidence) -> Decimal:
    return in_wan(amount.value or Decimal(0), amount.unit or "元")


def _rounding(amount: Evidence) -> Decimal:
    return in_wan(half_unit(amount.value or Decimal(0)), amount.unit or "元")
