"""The rows of the frames that analysis gives as types: what `itertuples()` of them gives.

As `schema.rows` for the tables on file: a table or chart that is made of such rows names the one
that it takes, so that a type checker finds a misspelt column. A test holds them to the frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol


class StepRow(Protocol):
    """A step of a waterfall: of `budget.budget_bridge`, `budget.cut`, `accounts.flow`."""

    step: str
    amount_wan: Decimal
    page: int | None
    line: int | None


class BarRow(StepRow, Protocol):
    """A step of a waterfall with its bar: of `budget.budget_bridge`, `accounts.flow`."""

    kind: str
    start_wan: Decimal
    end_wan: Decimal


class CutRow(StepRow, Protocol):
    """A row of `budget.cut`."""

    share_pct: Decimal | None


class FundRow(BarRow, Protocol):
    """A row of `funds.followed_funds`."""

    fund: str


class ItemRow(Protocol):
    """A row of `budget.items`."""

    item: str
    name: str
    approved_wan: Decimal | None
    revised_wan: Decimal | None
    outturn_wan: Decimal | None
    execution_pct: Decimal | None
    printed_pct: Decimal | None
    page: int
    line: int
    derived: str


class RatesRow(Protocol):
    """A row of `reliability.rates`."""

    item: str
    name: str
    of_revised_pct: Decimal | None
    of_approved_pct: Decimal | None
    page: int
    line: int
    derived: str


class RatioRow(Protocol):
    """A row of `reliability.reliability`."""

    measure: str
    value_pct: Decimal
    band_pct: Decimal | None


class ClassRow(Protocol):
    """A row of `accounts.by_class`."""

    classification: str
    name: str
    amount_wan: Decimal
    basic_wan: Decimal | None
    project_wan: Decimal | None
    approved_wan: Decimal | None
    execution_pct: Decimal | None
    page: int
    line: int


class KindRow(Protocol):
    """A row of `accounts.by_kind`."""

    classification: str
    name: str
    amount_wan: Decimal
    share_pct: Decimal | None
    page: int
    line: int
    again: list[tuple[int, int]]


class SangongRow(Protocol):
    """A row of `accounts_compared.three_public_expenses`."""

    item: str
    name: str
    approved_wan: Decimal | None
    outturn_wan: Decimal | None
    execution_pct: Decimal | None
    page: int
    line: int
    outturn_page: int | None
    outturn_line: int | None


class PreviousRow(Protocol):
    """A row of `accounts_compared.against_previous`."""

    fund: str
    item: str
    classification: str | None
    name: str
    amount_wan: Decimal | None
    change_wan: Decimal | None
    previous_wan: Decimal | None
    previous_of: str | None
    change_pct: Decimal | None
    printed_pct: Decimal | None
    page: int
    line: int
    amount_page: int | None
    amount_line: int | None


class BothRow(Protocol):
    """A row of `both_documents.budgeted_and_spent`."""

    item: str
    classification: str | None
    name: str
    approved_wan: Decimal | None
    outturn_wan: Decimal | None
    difference_wan: Decimal | None
    execution_pct: Decimal | None
    budget_page: int | None
    budget_line: int | None
    page: int | None
    line: int | None


class ProjectMoneyRow(Protocol):
    """A row of `projects.of_projects` or `projects.of_department`."""

    project: int
    form: str
    name: str | None
    office: str | None
    approved_wan: Decimal | None
    revised_wan: Decimal | None
    outturn_wan: Decimal | None
    term_wan: Decimal | None
    execution_pct: Decimal | None
    printed_pct: Decimal | None
    total_score: Decimal | None
    total_weight: Decimal | None
    grade: str | None
    indicators: int | None
    page: int
    line: int | None
    quote: str | None


class DocumentAmounts(Protocol):
    """What one document says of its money; `places`: the name of an amount → page and line."""

    year: int
    source: str
    approved_wan: Decimal | None
    revised_wan: Decimal | None
    outturn_wan: Decimal | None
    of_approved_pct: Decimal | None
    of_revised_pct: Decimal | None
    places: Mapping[str, tuple[int, int]]


class DepartmentRow(DocumentAmounts, Protocol):
    """A row of `departments.overview`."""

    department: str
    name_en: str
    name_zh: str
    basic_wan: Decimal | None
    project_wan: Decimal | None
    basic_pct: Decimal | None
    sangong_wan: Decimal | None
    page: int | None
    line: int | None


class YearRow(DocumentAmounts, Protocol):
    """A row of `compare.budgets`."""

    change_pct: Decimal | None


class SeriesRow(Protocol):
    """A row of `compare.outcome_series`."""

    metric: str
    name: str
    year: int
    period: str
    partial: bool
    value: Decimal
    unit: str
    printed: str
    qualifier: str | None
    scope: str | None
    segment: int
    source: str
    page: int | None
    line: int | None
    quote: str | None


class ChangeRow(SeriesRow, Protocol):
    """A row of `compare.changes`."""

    change_pct: Decimal | None
    change_points: Decimal | None
