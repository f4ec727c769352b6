"""The rows of the frames of this room as types: see `analysis.rows`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from ..analysis.occurrences import Occurrence
from ..base.language import Language
from ..base.said import Said


class ScoreLineRow(Protocol):
    """A row of `lines.score_lines`."""

    document: str
    project: int | None
    of: str | None
    form: str | None
    scheme: str
    part: str
    seq: int | None
    name: str | None
    level2: str | None
    level3: str | None
    target: str | None
    actual: str | None
    weight: Decimal | None
    printed: Decimal | None
    low: Decimal | None
    high: Decimal | None
    difference: Decimal | None
    kind: str
    method: str
    written: str
    missing: tuple[str, ...]
    deviation: str | None
    page: int
    line: int | None
    quote: str | None


class ScoreTotalRow(Protocol):
    """A row of `totals.score_totals`."""

    document: str
    project: int | None
    of: str | None
    form: str | None
    scheme: str
    lines: int
    computed: int
    weights: Decimal | None
    total_weight: Decimal | None
    scores: Decimal | None
    total_score: Decimal | None
    sum_difference: Decimal | None
    computed_weight: Decimal | None
    printed: Decimal | None
    low: Decimal | None
    high: Decimal | None
    difference: Decimal | None
    grade: str | None
    of_total: int | None
    of_low: int | None
    of_high: int | None
    page: int
    line: int | None
    quote: str | None


class LevelRow(Protocol):
    """A row of `levels.level_weights`."""

    of: str | None
    scheme: str
    level: str
    weight: Decimal | None
    points: Decimal
    page: int
    line: int | None
    quote: str | None


class MissingRow(Protocol):
    """A row of `levels.missing_counts`."""

    missing: str
    lines: int
    points: Decimal
    example: str | None
    page: int
    line: int | None
    quote: str | None


class VerdictRow(Protocol):
    """A row of `targets.target_verdicts`."""

    heading: str
    rule: str
    version: int
    result: str
    said: Said
    document: str
    project: int | None
    of: str | None
    seq: int | None
    name: str | None
    level3: str | None
    target: str | None
    actual: str | None
    page: int
    line: int | None
    quote: str | None


class VerdictCountRow(Protocol):
    """A row of `targets.verdict_counts`. `counted`: indicator, form, task."""

    heading: str
    rule: str
    counted: str
    asked: int
    failed: int
    not_applicable: int


class RateRow(Protocol):
    """A row of `rates.department_rates`."""

    key: str
    name: Mapping[Language, str]
    fund: str | None
    value: Decimal | None
    written: str
    figures: Mapping[str, Occurrence]
    missing: tuple[str, ...]


class AttainedRow(Protocol):
    """A row of `targets.attained_counts`."""

    threshold: int
    count: int
    of: int
