"""The ledger of numbers of a report, document by document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from ..base.amounts import percent
from ..check import Number, State, numbers
from ..report import Report


@dataclass(frozen=True)
class CountedNumbers:
    """How many numbers of one document went where; `unread_list`: those that went nowhere."""

    document: str
    figures: int
    cells: int
    asides: int
    unread_list: tuple[Number, ...]

    @property
    def unread(self) -> int:
        return len(self.unread_list)

    @property
    def whole(self) -> int:
        """All numbers but those that are no figures."""
        return self.figures + self.cells + self.unread


def ledger(report: Report) -> list[CountedNumbers]:
    """A line for each document whose text is on file."""
    lines = []
    for name, document in report.documents.items():
        if document.text is None:
            continue
        found = numbers(report.of(name))
        counts = Counter(number.state for number in found)
        unread = tuple(number for number in found if number.state == State.UNREAD)
        lines.append(
            CountedNumbers(
                name, counts[State.FIGURE], counts[State.CELL], counts[State.ASIDE], unread
            )
        )
    return lines


def unread_share(lines: list[CountedNumbers]) -> Decimal | None:
    """Unread of all numbers that may be figures, in per cent; None where there are none."""
    unread, whole = sum(line.unread for line in lines), sum(line.whole for line in lines)
    return percent(Decimal(unread), Decimal(whole))
