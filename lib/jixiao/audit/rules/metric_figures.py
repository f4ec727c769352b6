"""One measure is stated with one figure wherever the report states it.

Compares figures of the same measure, unit, period and scope. Figures that a qualifier makes
compatible (超15000 and 15342) do not contradict. Not applicable to measures stated once. Where only
the rounding differs (100 % and 99.999 %) or the qualifiers do, the finding is of lower severity.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...base.said import Said
from ...catalogue import wordings
from ...catalogue.metrics import metric_name
from ...report import Report
from .. import subjects
from ..figures import evidence, known_measures
from ..findings import Finding, Kind, Outcome, Severity, failed, not_applicable, passed

kind: Kind = "contradiction"
version = 1

AT_LEAST = tuple(wordings("twins")["at_least"])


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
    for (metric, unit, period), stated in measures.items():
        if len(stated) > 1:
            said = Said(
                "ledger.measure_again", measure=subjects.metric(metric), unit=unit, period=period
            )
            yield _measure(metric, said, stated)


def _measure(metric: str, subject: Said, stated: list[Any]) -> Outcome:
    if len({row.value for row in stated}) == 1 or _compatible(stated):
        return passed(subject)
    # The same figure in the same scope stands once; the first passage of each is the evidence.
    firsts = list({(row.value, row.qualifier): row for row in reversed(stated)}.values())
    firsts.sort(key=lambda row: (row.page, row.line))
    en = metric_name(metric, firsts[0].name, "en")
    zh = metric_name(metric, firsts[0].name, "zh")
    shown = [f"{row.printed} (p. {row.page})" for row in firsts]
    shown_zh = [f"{row.printed}（第{row.page}页）" for row in firsts]
    finding = Finding(
        "metric_figures",
        version,
        kind,
        _severity(firsts),
        {
            "en": f"{en} is stated as {' and as '.join(shown)}.",
            "zh": f"“{zh}”先后表述为{'、'.join(shown_zh)}。",
        },
        tuple(evidence(row) for row in firsts),
        difference=max(row.value for row in firsts) - min(row.value for row in firsts),
    )
    return failed(subject, finding)


def _compatible(stated: list[Any]) -> bool:
    """Whether one exact figure satisfies every other: it is above all that say "over"."""
    exact = {row.value for row in stated if row.qualifier not in AT_LEAST}
    over = [row.value for row in stated if row.qualifier in AT_LEAST]
    return len(exact) == 1 and all(next(iter(exact)) >= value for value in over)


def _severity(stated: list[Any]) -> Severity:
    places = {row.value.as_tuple().exponent for row in stated}
    least = max(places)
    if len({round(row.value, -int(least)) for row in stated}) == 1:
        return "low"  # only the rounding differs
    same_words = len({(row.qualifier, row.scope) for row in stated}) == 1
    return "high" if same_words else "medium"
