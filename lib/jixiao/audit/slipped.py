"""A figure with which none of its sums holds, though all of them hold with one other amount.

One digit that is misprinted breaks the sum of its row, that of its column and each table that prints
the same again. What is wrong is the figure, once: the sums are how it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from decimal import Decimal

from ..base.values import value_class
from ..check.entries import Identity, StatementAmount

_FEWEST = 2  # sums: one alone does not tell which of its figures is wrong


@value_class()
class Slipped:
    """`entry` is printed otherwise than `sums`, all in which it takes part, need: `wan`, in 万元."""

    entry: StatementAmount
    wan: Decimal
    sums: tuple[Identity, ...]


def slipped_figures(identities: Sequence[Identity], unsure: Set[int]) -> list[Slipped]:
    """The figures that alone explain why sums do not hold.

    `identities`: of one report. `unsure`: labels of rows that prove nothing, as their reading is in
    doubt; a sum with one of them is left out. Of two figures that explain the same sums neither is told.
    """
    told = [each for each in identities if not any(e.row in unsure for e in each.entries)]
    sound = {entry.row for each in told if each.holds for entry in each.entries}
    failing = [each for each in told if not each.holds]
    found: list[Slipped] = []
    while best := _best(_explaining(failing, sound)):
        found.append(best)
        sound |= {e.row for each in best.sums for e in each.entries if e.row != best.entry.row}
        explained = {id(each) for each in best.sums}
        failing = [each for each in failing if id(each) not in explained]
    return found


def _explaining(failing: Iterable[Identity], sound: Set[int]) -> list[Slipped]:
    sums_of: dict[int, list[tuple[Identity, StatementAmount]]] = {}
    for identity in failing:
        for entry in identity.entries:
            if entry.row not in sound:
                sums_of.setdefault(entry.row, []).append((identity, entry))
    found = []
    for own in sums_of.values():
        needed = [_needed(identity, entry) for identity, entry in own]
        finest, wan = min(zip((each.tolerance for each, _ in own), needed, strict=True))
        agree = all(
            abs(other - wan) <= identity.tolerance + finest
            for other, (identity, _) in zip(needed, own, strict=True)
        )
        if agree and len({id(identity) for identity, _ in own}) >= _FEWEST:
            found.append(Slipped(own[0][1], wan, tuple(identity for identity, _ in own)))
    return found


def _needed(identity: Identity, entry: StatementAmount) -> Decimal:
    """What `entry` would have to be for `identity` to hold."""
    lacks = identity.printed - identity.expected
    return entry.wan + lacks if entry in identity.parts else entry.wan - lacks


def _best(candidates: Sequence[Slipped]) -> Slipped | None:
    """The one that explains most sums, and more than any other that explains one of them."""
    for one in sorted(candidates, key=lambda each: -len(each.sums)):
        own = {id(each) for each in one.sums}
        rivals = (other for other in candidates if other is not one)
        if not any(
            len(other.sums) >= len(one.sums) and own & {id(each) for each in other.sums}
            for other in rivals
        ):
            return one
    return None
