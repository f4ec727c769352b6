"""Budgets and final accounts: the department has one name throughout.

Every name that stands before a year (某某局2024年度) and is nearly the cover's is the cover's. Names that
are not near it are other bodies. Not applicable where the cover names no department.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from ...base.said import Said
from ...extract.document_kind import document_kind
from ...report import Report
from ...source import Document
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..subjects import words
from ..wording import worded

kind: Kind = "contradiction"
version = 1
NEAR = 80  # of 100; 规划与自然资源局 and 规划和自然资源局 have 94
_NAMED = re.compile(
    r"([\u4e00-\u9fff]{4,40}?(?:局|委员会|办公室|厅|院|中心|处|署|委))(?=\d{4}年度)"
)
_PART = re.compile(r"^第[一二三四五六七八九十]+部分")


def check(report: Report) -> Iterator[Outcome]:
    cover = document_kind(report.document) if report.document else None
    if report.document is None or cover is None or not cover.department:
        yield not_applicable("ledger.the_department_name", "ledger.cover_without_department")
        return
    places = _names(report.document)
    others = {
        name: place
        for name, place in places.items()
        if not name.endswith(cover.department) and fuzz.ratio(name, cover.department) >= NEAR
    }
    if not others:
        yield passed(Said("ledger.throughout", name=cover.department))
    first = places.get(cover.department) or _on_cover(report.document, cover.department)
    for name, place in others.items():
        finding = Finding(
            "accounts_department",
            version,
            kind,
            "medium",
            worded(Said("findings.department", department=cover.department, name=name)),
            tuple(evidence for evidence in (first, place) if evidence),
            nature="wording",
        )
        yield failed(words(name), finding)


def _names(document: Document) -> dict[str, Evidence]:
    """Each name before a year → where it stands first, within one line."""
    found: dict[str, Evidence] = {}
    for line in document.lines:
        text = _PART.sub("", "".join(line.text.split()))
        for match in _NAMED.finditer(text):
            found.setdefault(match[1], Evidence(line.page, line.number, match[1]))
    return found


def _on_cover(document: Document, name: str) -> Evidence | None:
    line = next((line for line in document.lines if not line.blank), None)
    return Evidence(line.page, line.number, name) if line else None
