"""One measure is counted in one unit wherever the report states it.

Not applicable to measures stated once. Scales of one unit (宗 and 万宗) are one unit; a rank is
counted in 名 however it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...analysis.compare import base_unit
from ...base.said import Said
from ...report import Report
from .. import subjects
from ..figures import evidence, known_measures
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import in_order
from ..wording import worded

kind: Kind = "unit"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if "outcomes" not in report.tables:
        yield not_applicable("ledger.units_of_measures", "ledger.no_outcomes")
        return
    measures: dict[str, list[Any]] = {}
    for row in known_measures(report).itertuples():
        measures.setdefault(str(row.metric), []).append(row)
    for metric, rows in measures.items():
        if len(rows) < 2:
            continue
        firsts = list({base_unit(r.value, r.unit)[1]: r for r in reversed(rows)}.values())
        if len(firsts) == 1:
            yield passed(subjects.metric(metric))
            continue
        firsts.sort(key=in_order)
        units = tuple(row.unit for row in firsts)
        finding = Finding(
            "metric_units",
            version,
            kind,
            "low",
            worded(
                Said("findings.units", measure=subjects.metric(metric, firsts[0].name), units=units)
            ),
            tuple(evidence(row) for row in firsts),
            nature="wording",
        )
        yield failed(subjects.metric(metric), finding)
