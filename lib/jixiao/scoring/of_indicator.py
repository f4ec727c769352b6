"""Which method of a scheme an indicator falls under, and its numbers.

A number is held against its target where both were read in one unit; a result in words is taken at
the office's own word: claimed (80–100 % in the national method), in part, not done. Whether the claim
is supported is the business of its status, not of its points.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..base.reason import reason_parts
from ..catalogue import wordings
from ..schema.rows import IndicatorRow
from .points import Points, from_formula, from_tier, nothing
from .schemes import Scheme

_AT_LEAST, _AT_MOST = ("≥", ">"), ("≤", "<")
_COSTS = ("成本", "经济成本", "社会成本", "生态环境成本")
_RULES = ("number", "cost", "date", "incident", "no incident")  # they decided by comparing
_PLAINLY_MET, _PLAINLY_MISSED = ("met", "exceeded"), ("missed",)
_NUMBERS = ("number", "bound", "range", "plan")
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_NO_NUMBER = {"restatement": "restated", "in_progress": "in_progress"}
_CLAIMS = ("quality", "event", "number", "no_cases")


def indicator_points(row: IndicatorRow, scheme: Scheme) -> Points:
    """The points of an indicator by the methods of `scheme`."""
    if row.actual is None or not row.actual.strip():
        return nothing("none", "actual" if row.target else "marks")
    if row.reported == "denial":
        return nothing("none", "denial")
    if (numbers := target_and_result(row)) is not None:
        return _of_numbers(row, *numbers, scheme)
    if re.search(wordings("scoring")["partly"], row.actual):
        return from_tier(scheme.tiers["partly"], row.weight, "partly")
    rule = rule_of(row)
    if rule in _RULES and row.status in _PLAINLY_MET:
        return _full(row)
    if rule == "date" and row.status in _PLAINLY_MISSED:
        return nothing("none", "late")
    if row.reported == "not_done" or (rule in ("incident", "other way") and row.status == "missed"):
        return from_tier(scheme.tiers["failed"], row.weight, "failed")
    if row.promised in _NUMBERS:
        return nothing("none", _NO_NUMBER.get(row.reported or "", "result"))
    if row.reported == "in_progress" or rule == "done in part":
        return from_tier(scheme.tiers["partly"], row.weight, "partly")
    claimed = row.reported in _CLAIMS or row.reported == "restatement"
    if claimed or row.status in _PLAINLY_MET:
        return from_tier(scheme.tiers["achieved"], row.weight, "achieved")
    return nothing("none", "claim")


def target_and_result(row: IndicatorRow) -> tuple[Decimal, Decimal] | None:
    """Target and result, where both are numbers of one unit, in that unit."""
    if row.target_value is None or row.actual_value is None or rule_of(row) == "other way":
        return None
    (target, unit), (result, other) = (
        (row.target_value, row.target_unit or ""),
        (row.actual_value, row.actual_unit or ""),
    )
    if _without_yuan(unit) == _without_yuan(other):
        return target, result
    (target, unit), (result, other) = _scaled(target, unit), _scaled(result, other)
    return (target, result) if unit == other else None


def _without_yuan(unit: str) -> str:
    """Of amounts a form often leaves 元 out: ≤396万元 → 378.27万."""
    return unit.removesuffix("元") if unit[:1] in _SCALES else unit


def _scaled(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number without 万 and 亿, and the unit that is left: 6万人次 and 58000人次 are of one."""
    scale = _SCALES.get(unit[:1])
    return (value, unit) if scale is None else (value * scale, unit[1:])


def rule_of(row: IndicatorRow) -> str:
    """The rule that decided the status: what opens the reason."""
    return reason_parts(row.reason or "")[0]


def _of_numbers(row: IndicatorRow, target: Decimal, result: Decimal, scheme: Scheme) -> Points:
    method = direction(row, target, result)
    if method is None:
        return nothing("none", "direction")
    met = result <= target if method == "at_most" else result >= target
    if row.bound == "<":
        met = result < target
    if row.bound == ">":
        met = result > target
    numbers = {"weight": row.weight, "target": target, "result": result, "met": met}
    return from_formula(scheme.methods[method], numbers, method)


def direction(row: IndicatorRow, target: Decimal, result: Decimal) -> str | None:
    """At least or at most: as printed. Without a sign an amount of cost is one at most, and so is
    what should stay away (投诉) or what the status calls missed although it is more. None where
    nobody says whether more was wanted: of a rate of cost or of control (100% → 65%).
    """
    if row.bound in _AT_LEAST:
        return "at_least"
    if row.bound in _AT_MOST:
        return "at_most"
    words = wordings("scoring")
    cost = row.level3 in _COSTS or row.level2 == "成本"
    either = cost and row.target_unit == "%" or re.search(words["either_way"], row.name)
    if either and result != target:
        return None
    more_is_worse = row.status == "missed" and result > target
    less = cost or more_is_worse or re.search(words["less_is_better"], row.name)
    return "at_most" if less else "at_least"


def _full(row: IndicatorRow) -> Points:
    if row.weight is None:
        return nothing("met", "weight")
    return Points(row.weight, row.weight, "met", f"{row.weight}")
