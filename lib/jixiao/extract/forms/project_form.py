"""What one form, one row of a list or one paragraph states of a project, as printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ...base.errors import Place
from ..unread import PassageLeft
from .printed import NOTHING, PrintedText

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
    printed: PrintedText
    value: Decimal | None
    unit: str | None
    term: bool = False


@dataclass
class FormIndicator:
    """One indicator as printed; `page` where none of its cells has a place."""

    page: int
    levels: tuple[str, ...] = ()
    has_first: bool = True  # the first of them stands in the column of the first level
    name: PrintedText = NOTHING
    definition: PrintedText = NOTHING
    target: PrintedText = NOTHING
    term_target: PrintedText = NOTHING
    actual: PrintedText = NOTHING
    weight: PrintedText = NOTHING
    score: PrintedText = NOTHING
    deviation: PrintedText = NOTHING
    has_result: bool = True  # its form has a column of results
    is_unparted: bool = False  # its cells hold several numbered items that do not go together
    level_places: tuple[Place, ...] = ()  # where its levels are printed
    parts: tuple[
        PrintedText, ...
    ] = ()  # bound, value and unit, where the target stands in several cells

    @property
    def places(self) -> Iterator[Place]:
        """Where its cells begin."""
        yield from self.level_places
        yield from (text.start for text in (*self.cells, *self.parts) if text.start)

    @property
    def cells(self) -> tuple[PrintedText, ...]:
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
    title: PrintedText = NOTHING
    name: PrintedText = NOTHING
    department: PrintedText = NOTHING
    office: PrintedText = NOTHING
    executor: PrintedText = NOTHING
    funds: list[Fund] = field(default_factory=list)
    execution_rate: PrintedText = NOTHING
    rate_in_percent: bool = False  # said by the head of its column
    execution_weight: PrintedText = NOTHING
    execution_score: PrintedText = NOTHING
    total_weight: PrintedText = NOTHING
    total_score: PrintedText = NOTHING
    grade: PrintedText = NOTHING
    goal: PrintedText = NOTHING
    initial_goal: PrintedText = NOTHING  # that was revised
    term_goal: PrintedText = NOTHING
    achieved: PrintedText = NOTHING
    problems: PrintedText = NOTHING
    measures: PrintedText = NOTHING
    # Which columns stand below the goal of the whole time, and which below that of the year.
    goal_columns: dict[str, tuple[int, int]] = field(default_factory=dict)
    indicators: list[FormIndicator] = field(default_factory=list)
    ordinal: PrintedText = NOTHING  # its number in a list
    is_group: bool = False  # a row of a list that is numbered as a group of the rows below it
    tasks: list[ProjectForm] = field(default_factory=list)
    aside: list[PrintedText] = field(default_factory=list)  # sums of what other cells state
    unread: list[PassageLeft] = field(default_factory=list)

    @property
    def has_targets(self) -> bool:
        """Whether any of its targets was read: of results alone no one says what they reach."""
        return any(one.target.text or one.term_target.text for one in self.indicators)

    @property
    def has_results(self) -> bool:
        """Whether what it states of its indicators includes results."""
        listed = self.kind == "project_list" and any(i.actual for i in self.indicators)
        return listed or self.kind in ("department_self_evaluation", "project_self_evaluation")

    def every(self) -> Iterator[ProjectForm]:
        """The form and the tasks in it, each as a row of its own."""
        yield self
        yield from self.tasks
