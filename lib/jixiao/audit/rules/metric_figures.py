"""One measure is stated with one figure wherever the report states it.

Compares figures of the same measure, unit, period and scope. Figures that a qualifier makes
compatible (超15000 and 15342, 约25 and 24.8) do not contradict. Where each part of the report has one figure and the
parts differ, or one of them is said to be of the end of the year, the figure may have been updated between
them: that is said, and weighs less. Not applicable to measures stated once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from .. import subjects
from ..figures import evidence, known_measures
from ..findings import Finding, Kind, Nature, Outcome, failed, not_applicable, passed
from ..in_order import in_order
from ..materiality import of_count
from ..wording import stated, worded

kind: Kind = "contradiction"
version = 3

AT_LEAST = tuple(wordings("twins")["at_least"])
MESSAGES: dict[Nature, str] = {
    "updated": "findings.measure_updated",
    "contradiction": "findings.measure_contradiction",
}
ABOUT = tuple(wordings("twins")["about"])
MOMENT = str(wordings("twins")["moment"])


def check(report: Report) -> Iterator[Outcome]:
    if "outcomes" not in report.tables:
        yield not_applicable("ledger.measures_stated_more_than_once", "ledger.no_outcomes")
        return
    outcomes, own = report.tables["outcomes"], known_measures(report)
    for row in outcomes[outcomes["page"].notna() & outcomes["line"].isna()].itertuples():
        yield not_applicable(
            Said("ledger.on_page", subject=subjects.metric(row.metric), page=row.page),
            "ledger.the_figure_has_no_line",
        )
    measures: dict[tuple[str, str, str], list[Any]] = {}
    for row in own.dropna(subset=["unit", "period"]).itertuples():
        measures.setdefault((row.metric, row.unit, row.period), []).append(row)
    for (metric, unit, period), every in measures.items():
        if len(every) > 1:
            said = Said(
                "ledger.measure_again", measure=subjects.metric(metric), unit=unit, period=period
            )
            yield _measure(metric, said, every)


def _measure(metric: str, subject: Said, every: list[Any]) -> Outcome:
    if len({row.value for row in every}) == 1 or _compatible(every):
        return passed(subject)
    # The same figure in the same scope stands once; the first passage of each is the evidence.
    firsts = list({(row.value, row.qualifier): row for row in reversed(every)}.values())
    firsts.sort(key=in_order)
    values = [row.value for row in firsts]
    nature: Nature = "updated" if _between_parts(every) or _other_moment(every) else "contradiction"
    severity, weight = of_count(max(values), min(values), updated=nature == "updated")
    if _same_rounded(firsts):
        severity = "low"
    measure = subjects.metric(metric, firsts[0].name)
    said = Said(MESSAGES[nature], measure=measure, stated=stated(firsts))
    finding = Finding(
        "metric_figures",
        version,
        kind,
        severity,
        worded(said),
        tuple(evidence(row) for row in firsts),
        difference=max(values) - min(values),
        nature=nature,
        weight=weight,
    )
    return failed(subject, finding)


def _compatible(stated: list[Any]) -> bool:
    """Whether one exact figure satisfies every other: above all that say 超, near all that say 约."""
    loose = (*AT_LEAST, *ABOUT)
    exact = {row.value for row in stated if row.qualifier not in loose}
    over = [row.value for row in stated if row.qualifier in AT_LEAST]
    about = [row.value for row in stated if row.qualifier in ABOUT]
    if len(exact) != 1:
        return False
    figure = next(iter(exact))
    return all(figure >= value for value in over) and all(_about(a, figure) for a in about)


def _about(one: Decimal, other: Decimal) -> bool:
    """Whether `other` rounds to `one`, which says 约, at the last place of `one` that is not zero."""
    unit = Decimal(10) ** int(one.normalize().as_tuple().exponent)
    return abs(one - other) * 2 <= unit


def _same_rounded(stated: list[Any]) -> bool:
    """Whether only the rounding differs."""
    least = max(int(row.value.as_tuple().exponent) for row in stated)
    return len({round(row.value, -least) for row in stated}) == 1


def _between_parts(stated: list[Any]) -> bool:
    """Whether each part of the report has one figure, so that the later may be the newer."""
    parts: dict[str, set[Decimal]] = {}
    for row in stated:
        parts.setdefault(row.section, set()).add(row.value)
    return len(parts) > 1 and all(len(values) == 1 for values in parts.values())


def _other_moment(stated: list[Any]) -> bool:
    """Whether some figures are of the end of the year, and those that differ are not."""
    late = [row.value for row in stated if re.search(MOMENT, row.quote or "")]
    early = [row.value for row in stated if not re.search(MOMENT, row.quote or "")]
    return len(set(late)) == 1 and len(set(early)) == 1
