"""A view's filters: pure functions from what is on file to the rows that are shown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pandas as pd

from ..analysis.reliability import rates
from ..audit.findings import AuditResult, Finding
from .search import holds
from .view import EVERY, FULL_RANGE, View


def promises(indicators: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of the table `indicators` that the view lets through."""
    kept = [
        view.task in (EVERY, str(row["task_no"]))
        and view.kind in (EVERY, row["level3"])
        and (not view.statuses or row["status"] in view.statuses)
        and _attained(row["attainment_pct"], view.attainment)
        and holds((row["name"], row["definition"], row["target"], row["actual"]), view.words)
        for row in indicators.to_dict("records")
    ]
    return indicators[pd.Series(kept, index=indicators.index, dtype=bool)]


def _attained(rate: object, window: tuple[int, int]) -> bool:
    """Whether a rate lies in the window; at the ends of the full range it is open."""
    low, high = window
    if rate is None:
        return window == FULL_RANGE
    return (low == FULL_RANGE[0] or rate >= low) and (high == FULL_RANGE[1] or rate <= high)  # type: ignore[operator]


def budget(table: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of `analysis.reliability.rates` of which one rate is further from 100 % than the
    view's tolerance; 0 lets all through.
    """
    rated = rates(table)
    kept = [
        holds((row["item"], row["name"]), view.words)
        and (
            not view.tolerance
            or any(
                _off(rate, view.tolerance)
                for rate in (row["of_revised_pct"], row["of_approved_pct"])
            )
        )
        for row in rated.to_dict("records")
    ]
    return rated[pd.Series(kept, index=rated.index, dtype=bool)].reset_index(drop=True)


def accounts(classes: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows of `analysis.accounts.by_class` that have the view's words and whose rate is further
    from 100 % than its tolerance; 0 lets all through.
    """
    kept = [
        holds((row["classification"], row["name"]), view.words)
        and (not view.tolerance or _off(row["execution_pct"], view.tolerance))
        for row in classes.to_dict("records")
    ]
    return classes[pd.Series(kept, index=classes.index, dtype=bool)].reset_index(drop=True)


def _off(rate: Decimal | None, tolerance: int) -> bool:
    return rate is not None and abs(rate - 100) > tolerance


def findings(result: AuditResult, view: View) -> AuditResult:
    """The same audit with the findings that the view lets through."""
    return AuditResult(tuple(numbered(result, view).values()), result.ledger)


def numbered(result: AuditResult, view: View) -> dict[int, Finding]:
    """The findings that the view lets through, by the number that they have on every page."""
    grave = result.at_least(view.severity).numbered  # type: ignore[arg-type]
    return {number: found for number, found in grave.items() if _speaks(found, view.words)}


def _speaks(finding: Finding, words: str) -> bool:
    quotes = [evidence.quote for evidence in finding.evidence]
    return holds([*finding.message.values(), *quotes], words)


def outcomes(series: pd.DataFrame, names: Sequence[str], view: View) -> pd.DataFrame:
    """The rows of `analysis.compare.outcome_series` whose measure has the view's words.

    `names`: what each row's measure is called in the view's language.
    """
    kept = [
        holds((name, row["name"], row["metric"]), view.words)
        for name, row in zip(names, series.to_dict("records"), strict=True)
    ]
    return series[pd.Series(kept, index=series.index, dtype=bool)].reset_index(drop=True)
