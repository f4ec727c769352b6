"""A statement that the report makes twice says the same of how far the work has come.

Two clauses that agree in all but one word, and name two stages of one piece of work (编制 and 印发,
扩容 and 建成), are set side by side. Both may be true, one after the other, so the severity is low.
Not applicable without the report's text.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...report import Report
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import words
from ..twins import stage_twins

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
            {
                "en": f"The same work stands once as {stage} (p. {first.clause.page}) and once as "
                f"{other} (p. {second.clause.page}).",
                "zh": f"同一工作先后表述为“{stage}”（第{first.clause.page}页）"
                f"和“{other}”（第{second.clause.page}页）。",
            },
            tuple(
                Evidence(each.clause.page, each.clause.line, each.clause.text)
                for each in (first, second)
            ),
        )
        yield failed(words(first.clause.text), finding)
