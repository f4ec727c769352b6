"""
Points follow importance: a task with a large share of the money does not have a small share of the
points.

Asked of the tasks of a department's form that print amount and points. Fails where a task has at
least 40 % of the money and less than a quarter of that share of the points. Does not apply to forms
whose tasks print no points or no money.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ....base.said import Said
from ....labels.numbers import number
from ....schema.rows import ProjectRow
from ..given import TargetsGiven
from ..verdicts import Verdict, skipped

heading = "match"
version = 1
MUCH_PCT = Decimal(40)  # of the money
PART = Decimal("0.25")  # of that share, in points


def check(given: TargetsGiven) -> Iterator[Verdict]:
    for form in given.forms:
        if form.project is None or form.project.form != "department_self_evaluation":
            continue
        tasks = [
            row
            for document, row in given.projects
            if document == form.document and row.form == "department_task"
        ]
        known = [task for task in tasks if _amount(task) and task.execution_weight]
        if len(known) < 2 or len({task.unit for task in known}) > 1:
            yield skipped(form, "targets.no_tasks")
            continue
        money = sum((_amount(task) or Decimal(0) for task in known), Decimal(0))
        points = sum((task.execution_weight or Decimal(0) for task in known), Decimal(0))
        for task in known:
            share = (_amount(task) or Decimal(0)) * 100 / money
            weight = (task.execution_weight or Decimal(0)) * 100 / points
            said = Said("targets.shares", money=number(share, 1), points=number(weight, 1))
            yield Verdict(form, not (share >= MUCH_PCT and weight < share * PART), said, task=task)


def _amount(task: ProjectRow) -> Decimal | None:
    return task.approved if task.revised is None else task.revised
