"""A product or quotient that the report states comes out as printed.

Products: a line such as 250.944480万元=13770*182.24元/套 in an indicator. Quotients: a measure that
is one measure divided by another (cases per workday). Not applicable where none is stated.
Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.amounts import NUMBER, YUAN_PER_UNIT, half_unit, in_wan, read_number, rounded
from ...base.said import Said
from ...labels.numbers import number
from ...report import Report
from ...schema.rows import IndicatorRow, MeasureRow
from .. import subjects
from ..figures import evidence, known_measures
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..wording import worded

kind: Kind = "arithmetic"
version = 2

# quotient → dividend, divisor (ids of measures), and 100 where it is printed in %
QUOTIENTS = {
    "xiaowu_cases_per_workday": ("xiaowu_cases", "workdays", 1),
    "satisfaction_rate": ("positive_evaluations", "active_evaluations", 100),
}
_FACTOR = rf"{NUMBER}(?:[\u4e00-\u9fff]*(?:/[\u4e00-\u9fff]+)?)?"
_PRODUCT = re.compile(rf"({NUMBER})\s*(亿元|万元|元)\s*=\s*({_FACTOR}(?:\*{_FACTOR})+)")


def check(report: Report) -> Iterator[Outcome]:
    yield from _products(report)
    yield from _quotients(report)


def _products(report: Report) -> Iterator[Outcome]:
    indicators = report.tables.get("indicators")
    found = False
    for row in () if indicators is None else indicators.itertuples():
        for match in _PRODUCT.finditer(row.definition or ""):
            found = True
            yield _product(row, match)
    if not found:
        yield not_applicable("ledger.products", "ledger.no_product_is_stated")


def _product(row: IndicatorRow, match: re.Match[str]) -> Outcome:
    subject = subjects.indicator(row.seq, match[0])
    printed = read_number(match[1]) * YUAN_PER_UNIT[match[2]]
    factors = [read_number(text) for text in re.findall(NUMBER, match[3])]
    product = Decimal(1)
    for factor in factors:
        product *= factor
    slack = half_unit(read_number(match[1])) * YUAN_PER_UNIT[match[2]]
    tolerance = slack + sum(abs(product / f) * half_unit(f) for f in factors if f % 1 and f)
    if abs(printed - product) <= tolerance:
        return passed(subject)
    severity, weight = of_money(in_wan(printed - product, "元"), in_wan(product, "元"))
    finding = Finding(
        "stated_products",
        version,
        kind,
        severity,
        worded(Said("findings.product", words=match[0], product=f"{product:f}")),
        (Evidence(row.page, row.line, row.name[:4]),),
        product,
        printed,
        printed - product,
        tolerance,
        weight=weight,
    )
    return failed(subject, finding)


def _quotients(report: Report) -> Iterator[Outcome]:
    outcomes = known_measures(report) if "outcomes" in report.tables else None
    for metric, (dividend, divisor, scale) in QUOTIENTS.items():
        if outcomes is None:
            yield not_applicable(subjects.metric(metric), "ledger.no_outcomes")
            continue
        rows = outcomes[outcomes["metric"] == metric]
        for row in rows.itertuples():
            near = outcomes[(outcomes["section"] == row.section) & (outcomes["page"] == row.page)]
            tops = near[near["metric"] == dividend]
            bottoms = near[near["metric"] == divisor]
            if tops.empty or bottoms.empty:
                yield not_applicable(subjects.metric(metric), "ledger.no_dividend_or_divisor")
            else:
                yield _quotient(row, next(tops.itertuples()), next(bottoms.itertuples()), scale)


def _quotient(row: MeasureRow, top: MeasureRow, bottom: MeasureRow, scale: int) -> Outcome:
    subject = subjects.on_line(subjects.metric(row.metric), row.line)
    if bottom.value == 0:
        return not_applicable(subject, "ledger.the_divisor_is_zero")
    expected = top.value / bottom.value * scale
    tolerance = half_unit(row.value)
    if abs(expected - row.value) <= tolerance:
        return passed(subject)
    unit = "%" if scale == 100 else ""
    finding = Finding(
        "stated_products",
        version,
        kind,
        "low",
        worded(
            Said(
                "findings.quotient",
                printed=row.printed,
                top=top.printed,
                bottom=bottom.printed,
                quotient=f"{number(expected)}{unit}",
            )
        ),
        tuple(dict.fromkeys(evidence(each) for each in (top, bottom, row))),
        rounded(expected, 2),
        row.value,
        row.value - rounded(expected, 2),
        tolerance,
    )
    return failed(subject, finding)
