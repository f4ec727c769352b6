"""A figure that two documents of one year state is the same in both: budget, accounts, self-evaluation.

Held against each other are figures of the same item or class, money (财政拨款 is not 全部资金), phase
(approved, revised, outturn) and day of counting, of documents that speak for the same office
(部门 is not 本级); the forms of a document against its tables. A self-evaluation and its forms do not say
whose money an amount is: it stands where it is that of any money, and where the tables' own amounts
differ by the money nothing is claimed. Posts and people are the one total that a document states.
预算数 of the three public expenses in final accounts is not held against an approved budget unless
they say 年初. The sum of a form's main tasks (年度主要任务) may be less than the whole. Two figures that
differ by exactly the carry-over are not compared. Not applicable to a year with one document.
Tolerance: the rounding of the printed figures.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...analysis.occurrences import Occurrence, occurrences_of
from ...analysis.side_by_side import by_source, not_comparable
from ...report import Report
from ..across import AskedOfTwo, asked_of_pairs, of_unsaid_money
from ..findings import Kind, Outcome, not_applicable

kind: Kind = "contradiction"
version = 2
_SUBJECT = "ledger.documents_of_year"


def check(report: Report) -> Iterator[Outcome]:
    found = occurrences_of(report)
    if len({each.source for each in found}) < 2:
        yield not_applicable(_SUBJECT, "ledger.one_document")
        return

    def named(one: Occurrence) -> tuple[str | None, int | None]:
        return (None if one.document == report.primary else one.document), None

    asked = AskedOfTwo("documents_agree", version, kind, named)
    none = True
    for outcome in (*asked_of_pairs(asked, found, _of_one_year), *_unsaid(asked, found)):
        none = False
        yield outcome
    if none:
        yield not_applicable(_SUBJECT, "ledger.no_figure_in_both")


def _of_one_year(one: Occurrence, other: Occurrence) -> bool:
    return one.filed == other.filed


def _unsaid(asked: AskedOfTwo, found: list[Occurrence]) -> Iterator[Outcome]:
    """Amounts whose money is not said, against the tables of the document that they are from."""
    tables = by_source(each for each in found if each.part == "statements" and not each.implied)
    said: dict[tuple[object, ...], list[Occurrence]] = {}
    for each in found:
        if each.fund is None and each.project is None:
            said.setdefault((each.source, each.item, each.phase), []).append(each)
    for ones in said.values():
        homes = sorted(tables.values(), key=lambda others: _far_from_home(ones[0], others[0]))
        for others in homes:
            if not_comparable(ones[0], others[0]) is not None:
                continue
            if (outcome := of_unsaid_money(asked, ones, others)) is not None:
                yield outcome
                break


def _far_from_home(said: Occurrence, other: Occurrence) -> bool:
    """Whether a document is not the one that decides: a budget what is approved, accounts the rest."""
    return other.document != ("budget" if said.phase == "approved" else "accounts")
