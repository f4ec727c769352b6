"""A saving that is stated beside prices and a quantity is what they give.

Two unit prices of different years, a quantity in their unit and a saving in one cell or passage: the
saving is the difference of the prices times the quantity, or at least one of the prices times it. Where
none of them fits, the figures do not say how the saving was reckoned. Not applicable where not all
four are stated. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ...base.said import Said
from ...catalogue import wordings
from ...labels.numbers import exact
from ...report import Report
from ...source import Passage
from ..clauses import narrative_clauses
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..prose import clause
from ..wording import worded

kind: Kind = "arithmetic"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.savings", "ledger.no_text")
        return
    seen: set[Said] = set()
    for passage in dict.fromkeys(each.passage for each in narrative_clauses(report.document)):
        outcome = _saving(passage)
        if outcome is not None and outcome.subject not in seen:
            seen.add(outcome.subject)
            yield outcome
    if not seen:
        yield not_applicable("ledger.savings", "ledger.none_is_stated")


def _saving(passage: Passage) -> Outcome | None:
    rules = wordings("claims")["savings"]
    prices = {m["year"]: m for m in re.finditer(rules["price"], passage.text)}
    saved = re.search(rules["saved"], passage.text)
    if len(prices) != 2 or saved is None:
        return None
    (_, before), (_, after) = sorted(prices.items())
    counted = re.search(rf"{rules['quantity']}{after['unit']}(?!/)", passage.text)
    if counted is None or before["unit"] != after["unit"]:
        return None
    one, other = Decimal(before["price"]), Decimal(after["price"])
    count, amount = Decimal(counted["count"]), Decimal(saved["amount"])
    stated = in_wan(amount, saved["unit"])
    subject = Said(
        "ledger.saving_of", count=counted[0], before=before[0], after=after[0], saved=saved[0]
    )
    rounding = in_wan(half_unit(amount), saved["unit"])
    rounding += count * (half_unit(one) + half_unit(other)) / YUAN_PER_UNIT["万元"]
    products = [in_wan(price * count, "元") for price in (one - other, one, other)]
    if any(abs(product - stated) <= rounding for product in products):
        return passed(subject)
    difference = stated - products[0]
    severity, weight = of_money(difference, stated)
    values = {
        "count": counted[0],
        "before": before["price"],
        "after": after["price"],
        "product": exact(products[0].quantize(Decimal("0.01"))),
        "saved": saved[0],
    }
    finding = Finding(
        "stated_savings",
        version,
        kind,
        "medium" if severity == "high" else severity,
        worded(Said("findings.saving", **values)),
        tuple(dict.fromkeys(clause(passage, *m.span()) for m in (counted, saved, before, after))),
        products[0],
        stated,
        difference,
        rounding,
        nature="claim",  # a mix of the prices might give it
        weight=weight,
    )
    return failed(subject, finding)
