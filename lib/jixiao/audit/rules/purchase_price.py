"""What was bought, times its mean price, is what was spent; nothing bought has no price.

购置公务用车2辆，平均每辆18.00万元 of 36.00 万元. Tolerance: the rounding of the printed figures. Not applicable where
number, mean price or outturn of an item is not printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...base.amounts import YUAN_PER_UNIT
from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from .. import subjects
from ..figures import Amounts, AmountStated, evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..wording import worded

kind: Kind = "arithmetic"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.prices_and_numbers", "ledger.no_budget")
        return
    budget, amounts = report.tables["budget"], Amounts(report)
    none = True
    for count in budget[budget["phase"] == "count"].itertuples():
        price = next(iter(amounts.of(count.item, "unit_price")), None)
        spent = next(iter(amounts.of(count.item, "outturn")), None)
        if price and spent and count.unit not in YUAN_PER_UNIT:
            none = False
            yield _compared(count, price, spent)
    if none:
        yield not_applicable("ledger.prices_and_numbers", "ledger.none_is_stated")


def _compared(count: Any, price: AmountStated, spent: AmountStated) -> Outcome:
    subject = subjects.on_line(subjects.item(count.item), count.line)
    product = count.value * price.wan
    tolerance = count.value * price.rounding + spent.rounding
    for_nothing = (count.value == 0) != (spent.wan == 0) or (count.value == 0 and price.wan > 0)
    if abs(product - spent.wan) <= tolerance and not for_nothing:
        return passed(subject)
    severity, weight = of_money(spent.wan - product, max(spent.wan, product) or Decimal(1))
    said = Said(
        "findings.purchase_price",
        name=subjects.item(count.item),
        count=count.printed,
        price=price.printed,
        spent=exact(spent.wan),
    )
    finding = Finding(
        "purchase_price",
        version,
        kind,
        severity,
        worded(said),
        tuple(dict.fromkeys((spent.evidence, evidence(count), price.evidence))),
        product,
        spent.wan,
        spent.wan - product,
        tolerance,
        weight=weight,
    )
    return failed(subject, finding)
