"""
Not every number of a form is 100 %: a form that can only be kept whole tells nothing of how much.

Asked of each form. A bound from above (≤100%) is none of them. Does not apply to a form with fewer than
three targets in numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....base.said import Said
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "reason"
version = 1
LEAST = 3


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        below = [row for row in form.indicators if row.bound not in ("≤", "<")]
        numbers = [row for row in below if row.target_value is not None]
        if len(numbers) < LEAST:
            yield skipped(form, "targets.few_numbers")
            continue
        whole = [row for row in numbers if row.target_value == 100 and row.target_unit == "%"]
        said = Said("targets.hundreds", count=len(whole), total=len(numbers))
        yield Verdict(form, len(whole) < len(numbers), said)
