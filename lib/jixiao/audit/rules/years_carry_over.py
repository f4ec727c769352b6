"""What was left at the end of a year is what the next year begins with.

年末结转和结余 of one year's final accounts is held against 年初结转和结余 of the next, money by money. Balances may be
adjusted between two years (年初结转结余调整), which the documents need not say: a difference may have been an
update, and weighs less. Not applicable as `years_agree` is. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...analysis.occurrences import BALANCE, Occurrence
from ..across import AskedOfTwo, asked_of_pairs
from ..findings import Kind, Outcome
from .years_agree import following

kind: Kind = "contradiction"
version = 1


def check(found: Sequence[Occurrence]) -> Iterator[Outcome]:
    asked = AskedOfTwo(
        "years_carry_over", version, kind, lambda one: (one.document, one.filed), nature="updated"
    )
    yield from asked_of_pairs(asked, [each for each in found if each.item == BALANCE], following)
