"""The shares of one whole add up to 100 %.

Applies where every part of a whole is printed with its share. A part whose own parts have shares too
is counted once. Not applicable where a part has no share. Tolerance: the rounding of the printed
shares.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pandas as pd

from ...base.amounts import half_unit
from ...base.said import Said
from ...catalogue.totals import divisions
from ...report import Report
from ..figures import evidence
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_rate
from ..subjects import item
from ..wording import worded

kind: Kind = "rate"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.shares", "ledger.no_budget")
        return
    budget = report.tables["budget"]
    shares = budget[budget["phase"] == "share"]
    for whole, parts in divisions("budget"):
        own = shares[(shares["base"] == whole) & shares["item"].isin(parts)]
        if own.empty:
            continue
        subject = Said("ledger.shares_of", whole=item(whole))
        missing = [item(part) for part in parts if part not in set(own["item"])]
        if missing:
            yield not_applicable(subject, Said("ledger.no_share", names=missing))
        else:
            yield _sum(subject, own)


def _sum(subject: Said, shares: pd.DataFrame) -> Outcome:
    rows = list(shares.drop_duplicates("item").itertuples())
    total = sum((row.value for row in rows), Decimal(0))
    tolerance = sum((half_unit(row.value) for row in rows), Decimal(0))
    difference = total - 100
    if abs(difference) <= tolerance or total == 0:
        return passed(subject)
    added = " + ".join(f"{row.value:f}" for row in rows)
    severity, weight = of_rate(difference)
    finding = Finding(
        "shares_of_whole",
        version,
        kind,
        severity,
        worded(Said("findings.shares", parts=added, total=f"{total:f}")),
        tuple(evidence(row) for row in rows),
        Decimal(100),
        total,
        difference,
        tolerance,
        weight=weight,
    )
    return failed(subject, finding)
