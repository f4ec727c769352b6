"""A rate that an indicator's result prints is what its own figures give.

A rate of attainment (完成131.91%) is the delivered over the promised number. A rate of money
(预算进度完成率100%) is what was paid over the budget that the definition names; a rate that fits another
budget of the same result says which. Not applicable where a result prints no rate after 完成, 完成率 …, or
not the figures it is made of. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.amounts import half_unit, in_wan, places_of, read_number, rounded
from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...schema.rows import IndicatorRow
from ...source import Passage
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..indicator_cells import passage_of, result_cells
from ..materiality import of_rate
from ..rates import rate_stands
from ..subjects import indicator
from ..wording import worded

kind: Kind = "rate"
version = 1

BUDGETS = {
    "approved": ("the approved budget,", "年初预算"),
    "revised": ("the revised budget,", "调整后预算"),
}


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None or "indicators" not in report.tables:
        yield not_applicable("ledger.rates_of_results", "ledger.no_text_or_indicators")
        return
    for row, cell in result_cells(report):
        found = list(re.finditer(wordings("identities")["rates"], cell.text))
        if not found:
            yield not_applicable(indicator(row.seq), "ledger.no_rate_of_attainment")
        for match in found:
            yield _rate(report, row, cell, match)


def _rate(report: Report, row: IndicatorRow, cell: Passage, match: re.Match[str]) -> Outcome:
    subject = indicator(row.seq, match[0])
    printed = read_number(match["rate"])
    quote = passage_of(report, cell, match.start())
    paid = _amount(report, cell, wordings("identities")["paid"])
    if paid and quote:
        return _of_money(report, row, cell, subject, printed, _with(quote, printed), paid)
    actual, target = row.actual_value, row.target_value
    unsaid = row.attainment_pct is None or actual is None or not target
    if unsaid or row.target_unit == "%" or quote is None or actual is None or target is None:
        return not_applicable(subject, "ledger.figures_not_stated")
    expected = rounded(actual / target * 100, places_of(printed))
    if abs(expected - printed) <= half_unit(printed):
        return passed(subject)
    at = cell.text.find(f"{row.actual_value:f}")
    own = passage_of(report, cell, max(at, 0))
    of = Said("findings.of_number", part=f"{actual:f}", whole=f"{target:f}")
    return failed(subject, _finding(row, of, None, expected, printed, (own, quote)))


def _of_money(
    report: Report,
    row: IndicatorRow,
    cell: Passage,
    subject: Said,
    printed: Decimal,
    quote: Evidence,
    paid: Evidence,
) -> Outcome:
    rules = wordings("identities")
    budgets = {name: _amount(report, cell, words) for name, words in rules["budgets"].items()}
    named = next(
        (base for words, base in rules["denominators"].items() if words in (row.definition or "")),
        None,
    )
    budget = budgets.get(named or "")
    if named is None or budget is None:
        return not_applicable(subject, "ledger.budget_not_named")
    if _stands(printed, paid, budget):
        return passed(subject)
    fitting = next((n for n, b in budgets.items() if b and _stands(printed, paid, b)), None)
    fits: Said | None = None
    if fitting and (other := budgets[fitting]):
        en, zh = BUDGETS[fitting]
        base = Said("ledger.either", en=f"{en} {_wan(other):f} 万元", zh=f"{zh}{_wan(other):f}万元")
        fits = Said("findings.rate_fits", base=base)
    expected = rounded(_wan(paid) / _wan(budget) * 100, 2)
    of = Said("findings.of_money", part=f"{_wan(paid):f}", whole=f"{_wan(budget):f}")
    quotes = (budget, paid, quote)
    return failed(subject, _finding(row, of, fits, expected, printed, quotes))


def _stands(printed: Decimal, paid: Evidence, budget: Evidence) -> bool:
    return rate_stands(printed, _wan(paid), _wan(budget), _rounding(paid), _rounding(budget))


def _amount(report: Report, cell: Passage, pattern: str) -> Evidence | None:
    """The first amount of money after the words of `pattern`, with its passage."""
    if not (match := re.search(pattern, cell.text)):
        return None
    quote = passage_of(report, cell, match.start())
    value = read_number(match["amount"])
    return Evidence(quote.page, quote.line, quote.quote, value, match["unit"]) if quote else None


def _wan(amount: Evidence) -> Decimal:
    return in_wan(amount.value or Decimal(0), amount.unit or "元")


def _rounding(amount: Evidence) -> Decimal:
    return in_wan(half_unit(amount.value or Decimal(0)), amount.unit or "元")


def _with(quote: Evidence, value: Decimal) -> Evidence:
    return Evidence(quote.page, quote.line, quote.quote, value, "%")


def _finding(
    row: IndicatorRow,
    of: Said,
    fits: Said | None,
    expected: Decimal,
    printed: Decimal,
    quotes: tuple[Evidence | None, ...],
) -> Finding:
    severity, weight = of_rate(printed - expected)
    if abs(printed - expected) <= 2 * half_unit(printed):
        severity = "low"
    said = Said(
        "findings.attainment",
        number=row.seq,
        name=row.name,
        printed=f"{printed:f}",
        of=of,
        expected=f"{expected:f}",
        fits=fits or "",
    )
    return Finding(
        "attainment_rate",
        version,
        kind,
        severity,
        worded(said),
        tuple(dict.fromkeys(quote for quote in quotes if quote)),
        expected,
        printed,
        printed - expected,
        half_unit(printed),
        weight=weight,
    )
