"""The parts of an amount add up to its printed total, phase by phase.

Not applicable where the total or a part is not printed in that phase. An amount in another unit of
money is compared through its twin (`unit_of_money` reports the unit itself). Tolerance: the
rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ...analysis.budget_items import PHASES
from ...base.said import Said
from ...catalogue.totals import divisions
from ...labels.numbers import exact
from ...report import Report
from .. import subjects
from ..figures import Amounts, AmountStated
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..in_order import in_order
from ..materiality import of_money
from ..wording import worded

kind: Kind = "arithmetic"
version = 2


def check(report: Report) -> Iterator[Outcome]:
    if "budget" not in report.tables:
        yield not_applicable("ledger.totals_and_parts", "ledger.no_budget")
        return
    amounts = Amounts(report)
    for whole, parts in divisions("budget"):
        for phase in PHASES:
            yield from _division(amounts, whole, parts, phase)


def _division(
    amounts: Amounts, whole: str, parts: tuple[str, ...], phase: str
) -> Iterator[Outcome]:
    added = subjects.total([subjects.item(part) for part in parts])
    values = {"whole": subjects.item(whole), "parts": added, "phase": subjects.phase(phase)}
    subject = Said("ledger.sum_in_phase", **values)
    totals = amounts.of(whole, phase)
    printed = [amounts.of(part, phase) for part in parts]
    missing = [part for part, found in zip(parts, printed, strict=True) if not found]
    if not totals or missing:
        absent = [subjects.item(name) for name in (*([] if totals else [whole]), *missing)]
        yield not_applicable(subject, Said("ledger.not_printed_in_phase", names=absent))
        return
    for total in {figure.wan: figure for figure in totals}.values():
        summands = [amounts.in_unit(found[0], total.unit) for found in printed]
        if any(summand is None for summand in summands):
            yield not_applicable(subject, "ledger.part_in_another_unit")
            continue
        yield _compare(subject, whole, total, [s for s in summands if s is not None])


def _compare(subject: Said, whole: str, total: AmountStated, parts: list[AmountStated]) -> Outcome:
    expected = sum((part.wan for part in parts), Decimal(0))
    tolerance = sum((part.rounding for part in parts), total.rounding)
    difference = total.wan - expected
    if abs(difference) <= tolerance:
        return passed(subject)
    severity, weight = of_money(difference, max(abs(total.wan), abs(expected)))
    added = " + ".join(exact(part.wan) for part in parts)
    if len(parts) > 1:
        added = f"{added} = {exact(expected)}"
    finding = Finding(
        "total_of_parts",
        version,
        kind,
        severity,
        worded(
            Said(
                "findings.total_of_parts",
                whole=subjects.item(whole),
                total=exact(total.wan),
                parts=added,
                difference=exact(abs(difference)),
            )
        ),
        tuple(sorted({total.evidence, *(part.evidence for part in parts)}, key=_place_and_words)),
        expected,
        total.wan,
        difference,
        tolerance,
        weight=weight,
    )
    return failed(subject, finding)


def _place_and_words(evidence: Evidence) -> tuple[tuple[int, int], str]:
    return in_order(evidence), evidence.quote
