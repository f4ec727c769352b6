"""The budget's path closes: approved + carry-over + adjustment = revised; the adjustment is the sum
of its parts; income and expenditure are equal; no more of the carry-over is used than was approved.

Not applicable where a figure is not printed. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...analysis.budget_items import phase_name
from ...base.said import Said
from ...labels import LANGUAGES, label
from ...labels.numbers import exact
from ...report import Report
from ..figures import Amounts, AmountStated
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_money
from ..subjects import item_in_phase, total
from ..wording import worded

kind: Kind = "arithmetic"
version = 2

Term = tuple[str, str]
# What must be equal: two sums of (item, phase).
IDENTITIES: tuple[tuple[tuple[Term, ...], tuple[Term, ...]], ...] = (
    (
        (("income", "approved"), ("income", "carryover"), ("income", "adjustment")),
        (("expenditure.basic", "revised"), ("expenditure.project", "revised")),
    ),
    (
        (("income", "adjustment"),),
        (("expenditure.basic", "adjustment"), ("expenditure.project", "adjustment")),
    ),
    ((("income", "outturn"),), (("expenditure", "outturn"),)),
)


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.the_budget_path", "ledger.no_budget")
        return
    amounts = Amounts(report)
    for left, right in IDENTITIES:
        yield _identity(amounts, left, right)
    yield _carried(amounts)


def _carried(amounts: Amounts) -> Outcome:
    """What was used of the carry-over is no more than what was approved; it may be less."""
    approved, used = amounts.of("income", "carryover"), amounts.of("income.carryover", "outturn")
    subject = Said(
        "ledger.within",
        part=item_in_phase("income.carryover", "outturn"),
        whole=item_in_phase("income", "carryover"),
    )
    if not approved or not used:
        return not_applicable(subject, "ledger.one_of_the_two_is_blank")
    difference = used[0].wan - approved[0].wan
    rounding = used[0].rounding + approved[0].rounding
    if difference <= rounding:
        return passed(subject)
    severity, weight = of_money(difference, approved[0].wan)
    figures = {"used": exact(used[0].wan), "approved": exact(approved[0].wan)}
    finding = Finding(
        "budget_path",
        version,
        kind,
        severity,
        worded(Said("findings.carried_over", **figures)),
        (approved[0].evidence, used[0].evidence),
        approved[0].wan,
        used[0].wan,
        difference,
        rounding,
        weight=weight,
    )
    return failed(subject, finding)


def _identity(amounts: Amounts, left: tuple[Term, ...], right: tuple[Term, ...]) -> Outcome:
    subject = Said("ledger.equal", one=_named(left), other=_named(right))
    found = {term: amounts.of(*term) for term in (*left, *right)}
    missing = [item_in_phase(*term) for term, rows in found.items() if not rows]
    if missing:
        return not_applicable(subject, Said("ledger.not_printed", names=missing))
    one, other = [found[term][0] for term in left], [found[term][0] for term in right]
    expected, printed = _sum(one), _sum(other)
    tolerance = sum((figure.rounding for figure in (*one, *other)), Decimal(0))
    if abs(expected - printed) <= tolerance:
        return passed(subject)
    severity, weight = of_money(expected - printed, max(abs(expected), abs(printed)))
    values = {"left": _spoken(left), "right": _spoken(right)}
    figures = {"one": _written(one), "other": _written(other)}
    finding = Finding(
        "budget_path",
        version,
        kind,
        severity,
        worded(Said("findings.budget_path", **figures, **values)),
        tuple(figure.evidence for figure in (*one, *other)),
        expected,
        printed,
        printed - expected,
        tolerance,
        weight=weight,
    )
    return failed(subject, finding)


def _sum(figures: list[AmountStated]) -> Decimal:
    return sum((figure.wan for figure in figures), Decimal(0))


def _named(terms: tuple[Term, ...]) -> Said:
    return total([item_in_phase(*term) for term in terms])


def _spoken(terms: tuple[Term, ...]) -> Said:
    """The terms as a reader knows them."""
    en, zh = (
        [(label(f"items.{i}", language), phase_name(i, p, language)) for i, p in terms]
        for language in LANGUAGES
    )
    return Said(
        "ledger.either",
        en=" + ".join(f"{item}, {phase}" for item, phase in en),
        zh=" + ".join(f"{item}·{phase}" for item, phase in zh),
    )


def _written(figures: list[AmountStated]) -> str:
    """The sum as it is reckoned, or the one figure."""
    added = " + ".join(exact(figure.wan) for figure in figures)
    return added if len(figures) == 1 else f"{added} = {exact(_sum(figures))}"
