"""The money that forms state of a department and of its projects, as `occurrences` holds it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from .budget_items import PHASES

_OF_DEPARTMENT = ("department_self_evaluation", "department_target")
_OF_PROJECT = ("project_self_evaluation", "project_target")
# Whose money a row of a department's form is of.
_FUNDS = {
    "fiscal": "fiscal",
    "general_public": "general",
    "government_fund": "government_fund",
    "state_capital": "state_capital",
    "special_account": "special_account",
}
TASKS = "department_task"  # of a sum of the department's main tasks, which need not be all it does
PROJECT = "project"  # the item of a project's money


def of_forms(tables: Mapping[str, pd.DataFrame]) -> Iterator[dict[str, Any]]:
    """The amounts of the department's form and of each project's, as fields of an `Occurrence`.

    A project whose name several forms bear is left out: whose money is meant is not known.
    """
    rows = list(tables["projects"].itertuples())
    named = Counter(
        (row.form, project_key(row.name)) for row in rows if row.form in _OF_PROJECT and row.name
    )
    of_tasks = any(row.form == TASKS for row in rows)
    for row in rows:
        of_department = row.form in _OF_DEPARTMENT
        if not of_department and row.form not in _OF_PROJECT:
            continue
        key = None if of_department else project_key(row.name or "")
        if key is not None and (not key or named[row.form, key] > 1):
            continue
        if row.unit not in YUAN_PER_UNIT:
            continue
        for phase in PHASES:
            value = getattr(row, phase)
            if value is not None:
                yield {
                    "part": "forms",
                    "statement": TASKS if of_department and of_tasks else row.form,
                    "fund": None,
                    "item": "expenditure" if of_department else PROJECT,
                    "classification": None,
                    "project": key,
                    "name": row.name or row.office or "",
                    "phase": phase,
                    "at": None,
                    "size": in_wan(value, row.unit),
                    "rounding": in_wan(half_unit(value), row.unit),
                    "value": value,
                    "unit": row.unit,
                    **_place(tables.get("project_funds"), row, phase, value),
                }
        if of_department and "project_funds" in tables:
            statement = TASKS if of_tasks else row.form
            yield from _by_fund(tables["project_funds"], row, statement)


def _by_fund(funds: pd.DataFrame, row: Any, statement: str) -> Iterator[dict[str, Any]]:
    """The amounts of a department's form whose money is said: 财政拨款, 一般公共预算 …"""
    for fund in funds.itertuples():
        own = fund.project == row.project and fund.term == "year" and fund.phase in PHASES
        known = fund.source in _FUNDS and fund.value is not None and fund.unit in YUAN_PER_UNIT
        if own and known and fund.line is not None:
            yield {
                "part": "forms",
                "statement": statement,
                "fund": _FUNDS[fund.source],
                "item": "expenditure",
                "classification": None,
                "project": None,
                "name": row.office or fund.label or "",
                "phase": fund.phase,
                "at": None,
                "size": in_wan(fund.value, fund.unit),
                "rounding": in_wan(half_unit(fund.value), fund.unit),
                "value": fund.value,
                "unit": fund.unit,
                "printed": fund.printed,
                "page": fund.page,
                "line": fund.line,
                "quote": fund.printed,
            }


def project_key(name: str) -> str:
    """A project's name without white space, brackets and marks."""
    return re.sub(r"[\s（）()“”\"《》、，,。.—\-]", "", name)


def _place(funds: pd.DataFrame | None, row: Any, phase: str, value: Any) -> dict[str, Any]:
    """Where an amount of a form is printed; else where the form begins."""
    for fund in () if funds is None else funds.itertuples():
        own = (fund.project, fund.phase, fund.value) == (row.project, phase, value)
        if own and fund.source == "total" and fund.line is not None:
            words = fund.printed
            return {"printed": words, "page": fund.page, "line": fund.line, "quote": words}
    quote = row.quote or row.name or ""
    return {"printed": str(value), "page": row.page, "line": row.line or 1, "quote": quote}
