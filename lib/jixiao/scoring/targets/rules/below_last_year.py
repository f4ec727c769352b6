"""
A target is not below what was reached the year before.

Asked of targets reached from below whose project had an indicator of the same name, kind and unit
with a result in numbers. Does not apply where the year before is not on file.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....base.said import Said
from ....labels.numbers import exact
from ....schema.rows import IndicatorRow
from ..given import TargetForm, TargetsGiven
from ..verdicts import Verdict, skipped

heading = "reason"
version = 1


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        for row in form.indicators:
            if given.previous is None:
                yield skipped(form, "targets.no_year_before", row)
                continue
            before = _before(form, row, given.previous)
            if before is None or before.actual_value is None or row.target_value is None:
                yield skipped(form, "targets.no_result_before", row)
                continue
            said = Said(
                "targets.last_result",
                target=exact(row.target_value),
                result=exact(before.actual_value),
                unit=row.target_unit or "",
            )
            yield Verdict(form, row.target_value >= before.actual_value, said, row)


def _before(
    form: TargetForm, row: IndicatorRow, previous: tuple[TargetForm, ...]
) -> IndicatorRow | None:
    """The one indicator of the year before that is the same; None for none or several."""
    if row.bound in ("≤", "<") or row.level2 == "成本" or row.level3 == "成本":
        return None
    found = [
        each
        for other in previous
        if other.name == form.name
        for each in other.indicators
        if (each.name, each.level3, each.actual_unit) == (row.name, row.level3, row.target_unit)
        and each.actual_value is not None
    ]
    return found[0] if len(found) == 1 else None
