"""From one year's expenditure to the next, class by class; and what makes the two hard to compare."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Literal, NamedTuple

import pandas as pd

from ..base.amounts import percent
from ..report import Report
from .accounts import by_class
from .departments import renamings
from .scopes import units_of

COLUMNS = (
    "step",
    "kind",
    "classification",
    "name",
    "amount_wan",
    "start_wan",
    "end_wan",
    "year",
    "page",
    "line",
    "document",
)
MOST = 8  # classes that have a step of their own
_SHARE = Decimal(1)  # per cent of a year's expenditure: what a group must be to be a break
_GROUP = 5  # digits of a group (款)
_CLASS = 3


class Break(NamedTuple):
    """What parts a year from the one before: another name, another number of units, or a group of
    expenditure that begins or ends, with its amount in 万元 and its place.
    """

    year: int
    what: Literal["renamed", "units", "begins", "ends"]
    before: str
    after: str
    amount_wan: Decimal | None
    page: int | None
    line: int | None
    of_year: int
    beside: str | None


def year_bridge(reports: Sequence[Report]) -> pd.DataFrame:
    """The steps from the last year but one to the last that have the same kind of document: budgets,
    else final accounts. Columns: COLUMNS; `document` is `budget` or `accounts`.

    Both ends are the sums of their classes, so that the steps lead from one to the other exactly; the
    smallest classes are one step, `others`. Empty where no two years that follow each other have one.
    """
    pair = _pair(reports)
    if pair is None:
        return pd.DataFrame([], columns=pd.Index(COLUMNS))
    document, (year, before), (after_year, after) = pair
    start, end = (_sum(rows) for rows in (before, after))
    changes = _changes(before, after)
    kept, rest = changes[:MOST], changes[MOST:]
    if len(rest) == 1:
        kept, rest = changes, []
    steps = [_step("from", "total", start, Decimal(0), year)]
    level = start
    for change in kept:
        steps.append(_step("class", "change", change["amount_wan"], level, after_year, change))
        level += change["amount_wan"]
    if rest:
        amount = sum((change["amount_wan"] for change in rest), Decimal(0))
        steps.append(_step("others", "change", amount, level, after_year))
    steps.append(_step("to", "total", end, Decimal(0), after_year))
    rows = [(*step, document) for step in steps]
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def breaks_of_duties(reports: Sequence[Report]) -> list[Break]:
    """Where a year is not of the same duties as the one before: by name, number of units, and groups
    of expenditure (款) that begin or end and are at least 1 % of their year.
    """
    in_order = sorted(reports, key=lambda report: report.year)
    found = [
        Break(year, "renamed", before, after, None, None, None, year, None)
        for year, before, after in renamings(in_order)
    ]
    for before, after in zip(in_order, in_order[1:], strict=False):
        kind = _kind(before, after)
        if after.year != before.year + 1 or kind is None:
            continue
        counts = [units_of(report.documents[kind]) for report in (before, after)]
        if None not in counts and counts[0] != counts[1]:
            first, last = map(str, counts)
            found.append(
                Break(after.year, "units", first, last, None, None, None, after.year, None)
            )
        found += _groups(before, after, kind)
    return sorted(found, key=lambda one: (one.year, -(one.amount_wan or 0)))


def _groups(before: Report, after: Report, kind: str) -> list[Break]:
    rows = {report.year: _classes(report, kind, _GROUP) for report in (before, after)}
    found = []
    for own, other, what in ((after, before, "begins"), (before, after, "ends")):
        codes = set(rows[other.year]["classification"])
        whole = _sum(_classes(own, kind, _CLASS))
        for row in rows[own.year].to_dict("records"):
            share = percent(row["amount_wan"], whole)
            if row["classification"] in codes or share is None or share < _SHARE:
                continue
            words = f"{row['classification']} {row['name']}"
            sides = ("", words) if what == "begins" else (words, "")
            beside = None if own.primary == kind else kind
            place = row["amount_wan"], row["page"], row["line"]
            found.append(Break(after.year, what, *sides, *place, own.year, beside))  # type: ignore[arg-type]
    return found


def _pair(
    reports: Sequence[Report],
) -> tuple[str, tuple[int, pd.DataFrame], tuple[int, pd.DataFrame]] | None:
    in_order = sorted(reports, key=lambda report: -report.year)
    for after, before in zip(in_order, in_order[1:], strict=False):
        kind = _kind(before, after)
        if kind is None or after.year != before.year + 1:
            continue
        rows = [_classes(report, kind, _CLASS) for report in (before, after)]
        if all(len(one) for one in rows):
            return kind, (before.year, rows[0]), (after.year, rows[1])
    return None


def _kind(before: Report, after: Report) -> str | None:
    """The document that both years have: budgets before final accounts."""
    for kind in ("budget", "accounts"):
        if all(
            kind in report.documents and "statements" in report.documents[kind].tables
            for report in (before, after)
        ):
            return kind
    return None


def _classes(report: Report, kind: str, digits: int) -> pd.DataFrame:
    return by_class(report.sure.documents[kind].tables["statements"], digits)


def _changes(before: pd.DataFrame, after: pd.DataFrame) -> list[dict[str, Any]]:
    """The classes of either year by how much they changed, the greatest change first."""
    ones, others = (
        {row["classification"]: row for row in rows.to_dict("records")} for rows in (before, after)
    )
    found = []
    for code in sorted({*ones, *others}):
        one, other = ones.get(code), others.get(code)
        shown: dict[str, Any] = other or one or {}
        amounts = [row["amount_wan"] if row else Decimal(0) for row in (one, other)]
        place = (other["page"], other["line"]) if other else (None, None)
        change = {
            "classification": code,
            "name": shown["name"],
            "amount_wan": amounts[1] - amounts[0],
        }
        found.append(change | {"page": place[0], "line": place[1]})
    changed = [change for change in found if change["amount_wan"]]
    return sorted(changed, key=lambda change: -abs(change["amount_wan"]))


def _sum(rows: pd.DataFrame) -> Decimal:
    return sum(rows["amount_wan"], Decimal(0))


def _step(
    step: str,
    kind: str,
    amount: Decimal,
    start: Decimal,
    year: int,
    of: dict[str, Any] | None = None,
) -> tuple[object, ...]:
    of = of or {}
    end = start + amount
    place = of.get("page"), of.get("line")
    return step, kind, of.get("classification"), of.get("name"), amount, start, end, year, *place
