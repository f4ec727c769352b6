"""The quality of targets: rules under the four requirements, asked of every indicator or form.

A rule passes, fails, or does not apply and says why. What it finds is what to look at: a target that
was beaten threefold may have been set too low, or the year was good.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from ...report import Report
from .given import TargetsGiven, given_of
from .rules import HEADINGS, RULES
from .verdicts import COLUMNS, TargetRule, Verdict, rule_name

__all__ = ["COLUMNS", "HEADINGS", "RULES", "THRESHOLDS", "attained_counts", "target_verdicts"]
THRESHOLDS = (120, 130, 200)  # per cent of the target
TOO_LOW = 130


def target_verdicts(
    report: Report,
    previous: Report | None = None,
    too_low_pct: int = TOO_LOW,
    rules: Sequence[TargetRule] = RULES,
) -> pd.DataFrame:
    """One row per rule and indicator or form that it was asked of: the columns COLUMNS.

    `result`: pass, fail or not_applicable; `said`: what was seen, or why it does not apply.
    `previous`: the report of the year before, if on file; `too_low_pct`: a result from this per cent
    of its target on makes the target low.
    """
    given = given_of(report, previous, too_low_pct)
    rows = [
        verdict.record(rule_name(rule), rule, given)
        for rule in rules
        for verdict in rule.check(given)
    ]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def attained_counts(report: Report) -> pd.DataFrame:
    """How many results lie beyond each of THRESHOLDS: `threshold`, `count`, `of` (targets that are
    reached from below and have a number and a result).
    """
    from .rules.too_low import attained

    given = given_of(report, None, TOO_LOW)
    known = [pct for pct in map(attained, given.indicators) if pct is not None]
    rows = [
        (limit, sum(pct >= Decimal(limit) for pct in known), len(known)) for limit in THRESHOLDS
    ]
    return pd.DataFrame(rows, columns=pd.Index(["threshold", "count", "of"]), dtype=object)


def verdict_counts(verdicts: pd.DataFrame) -> pd.DataFrame:
    """Of each rule: `heading`, `rule`, `asked` (it applied), `failed`, `not_applicable`, and what it
    counts, `counted`: indicator, form or task.
    """
    rows = []
    for (heading, rule), group in verdicts.groupby(["heading", "rule"], sort=False):
        results = list(group["result"])
        failed = results.count("fail")
        rows.append(
            (
                heading,
                rule,
                failed + results.count("pass"),
                failed,
                results.count("not_applicable"),
                _counted(heading, group),
            )
        )
    columns = ["heading", "rule", "asked", "failed", "not_applicable", "counted"]
    return pd.DataFrame(rows, columns=pd.Index(columns), dtype=object)


def _counted(heading: str, verdicts: pd.DataFrame) -> str:
    if verdicts["seq"].notna().any():
        return "indicator"
    return "task" if heading == "match" else "form"


__all__ += ["TargetsGiven", "Verdict", "verdict_counts"]
