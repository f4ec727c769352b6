"""
A cost that is promised fits the budget: what the whole project may cost is no more than its approved
and its revised budget.

Asked where the name says that it is the cost of the whole project, and target and budget are money.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ....base.said import Said
from ....catalogue import wordings
from ....labels.numbers import exact, number
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "match"
version = 1


def check(given: TargetsGiven) -> Iterator[Verdict]:
    whole = wordings("targets")["cost"]["whole"]
    for form in given.forms:
        for row in form.indicators:
            if not re.fullmatch(whole, "".join(row.name.split())):
                continue
            project, value, unit = form.project, row.target_value, row.target_unit or ""
            if project is None or value is None or unit not in YUAN_PER_UNIT:
                yield skipped(form, "targets.no_money", row)
                continue
            budgets = [
                in_wan(each, project.unit)
                for each in (project.approved, project.revised)
                if each is not None and project.unit in YUAN_PER_UNIT
            ]
            if not budgets:
                yield skipped(form, "targets.no_money", row)
                continue
            target = in_wan(value, unit)
            room = in_wan(half_unit(value), unit)
            said = Said("targets.cost", target=exact(target), budget=number(max(budgets)))
            yield Verdict(form, target - room <= max(budgets), said, row)
