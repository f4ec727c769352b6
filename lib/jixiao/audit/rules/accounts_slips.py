"""Budgets and final accounts: every figure agrees with its sums.

A figure that is misprinted breaks every sum in which it takes part: of its row, of its column, and
with each table that prints the same. Where two sums or more of one figure do not hold, and all of them
hold with one and the same other amount, that is one finding; no other rests on the figure. Where
another figure explains the same sums it is not told which is wrong, and each sum is a finding of its
own. Not applicable where the tables allow no sum.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...labels.numbers import exact, without_zeros
from ...report import Report
from ..accounts import side
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..set_aside import figures_slipped
from ..slipped import Slipped
from ..statement_sums import Sums, sums_of
from ..wording import worded

kind: Kind = "arithmetic"
version = 1
SUBJECT = "ledger.single_figures"


def check(report: Report) -> Iterator[Outcome]:
    sums = sums_of(report) if "statements" in report.tables else None
    if sums is None or not sums.identities:
        yield not_applicable(SUBJECT, "ledger.no_accounts")
        return
    found = figures_slipped(report)
    for slip in found:
        yield failed(SUBJECT, _finding(slip, sums))
    if not found:
        yield passed(SUBJECT)


def _finding(slip: Slipped, sums: Sums) -> Finding:
    own = sums.figures([slip.entry])
    others = [entry for each in slip.sums for entry in each.entries if entry != slip.entry]
    difference = slip.entry.wan - slip.wan
    severity, weight = of_money(difference, max(abs(slip.wan), abs(slip.entry.wan)))
    said = Said(
        "findings.slipped",
        figure=side(own, opens=True),
        count=len(slip.sums),
        fits=exact(without_zeros(slip.wan)),
    )
    rounding = max(each.tolerance for each in slip.sums)
    evidence = [found.evidence for found in (*own, *sums.figures(others))]
    return Finding(
        "accounts_slips",
        version,
        kind,
        severity,
        worded(said),
        tuple(dict.fromkeys(evidence)),
        slip.wan,
        slip.entry.wan,
        difference,
        rounding,
        weight=weight,
    )
