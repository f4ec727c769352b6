"""The figures of an indicator's target and result, and the status that follows, as cells of its row."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ..catalogue import wordings
from .attainment import Measured, attainment, delivered, less_is_better, promised
from .judge import judge
from .kinds import promise_of
from .measure import Measure, closing_bound, measure

_TWO_UNITS = re.compile(r"\d[^\W\d_]+[%‰]")  # 115人次%: no one knows which is meant
_PERCENT = ("%", "百分比")
_ODD = Decimal("0.002")  # of the target, or 500 times it: of another unit, if not misprinted
_LIMITS = ("≤", "<")
_COMPARED = ("met", "exceeded", "missed")
_MONEY = ("元", "万", "亿")  # also 元/人次, and a figure in the form's own unit


def judged_cells(name: str, target: str, actual: str | None, *, is_cost: bool) -> dict[str, object]:
    """`bound` … `reason` of an indicator; `actual` None where nothing is reported yet.

    A target that is one figure is read as a whole; else a figure in its words (居民参与率不低于100%).
    """
    whole = measure(target)
    if whole.bound is None and whole.value is not None:
        whole = replace(whole, bound=closing_bound(name))
    least = (
        whole.bound in (None, "=")
        and whole.value is not None
        and less_is_better("", "", name, whole.value)
    )
    promise = _measured(whole, least) if whole.value is not None else promised(target, None, name)
    cells: dict[str, object] = {
        "target_value": promise.value,
        "target_unit": promise.unit,
    }
    kind = promise_of(target, None, name, promise)
    if actual is None:
        return {"bound": whole.bound or kind.bound, **cells, **_of(kind.kind, kind.words)}
    result = _result(actual, promise, name)
    is_cost = is_cost or name.endswith("成本")
    judged = judge(
        target,
        None,
        name,
        actual,
        promise,
        result,
        is_cost=is_cost and (promise.unit is None or promise.unit.startswith(_MONEY)),
    )
    if judged.reported.kind == "restatement":  # the target's figure is not one that was reached
        result = Measured()
    return {
        "bound": whole.bound or kind.bound,
        **cells,
        "actual_value": result.value,
        "actual_unit": result.unit,
        "attainment_pct": None if is_cost else attainment(result, promise),
        **judged.cells(),
    }


def judged_whole(name: str, target: str, actual: str | None, *, is_cost: bool) -> dict[str, object]:
    """The cells of a row that holds several indicators: which figure answers which, no one can say."""
    cells = judged_cells(name, target, actual, is_cost=is_cost)
    compared = ("target_value", "target_unit", "actual_value", "actual_unit", "attainment_pct")
    cells |= {column: None for column in compared if column in cells}
    if cells.get("status") in _COMPARED:
        cells |= {"status": "not_assessable", "reason": f"number not compared: 「{target}」"}
    return cells


def _of(kind: str, words: str) -> dict[str, object]:
    return {"promised": kind, "promised_words": words or None}


def _measured(measured: Measure, least: bool) -> Measured:
    return Measured(measured.value, measured.unit, least or measured.bound in _LIMITS)


def _result(actual: str, promise: Measured, name: str) -> Measured:
    """The figure that a result reports; a bound (≥90%) says again what was promised, and is none."""
    if actual.startswith(tuple(wordings("status")["expected"])):
        return Measured()
    whole = measure(actual)
    if whole.value is None and _TWO_UNITS.search(actual):
        return Measured()
    if whole.value is None:
        return delivered(actual, promise, name)
    if whole.bound not in (None, "="):
        return Measured()
    return Measured(whole.value, whole.unit or _unit_of_form(whole.value, promise))


def _unit_of_form(value: Decimal | None, promise: Measured) -> str | None:
    """The unit of a bare figure: forms print it once, beside the target.

    None where the figure may be of another unit: 0.96 of ≥95%, 1,250,000 of 130万元.
    """
    if value is None or promise.value is None or promise.unit is None:
        return None
    if promise.unit in _PERCENT and 0 < value <= 1 < promise.value:
        return None
    if value and promise.value and not _ODD < abs(value / promise.value) < 1 / _ODD:
        return None
    return promise.unit
