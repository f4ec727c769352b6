"""No finding rests on a figure whose reading is in doubt: its check does not apply, and says so."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from ..report import Report
from .findings import Evidence, Outcome, not_applicable


class Doubted:
    """The figures of a report, which holds one document, whose reading is in doubt."""

    def __init__(self, report: Report) -> None:
        self._figures: set[tuple[int, Decimal]] = set()
        self._lines: set[int] = set()  # of rows that are words: each of their lines
        for figure in report.doubtful:
            if figure.misread and figure.document == report.primary:
                if figure.value is None:
                    self._lines.update(range(figure.line, figure.line_end + 1))
                else:
                    self._figures.add((figure.line, figure.value))
        for doubt in report.document.doubts if report.document else ():
            if (value := _number(doubt.read)) is not None:
                self._figures.add((doubt.line, value))

    def kept(self, outcome: Outcome) -> Outcome:
        """`outcome`; one that does not apply in the place of a finding that rests on a doubt."""
        finding = outcome.finding
        if finding is None or not any(map(self._touches, finding.evidence)):
            return outcome
        return not_applicable(outcome.subject, "ledger.in_doubt")

    def _touches(self, passage: Evidence) -> bool:
        if passage.line in self._lines:
            return True
        return passage.value is not None and (passage.line, passage.value) in self._figures


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
