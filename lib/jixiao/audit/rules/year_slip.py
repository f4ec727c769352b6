"""A result belongs to the report's year.

A clause of the achievements or results that names another year is a slip where the same clause
stands elsewhere with the report's year. Plans, citations (《…》), comparisons and earlier steps have
no such twin and pass. Not applicable without the report's text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from ..clauses import Clause, narrative_clauses
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import in_order
from ..subjects import words
from ..wording import worded

kind: Kind = "year"
version = 1
_YEAR = re.compile(r"20\d\d(?=年)")


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.years_of_results", "ledger.no_text")
        return
    groups: dict[str, list[Clause]] = defaultdict(list)
    for clause in narrative_clauses(report.document):
        if _YEAR.search(clause.text):
            groups[_YEAR.sub("####", clause.text)].append(clause)
    for clauses in groups.values():
        subject = words(clauses[0].text)
        years = {tuple(_YEAR.findall(clause.text)) for clause in clauses}
        if len(years) == 1:
            yield passed(subject)
            continue
        firsts = list({tuple(_YEAR.findall(c.text)): c for c in reversed(clauses)}.values())
        firsts.sort(key=in_order)
        shown = " / ".join("、".join(_YEAR.findall(clause.text)) for clause in firsts)
        finding = Finding(
            "year_slip",
            version,
            kind,
            "medium",
            worded(Said("findings.year_slip", years=shown, year=report.year)),
            tuple(Evidence(c.page, c.line, c.text) for c in firsts),
        )
        yield failed(subject, finding)
