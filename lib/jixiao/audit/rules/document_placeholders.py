"""Any document: no place is left that was to be filled in.

XX, ××, 某某, 20XX年, 待填写, a blank drawn before 万元; in the text outside tables （如有） and （略） as well, which
forms print as labels. Headings and the names of offices included. The marks are data
(`document_rules.toml`). Not applicable without the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...source import Line
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import body_lines
from ..wording import worded

kind: Kind = "structure"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.placeholders", "ledger.no_text")
        return
    body = {line.number for line in body_lines(report.document)}
    found = 0
    for line in report.document.lines:
        for finding in _placeholders(line, line.number in body):
            found += 1
            yield failed(Said("ledger.page", page=line.page), finding)
    if not found:
        yield passed("ledger.placeholders")


def _placeholders(line: Line, in_body: bool) -> Iterator[Finding]:
    covered: list[tuple[int, int]] = []
    for rule in wordings("document_rules")["placeholders"]:
        if rule.get("body") and not in_body:
            continue
        for match in re.finditer(rule["pattern"], line.text):
            if any(start <= match.start() < end for start, end in covered):
                continue
            covered.append(match.span())
            text = _around(line.text, *match.span())
            yield Finding(
                "document_placeholders",
                version,
                kind,
                "low" if rule.get("body") else "medium",
                worded(Said("findings.placeholder", words=text, mark=match[0])),
                (Evidence(line.page, line.number, text),),
                nature="wording",
            )


def _around(text: str, start: int, end: int) -> str:
    """The mark with a few of the characters beside it."""
    return text[max(0, start - 8) : end + 8].strip()
