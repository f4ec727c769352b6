"""One figure held against the same figure in another document: of the year, or of the next.

Only figures of the same measure, money, phase and year, of documents that speak for the same
office and units, are held against each other. Where one document states a figure several times, any
of them that agrees is enough: its own documents' disagreement is the business of other rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..analysis.occurrences import BALANCE, Occurrence
from ..analysis.side_by_side import WHOLE, agree, by_source, groups_of, not_comparable
from ..base.amounts import in_wan
from ..base.said import Said
from ..labels.numbers import exact
from . import subjects
from .findings import Evidence, Finding, Kind, Nature, Outcome, failed, not_applicable, passed
from .materiality import of_count, of_money
from .wording import worded


@dataclass(frozen=True)
class AskedOfTwo:
    """Which rule asks, and how its evidence names a document: of the year `filed`, `document`."""

    rule: str
    version: int
    kind: Kind
    named: Callable[[Occurrence], tuple[str | None, int | None]]
    nature: Nature = "contradiction"


def compared(
    asked: AskedOfTwo, ones: Sequence[Occurrence], others: Sequence[Occurrence]
) -> Outcome:
    """Whether one of `ones` and one of `others`, figures of one measure, can be the same."""
    subject = said_of(ones[0])
    if any(agree(one, other) for one in ones for other in others):
        return passed(subject)
    one, other = ones[0], others[0]
    difference = other.size - one.size
    rounding = one.rounding + other.rounding
    if one.phase == "count":
        severity, weight = of_count(one.size, other.size)
    else:
        severity, weight = of_money(difference, max(abs(one.size), abs(other.size)))
        if asked.nature == "updated":
            severity = of_count(one.size, other.size, updated=True)[0]
    unit = "万元" if one.phase != "count" else one.unit
    said = Said(
        "findings.across",
        measure=subject,
        one=_side(one),
        other=_side(other),
        difference=exact(abs(difference)),
        unit=unit,
    )
    finding = Finding(
        asked.rule,
        asked.version,
        asked.kind,
        severity,
        worded(said),
        (*_evidence(asked, one), *_evidence(asked, other)),
        one.size,
        other.size,
        difference,
        rounding,
        nature=asked.nature,
        weight=weight,
    )
    return failed(subject, finding)


def of_unsaid_money(
    asked: AskedOfTwo, said: Sequence[Occurrence], tables: Sequence[Occurrence]
) -> Outcome | None:
    """A figure whose money is not said against those of the tables, of whatever money.

    It stands where it is one of them. Where it is none and the tables' own differ by
    the money, nothing is claimed. None where the tables have no such figure.
    """
    first = said[0]
    items = WHOLE if first.item == "expenditure" else (first.item,)
    same = [
        each
        for each in tables
        if each.item in items
        and each.classification is None
        and (each.year, each.phase) == (first.year, first.phase)
        and each.fund in ("all", "fiscal", "general")
    ]
    if not same:
        return None
    if any(agree(one, other) for one in said for other in same):
        return passed(said_of(first))
    if not all(agree(same[0], each) for each in same):
        return not_applicable(said_of(first), "ledger.money_unsaid")
    return compared(asked, same, said)


def asked_of_pairs(
    asked: AskedOfTwo, found: Sequence[Occurrence], wanted: Callable[[Occurrence, Occurrence], bool]
) -> Iterator[Outcome]:
    """Every figure that two sources state which are `wanted` together: each against the first of
    them. Two documents that are not held against each other say so once.
    """
    said: set[tuple[object, ...]] = set()
    failures: set[tuple[object, ...]] = set()
    for group in held(found):
        sources = list(by_source(group).values())
        for at, others in enumerate(sources[1:], start=1):
            ones = next((each for each in sources[:at] if wanted(each[0], others[0])), None)
            if ones is None:
                continue
            reason = not_comparable(ones[0], others[0])
            if reason is None:
                outcome = compared(asked, ones, others)
                if outcome.finding and _is_carry_over(outcome.finding, found, ones[0], others[0]):
                    outcome = not_applicable(said_of(ones[0]), "ledger.carry_over_between")
                if outcome.finding is None or _once(failures, ones[0], others[0]):
                    yield outcome
            elif (pair := (*ones[0].source[:2], *others[0].source[:2])) not in said:
                said.add(pair)
                yield not_applicable(both(ones[0], others[0]), reason)


def _is_carry_over(
    finding: Finding, found: Iterable[Occurrence], one: Occurrence, other: Occurrence
) -> bool:
    """Whether two figures differ by just what one of their documents carries over."""
    difference, tolerance = finding.difference, finding.tolerance
    if difference is None or tolerance is None or BALANCE in (one.item, other.item):
        return False
    return any(
        each.size and abs(abs(difference) - each.size) <= tolerance + each.rounding
        for each in found
        if each.item == BALANCE and each.source in (one.source, other.source)
    )


def _once(failures: set[tuple[object, ...]], one: Occurrence, other: Occurrence) -> bool:
    """Whether two figures that differ are new: money that is all of one kind is stated under both."""
    sides = (one.source, one.size, other.source, other.size)
    key = (one.item, one.classification, one.project, one.year, one.phase, *sides)
    new = key not in failures
    failures.add(key)
    return new


def both(one: Occurrence, other: Occurrence) -> Said:
    """Two documents."""
    names = [subjects.document(each.document, each.filed) for each in (one, other)]
    return subjects.one_and_other(*names)


def held(found: Iterable[Occurrence]) -> Iterator[list[Occurrence]]:
    """The figures of one measure, year, phase and day, where more than one source states them."""
    return (group for group in groups_of(found) if len({each.source for each in group}) > 1)


def said_of(one: Occurrence) -> Said:
    """What a figure is of, for the ledger and a finding."""
    if one.project is not None:
        item = subjects.words(one.name)
    elif one.classification:
        item = Said("ledger.class_of", code=one.classification, name=one.name)
    elif one.item == BALANCE:
        item = Said("ledger.balance")
    elif one.part == "statements":
        item = subjects.item_of_statement(one.item)
    else:
        item = subjects.item(one.item)
    when = (
        Said("ledger.counted_on", day=one.at)
        if one.at
        else subjects.phase_of_year(one.phase, one.year)
    )
    if one.item == BALANCE:
        when = Said("ledger.end_of_year", year=one.year)
    if one.fund is None:
        return Said("ledger.figure", item=item, when=when)
    return Said("ledger.figure_of_fund", item=item, fund=subjects.fund(one.fund), when=when)


def _side(one: Occurrence) -> Said:
    """The document, with its figure and how that follows."""
    document = subjects.document(one.document, one.filed, one.part)
    if one.implied is None:
        return Said(
            "findings.across_side", document=document, amount=exact(one.size), page=one.page
        )
    return Said(
        "findings.across_implied",
        document=document,
        amount=exact(one.size),
        now=exact(in_wan(one.value, one.unit)),
        words=one.implied[2],
        page=one.implied[0],
    )


def _evidence(asked: AskedOfTwo, one: Occurrence) -> Iterator[Evidence]:
    document, year = asked.named(one)
    yield Evidence(
        one.page, one.line, one.quote or one.printed or "", one.value, one.unit, document, year
    )
    if one.implied is not None:
        page, line, quote = one.implied
        yield Evidence(page, line, quote, None, None, document, year)
