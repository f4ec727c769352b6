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
            project, unit = form.project, row.target_unit
            money = row.target_value is not None and unit in YUAN_PER_UNIT
            if project is None or project.unit not in YUAN_PER_UNIT or not money:
                yield skipped(form, "no_money", row)
                continue
            assert row.target_value is not None and unit is not None
            budgets = [
                in_wan(value, project.unit)
                for value in (project.approved, project.revised)
                if value is not None
            ]
            if not budgets:
                yield skipped(form, "no_money", row)
                continue
            target = in_wan(row.target_value, unit)
            room = in_wan(half_unit(row.target_value), unit)
            said = Said("targets.cost", target=exact(target), budget=number(max(budgets)))
            yield Verdict(form, target - room <= max(budgets), said, row)
