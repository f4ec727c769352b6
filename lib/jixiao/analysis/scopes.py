"""Whose figures a document gives: those of a whole department, of its own office, of one unit."""

from __future__ import annotations

import re

from ..catalogue import wordings
from ..report.documents import ReportDocument

_FIRST_PAGES = 8  # where a document says whom it covers


def scope_of(document: ReportDocument) -> str | None:
    """department | own (本级) | unit, from the words of cover and title; None where they say nothing, or 部门（单位）."""
    kind = document.descriptor["jixiao"].get("kind") or {}
    sources = document.descriptor.get("sources", ())
    titles = [str(source.get("title", "")) for source in sources if source.get("name") == "report"]
    for said in (str(kind.get("words", "")), *titles):
        for entry in wordings("occurrences")["scopes"]:
            if re.search(entry["words"], said):
                return str(entry["scope"]) or None
    return None


def units_of(document: ReportDocument) -> int | None:
    """How many budget units the document says it covers; None where it does not."""
    if document.text is None:
        return None
    lines = (line.text.strip() for line in document.text.lines if line.page <= _FIRST_PAGES)
    text = "".join("".join(lines).split())
    for pattern in wordings("occurrences")["units"]["counts"]:
        if found := re.search(pattern, text):
            return int(found[1])
    return None
