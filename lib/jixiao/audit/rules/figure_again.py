"""A figure stands behind the same words with the same number, although its sentence is another.

免提交比例27.88% and 政务服务事项材料免提交比例27.88%: the words before the two agree, all of them before one or
eight characters, with the same unit and no other scope or span. Figures that a qualifier makes compatible do not
contradict. What `twin_figures` and `metric_figures` hold against each other is theirs. Not applicable
without the report's text, or where nothing is said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from ...base.amounts import read_number
from ...base.errors import Place
from ...base.said import Said
from ...report import Report
from ...source import Document
from ..clauses import Clause
from ..figures import known_measures
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_count
from ..subjects import words
from ..tails import Tail, said_again
from ..twins import at_least_words, figure_twins, near_twins, twin_nature
from ..wording import worded

kind: Kind = "contradiction"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.figures_behind_the_same_words", "ledger.no_text")
        return
    twins = {
        (_key(first.clause), _key(second.clause))
        for pairs in (figure_twins, near_twins)
        for first, second in pairs(report.document)
    }
    measures = list(known_measures(report).itertuples()) if "outcomes" in report.tables else []
    seen: set[tuple[str, str, str]] = set()
    none = True
    for first, second in said_again(report.document):
        pair = (_key(first.clause), _key(second.clause))
        if pair in twins or _measures(measures, first) & _measures(measures, second):
            continue
        none = False
        subject = words(second.clause.text)
        printed = (first.printed, second.printed, first.unit)
        if _agree(first, second):
            yield passed(subject)
        elif printed not in seen:
            seen.add(printed)
            yield failed(subject, _finding(report.document, first, second))
    if none:
        yield not_applicable("ledger.figures_behind_the_same_words", "ledger.none_is_stated")


def _key(clause: Clause) -> tuple[int, int]:
    return clause.line, clause.start


def _measures(known: list[Any], tail: Tail) -> set[tuple[str, str, str]]:
    """The known measures that the figure is of."""
    lines = {place.line for place in _places(tail)}
    return {
        (row.metric, row.unit, row.period)
        for row in known
        if row.line in lines and row.printed.startswith(tail.printed)
    }


def _places(tail: Tail) -> Sequence[Place]:
    start = tail.clause.start
    return tail.clause.passage.places[start : start + tail.at + len(tail.printed)]


def _agree(first: Tail, second: Tail) -> bool:
    one, other = read_number(first.printed), read_number(second.printed)
    least, most = (
        at_least_words().search(tail.clause.text) is not None for tail in (first, second)
    )
    if least == most:
        return one == other
    return one <= other if least else other <= one


def _finding(document: Document, first: Tail, second: Tail) -> Finding:
    one, other = read_number(first.printed), read_number(second.printed)
    nature, message = twin_nature(first.clause, second.clause)
    severity, weight = of_count(one, other, updated=nature == "updated")
    pair = Said(
        "findings.pair",
        one=f"{first.printed}{first.unit}",
        page=first.clause.page,
        other=f"{second.printed}{second.unit}",
        further=second.clause.page,
    )
    return Finding(
        "figure_again",
        version,
        kind,
        "medium" if severity == "high" else severity,
        worded(Said(message, pairs=(pair,))),
        (_evidence(document, first, one), _evidence(document, second, other)),
        difference=abs(one - other),
        nature=nature,
        weight=weight,
    )


def _evidence(document: Document, tail: Tail, value: Decimal) -> Evidence:
    """The words of the line in which the figure stands, to its unit; over a break of lines the clause."""
    clause, end = tail.clause, tail.at + len(tail.printed) + len(tail.unit)
    places = clause.passage.places[clause.start : clause.start + end]
    first = next(at for at, place in enumerate(places) if place.line >= places[tail.at].line - 1)
    words = clause.text[first:end]
    if not document.holds(words, places[first]):
        return Evidence(clause.page, clause.line, clause.text, value)
    return Evidence(places[first].page, places[first].line, words, value)
