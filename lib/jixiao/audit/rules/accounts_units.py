"""Budgets and final accounts: as many units are listed as the text says there are.

纳入…部门预算编制范围的单位共3个，包括：1.…2.… is held against the list that follows it, whose numbers run from
1 without a gap; a list with others within it is not counted. Not applicable where no number or no numbered
list of units is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.han_numbers import read_han
from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...source import Passage
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_count
from ..prose import clause, quoted, sentences
from ..wording import worded

kind: Kind = "arithmetic"
version = 1
AFTER = 12  # sentences after the number in which the list may stand


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.number_of_units", "ledger.no_text")
        return
    rules = wordings("document_rules")["units"]
    found = list(sentences(report.document))
    none = True
    for index, sentence in enumerate(found):
        for match in re.finditer(rules["count"], sentence.text):
            stated = _number(match["count"])
            listed = _listed([sentence[match.end() : len(sentence)], *found[index + 1 :][:AFTER]])
            if stated is None or not listed:
                continue
            none = False
            yield _compared(sentence, match, stated, listed)
    if none:
        yield not_applicable("ledger.number_of_units", "ledger.no_list_of_units")


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text.isdigit() else read_han(text)


def _listed(passages: list[Passage]) -> list[Passage]:
    """The entries 1, 2, 3 … of the first list; none where one of them is not read as a name."""
    rules = wordings("document_rules")["units"]
    entries: list[Passage] = []
    for passage in passages:
        for match in re.finditer(rules["numbered"], passage.text):
            if int(match["number"]) != len(entries) + 1:
                if entries:
                    return entries
                continue
            entry = re.compile(rules["listed"]).match(passage.text, match.end())
            if entry is None or (not entries and not re.search(rules["endings"], entry["name"])):
                return []
            entries.append(passage[match.start() : entry.end()])
    return entries


def _compared(
    sentence: Passage, match: re.Match[str], stated: Decimal, listed: list[Passage]
) -> Outcome:
    count = Decimal(len(listed))
    subject = Said("ledger.words", text=match[0])
    if count == stated:
        return passed(subject)
    severity, weight = of_count(count, stated)
    finding = Finding(
        "accounts_units",
        version,
        kind,
        "medium" if severity == "high" else severity,
        worded(Said("findings.units_listed", stated=f"{stated:f}", listed=f"{count:f}")),
        (clause(sentence, *match.span()), quoted(listed[-1])),
        stated,
        count,
        count - stated,
        Decimal(0),
        weight=weight,
    )
    return failed(subject, finding)
