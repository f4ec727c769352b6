"""What one form, one row of a list or one paragraph states of a project, as printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ...base.errors import Place
from ..unread import Unread
from .printed import NOTHING, Printed

FormKind = Literal[
    "department_self_evaluation",
    "project_self_evaluation",
    "department_target",
    "project_target",
    "monitoring",
    "department_task",
    "project_list",
    "list_total",
    "summary",
    "assessment",
]

PHASES = ("approved", "revised", "outturn")  # budgets that a row of `projects` has columns for


@dataclass(frozen=True)
class Fund:
    """One amount of a project: of which budget, from which source, as printed."""

    phase: str
    source: str
    label: str
    printed: Printed
    value: Decimal | None
    unit: str | None
    term: bool = False


@dataclass
class FormIndicator:
    """One indicator as printed; `page` where none of its cells has a place."""

    page: int
    levels: tuple[str, ...] = ()
    has_first: bool = True  # the first of them stands in the column of the first level
    name: Printed = NOTHING
    definition: Printed = NOTHING
    target: Printed = NOTHING
    term_target: Printed = NOTHING
    actual: Printed = NOTHING
    weight: Printed = NOTHING
    score: Printed = NOTHING
    deviation: Printed = NOTHING
    has_result: bool = True  # its form has a column of results
    level_places: tuple[Place, ...] = ()  # where its levels are printed
    parts: tuple[
        Printed, ...
    ] = ()  # bound, value and unit, where the target stands in several cells

    @property
    def places(self) -> Iterator[Place]:
        """Where its cells begin."""
        yield from self.level_places
        yield from (text.start for text in (*self.cells, *self.parts) if text.start)

    @property
    def cells(self) -> tuple[Printed, ...]:
        return (
            self.name,
            self.definition,
            self.target,
            self.term_target,
            self.actual,
            self.weight,
            self.score,
            self.deviation,
        )


@dataclass
class ProjectForm:
    """One project, or the department, as a form states it."""

    kind: FormKind
    page: int
    title: Printed = NOTHING
    name: Printed = NOTHING
    department: Printed = NOTHING
    office: Printed = NOTHING
    executor: Printed = NOTHING
    funds: list[Fund] = field(default_factory=list)
    execution_rate: Printed = NOTHING
    rate_in_percent: bool = False  # said by the head of its column
    execution_weight: Printed = NOTHING
    execution_score: Printed = NOTHING
    total_weight: Printed = NOTHING
    total_score: Printed = NOTHING
    grade: Printed = NOTHING
    goal: Printed = NOTHING
    initial_goal: Printed = NOTHING  # that was revised
    term_goal: Printed = NOTHING
    achieved: Printed = NOTHING
    problems: Printed = NOTHING
    measures: Printed = NOTHING
    # Which columns stand below the goal of the whole time, and which below that of the year.
    goal_columns: dict[str, tuple[int, int]] = field(default_factory=dict)
    indicators: list[FormIndicator] = field(default_factory=list)
    ordinal: Printed = NOTHING  # its number in a list
    is_group: bool = False  # a row of a list that is numbered as a group of the rows below it
    tasks: list[ProjectForm] = field(default_factory=list)
    aside: list[Printed] = field(default_factory=list)  # sums of what other cells state
    unread: list[Unread] = field(default_factory=list)

    @property
    def has_results(self) -> bool:
        """Whether what it states of its indicators includes results."""
        return self.kind in ("department_self_evaluation", "project_self_evaluation")

    def every(self) -> Iterator[ProjectForm]:
        """The form and the tasks in it, each as a row of its own."""
        yield self
        yield from self.tasks
