"""Points recomputed: every line that a form gives points for, by a scheme on file.

`scores(report)` gives the lines, `score_report(report)` them with the sums of each form and the
schemes that were applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ..report import Report
from .lines import score_lines
from .schemes import OWN, Scheme, load_schemes, scheme_called, schemes_on_file
from .totals import score_totals

__all__ = [
    "OWN",
    "Scheme",
    "ScoreResult",
    "load_schemes",
    "scheme_called",
    "schemes_on_file",
    "score_report",
    "scores",
]


@dataclass(frozen=True)
class ScoreResult:
    """`lines`: see `lines.score_lines`; `totals`: see `totals.score_totals`; `schemes`: key → the
    scheme that was applied to one of them.
    """

    lines: pd.DataFrame
    totals: pd.DataFrame
    schemes: Mapping[str, Scheme]


def score_report(
    report: Report, scheme: str | None = None, schemes: Mapping[str, Scheme] | None = None
) -> ScoreResult:
    """The points of `report`, line by line and form by form.

    `scheme`: the key of the one to apply; else of each form the one that binds it, and the form's
    own points where none does. `schemes`: those on file; of the catalogue unless given.

    Raises RequestError for a scheme that is not on file, TableError at a fault of one's file.
    """
    on_file = load_schemes() if schemes is None else schemes
    if scheme is not None:
        scheme_called(scheme, on_file)
    lines = score_lines(report, on_file, scheme)
    used = dict.fromkeys(map(str, lines["scheme"]))
    return ScoreResult(
        lines, score_totals(report, lines, on_file), {key: on_file[key] for key in used}
    )


def scores(report: Report) -> pd.DataFrame:
    """The lines of points of `report`: `score_report(report).lines`."""
    return score_report(report).lines
