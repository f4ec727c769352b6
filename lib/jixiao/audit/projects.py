"""What a document says of a project in a form and again in prose, side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import pandas as pd

from ..analysis.budget_items import PHASES
from ..base.amounts import YUAN_PER_UNIT, half_unit, in_wan
from ..report import Report
from .findings import Evidence

FIELDS = (*PHASES, "execution_rate", "total_score")
_FORM, _SUMMARY = "project_self_evaluation", "summary"
_NO_NAME = re.compile(r"[\s（）()“”\"《》、，,。.]|(?:项目|经费|专项)+$")


_Places: TypeAlias = dict[tuple[int, str, Decimal], tuple[int, int, str]]


@dataclass(frozen=True)
class Stated:
    """A figure of a project as a form or a summary states it: money in 万元, rates in per cent."""

    value: Decimal
    rounding: Decimal
    unit: str
    evidence: Evidence


@dataclass(frozen=True)
class Pair:
    """A project's row from its form and the one from its summary."""

    name: str
    form: dict[str, Stated]
    summary: dict[str, Stated]

    def both(self) -> Iterator[tuple[str, Stated, Stated]]:
        """Every figure that both state."""
        for field in FIELDS:
            if field in self.form and field in self.summary:
                yield field, self.form[field], self.summary[field]


def agree(one: Stated, other: Stated) -> bool:
    """Whether two figures can be one, each rounded as it is printed."""
    difference = abs(one.value - other.value)
    same_print = one.rounding == other.rounding
    return difference == 0 or (not same_print and difference <= one.rounding + other.rounding)


def pairs(report: Report) -> tuple[list[Pair], list[str]]:
    """Projects that a form and a summary state, and the names of summaries that have no one form.

    Names are compared without brackets, marks and 项目 or 经费 at their end; a summary may put the
    office that carries the project out before its name. Of several forms of one name the one that
    agrees with the summary in most figures is its own, if it agrees in some money.
    """
    rows = [row for row in report.tables["projects"].itertuples() if row.name]
    forms = [row for row in rows if row.form == _FORM]
    places = _places(report.tables.get("project_funds"))
    found: list[Pair] = []
    alone: list[str] = []
    for row in rows:
        if row.form != _SUMMARY:
            continue
        summary = _stated(places, row)
        own = [
            Pair(row.name, _stated(places, form), summary)
            for form in forms
            if _is_of(row.name, form)
        ]
        if len(own) > 1:
            own = [pair for pair in own if _shares_money(pair)]
        if len(own) == 1:
            found += own
        elif len(own) > 1 and any(_agreeing(pair) == len(list(pair.both())) for pair in own):
            found.append(max(own, key=_agreeing))
        else:
            alone.append(row.name)
    return found, alone


def _is_of(summary: str, form: Any) -> bool:
    """Whether a summary's name is that of a form, alone or behind the office that the form names."""
    whole, name = _plain(summary), _plain(form.name)
    if not name or not whole.endswith(name):
        return False
    before = whole.removesuffix(name)
    offices = [_plain(office) for office in (form.executor, form.office) if office]
    return not before or any(before == office or office.startswith(before) for office in offices)


def _shares_money(pair: Pair) -> bool:
    return any(agree(one, other) for field, one, other in pair.both() if field in PHASES)


def _agreeing(pair: Pair) -> int:
    return sum(agree(one, other) for _, one, other in pair.both())


def _plain(name: str) -> str:
    before = ""
    while before != name:
        before, name = name, _NO_NAME.sub("", name)
    return name


def _stated(places: _Places, row: Any) -> dict[str, Stated]:
    found: dict[str, Stated] = {}
    for field in FIELDS:
        value = getattr(row, field)
        if value is None:
            continue
        place = (row.page, row.line or 1, row.quote or row.name)
        if field in PHASES:
            if row.unit not in YUAN_PER_UNIT:
                continue
            place = places.get((row.project, field, value), place)
            evidence = Evidence(*place, value, row.unit)
            wan, rounding = in_wan(value, row.unit), in_wan(half_unit(value), row.unit)
            found[field] = Stated(wan, rounding, "万元", evidence)
        else:
            unit = "%" if field == "execution_rate" else "分"
            found[field] = Stated(value, half_unit(value), unit, Evidence(*place, value, unit))
    return found


def _places(funds: pd.DataFrame | None) -> _Places:
    """Project, phase and value of a total → where it is printed first, and its words."""
    places: _Places = {}
    if funds is not None:
        for fund in funds.itertuples():
            if fund.source == "total" and fund.line is not None:
                key = (fund.project, fund.phase, fund.value)
                places.setdefault(key, (fund.page, fund.line, fund.printed))
    return places
