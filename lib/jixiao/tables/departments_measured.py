"""Tables of the departments of a year: cuts, points, targets, findings of money, and what lies apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

import pandas as pd

from ..analysis.outliers import FEWEST, Fence, fence, outliers
from ..audit import AuditResult
from ..base.amounts import percent
from ..base.language import Language
from ..labels import label
from ..labels.numbers import MISSING, number, whole
from ..report import Report
from ..scoring import scores
from ..scoring.targets import target_verdicts
from .html import HtmlColumn, HtmlTable, render

MEASURES = (
    "of_approved_pct",
    "of_revised_pct",
    "cut_pct",
    "points_pct",
    "measurable_pct",
    "question_pct",
)


class Measured(NamedTuple):
    """A department of the round. `cut_pct`: revised against approved budget; `points_given`,
    `points_low`, `points_high`: of the lines that could be recomputed, as printed and as recomputed;
    `points_pct`: printed above the greatest recomputed; `measurable_pct` of `targets`; `question_wan`: the
    largest amount that a finding is about, `question_pct` of what was spent or given. None where it
    is not on file.
    """

    department: str
    name: str
    of_approved_pct: Decimal | None
    of_revised_pct: Decimal | None
    cut_pct: Decimal | None
    points_given: Decimal | None
    points_low: Decimal | None
    points_high: Decimal | None
    points_pct: Decimal | None
    targets: int | None
    measurable_pct: Decimal | None
    question_wan: Decimal | None
    question_pct: Decimal | None


class _Apart(Protocol):
    """A department whose value of a measure lies apart."""

    row: Measured
    measure: str
    value: Decimal
    fence: Fence


def measured(
    report: Report,
    rows: Sequence[Mapping[str, Any]],
    result: AuditResult,
    language: Language,
) -> Measured:
    """What is kept of `report` and its audit. `rows`: its own of `analysis.departments.overview`."""
    approved = _first(rows, "approved_wan", "budget")
    revised = _first(rows, "revised_wan", "budget")
    cut = None if None in (approved, revised) else percent(revised - approved, approved)  # type: ignore[operator]
    money = _first(rows, "outturn_wan") or _first(rows, "approved_wan")
    question = _question(result)
    return Measured(
        report.department,
        report.department_name(language),
        _first(rows, "of_approved_pct"),
        _first(rows, "of_revised_pct"),
        cut,
        *_points(report),
        *_measurable(report),
        question,
        percent(question, money),
    )


def departments(rows: Sequence[Measured], language: Language) -> HtmlTable | None:
    """Cuts, points, targets and findings of money; None where no department has any of them."""
    shown = [row for row in rows if any(value is not None for value in row[4:])]
    if not shown:
        return None
    columns: list[HtmlColumn[Any]] = [
        HtmlColumn(_heading("department", language), lambda row: str(row.name)),
        HtmlColumn(_heading("cut_pct", language), _value("cut_pct", signed=True), numeric=True),
        HtmlColumn(_heading("points_given", language), _value("points_given"), numeric=True),
        HtmlColumn(_heading("recomputed", language), _recomputed, numeric=True),
        HtmlColumn(_heading("targets", language), _targets, numeric=True),
        HtmlColumn(_heading("measurable_pct", language), _value("measurable_pct"), numeric=True),
        HtmlColumn(_heading("question_wan", language), _value("question_wan"), numeric=True),
        HtmlColumn(_heading("question_pct", language), _value("question_pct"), numeric=True),
    ]
    frame = pd.DataFrame(shown, columns=pd.Index(Measured._fields), dtype=object)
    caption = label("departments.table.measured", language)
    return render(frame, columns, caption, language)


def apart(rows: Sequence[Measured], language: Language) -> HtmlTable:
    """The departments whose value of a measure lies apart from those of the others, and why."""
    found = []
    most = 0
    for measure in MEASURES:
        values = {
            row.department: value for row in rows if (value := getattr(row, measure)) is not None
        }
        most = max(most, len(values))
        limits = fence(values)
        for department, value in outliers(values).items():
            row = next(row for row in rows if row.department == department)
            found.append((row, measure, value, limits))
    columns: list[HtmlColumn[_Apart]] = [
        HtmlColumn(_heading("department", language), lambda row: row.row.name),
        HtmlColumn(
            _heading("measure", language),
            lambda row: label(f"departments.column.{row.measure}", language),
            choice=True,
        ),
        HtmlColumn(_heading("value", language), lambda row: number(row.value), numeric=True),
        HtmlColumn(_heading("why", language), lambda row: _why(row, language), css="wide"),
    ]
    names = pd.Index(["row", "measure", "value", "fence"])
    caption = label("departments.table.apart", language)
    none = label(f"departments.prose.{'too_few' if most < FEWEST else 'none_apart'}", language)
    return render(
        pd.DataFrame(found, columns=names, dtype=object), columns, caption, language, none
    )


def _first(rows: Sequence[Mapping[Any, Any]], name: str, source: str = "") -> Decimal | None:
    """The first of a department's documents that states it."""
    found = [row[name] for row in rows if row["source"] == source or not source]
    return next((value for value in found if value is not None), None)


def _points(
    report: Report,
) -> tuple[Decimal | None, Decimal | None, Decimal | None, Decimal | None]:
    if not {"indicators", "projects"} & set(report.tables):
        return None, None, None, None
    lines = scores(report.sure)
    known = lines[lines["printed"].notna() & lines["low"].notna() & lines["high"].notna()]
    if known.empty:
        return None, None, None, None
    given, low, high = (sum(known[name], Decimal(0)) for name in ("printed", "low", "high"))
    return given, low, high, percent(given - high, high) if high else None


def _measurable(report: Report) -> tuple[int | None, Decimal | None]:
    if "indicators" not in report.tables:
        return None, None
    verdicts = target_verdicts(report.sure)
    asked = verdicts[(verdicts["rule"] == "measurable") & (verdicts["result"] != "not_applicable")]
    passed = int((asked["result"] == "pass").sum())
    return len(asked), percent(Decimal(passed), Decimal(len(asked))) if len(asked) else None


def _question(result: AuditResult) -> Decimal | None:
    sizes = [f.weight.size for f in result.findings if f.weight.of == "money"]
    return max(sizes, default=None)


def _value(name: str, *, signed: bool = False) -> Callable[[Any], str]:
    return lambda row: number(getattr(row, name), signed=signed)


def _recomputed(row: Any) -> str:
    """One number, or both ends of what the scheme leaves open."""
    if row.points_low is None:
        return MISSING
    low, high = number(row.points_low), number(row.points_high)
    return low if low == high else f"{low}–{high}"


def _targets(row: Any) -> str:
    return MISSING if row.targets is None else whole(row.targets)


def _why(row: _Apart, language: Language) -> str:
    key = "above" if row.value > row.fence.high else "below"
    values = {"low": number(row.fence.lower), "high": number(row.fence.upper)}
    return label(f"departments.prose.apart_{key}", language, **values)


def _heading(name: str, language: Language) -> str:
    return label(f"departments.column.{name}", language)
