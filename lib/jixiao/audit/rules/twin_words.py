"""A statement that the report makes twice says the same of how far the work has come.

Two clauses that agree in all but one word, and name two stages of one piece of work (编制 and 印发,
扩容 and 建成), are set side by side. Both may be true, one after the other, so the severity is low.
Not applicable without the report's text.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import words
from ..twins import stage_twins
from ..wording import worded

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.stages_of_work", "ledger.no_text")
        return
    twins = list(stage_twins(report.document))
    if not twins:
        yield passed("ledger.stages_of_work")
    for first, stage, second, other in twins:
        finding = Finding(
            "twin_words",
            version,
            kind,
            "low",
            worded(
                Said(
                    "findings.stages",
                    one=stage,
                    page=first.clause.page,
                    other=other,
                    further=second.clause.page,
                )
            ),
            tuple(
                Evidence(each.clause.page, each.clause.line, each.clause.text)
                for each in (first, second)
            ),
            nature="wording",
        )
        yield failed(words(first.clause.text), finding)
