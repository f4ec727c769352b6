"""
A form's targets are this year's: not the same indicators and targets, word for word, as the form of
the same project had the year before.

Asked of forms with at least three indicators whose project has a form of the year before. Does not
apply where that year is not on file.
"""

from __future__ import annotations

from collections.abc import Iterator

from ....base.said import Said
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped
from .copied_form import LEAST, wording

heading = "direction"
version = 1


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        if given.previous is None:
            yield skipped(form, "targets.no_year_before")
            continue
        before = [each for each in given.previous if each.name == form.name]
        if len(form.indicators) < LEAST or len(before) != 1:
            yield skipped(form, "targets.no_form_before")
            continue
        same = wording(form) == wording(before[0])
        key = "targets.as_last_year" if same else "targets.not_as_last_year"
        yield Verdict(form, not same, Said(key, count=len(form.indicators)))
