"""A number that is part of a name is the same wherever the name stands.

24小时智慧政务大厅 that is once 34小时智慧政务大厅: the same six characters after a number, at least three times with one number
and once with another. Not applicable without the report's text, or where no name is repeated so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ...base.said import Said
from ...report import Report
from ...source import Document, Passage, join
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import quoted
from ..subjects import words
from ..wording import worded

kind: Kind = "contradiction"
version = 1
LEAST = 3  # times that the name has its own number
_NAMED = re.compile(r"(?<![\d.\-])(?P<number>\d+)(?P<words>[\u4e00-\u9fff]{6})")


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.numbers_of_names", "ledger.no_text")
        return
    none = True
    for name, found in _names(report.document).items():
        counts = Counter(number for number, _ in found)
        (own, times), *others = counts.most_common()
        if times < LEAST:
            continue
        none = False
        if [count for _, count in others] != [1]:
            yield passed(words(f"{own}{name}"))
            continue
        odd = others[0][0]
        places = tuple(next(place for n, place in found if n == each) for each in (own, odd))
        said = Said("findings.phrase_number", name=f"{own}{name}", odd=f"{odd}{name}")
        finding = Finding(
            "phrase_numbers", version, kind, "low", worded(said), places, nature="wording"
        )
        yield failed(words(f"{own}{name}"), finding)
    if none:
        yield not_applicable("ledger.numbers_of_names", "ledger.none_is_stated")


def _names(document: Document) -> dict[str, list[tuple[str, Evidence]]]:
    """The six characters after a number → each number with its place."""
    text: Passage = join(document.lines)
    found: dict[str, list[tuple[str, Evidence]]] = {}
    for match in _NAMED.finditer(text.text):
        entry = (match["number"], quoted(text, *match.span()))
        found.setdefault(match["words"], []).append(entry)
    return found
