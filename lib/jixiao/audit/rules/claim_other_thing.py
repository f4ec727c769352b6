"""A result speaks of the document that its indicator promises.

Applies where the definition names one document to be made (起草《…》) and the result claims to be done.
The document is spoken of if its title, or four of five of its characters in order, stand in the result.
Not applicable to indicators that promise no document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import claim_and, passage_of, result_cells, words_of
from ..subjects import indicator
from ..wording import worded

kind: Kind = "status"
version = 1

SPOKEN_OF = 80  # of 100: how much of the title stands in the result in one piece


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.promised_documents", "ledger.no_text_or_indicators")
        return
    verbs = "|".join(wordings("identities")["documents"]["verbs"])
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        promised = re.findall(rf"(?:{verbs})(《[^》]+》)", row.definition or "")
        actual = row.actual or ""  # an indicator of a table of targets has none
        claims = actual.startswith(("已完成", "该指标已完成", "100%", "完成"))
        if len(promised) != 1 or not claims:
            yield not_applicable(subject, "ledger.no_document_promised")
            continue
        title = promised[0].strip("《》")
        if fuzz.partial_ratio(title, actual) >= SPOKEN_OF:
            yield passed(subject)
            continue
        promise = words_of(report, row, promised[0])
        spoken = passage_of(report, cell, cell.text.find("。") + 1)
        finding = Finding(
            "claim_other_thing",
            version,
            kind,
            "medium",
            worded(Said("findings.other_thing", number=row.seq, name=row.name, title=promised[0])),
            tuple(e for e in (promise, *claim_and(report, cell, row.reason), spoken) if e),
            nature="claim",
        )
        yield failed(subject, finding)
