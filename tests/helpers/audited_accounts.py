"""Made and real final accounts as reports, and what the audit finds in them."""

from __future__ import annotations

from functools import cache

from accounts_made import MadeDocument, as_document, read_accounts
from real_accounts import real

from jixiao.audit import audit_report
from jixiao.report import Report
from jixiao.source import Document


def report_of(document: Document) -> Report:
    accounts = read_accounts(document)
    return Report("made", 2023, {"jixiao": {}, "sources": []}, {"statements": accounts}, document)


def report(made: MadeDocument) -> Report:
    return report_of(as_document(made))


@cache
def real_report(name: str) -> Report:
    return report_of(real(name))


def said(made: MadeDocument, old: str, new: str) -> MadeDocument:
    """`made` with `old` replaced once in the narrative."""
    at = next(i for i, text in enumerate(made.narrative) if old in text)
    made.narrative[at] = made.narrative[at].replace(old, new, 1)
    return made


def found(made: MadeDocument) -> list[tuple[str, str]]:
    return [(finding.rule, finding.severity) for finding in audit_report(report(made)).findings]
