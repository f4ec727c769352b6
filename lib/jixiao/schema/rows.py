"""The rows of the tables as types: what `itertuples()` of a DataFrame gives, column by column.

DataFrames know no types of columns. A function that is given rows names one of these, so that a
type checker finds a misspelt column, and one that may be blank. A test holds them to the schemas.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol


class Placed(Protocol):
    """A row with a place in a document; blank where it is computed or from another source."""

    @property
    def page(self) -> int | None: ...
    @property
    def line(self) -> int | None: ...


class OnALine(Protocol):
    """A row that stands on a page and line of a document."""

    @property
    def page(self) -> int: ...
    @property
    def line(self) -> int: ...


class Quoted(OnALine, Protocol):
    """A figure with its place and the words that state it."""

    @property
    def quote(self) -> str: ...
    @property
    def value(self) -> Decimal: ...
    @property
    def unit(self) -> str: ...


class MeasureRow(Quoted, Protocol):
    """A row of `outcomes` that stands in the document."""

    metric: str
    printed: str


class BudgetRow(Protocol):
    """A row of `budget`."""

    item: str
    name: str
    phase: str
    base: str | None
    value: Decimal
    unit: str
    printed: str
    page: int
    line: int
    quote: str


class StatementRow(Protocol):
    """A row of `statements`."""

    statement: str
    fund: str
    item: str
    classification: str | None
    name: str
    phase: str
    base: str | None
    value: Decimal
    unit: str
    printed: str
    page: int
    line: int
    quote: str


class AmountRow(StatementRow, Protocol):
    """A row of `statements` that is an amount of money, with it in 万元."""

    wan: Decimal

    def _replace(self, **values: object) -> AmountRow: ...


class ProjectRow(Protocol):
    """A row of `projects`."""

    project: int
    form: str
    name: str | None
    office: str | None
    executor: str | None
    approved: Decimal | None
    revised: Decimal | None
    outturn: Decimal | None
    term_total: Decimal | None
    unit: str | None
    execution_rate: Decimal | None
    execution_rate_printed: str | None
    execution_weight: Decimal | None
    execution_score: Decimal | None
    total_weight: Decimal | None
    total_score: Decimal | None
    grade: str | None
    goal: str | None
    term_goal: str | None
    achieved: str | None
    problems: str | None
    measures: str | None
    page: int
    line: int | None
    line_end: int | None
    quote: str | None


class ProjectFundRow(Protocol):
    """A row of `project_funds`."""

    project: int
    phase: str
    source: str
    term: str
    label: str | None
    value: Decimal | None
    unit: str | None
    printed: str
    page: int
    line: int | None


class IndicatorRow(Protocol):
    """A row of `indicators`."""

    seq: int
    project: int | None
    task_no: int | None
    category: str | None
    level2: str | None
    level3: str | None
    name: str
    definition: str | None
    target: str | None
    term_target: str | None
    basis: str | None
    actual: str | None
    bound: str | None
    target_value: Decimal | None
    target_unit: str | None
    actual_value: Decimal | None
    actual_unit: str | None
    attainment_pct: Decimal | None
    promised: str | None
    promised_words: str | None
    reported: str | None
    reported_words: str | None
    support: str | None
    support_words: str | None
    status: str | None
    reason: str | None
    weight: Decimal | None
    score: Decimal | None
    deviation: str | None
    page: int
    line: int
    line_end: int


class TaskRow(Protocol):
    """A row of `tasks`."""

    seq: int
    name: str
    goal: str
    achieved: str
    page: int
    line: int
    line_end: int


class OutcomeRow(Protocol):
    """A row of `outcomes`."""

    metric: str
    name: str
    value: Decimal
    unit: str
    printed: str
    qualifier: str | None
    scope: str | None
    period: str
    section: str | None
    page: int | None
    line: int | None
    quote: str | None
    source: str
    note: str | None


ROWS: dict[str, type] = {
    "budget": BudgetRow,
    "statements": StatementRow,
    "projects": ProjectRow,
    "project_funds": ProjectFundRow,
    "indicators": IndicatorRow,
    "tasks": TaskRow,
    "outcomes": OutcomeRow,
}
