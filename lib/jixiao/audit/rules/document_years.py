"""Budgets and final accounts: headings and cut-off dates carry the document's year.

A heading or title of a table that names a year and the budget or the accounts names that of the
document; one that speaks of a year before (上年结转) does not count. A cut-off date of final accounts
(截至…年12月31日) is of the document's year, one of a budget of that year or one of the two before it.
Not applicable without text, and where the document's kind or year is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.said import Said
from ...catalogue import wordings
from ...extract.document_kind import document_kind
from ...report import Report
from ...source import Document, Line
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import bare, clause, sentences, text_lines
from ..wording import worded

kind: Kind = "year"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.years_of_headings", "ledger.no_text")
        return
    cover = document_kind(report.document)
    if cover.kind not in ("accounts", "budget") or cover.year is None:
        yield not_applicable("ledger.years_of_headings", "ledger.cover_without_year")
        return
    found = list(_headings(report.document, cover.year))
    found += _cut_offs(report.document, cover.year, cover.kind)
    for finding in found:
        yield failed(Said("ledger.page", page=finding.evidence[-1].page), finding)
    if not found:
        yield passed("ledger.years_of_headings")


def _headings(document: Document, year: int) -> Iterator[Finding]:
    words = wordings("document_rules")["years"]
    lines = [(line, match) for line in document.lines if (match := _heading(line))]
    own = next((line for line in document.lines if f"{year}年" in bare(line)), None)
    if own is None:
        return
    for line, match in lines:
        if int(match["year"]) != year and not re.search(words["not_headings"], line.text):
            yield Finding(
                "document_years",
                version,
                kind,
                "medium",
                worded(Said("findings.heading_year", words=bare(line), year=year)),
                (
                    Evidence(own.page, own.number, own.text.strip()),
                    Evidence(line.page, line.number, line.text.strip()),
                ),
            )


def _heading(line: Line) -> re.Match[str] | None:
    """A line that is nothing but a heading with a year."""
    words = wordings("document_rules")["years"]
    text = re.sub(r"[.．…·]{2,}\d*$", "", bare(line))
    match = re.search(words["headings"], text) if len(text) <= 60 else None
    return match if match and re.match(words["heading_before"], text[: match.start()]) else None


def _cut_offs(document: Document, year: int, of: str) -> Iterator[Finding]:
    words = wordings("document_rules")["years"]
    lines = {line.number for line in text_lines(document)}
    for sentence in sentences(document):
        if sentence.start.line not in lines:
            continue
        for match in re.finditer(words["cut_off"], sentence.text):
            found = int(match["year"])
            allowed = (year,) if of == "accounts" else (year, year - 1, year - 2)
            quote = clause(sentence, *match.span())
            if found not in allowed and not re.search(words["of_another_year"], quote.quote):
                yield Finding(
                    "document_years",
                    version,
                    kind,
                    "low",
                    worded(Said("findings.cut_off", words=match[0], year=year)),
                    (quote,),
                )
