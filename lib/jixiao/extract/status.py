"""Whether an indicator was kept: decided by rule from its text, with the words that decided it.

The rules are asked in this order; the first that applies decides.

1. denial: the result claims to be done and its own text denies it → contradicted
2. progress: the result says that the work goes on → in_progress
3. no cases: a rate over cases of which none arose → not_assessable
4. number: promise and result are comparable → exceeded, met or missed; but a bare 100 % without a
   figure or a fact beside it → unsupported. A promise not to exceed a figure is met or missed
5. no number: a number was promised and none is given → unsupported, or missed if nothing is claimed
6. unstated plan: the promise is a plan whose number the report does not give → met where the
   definition's own figures are repeated, else not_assessable
7. evidence: a promise in words, and the result states a figure or a fact → met
8. claim: a promise in words, and the result only claims it → unsupported
9. otherwise → not_assessable
"""

from __future__ import annotations

import re
from decimal import Decimal

from ..catalogue import wordings
from .attainment import Measured, attainment, comparable

_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_NOT_FIGURES = re.compile(
    r"(?<![\d.])\d\.(?!\d)|20\d\d年度?|\d+月\d+日|\d+-?\d*月|100(?:\.00)?%|24\s*小时"
)


def judge(
    target: str | None, definition: str | None, actual: str, promise: Measured, result: Measured
) -> tuple[str, str]:
    """The status of one indicator and its reason, "rule: 「words」"."""
    words = wordings("status")
    claim = _first(actual, words["claims"])
    reached = attainment(result, promise)
    counted = reached is not None and result.unit != "%"
    denial = _first(actual, words["denials"])
    if claim and denial and not counted:
        return "contradicted", f"denial: 「{_clause(actual, denial)}」"
    if (progress := _first(actual, words["in_progress"])) and not counted:
        return "in_progress", f"progress: 「{_clause(actual, progress)}」"
    if (none := _first(actual, words["no_cases"])) and "/" in (definition or ""):
        return "not_assessable", f"no cases: 「{_clause(actual, none)}」"
    if promise.at_most and result.value is not None and comparable(result.unit, promise.unit):
        kept = result.value <= (promise.value or 0)
        return ("met" if kept else "missed"), f"number: {_of(result)} of at most {_of(promise)}"
    if reached is not None:
        return _by_number(actual, reached, result, promise)
    if promise.value is not None:
        printed = f"{_number(promise.value)}{promise.unit or ''}"
        if claim:
            return "unsupported", f"no number: promised {printed}, 「{_clause(actual, claim)}」"
        return "not_assessable", f"no number: promised {printed}, 「{_shorten(actual)}」"
    if plan := _first(target or "", words["unstated_plan"]):
        return "not_assessable", f"unstated plan: 「{plan}」"
    if evidence := _evidence(actual):
        return "met", f"evidence: 「{_clause(actual, evidence)}」"
    if claim:
        return "unsupported", f"claim: 「{_clause(actual, claim)}」"
    return "not_assessable", f"no claim and no figure: 「{_shorten(actual)}」"


def _by_number(
    actual: str, reached: Decimal, result: Measured, promise: Measured
) -> tuple[str, str]:
    compared = f"{_of(result)} of {_of(promise)}"
    if reached < 100:
        return "missed", f"number: {compared}"
    bare = result.unit == "%" and result.value == 100
    if bare and _evidence(actual.replace(_of(result), "", 1)) is None:
        return "unsupported", f"bare rate: 「{_shorten(actual)}」"
    return ("exceeded" if reached > 100 else "met"), f"number: {compared}"


def _evidence(actual: str) -> str | None:
    """A figure or a fact that someone else could check; years and a bare 100 % are none."""
    figures = _NOT_FIGURES.sub(lambda match: " " * len(match[0]), actual)
    if match := _FIGURE.search(figures):
        return match[0]
    return _first(actual, wordings("status")["evidence"])


def _first(text: str, words: list[str]) -> str | None:
    found = [(text.find(word), word) for word in words if word in text]
    return min(found)[1] if found else None


def _clause(text: str, word: str) -> str:
    """The clause of `text` in which `word` stands."""
    at = text.find(word)
    start = max(text.rfind(mark, 0, at) for mark in "，；。：") + 1
    ends = [end for mark in "，；。" if (end := text.find(mark, at + len(word))) >= 0]
    return _shorten(text[start : min(ends, default=len(text))])


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _of(measured: Measured) -> str:
    return f"{_number(measured.value)}{measured.unit or ''}"


def _number(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")
