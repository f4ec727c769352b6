"""A rate of a whole is no more than 100 %, and its formula multiplies by 100 %.

及时率, 合格率, 满意度 and their like (`claims.toml`) as target or result of an indicator; a definition that ends
×110% is misprinted. Not applicable to indicators whose name is no such rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...schema.rows import IndicatorRow
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import passage_of, result_cells, words_of
from ..materiality import of_rate
from ..subjects import indicator
from ..wording import worded

kind: Kind = "rate"
version = 1
ALL = Decimal(100)


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.rates_of_results", "ledger.no_text_or_indicators")
        return
    rules = wordings("claims")
    for row, cell in result_cells(report):
        subject = indicator(row.seq)
        found: list[tuple[Decimal, Evidence | None, str]] = []
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
        for value, place, words in found:
            yield failed(subject, _finding(row, value, place, words))
        if not found:
            yield passed(subject)


def _beyond(report: Report, row: IndicatorRow) -> Iterator[tuple[Decimal, Evidence | None, str]]:
    if row.target_unit == "%" and row.target_value and row.target_value > ALL:
        words = f"{row.target_value:f}%"
        yield row.target_value, words_of(report, row, words), words


def _finding(row: IndicatorRow, value: Decimal, place: Evidence | None, words: str) -> Finding:
    _, weight = of_rate(value - ALL)
    said = Said("findings.beyond_all", number=row.seq, name=row.name, rate=words)
    return Finding(
        "impossible_rates",
        version,
        kind,
        "medium",
        worded(said),
        (place,) if place else (),
        ALL,
        value,
        value - ALL,
        weight=weight,
    )
