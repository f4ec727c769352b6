"""The status of an indicator, from what is promised, what is reported and what supports it.

The lines are asked in this order and the first that applies decides. docs/status.md prints them for
readers; the rule's name opens the column `reason`.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..base.reason import compared
from ..catalogue import wordings
from .attainment import Measured, attainment, comparable, stated_part
from .further_figures import leaves_uncertain
from .guards import contrary, unanswered
from .kinds import (
    Promise,
    Reported,
    Support,
    is_bare_rate,
    promise_of,
    report_of,
    support_of,
    surpassed,
    within,
)
from .open_targets import leaves_open
from .overclaims import overclaimed
from .shortened import clause, first, printed, shorten


@dataclass(frozen=True)
class Judged:
    """The three answers, the status that follows from them, and the reason (`base.reason`)."""

    promise: Promise
    reported: Reported
    support: Support
    status: str
    reason: str

    def cells(self) -> dict[str, object]:
        """The columns `promised` to `reason` of the table `indicators`."""
        return {
            "promised": self.promise.kind,
            "promised_words": self.promise.words or None,
            "reported": self.reported.kind,
            "reported_words": self.reported.words or None,
            "support": self.support.kind,
            "support_words": self.support.words or None,
            "status": self.status,
            "reason": self.reason,
        }


def judge(
    target: str | None,
    definition: str | None,
    name: str,
    actual: str,
    promise: Measured,
    result: Measured,
    *,
    is_cost: bool = False,
) -> Judged:
    """The status of one indicator. `promise` and `result`: its numbers (`attainment.promised`,
    `delivered`). `is_cost`: of a cost in money, of which less is not worse.
    """
    promised = promise_of(target, definition, name, promise)
    reported = report_of(promised, target, definition, actual, promise, result)
    support = support_of(promised, target, actual, promise, result)
    stated = stated_part(target)
    decided: tuple[str, str] | None = _of_itself(reported, actual)
    if decided is None:
        decided = contrary(name, stated, actual, promise, result)
    status, reason = decided or _decide(
        promised, reported, support, actual, promise, result, is_cost
    )
    if status in ("met", "exceeded") and reason.startswith("evidence"):
        status, reason = unanswered(stated, actual, support) or (status, reason)
    if (
        reason.startswith(("number:", "cost:"))
        and promised.kind != "range"
        and leaves_open(name, stated, actual, promised.bound, promise, result, status)
    ):
        status, reason = "not_assessable", f"number not compared: 「{shorten(stated)}」"
    if reason.startswith("number:") and leaves_uncertain(
        name, stated, actual, promise, result, status
    ):
        status, reason = "not_assessable", f"number not compared: 「{shorten(actual)}」"
    if status in ("met", "exceeded"):
        status, reason = overclaimed(name, stated, actual, promise, result) or (status, reason)
    return Judged(promised, reported, support, status, reason)


_SAID_OF_ITSELF = {
    "denial": ("contradicted", "denial"),
    "not_done": ("missed", "not done"),
    "in_progress": ("in_progress", "progress"),
    "no_cases": ("not_assessable", "no cases"),
    "restatement": ("unsupported", "restated"),
}


def _of_itself(reported: Reported, actual: str) -> tuple[str, str] | None:
    """The status that a result's own words decide; None where they do not."""
    if found := _SAID_OF_ITSELF.get(reported.kind):
        return found[0], f"{found[1]}: 「{reported.words}」"
    if reported.kind == "nothing" and first(reported.words, wordings("status")["not_measured"]):
        return "not_assessable", f"nothing measured: 「{reported.words}」"
    if reported.kind == "nothing" and not actual.strip():
        return "not_assessable", "nothing reported: 「」"
    return None


def _decide(
    promised: Promise,
    reported: Reported,
    support: Support,
    actual: str,
    promise: Measured,
    result: Measured,
    is_cost: bool,
) -> tuple[str, str]:
    quoted = f"「{reported.words}」"
    if promised.kind == "range" and (place := within(promised, actual)) is not None:
        return ("missed", "met", "exceeded")[place + 1], compared(
            "number", shorten(actual), promised.words
        )
    if promised.kind in ("number", "bound") and promise.value is not None:
        return _by_number(promised, reported, support, actual, promise, result, is_cost)
    if promised.kind == "plan":
        return "not_assessable", f"unstated plan: 「{promised.words}」"
    if support.kind != "nothing":
        return "met", f"evidence: 「{support.words}」"
    if reported.kind == "quality":
        return "unsupported", f"claim: {quoted}"
    return "not_assessable", f"no claim and no figure: 「{shorten(actual)}」"


def _by_number(
    promised: Promise,
    reported: Reported,
    support: Support,
    actual: str,
    promise: Measured,
    result: Measured,
    is_cost: bool,
) -> tuple[str, str]:
    """A number is promised: compared with the one that is reported, where there is one."""
    assert promise.value is not None
    stands = result.value is not None and comparable(result.unit, promise.unit)
    if stands and promise.at_most:
        assert result.value is not None
        kept = result.value <= promise.value
        if promised.bound == "<" and result.value == promise.value:
            kept = False
        status = "met" if kept else "missed"
        return status, compared("number", printed(result), f"≤{printed(promise)}")
    if surpassed(promise, actual):
        return "met", compared("number", actual.strip(), printed(promise))
    if stands and promise.value == 0:  # no case was promised: 0起
        status = "met" if result.value == 0 else "missed"
        return status, compared("number", printed(result), printed(promise))
    if stands and promise.value < 0:  # of a negative number no share can be reached
        assert result.value is not None
        status = "met" if result.value >= promise.value else "missed"
        return status, compared("number", printed(result), printed(promise))
    reached = attainment(result, promise)
    if reached is not None:
        assert result.value is not None
        more = result.value - promise.value
        figures = printed(result), printed(promise)
        if is_cost and result.unit != "%":
            return ("met" if more <= 0 else "missed"), compared("cost", *figures)
        if more < 0 or (promised.bound == ">" and more == 0):
            return "missed", compared("number", *figures)
        if is_bare_rate(result) and support.kind == "nothing":
            return "unsupported", f"bare rate: 「{shorten(actual)}」"
        return ("exceeded" if more > 0 else "met"), compared("number", *figures)
    claim = first(actual, wordings("status")["claims"])
    said = clause(actual, claim) if claim else reported.words or shorten(actual)
    status = "unsupported" if claim or reported.kind == "event" else "not_assessable"
    return status, compared("no number", said, printed(promise))
