"""A statement that the report makes twice has the same figures both times.

Two clauses are one statement if their words agree once figures, years, numbering and light words
(了, 共, 完成) are left out, or if they are near: four of five characters the same, the same units, and
nothing in the rest that names another scope or span. Figures that a qualifier makes compatible (超15000 and 15342) do not
contradict. Differing figures of a known measure are the business of `metric_figures`. Not
applicable without the report's text.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...base.amounts import read_number
from ...base.said import Said
from ...report import Report
from ..clauses import Clause
from ..figures import known_measures
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_count
from ..subjects import words
from ..twins import Statement, at_least_words, figure_twins, near_twins, twin_nature
from ..wording import worded

kind: Kind = "contradiction"
version = 3


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.statements_made_twice", "ledger.no_text")
        return
    measures = list(known_measures(report).itertuples()) if "outcomes" in report.tables else []
    for first, second in (*figure_twins(report.document), *near_twins(report.document)):
        subject = words(first.clause.text)
        pairs = [
            (one, other)
            for one, other in zip(first.figures, second.figures, strict=True)
            if not _agree(one, first, other, second)
        ]
        pairs = [pair for pair in pairs if not _one_measure(measures, first, second, pair)]
        yield failed(subject, _finding(first, second, pairs)) if pairs else passed(subject)


def _finding(first: Statement, second: Statement, pairs: list[tuple[str, str]]) -> Finding:
    one, other = pairs[0]
    pages = first.clause.page, second.clause.page
    shown = tuple(
        Said("findings.pair", one=a, page=pages[0], other=b, further=pages[1]) for a, b in pairs
    )
    nature, message = twin_nature(first.clause, second.clause)
    weighed = [of_count(_value(a), _value(b), updated=nature == "updated") for a, b in pairs]
    severity, weight = max(weighed, key=lambda each: each[1].size)
    return Finding(
        "twin_figures",
        version,
        kind,
        severity if first.words == second.words or severity != "high" else "medium",
        worded(Said(message, pairs=shown)),
        (_evidence(first.clause, one), _evidence(second.clause, other)),
        difference=abs(_value(one) - _value(other)),
        nature=nature,
        weight=weight,
    )


def _evidence(clause: Clause, figure: str) -> Evidence:
    return Evidence(clause.page, clause.line, clause.text, _value(figure))


def _agree(one: str, first: Statement, other: str, second: Statement) -> bool:
    if one.endswith("%") != other.endswith("%"):
        return False
    a, b = _value(one), _value(other)
    least, most = (at_least_words().search(s.words) is not None for s in (first, second))
    if least == most:
        return a == b
    return a <= b if least else b <= a


def _value(figure: str) -> Decimal:
    """The figure without its unit: 158.75万 is 1587500, 49.00% is 49.00."""
    scale = {"万": 10_000, "亿": 100_000_000}.get(figure[-1], 1)
    return read_number(figure.rstrip("%万亿")) * scale


def _one_measure(
    measures: list[Any], first: Statement, second: Statement, pair: tuple[str, str]
) -> bool:
    """Whether the two figures are known as one measure of one period."""
    one, other = (
        _measures(measures, statement.clause, figure)
        for statement, figure in zip((first, second), pair, strict=True)
    )
    return bool(one & other)


def _measures(known: list[Any], clause: Clause, figure: str) -> set[tuple[str, str, str]]:
    lines = {place.line for place in clause.passage.places[clause.start :][: len(clause.text)]}
    number = figure.rstrip("%万亿")
    return {
        (row.metric, row.unit, row.period)
        for row in known
        if row.line in lines and row.printed.startswith(number)
    }
