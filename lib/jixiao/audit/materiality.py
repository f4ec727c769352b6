"""How much hangs on a finding: its severity, and its place among others of the same severity.

Money is weighed by the amount that is in question and by its share of the figure that it is a part
of; a rate by the points it is off; a count by the share of the larger of two figures. Findings
about words weigh nothing: their rule says how serious they are.

| | high | medium | low |
|---|---|---|---|
| money | 100 万元 or more; 10 万元 and 0.1 %; 1 万元 and 5 % | 1 万元, or 1 % | less, or one in the last printed place |
| rate | 5 points or more | 0.05 points | less, or one in the last printed place |
| count | 20 % or more | 1 % | less |
| figure updated between two parts | – | 10 % or more | less |

Within one severity money comes first, the largest amount above, then rates, counts and words.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ..labels.ranks import Severity

Of = Literal["money", "rate", "count", "words"]

ORDER: tuple[Of, ...] = ("money", "rate", "count", "words")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Weight:
    """What a finding is about, and how much of it: 万元, percentage points, or per cent of a count."""

    of: Of = "words"
    size: Decimal = Decimal(0)

    @property
    def place(self) -> tuple[int, Decimal]:
        """Where it stands among findings of one severity: the weightiest first."""
        return ORDER.index(self.of), -self.size


WORDS = Weight()


def of_money(difference: Decimal, amount: Decimal) -> tuple[Severity, Weight]:
    """`difference` in 万元 against the `amount` that it is in."""
    size = abs(difference)
    share = size / abs(amount) * HUNDRED if amount else HUNDRED
    weight = Weight("money", size)
    if size >= 100 or (size >= 10 and share >= Decimal("0.1")) or (size >= 1 and share >= 5):
        return "high", weight
    return ("medium" if size >= 1 or share >= 1 else "low"), weight


def of_rate(points: Decimal) -> tuple[Severity, Weight]:
    """A rate that is off by `points`."""
    size = abs(points)
    severity: Severity = "high" if size >= 5 else "medium" if size >= Decimal("0.05") else "low"
    return severity, Weight("rate", size)


def of_count(one: Decimal, other: Decimal, *, updated: bool = False) -> tuple[Severity, Weight]:
    """Two figures of one count; `updated`: the later may be the newer."""
    larger = max(abs(one), abs(other))
    share = abs(one - other) / larger * HUNDRED if larger else Decimal(0)
    weight = Weight("count", share)
    if updated:
        return ("medium" if share >= 10 else "low"), weight
    severity: Severity = "high" if share >= 20 else "medium" if share >= 1 else "low"
    return severity, weight
