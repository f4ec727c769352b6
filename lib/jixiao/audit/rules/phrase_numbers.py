"""A number that is part of a name is the same wherever the name stands.

24小时智慧政务大厅 that is once 34小时智慧政务大厅: the same six characters after a number, at least three times with one
number and once with another; or the same three on either side of a rate (请事项100%可网办), at least twice and
once. A rate that answers a name (…率, …度) is none of it. Not applicable without the report's text, or where no
name is repeated so.
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
version = 2
LEAST, LEAST_INSIDE = 3, 2  # times that the name has its own number
_HAN = "[\u4e00-\u9fff]"
_NAMED = re.compile(rf"(?<![\d.\-])(?P<number>\d+%?)(?P<words>{_HAN}{{6}})")
_INSIDE = re.compile(
    rf"(?P<before>{_HAN}{{2}}(?![率度值准为达到至]){_HAN[:-1]}、])(?P<number>\d+(?:\.\d+)?%)"
    rf"(?=(?P<after>(?!以[上下内]|左右|的){_HAN}{{3}}))"
)


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.numbers_of_names", "ledger.no_text")
        return
    none = True
    for (before, after), found in _names(report.document).items():
        counts = Counter(number for number, _ in found)
        (own, times), *others = counts.most_common()
        if times < (LEAST_INSIDE if before else LEAST):
            continue
        none = False
        if [count for _, count in others] != [1]:
            yield passed(words(f"{before}{own}{after}"))
            continue
        odd = others[0][0]
        places = tuple(next(place for n, place in found if n == each) for each in (own, odd))
        said = Said(
            "findings.phrase_number", name=f"{before}{own}{after}", odd=f"{before}{odd}{after}"
        )
        finding = Finding(
            "phrase_numbers", version, kind, "low", worded(said), places, nature="wording"
        )
        yield failed(words(f"{before}{own}{after}"), finding)
    if none:
        yield not_applicable("ledger.numbers_of_names", "ledger.none_is_stated")


def _names(document: Document) -> dict[tuple[str, str], list[tuple[str, Evidence]]]:
    """The characters before and after a number that is in a name → each number with its place."""
    text: Passage = join(document.lines)
    found: dict[tuple[str, str], list[tuple[str, Evidence]]] = {}
    for match in _NAMED.finditer(text.text):
        entry = (match["number"], quoted(text, *match.span()))
        found.setdefault(("", match["words"]), []).append(entry)
    for match in _INSIDE.finditer(text.text):
        entry = (match["number"], quoted(text, match.start(), match.end("after")))
        found.setdefault((match["before"], match["after"]), []).append(entry)
    return found
