"""Every place where the documents of a department state a figure: whose, of which year and phase.

A figure of the year before that a document prints, or that follows from its own figure and the
change that it prints, is one of that year. What a document leaves open stays open (`phase` None):
上年 alone is a budget or an outturn. Doubtful figures are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..catalogue import wordings
from ..report import Report
from ..report.documents import PUBLISHED, ReportDocument
from .budget_items import PHASES
from .occurrences_of_forms import of_forms
from .said_before import base_of_change, budget_of_year, day_counted, level_with_before
from .scopes import scope_of, units_of
from .staff_stated import staff_stated
from .statement_rows import NARRATIVE, phase_of

COUNTS = ("辆", "台", "套", "台（套）", "个", "批次", "批", "人次", "人", "次")
# A balance at the end of a year is that at the beginning of the next: one measure.
_BALANCES = {"balance.closing": 0, "balance.opening": -1}
BALANCE = "balance.closing"


class ChangeSaid(NamedTuple):
    """By how much a figure differs from that of the year before, in 万元, and where that stands."""

    wan: Decimal
    rounding: Decimal
    page: int
    line: int
    quote: str


class Occurrence(NamedTuple):
    """A figure where a document states it.

    `filed`: the year of the document; `document`: its name; `beside`: the same where it is not the
    one that stands for its year, by which links are named; `part`: statements (its tables and
    narrative), evaluation (sentences of a self-evaluation) or forms. `statement`: the table or
    `narrative`. `scope`: department | own | unit, None where the document does not say; `units`: how
    many budget units it covers. `fund`: None where it is not said whose money it is. `project`: the
    name of a project, of whose money it is. `year`, `phase`: of which the figure is; `at`: the
    day of a count, whose year it is then. `size`: 万元 of money, else the count; `rounding`: half its last printed place.
    `implied`: the change (page, line, quote) from which a figure of the year before follows;
    value, printed and place are then those of the figure that changed.
    """

    filed: int
    document: str
    beside: str | None
    part: str
    statement: str
    scope: str | None
    units: int | None
    fund: str | None
    item: str
    classification: str | None
    project: str | None
    name: str
    year: int
    phase: str | None
    at: str | None
    size: Decimal
    rounding: Decimal
    value: Decimal
    unit: str
    printed: str
    page: int
    line: int
    quote: str
    implied: tuple[int, int, str] | None = None

    @property
    def measure(self) -> tuple[str | None, ...]:
        """What it is a figure of, but for whose and when."""
        return self.fund, self.item, self.classification, self.project

    @property
    def source(self) -> tuple[int, str, str]:
        """The document, and the part of it, that states it."""
        return self.filed, self.document, self.part


def occurrences(reports: Iterable[Report]) -> pd.DataFrame:
    """One row per `Occurrence` in `reports`, those of one department, in their order."""
    found = [each for report in reports for each in occurrences_of(report)]
    return pd.DataFrame(found, columns=pd.Index(Occurrence._fields), dtype=object)


def occurrences_of(report: Report) -> list[Occurrence]:
    """Every figure of money, and every count, that the documents of a year state."""
    found: list[Occurrence] = []
    for name, document in report.sure.documents.items():
        if name != PUBLISHED:
            found += _of_document(report.year, document, name == report.primary)
    return found


def _of_document(
    year: int, document: ReportDocument, stands_for_year: bool
) -> Iterator[Occurrence]:
    frame: dict[str, Any] = {
        "filed": year,
        "document": document.name,
        "beside": None if stands_for_year else document.name,
        "scope": scope_of(document),
        "units": units_of(document),
    }
    if "statements" in document.tables:
        yield from _of_statements(frame, document)
    yield from _of_staff(frame, document)
    if "budget" in document.tables:
        yield from _of_sentences(frame, document.tables["budget"])
    if "projects" in document.tables:
        for each in of_forms(document.tables):
            yield Occurrence(**frame, **each, year=year)


def _of_staff(frame: dict[str, Any], document: ReportDocument) -> Iterator[Occurrence]:
    """Posts and people: of nobody's money."""
    for each in staff_stated(document, frame["filed"]):
        yield Occurrence(
            **frame,
            part="statements",
            statement=NARRATIVE,
            fund="all",
            item=f"staff.{each.of}",
            classification=None,
            project=None,
            name="",
            year=frame["filed"] if each.at is None else int(each.at[:4]),
            phase="count",
            at=each.at,
            size=each.number,
            rounding=Decimal(0),
            value=each.number,
            unit="人",
            printed=f"{each.number}",
            page=each.page,
            line=each.line,
            quote=each.quote,
        )


