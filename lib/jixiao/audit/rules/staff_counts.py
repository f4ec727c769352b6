"""There are no more people than posts, where a sentence states both.

实有在编人员17人，行政编制16人，工勤1人: the posts that the same sentence names after the people add up to as many
or more. Fewer people than posts are vacancies. Not applicable where no sentence states both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ..findings import Finding, Kind, Outcome, failed, not_applicable, passed
from ..materiality import of_count
from ..prose import clause, sentences
from ..subjects import words
from ..wording import worded

kind: Kind = "arithmetic"
version = 1


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.staff", "ledger.no_text")
        return
    rules = wordings("claims")["staff"]
    none = True
    for sentence in sentences(report.document):
        for match in re.finditer(rules["people"], sentence.text):
            stops = (sentence.text.find(mark, match.end()) for mark in "。；")
            end = min((at for at in stops if at >= 0), default=len(sentence))
            rest = sentence.text[match.end() : end]
            posts = list(re.finditer(rules["posts"], rest))
            if not posts or "编制" not in rest:
                continue
            none = False
            people = Decimal(match["count"])
            total = sum((Decimal(post["count"]) for post in posts), Decimal(0))
            if people <= total:
                yield passed(words(match[0]))
                continue
            _, weight = of_count(people, total)
            at = match.end()
            finding = Finding(
                "staff_counts",
                version,
                kind,
                "low",
                worded(Said("findings.staff", people=match[0], posts=f"{total:f}")),
                (
                    clause(sentence, *match.span()),
                    clause(sentence, at + posts[0].start(), at + posts[0].end()),
                ),
                total,
                people,
                people - total,
                Decimal(0),
                weight=weight,
            )
            yield failed(words(match[0]), finding)
    if none:
        yield not_applicable("ledger.staff", "ledger.none_is_stated")
