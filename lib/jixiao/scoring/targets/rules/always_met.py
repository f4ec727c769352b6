"""
A target can be missed: no bound that every result keeps (≥0%).

Does not apply to targets without a bound from below and a number, and to what may be below zero (a
rate of saving or of change).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....base.said import Said
from ....catalogue import wordings
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "reason"
version = 1


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        for row in form.indicators:
            if row.bound != "≥" or row.target_value is None:
                yield skipped(form, "targets.no_lower_bound", row)
                continue
            if re.search(wordings("targets")["always_met"]["may_be_negative"], row.name):
                yield skipped(form, "targets.may_be_negative", row)
                continue
            said = Said("targets.bound", words=row.target or "")
            yield Verdict(form, row.target_value > 0, said, row)
