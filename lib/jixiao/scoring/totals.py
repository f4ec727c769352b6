"""The points of each form together: sums against the printed total, and the grade."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from ..report import Report
from .lines import Form, forms
from .schemes import Scheme

COLUMNS = (
    "document",
    "project",
    "of",
    "form",
    "scheme",
    "lines",
    "computed",
    "weights",
    "total_weight",
    "scores",
    "total_score",
    "sum_difference",
    "computed_weight",
    "printed",
    "low",
    "high",
    "difference",
    "grade",
    "of_total",
    "of_low",
    "of_high",
    "page",
    "line",
    "quote",
)


def score_totals(
    report: Report, lines: pd.DataFrame, schemes: Mapping[str, Scheme]
) -> pd.DataFrame:
    """One row per form with points, in the order of the documents: the columns COLUMNS.

    `weights`, `scores`: sums of the lines, None where a line has none; `total_weight`,
    `total_score`: as printed; `sum_difference`: printed total less the sum. `computed` of `lines`
    could be recomputed; they carry `computed_weight` points, of which the form gives `printed` and
    the scheme `low` to `high`; `difference`: printed less the nearest end. `grade`: as printed;
    `of_total`, `of_low`, `of_high`: the grade (from 0, the best) by the scheme of the printed total
    and, where every line was recomputed, of both ends.
    """
    rows = lines[lines["part"] != "task"]
    groups = {key: group for key, group in rows.groupby(["document", "project"], dropna=False)}
    found = []
    for form in forms(report):
        project = None if form.project is None else form.project.project
        group = next(
            (g for (document, p), g in groups.items() if _same(form, project, document, p)), None
        )
        if group is not None:
            found.append(_total(form, group, schemes[str(group.iloc[0]["scheme"])]))
    return pd.DataFrame(found, columns=pd.Index(COLUMNS), dtype=object)


def _same(form: Form, project: object, document: object, number: object) -> bool:
    blank = number is None or number != number
    return document == form.document and (blank if project is None else number == project)


def _total(form: Form, group: pd.DataFrame, scheme: Scheme) -> dict[str, Any]:
    project = form.project
    group = _in_the_total(group, None if project is None else project.total_score)
    known = group[group["difference"].notna()]
    scores = _sum(group["printed"])
    printed, low, high = (_sum(known[name]) for name in ("printed", "low", "high"))
    total = None if project is None else project.total_score
    whole = len(known) == len(group)
    first = group.iloc[0]
    return {
        "document": form.document,
        "project": None if project is None else project.project,
        "of": None if project is None else project.name,
        "form": None if project is None else project.form,
        "scheme": scheme.key,
        "lines": len(group),
        "computed": len(known),
        "weights": _sum(group["weight"]),
        "total_weight": None if project is None else project.total_weight,
        "scores": scores,
        "total_score": total,
        "sum_difference": None if total is None or scores is None else total - scores,
        "computed_weight": _sum(known["weight"]),
        "printed": printed,
        "low": low,
        "high": high,
        "difference": _outside(printed, low, high),
        "grade": None if project is None else project.grade,
        "of_total": _grade(scheme, total),
        "of_low": _grade(scheme, low) if whole else None,
        "of_high": _grade(scheme, high) if whole else None,
        "page": first["page"] if project is None else project.page,
        "line": first["line"] if project is None else project.line,
        "quote": first["quote"] if project is None else project.quote,
    }


def _in_the_total(group: pd.DataFrame, total: Decimal | None) -> pd.DataFrame:
    """The lines that the printed total is of. Where the execution line prints no points to be had, and
    the others alone make up the total, it stands outside of it.
    """
    inside = group[(group["part"] != "execution") | group["weight"].notna()]
    apart = len(inside) < len(group) and _sum(group["printed"]) != total
    return inside if apart and len(inside) and _sum(inside["printed"]) == total else group


def _sum(values: pd.Series[Any]) -> Decimal | None:
    """None where one is missing: a part is no sum."""
    if values.empty or any(value is None for value in values):
        return None
    return sum(values, Decimal(0))


def _outside(printed: Decimal | None, low: Decimal | None, high: Decimal | None) -> Decimal | None:
    if printed is None or low is None or high is None:
        return None
    return printed - high if printed > high else min(printed - low, Decimal(0))


def _grade(scheme: Scheme, total: Decimal | None) -> int | None:
    """The place of the grade among those of the scheme; None without grades or total."""
    grade = None if total is None else scheme.grade(total)
    return None if grade is None else scheme.grades.index(grade)
