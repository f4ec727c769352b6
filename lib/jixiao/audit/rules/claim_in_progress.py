"""What a sentence says is completed it does not also say is still under way.

完成…改造工作，…正在调试和试运行. Only where what is under way names no other thing, and what was completed is the work
itself and no step before it (招标, 签订, 设计). Not applicable without the report's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...source import Document, Passage
from ..clauses import narrative_clauses
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import clause
from ..subjects import words
from ..wording import worded

kind: Kind = "status"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.stages_of_work", "ledger.no_text")
        return
    rules = wordings("claims")
    none = True
    for sentence in _sentences(report.document):
        done = re.search(rules["completed"], sentence.text)
        if done is None or re.search(rules["before_work"], done["thing"]):
            continue
        none = False
        rest = sentence[done.end() : len(sentence)]
        under_way = re.search(rules["under_way"], rest.text)
        if under_way is None:
            yield passed(words(done[0]))
            continue
        said = Said("findings.in_progress", done=done[0], words=under_way[0])
        finding = Finding(
            "claim_in_progress",
            version,
            kind,
            "medium",
            worded(said),
            (clause(sentence, *done.span()), clause(rest, *under_way.span())),
            nature="claim",
        )
        yield failed(words(done[0]), finding)
    if none:
        yield not_applicable("ledger.stages_of_work", "ledger.nothing_is_claimed")


def _sentences(document: Document) -> Iterator[Passage]:
    passages = dict.fromkeys(each.passage for each in narrative_clauses(document))
    for passage in passages:
        start = 0
        for match in re.finditer(r"[。；]|$", passage.text):
            if match.end() > start:
                yield passage[start : match.end()]
            start = match.end()
