"""Budgets and final accounts: what a class is said to be for is what the class is for.

住房公积金（项）… 主要用于缴纳医疗保险 is no purpose of a housing fund. A purpose does not fit where it names the
thing of another class and nothing of its own (`document_rules.toml`). Not applicable where the narrative
states no purpose of these classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...source import Document, Passage, concatenate
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import quoted, sentences
from ..subjects import on_line
from ..wording import worded

kind: Kind = "contradiction"
version = 1
# （项）。主要用于：…, （项）”204.91万元，主要用于…
_USED = r"(?:支出)?(?:[（(]项[)）])?[”\"]?(?=[\d，。：:（(为])[^。；]{0,60}?。?(?:主要)?用于[:：]?(?P<purpose>[^。；]{2,80})"


def check(report: Report) -> Iterator[Outcome]:
    if "statements" not in report.tables or report.document is None:
        yield not_applicable("ledger.purposes", "ledger.no_text_or_accounts")
        return
    none = True
    for rule in wordings("document_rules")["purposes"]:
        names = "|".join(rule["names"])
        pattern = re.compile(rf"(?P<name>{names}){_USED}")
        for sentence, length in _pairs(report.document):
            for match in pattern.finditer(sentence.text):
                if match.start() >= length:  # found again with the next sentence before it
                    continue
                none = False
                quote = quoted(sentence, match.start(), match.end())
                subject = on_line(match["name"], quote.line)
                other = re.search(rule["others"], match["purpose"])
                if other is None or re.search(rule["own"], match["purpose"]):
                    yield passed(subject)
                    continue
                said = Said("findings.purpose_of_other", name=match["name"], other=other[0])
                finding = Finding(
                    "accounts_purposes", version, kind, "medium", worded(said), (quote,)
                )
                yield failed(subject, finding)
    if none:
        yield not_applicable("ledger.purposes", "ledger.the_narrative_makes_none")


def _pairs(document: Document) -> Iterator[tuple[Passage, int]]:
    """Each sentence with the one after it, and the length of the first."""
    found = sentences(document)
    for one, other in zip(found, [*found[1:], Passage("", ())], strict=True):
        yield concatenate([one, other]), len(one)
