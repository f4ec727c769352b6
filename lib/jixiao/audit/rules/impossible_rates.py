"""A rate of a whole is no more than 100 %, and its formula multiplies by 100 %.

及时率, 合格率, 满意度 and their like (`claims.toml`) as target or result of an indicator; a definition that ends
×110% is misprinted. Coverage and its like of the budget's performance goals are held to the same. Any other rate above
100 % as the result of an indicator whose target is 100 % or words has a figure beside it that bears more than all; a
rate of growth has none. Not applicable to indicators whose name is no such rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.amounts import fold
from ...base.said import Said
from ...catalogue import wordings
from ...labels.ranks import Severity
from ...report import Report
from ...schema.rows import IndicatorRow
from .. import subjects
from ..figures import evidence
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import passage_of, result_cells, words_of
from ..materiality import of_rate
from ..subjects import indicator
from ..wording import worded

kind: Kind = "rate"
version = 2
ALL = Decimal(100)


def check(report: Report) -> Iterator[Outcome]:
    yield from _of_budget(report)
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.rates_of_results", "ledger.no_text_or_indicators")
        return
    rules = wordings("claims")
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        found: list[tuple[Decimal, Evidence | None, str]] = []
        bare = False
        for match in re.finditer(rules["formula"], row.definition or ""):
            if Decimal(match["rate"]) != ALL:
                words = f"{match['rate']}%"
                found.append((Decimal(match["rate"]), words_of(report, row, words), words))
        if re.search(rules["bounded"], f"{row.name}{row.definition or ''}"):
            found += _beyond(report, row)
            if row.actual_unit == "%" and row.actual_value and row.actual_value > ALL:
                words = f"{row.actual_value:f}%"
                at = max(cell.text.find(f"{row.actual_value:f}"), 0)
                found.append((row.actual_value, passage_of(report, cell, at), words))
        elif _unborne(row):
            bare = True
            said = Said(
                "findings.bare_beyond_all",
                number=row.seq,
                name=row.name,
                rate=f"{row.actual_value:f}%",
            )
            place = passage_of(report, cell, 0)
            yield failed(subject, _beyond_all(said, row.actual_value, place, "low"))
        for value, place, words in found:
            yield failed(subject, _finding(row, value, place, words))
        if not found and not bare:
            yield passed(subject)


def _of_budget(report: Report) -> Iterator[Outcome]:
    budget = report.tables.get("budget")
    for row in () if budget is None else budget.itertuples():
        if row.phase != "rate" or not re.search(wordings("claims")["bounded"], row.name):
            continue
        subject = subjects.on_line(subjects.item(row.item), row.line)
        if row.value <= ALL:
            yield passed(subject)
            continue
        said = Said("findings.rate_beyond_all", name=row.name, rate=row.printed)
        yield failed(subject, _beyond_all(said, row.value, evidence(row)))


def _unborne(row: IndicatorRow) -> bool:
    """Whether a result opens with more than 100 % of a whole and has no further figure."""
    rules = wordings("claims")
    text = fold(row.actual or "")
    opened = re.match(rules["opening_rate"], text)
    if not opened or Decimal(opened["rate"]) <= ALL or row.actual_value != Decimal(opened["rate"]):
        return False
    if re.search(rules["growth"], f"{row.name}{row.definition or ''}{row.target or ''}"):
        return False
    whole = row.target_value is None or (row.target_unit == "%" and row.target_value == ALL)
    rest = re.sub(r"20\d\d年", "", text[opened.end() :])
    return whole and not re.search(r"\d", rest)


def _beyond(report: Report, row: IndicatorRow) -> Iterator[tuple[Decimal, Evidence | None, str]]:
    if row.target_unit == "%" and row.target_value and row.target_value > ALL:
        words = f"{row.target_value:f}%"
        yield row.target_value, words_of(report, row, words), words


def _finding(row: IndicatorRow, value: Decimal, place: Evidence | None, words: str) -> Finding:
    said = Said("findings.beyond_all", number=row.seq, name=row.name, rate=words)
    return _beyond_all(said, value, place)


def _beyond_all(
    said: Said, value: Decimal, place: Evidence | None, severity: Severity = "medium"
) -> Finding:
    _, weight = of_rate(value - ALL)
    return Finding(
        "impossible_rates",
        version,
        kind,
        severity,
        worded(said),
        (place,) if place else (),
        ALL,
        value,
        value - ALL,
        weight=weight,
    )
