"""What this year's documents say of the year before is what that year's own documents say.

A printed figure of the year before (上年预算数, 上年决算数), or one that follows from this year's figure and
its printed change (比2024年预算增加 107.62万元), is held against the figure of the same item or class, money and
phase that a document of that year states. 上年 alone in a budget is a budget or an outturn: it is
held against neither; nor is a change against another year than the one before. Vehicles, equipment,
posts and people are held where both documents count them on one day. Not applicable where
the department bears another name, covers another number of budget units, or one of the two documents is of a whole department
and the other of its own office. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...analysis.occurrences import BALANCE, Occurrence
from ..across import AskedOfTwo, asked_of_pairs
from ..findings import Kind, Outcome

kind: Kind = "contradiction"
version = 2


def check(found: Sequence[Occurrence]) -> Iterator[Outcome]:
    asked = AskedOfTwo("years_agree", version, kind, lambda one: (one.document, one.filed))
    yield from asked_of_pairs(asked, [each for each in found if each.item != BALANCE], following)


def following(one: Occurrence, other: Occurrence) -> bool:
    """Whether the second is of a document of the year after, and the first of the year itself."""
    return one.filed + 1 == other.filed and one.year == one.filed
