"""Which departments to look at first: four parts of risk, each with its reason.

| part | at most | what it measures | full at |
|---|---|---|---|
| money | 30 | the largest amount that a finding is about, as a share of the money spent (or given) | `money_share` 5 % |
| points | 20 | points above those recomputed, as a share of all that are printed | `points_share` 5 % |
| findings | 30 | three for each high finding and one for each medium one | `findings_full` 15 |
| unread | 20 | numbers not read, or doubtful, as a share of all numbers that may be figures | `unread_share` 10 % |

A part grows evenly up to its most. A part that cannot be measured from what is on file is no zero:
the others are scaled so that together they give 100, and the sheet says what is missing. Amounts of
several findings are not added: one slip often shows in many tables. Where no money is stated as a
whole, the largest amount is measured against `money_amount` 1,000 万元.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..audit.findings import AuditResult
from ..base.amounts import percent
from ..report import Report
from .given import StatedAmount, stated_amounts, whole_spent
from .ledger import CountedNumbers, ledger
from .places import amount_wan
from .points import PointsApart, points_apart
from .thresholds import Thresholds

MOST = {"money": Decimal(30), "points": Decimal(20), "findings": Decimal(30), "unread": Decimal(20)}
_HIGH, _MEDIUM = 3, 1


@dataclass(frozen=True)
class RiskPart:
    """One part of the risk of a department: its points, None where it cannot be measured, and the
    values by which its reason is said.
    """

    name: str
    points: Decimal | None
    values: Mapping[str, Decimal | int | str]


@dataclass(frozen=True)
class Risk:
    """The risk of a department's year, from 0 to 100, with what it is made of."""

    report: Report
    result: AuditResult
    amounts: tuple[StatedAmount, ...]
    numbers: tuple[CountedNumbers, ...]
    apart: PointsApart
    parts: tuple[RiskPart, ...]

    @property
    def points(self) -> Decimal:
        known = [part for part in self.parts if part.points is not None]
        most = sum((MOST[part.name] for part in known), Decimal(0))
        reached = sum((part.points for part in known if part.points is not None), Decimal(0))
        return reached / most * 100 if most else Decimal(0)


def risk_of(report: Report, result: AuditResult, thresholds: Thresholds) -> Risk:
    """The risk of `report`, whose audit is `result`."""
    amounts, lines, apart = stated_amounts(report), ledger(report), points_apart(report)
    parts = (
        _money(result, amounts, thresholds),
        _points(apart, thresholds),
        _findings(result, thresholds),
        _unread(report, lines, thresholds),
    )
    return Risk(report, result, tuple(amounts), tuple(lines), apart, parts)


def _money(result: AuditResult, amounts: list[StatedAmount], thresholds: Thresholds) -> RiskPart:
    sizes = [amount for finding in result.findings if (amount := amount_wan(finding)) is not None]
    question = max(sizes, default=Decimal(0))
    whole = whole_spent(amounts)
    values: dict[str, Decimal | int | str] = {"question": question, "count": len(sizes)}
    if whole is None or not whole.value:
        return RiskPart("money", part_points("money", question, thresholds.money_amount), values)
    share = percent(question, whole.value) or Decimal(0)
    values |= {"whole": whole.value, "share": share, "of": whole.key}
    return RiskPart("money", part_points("money", share, thresholds.money_share), values)


def _points(apart: PointsApart, thresholds: Thresholds) -> RiskPart:
    share = percent(apart.points, apart.printed)
    values: dict[str, Decimal | int | str] = {
        "apart": apart.points,
        "printed": apart.printed,
        "count": len(apart.lines),
    }
    if share is None:
        return RiskPart("points", None, values)
    return RiskPart(
        "points", part_points("points", share, thresholds.points_share), values | {"share": share}
    )


def _findings(result: AuditResult, thresholds: Thresholds) -> RiskPart:
    if not result.ledger:
        return RiskPart("findings", None, {})
    size = Decimal(_HIGH * result.count("high") + _MEDIUM * result.count("medium"))
    counts: dict[str, Decimal | int | str] = {name: n for name, n in result.counts.items()}
    return RiskPart("findings", part_points("findings", size, thresholds.findings_full), counts)


def _unread(report: Report, lines: list[CountedNumbers], thresholds: Thresholds) -> RiskPart:
    unread, whole = sum(line.unread for line in lines), sum(line.whole for line in lines)
    doubtful = len(report.doubtful)
    share = percent(Decimal(unread + doubtful), Decimal(whole))
    values: dict[str, Decimal | int | str] = {
        "unread": unread,
        "doubtful": doubtful,
        "whole": whole,
    }
    if share is None:
        return RiskPart("unread", None, values)
    return RiskPart(
        "unread", part_points("unread", share, thresholds.unread_share), values | {"share": share}
    )


def part_points(name: str, size: Decimal, full: Decimal) -> Decimal:
    """The points of a part: a share of the most that it has, full at `full`."""
    return MOST[name] * min(size / full, Decimal(1))