def _of_sentences(frame: dict[str, Any], budget: pd.DataFrame) -> Iterator[Occurrence]:
    """What a self-evaluation states: whose money is not said."""
    own: dict[str, Any] = {
        "part": "evaluation",
        "statement": "narrative",
        "fund": None,
        "classification": None,
    }
    for row in budget.itertuples():
        if row.phase in PHASES and row.unit in YUAN_PER_UNIT:
            yield Occurrence(
                **frame,
                **own,
                **_said(row),
                project=None,
                year=frame["filed"],
                phase=row.phase,
                at=None,
            )


def _of_statements(frame: dict[str, Any], document: ReportDocument) -> Iterator[Occurrence]:
    statements = document.tables["statements"]
    own = phase_of(statements)
    rows = list(statements.itertuples())
    not_held = tuple(wordings("occurrences")["not_held"]["items"])
    latest: dict[tuple[Any, ...], Any] = {}
    for row in rows:
        if row.item.startswith(not_held):
            continue
        measure = {
            "part": "statements",
            "statement": row.statement,
            "fund": row.fund,
            "item": row.item,
            "classification": row.classification,
            "project": None,
        }
        key = (row.statement, row.fund, row.item, row.classification)
        if row.phase == own and row.unit in YUAN_PER_UNIT:
            latest[key] = row
        if row.phase == "change":
            amount = latest.get(key)
            if amount is not None and row.base == "previous" and row.unit in YUAN_PER_UNIT:
                yield from _before(frame, measure, amount, _change(row), own)
        elif (when := _when(row, own, frame["filed"], document)) is not None:
            year, phase, at = when
            moved = _BALANCES.get(row.item)
            if moved is not None:
                measure["item"], year = BALANCE, year + moved
            said = {**measure, **_said(row, measure["item"])}
            yield Occurrence(**frame, **said, year=year, phase=phase, at=at)
            level = level_with_before(document.text, row) if _in_a_sentence(row, own) else None
            if level is not None:
                same = ChangeSaid(Decimal(0), Decimal(0), row.page, row.line, level)
                yield from _before(frame, measure, row, same, own)


def _when(
    row: Any, own: str, filed: int, document: ReportDocument
) -> tuple[int, str | None, str | None] | None:
    """Year, phase and day of a row; None for one that is no figure of a year."""
    if row.phase == "count" and row.unit in COUNTS:
        day = day_counted(document.text, row, filed)
        return filed if day is None else int(day[:4]), "count", day
    if row.unit not in YUAN_PER_UNIT:
        return None
    if row.phase == "previous":
        return filed - 1, row.base, None
    if row.phase == own:
        return filed, own, None
    if own == "outturn" and row.phase in ("approved", "revised"):
        return filed, budget_of_year(row), None
    return None


def _before(
    frame: dict[str, Any], measure: dict[str, Any], amount: Any, change: ChangeSaid, own: str
) -> Iterator[Occurrence]:
    """The figure of the year before that follows from an amount and its change."""
    base = base_of_change(change.quote, own, frame["filed"])
    if base is None:
        return
    said = _said(amount)
    said["size"] -= change.wan
    said["rounding"] += change.rounding
    implied = (change.page, change.line, change.quote)
    year = frame["filed"] - 1
    yield Occurrence(
        **frame, **{**measure, **said}, year=year, phase=base, at=None, implied=implied
    )


def _change(row: Any) -> ChangeSaid:
    rounding = in_wan(half_unit(row.value), row.unit)
    return ChangeSaid(in_wan(row.value, row.unit), rounding, row.page, row.line, row.quote)


def _in_a_sentence(row: Any, own: str) -> bool:
    return row.statement == NARRATIVE and row.phase == own and row.unit in YUAN_PER_UNIT


def _said(row: Any, item: str | None = None) -> dict[str, Any]:
    """The figure of a row and its place."""
    money = row.unit in YUAN_PER_UNIT
    half = half_unit(row.value)
    return {
        "item": item or row.item,
        "name": row.name,
        "size": in_wan(row.value, row.unit) if money else row.value,
        "rounding": in_wan(half, row.unit) if money else Decimal(0),
        "value": row.value,
        "unit": row.unit,
        "printed": row.printed,
        "page": row.page,
        "line": row.line,
        "quote": row.quote,
    }
