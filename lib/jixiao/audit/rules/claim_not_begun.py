"""A result that claims to be done, or on its way as planned, names nothing that has not begun.

Applies where the result opens with a claim (已完成, 100%, 按期推进, or the number that was promised) and its own
text says that a part has not begun or nothing took place (暂未开展, 均未开展). Denials of the claim itself are the
business of `claim_denied`. Not applicable to results that claim nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...schema.rows import IndicatorRow
from ...source import Passage
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import passage_of, result_cells
from ..subjects import indicator
from ..wording import worded

kind: Kind = "status"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.claims_and_denials", "ledger.no_text_or_indicators")
        return
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        claim = _claim(row, cell)
        if not claim or row.status == "contradicted":
            yield not_applicable(subject, "ledger.nothing_is_claimed")
            continue
        match = re.search(wordings("claims")["not_begun"], cell.text)
        if match is None:
            yield passed(subject)
            continue
        said = Said(
            "findings.not_begun", number=row.seq, name=row.name, claim=claim, words=match[0]
        )
        places = (passage_of(report, cell, 0), passage_of(report, cell, _clause(cell, match)))
        finding = Finding(
            "claim_not_begun",
            version,
            kind,
            "medium",
            worded(said),
            tuple(dict.fromkeys(place for place in places if place)),
            nature="claim",
        )
        yield failed(subject, finding)


def _claim(row: IndicatorRow, cell: Passage) -> str:
    """The words with which the result claims to be done; "" where it does not."""
    if match := re.match(wordings("claims")["opens"], cell.text):
        return match[0]
    if row.target_value is None or row.actual_value != row.target_value:
        return ""
    number = f"{row.actual_value:f}"
    return f"{number}{row.actual_unit or ''}" if cell.text.startswith(number) else ""


def _clause(cell: Passage, match: re.Match[str]) -> int:
    """Where the clause begins that `match` stands in."""
    return max(cell.text.rfind(mark, 0, match.start()) for mark in "，。；：") + 1
