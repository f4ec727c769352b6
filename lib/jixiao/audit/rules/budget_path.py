"""The budget's path closes: approved + carry-over + adjustment = revised; the adjustment is the sum
of its parts; income and expenditure are equal; the carry-over is one figure.

Not applicable where a figure is not printed. Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...analysis.budget_items import phase_name
from ...base.language import Language
from ...base.said import Said
from ...labels import label
from ...labels.numbers import exact
from ...report import Report
from ..figures import Amounts, Figure
from ..findings import Finding, Kind, Outcome, Severity, failed, not_applicable, passed
from ..subjects import item_in_phase, total

kind: Kind = "arithmetic"
version = 1

Term = tuple[str, str]
# What must be equal: two sums of (item, phase), and how serious a difference is.
IDENTITIES: tuple[tuple[tuple[Term, ...], tuple[Term, ...], Severity], ...] = (
    (
        (("income", "approved"), ("income", "carryover"), ("income", "adjustment")),
        (("expenditure.basic", "revised"), ("expenditure.project", "revised")),
        "high",
    ),
    (
        (("income", "adjustment"),),
        (("expenditure.basic", "adjustment"), ("expenditure.project", "adjustment")),
        "high",
    ),
    ((("income", "outturn"),), (("expenditure", "outturn"),), "high"),
    ((("income", "carryover"),), (("income.carryover", "outturn"),), "medium"),
)


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.the_budget_path", "ledger.no_budget")
        return
    amounts = Amounts(report)
    for left, right, severity in IDENTITIES:
        yield _identity(amounts, left, right, severity)


def _identity(
    amounts: Amounts, left: tuple[Term, ...], right: tuple[Term, ...], severity: Severity
) -> Outcome:
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
    finding = Finding(
        "budget_path",
        version,
        kind,
        severity,
        {
            "en": f"{_written(one)} and {_written(other)} 万元 cannot both stand "
            f"({_spoken(left, 'en')} against {_spoken(right, 'en')}).",
            "zh": f"{_written(one)}与{_written(other)}（万元）不能同时成立"
            f"（{_spoken(left, 'zh')}；{_spoken(right, 'zh')}）。",
        },
        tuple(figure.evidence for figure in (*one, *other)),
        expected,
        printed,
        printed - expected,
        tolerance,
    )
    return failed(subject, finding)


def _sum(figures: list[Figure]) -> Decimal:
    return sum((figure.wan for figure in figures), Decimal(0))


def _named(terms: tuple[Term, ...]) -> Said:
    return total([item_in_phase(*term) for term in terms])


def _spoken(terms: tuple[Term, ...], language: Language) -> str:
    """The terms as a reader knows them."""
    names = [(label(f"items.{i}", language), phase_name(i, p, language)) for i, p in terms]
    return " + ".join(
        f"{item}, {phase}" if language == "en" else f"{item}·{phase}" for item, phase in names
    )


def _written(figures: list[Figure]) -> str:
    """The sum as it is reckoned, or the one figure."""
    added = " + ".join(exact(figure.wan) for figure in figures)
    return added if len(figures) == 1 else f"{added} = {exact(_sum(figures))}"
