"""Amounts of one item are in one unit of money: no 元 among 万元.

An amount whose digits stand again in another unit for the same item or a part of it is a slip;
else an amount in 元 in a sentence that speaks of 万元 is worth a look. Not applicable where all
amounts are in one unit.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.amounts import YUAN_PER_UNIT, in_wan
from ...base.said import Said
from ...report import Report
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import Weight
from ..subjects import item, on_line
from ..wording import worded

kind: Kind = "unit"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.units_of_money", "ledger.no_budget")
        return
    budget = report.tables["budget"]
    money = budget[budget["unit"].isin(list(YUAN_PER_UNIT))]
    usual = money["unit"].mode().iloc[0] if len(money) else None
    odd = money[money["unit"] != usual]
    if odd.empty:
        yield passed(Said("ledger.all_in_unit", unit=usual))
    for row in odd.itertuples():
        said = Said("ledger.figure_printed", item=item(row.item), printed=row.printed)
        subject = on_line(said, row.line)
        twins = money[
            (money["value"] == row.value) & (money["unit"] == usual) & (money["phase"] == row.phase)
        ]
        if twins.empty and usual not in row.quote:
            yield not_applicable(subject, "ledger.no_other_unit")
            continue
        others = [evidence(twin) for twin in twins.itertuples()]
        shown = twins.iloc[0]["printed"] if len(twins) else usual
        finding = Finding(
            "unit_of_money",
            version,
            kind,
            "high" if others else "medium",
            worded(
                Said("findings.unit_twin", printed=row.printed, other=shown)
                if others
                else Said("findings.unit_among", printed=row.printed, unit=usual)
            ),
            (evidence(row), *others),
            weight=Weight(
                "money", abs(in_wan(row.value, str(usual)) - in_wan(row.value, row.unit))
            ),
        )
        yield failed(subject, finding)
