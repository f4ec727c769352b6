"""Every printed rate is the outturn over the denominator that its sentence names.

Recomputed at the printed precision; it stands if any values that round to the printed amounts give
it. A rate that fits another denominator says which. Not applicable where numerator or denominator
is not printed. Zero of zero is no rate: such rates are only compared with each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ...base.amounts import half_unit, places_of, rounded
from ...base.said import Said
from ...labels.numbers import exact
from ...report import Report
from ...schema.rows import BudgetRow
from .. import subjects
from ..figures import Amounts, AmountStated, evidence
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import at_or_above, in_order
from ..materiality import of_rate
from ..rates import rate_stands
from ..wording import worded

kind: Kind = "rate"
version = 2


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.rates", "ledger.no_budget")
        return
    budget, amounts = report.tables["budget"], Amounts(report)
    zeros: list[Any] = []
    for row in budget[budget["phase"].isin(["rate", "share"])].itertuples():
        values = {"item": subjects.item(row.item), "phase": subjects.phase(row.phase)}
        said = Said("ledger.rate_printed", printed=row.printed, **values)
        subject = subjects.on_line(said, row.line)
        parts = _fraction(amounts, row)
        if parts is None:
            yield not_applicable(subject, "ledger.no_numerator_or_denominator")
            continue
        numerator, denominator = parts
        if denominator.wan == 0:
            zeros.append(row)
            yield not_applicable(subject, "ledger.the_denominator_is_zero")
        else:
            yield _rate(amounts, row, subject, numerator, denominator)
    yield from _zero_rates(zeros)


def _fraction(amounts: Amounts, row: BudgetRow) -> tuple[AmountStated, AmountStated] | None:
    """The last amounts of the rate's item before it, as its sentence names them."""
    spent = _before(amounts, row, row.item, ("outturn", "estimate"))
    if row.phase == "share":
        whole = _before(amounts, row, row.base or "", ("outturn",))
    else:
        whole = _before(amounts, row, row.item, (row.base or "",))
        if whole is None and row.base == "approved":
            whole = next(iter(amounts.of(row.item, "approved")), None)
        if whole is None and row.base == "revised" and row.item == "expenditure":
            whole = _revised_total(amounts)
    if spent is None or whole is None:
        return None
    twin = amounts.in_unit(spent, whole.unit)
    return (twin, whole) if twin else None


def _before(
    amounts: Amounts, row: BudgetRow, item: str, phases: tuple[str, ...]
) -> AmountStated | None:
    found = [
        figure
        for phase in phases
        for figure in amounts.of(item, phase)
        if at_or_above(figure.evidence, row)
    ]
    return max(found, key=lambda figure: in_order(figure.evidence)) if found else None


def _revised_total(amounts: Amounts) -> AmountStated | None:
    """The revised budget of all expenditure: the sum of its parts where it is not printed."""
    basic = amounts.of("expenditure.basic", "revised")
    project = amounts.of("expenditure.project", "revised")
    if not basic or not project:
        return None
    first, second = basic[0], project[0]
    total = first.wan + second.wan
    return AmountStated(
        "expenditure",
        "revised",
        total,
        first.rounding + second.rounding,
        first.unit,
        exact(total),
        first.evidence,
    )


def _rate(
    amounts: Amounts, row: BudgetRow, subject: Said, top: AmountStated, bottom: AmountStated
) -> Outcome:
    if _stands(row.value, top, bottom):
        return passed(subject)
    expected = rounded(top.wan / bottom.wan * 100, places_of(row.value))
    difference = row.value - expected
    other = _other_denominator(amounts, row, top)
    severity, weight = of_rate(difference)
    if abs(difference) <= 2 * half_unit(row.value):
        severity = "low"
    said = Said(
        "findings.rate",
        printed=row.printed,
        top=exact(top.wan),
        bottom=exact(bottom.wan),
        expected=exact(expected),
        fits=Said("findings.rate_fits", base=other) if other else "",
    )
    finding = Finding(
        "execution_rate",
        version,
        kind,
        severity,
        worded(said),
        _unique(top.evidence, bottom.evidence, evidence(row)),
        expected,
        row.value,
        difference,
        half_unit(row.value),
        weight=weight,
    )
    return failed(subject, finding)


def _stands(printed: Decimal, top: AmountStated, bottom: AmountStated) -> bool:
    return rate_stands(printed, top.wan, bottom.wan, top.rounding, bottom.rounding)


def _other_denominator(amounts: Amounts, row: BudgetRow, top: AmountStated) -> Said | None:
    approved = amounts.of("income", "approved")
    carried = amounts.of("income", "carryover")
    candidates: list[tuple[str, str, AmountStated]] = []
    for phase, zh in (("approved", "年初批复预算"), ("revised", "年度预算")):
        if phase != row.base:
            candidates += [(phase, zh, figure) for figure in amounts.of(row.item, phase)]
    if approved and carried:
        both = approved[0].wan + carried[0].wan
        rounding = approved[0].rounding + carried[0].rounding
        named = AmountStated("", "", both, rounding, "万元", exact(both), approved[0].evidence)
        candidates.append(("approved + carry-over", "年初批复预算加年初结转", named))
    for en, zh, figure in candidates:
        if figure.wan and _stands(row.value, top, figure):
            amount = exact(figure.wan)
            return Said("ledger.either", en=f"{en}, {amount} 万元", zh=f"{zh}{amount}万元")
    return None


def _zero_rates(rows: list[Any]) -> Iterator[Outcome]:
    rates = [row for row in rows if row.phase == "rate"]
    if len({row.value for row in rates}) < 2:
        return
    shown = " / ".join(dict.fromkeys(row.printed for row in rates))
    finding = Finding(
        "execution_rate",
        version,
        kind,
        "low",
        worded(Said("findings.rates_of_zero", shown=shown)),
        tuple(evidence(row) for row in rates),
        nature="wording",
    )
    yield failed("ledger.rates_of_zero", finding)


def _unique(*found: Evidence) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(found))
