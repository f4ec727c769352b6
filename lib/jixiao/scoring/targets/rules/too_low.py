"""
A target is not set so low that its result leaves it far behind: the result is below a threshold, in
per cent of the target (a parameter; 130 unless given).

Does not apply without a number on both sides in one unit, to a bound from above (of a cost less is
no sign of a low target), and to a target of zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ....base.said import Said
from ....labels.numbers import number
from ....schema.rows import IndicatorRow
from ...of_indicator import direction, target_and_result
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "reason"
version = 1


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        for row in form.indicators:
            if (pct := attained(row)) is None:
                yield skipped(form, _why(row), row)
                continue
            said = Said("targets.attained", pct=number(pct, 1), limit=str(given.too_low_pct))
            yield Verdict(form, pct < given.too_low_pct, said, row)


def attained(row: IndicatorRow) -> Decimal | None:
    """The result in per cent of a target that is reached from below; None where there is none."""
    numbers = target_and_result(row)
    if numbers is None or numbers[0] <= 0 or direction(row, *numbers) != "at_least":
        return None
    target, result = numbers
    return result * 100 / target


def _why(row: IndicatorRow) -> str:
    if row.actual is None:
        return "targets.no_result"
    return "targets.no_numbers" if target_and_result(row) is None else "targets.from_above"
