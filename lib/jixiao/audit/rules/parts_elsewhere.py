"""Parts that one sentence counts make up the total that is stated elsewhere.

协调解决5G基站建设问题260个，协调解决通信信号盲区问题401个 against 协调解决问题412个:
neighbouring clauses of one passage that begin and end alike, and a clause elsewhere made of what is
alike. Where the two stand in different parts of the report the total may be of another day. Not
applicable where no total is stated so.
"""

from __future__ import annotations

import os.path
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ...base.amounts import NUMBER, fold, read_number
from ...base.said import Said
from ...report import Report
from ..clauses import Clause, narrative_clauses
from ..findings import Evidence, Finding, Kind, Nature, Outcome, failed, not_applicable, passed
from ..materiality import of_count
from ..subjects import words
from ..twins import NUMBERING, light_words
from ..wording import worded

kind: Kind = "arithmetic"
version = 1
BEGIN, END = 3, 2  # characters alike at the beginning and before the count
_COUNTED = re.compile(
    rf"^(?P<words>.*?[\u4e00-\u9fff])(?P<count>{NUMBER})(?P<unit>万?[\u4e00-\u9fff]{{1,2}})$"
)


class Counted(NamedTuple):
    """A clause that ends with a count, without numbering and light words."""

    clause: Clause
    words: str
    number: Decimal
    unit: str

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            self.clause.page, self.clause.line, self.clause.text, self.number, self.unit
        )


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.parts_and_totals_elsewhere", "ledger.no_text")
        return
    counted = [_counted(clause) for clause in narrative_clauses(report.document)]
    known = [each for each in counted if each]
    none = True
    for first, second in zip(counted, counted[1:], strict=False):
        if first is None or second is None or first.clause.passage is not second.clause.passage:
            continue
        for total in _totals(first, second, known):
            none = False
            yield _compared((first, second), total)
    if none:
        yield not_applicable("ledger.parts_and_totals_elsewhere", "ledger.none_is_stated")


def _counted(clause: Clause) -> Counted | None:
    match = _COUNTED.match(NUMBERING.sub("", fold(clause.text)))
    if match is None:
        return None
    plain = light_words().sub("", match["words"])
    return Counted(clause, plain, read_number(match["count"]), match["unit"])


def _totals(first: Counted, second: Counted, known: Sequence[Counted]) -> Iterator[Counted]:
    begin = os.path.commonprefix([first.words, second.words])
    end = os.path.commonprefix([first.words[::-1], second.words[::-1]])[::-1]
    if len(begin) < BEGIN or len(end) < END or first.unit != second.unit:
        return
    if first.words == second.words:
        return
    for other in known:
        if other.words == begin + end and other.unit == first.unit:
            yield other


def _compared(parts: tuple[Counted, Counted], total: Counted) -> Outcome:
    first, second = parts
    added = first.number + second.number
    subject = words(total.clause.text)
    if added == total.number:
        return passed(subject)
    nature: Nature = "updated" if first.clause.section != total.clause.section else "contradiction"
    severity, weight = of_count(added, total.number, updated=nature == "updated")
    values = {
        "parts": f"{first.number:f} + {second.number:f} = {added:f}",
        "total": total.clause.text,
    }
    finding = Finding(
        "parts_elsewhere",
        version,
        kind,
        severity,
        worded(Said("findings.parts_elsewhere", **values)),
        (first.evidence, second.evidence, total.evidence),
        added,
        total.number,
        total.number - added,
        Decimal(0),
        nature=nature,
        weight=weight,
    )
    return failed(subject, finding)
