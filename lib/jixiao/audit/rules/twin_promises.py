"""Two indicators that promise the same in the same words promise the same numbers.

Definitions that agree in all their words and have three numbers or more (2台防火墙、28台交换机、2台核心交换机) agree in their
numbers. Not applicable where no two definitions are the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...base.amounts import fold
from ...base.said import Said
from ...report import Report
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import words_of
from ..subjects import indicator
from ..wording import worded

kind: Kind = "contradiction"
version = 1
LEAST = 3  # numbers of a definition
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.numbers_of_names", "ledger.no_text_or_indicators")
        return
    groups: dict[str, list[Any]] = {}
    for row in report.tables["indicators"].itertuples():
        text = fold(row.definition or "")
        if len(_NUMBER.findall(text)) >= LEAST:
            groups.setdefault(_NUMBER.sub("#", text), []).append(row)
    twins = [rows for rows in groups.values() if len(rows) > 1]
    if not twins:
        yield not_applicable("ledger.numbers_of_names", "ledger.none_is_stated")
    for rows in twins:
        for other in rows[1:]:
            yield _compared(report, rows[0], other)


def _compared(report: Report, first: Any, second: Any) -> Outcome:
    one, other = (list(_NUMBER.finditer(fold(row.definition))) for row in (first, second))
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a[0] != b[0]]
    # Where most numbers differ they are two promises and no slip.
    if not differing or len(differing) * 2 > len(one):
        return passed(indicator(second.seq))
    a, b = differing[0]
    places = (
        words_of(report, first, first.definition[a.start() : a.end() + 3]),
        words_of(report, second, second.definition[b.start() : b.end() + 3]),
    )
    values = {"one": first.seq, "other": second.seq, "first": a[0], "second": b[0]}
    finding = Finding(
        "twin_promises",
        version,
        kind,
        "low",
        worded(Said("findings.twin_promises", **values)),
        tuple(place for place in places if place),
    )
    return failed(indicator(second.seq), finding)
