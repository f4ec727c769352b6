"""Nothing of the form is left standing: no instructions to the writer, no doubled words or stops.

An instruction is a bracket that says what to write there. A doubled word is the same run of Chinese
characters twice in a row; what is said twice by custom (一项一项) is none. Looked for outside tables, in every
kind of document; the patterns are data (`document_rules.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...base.said import Said
from ...catalogue import wordings
from ...report import Report
from ...source import Line, join
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import text_lines
from ..wording import worded

kind: Kind = "structure"
version = 2

_STOP = re.compile("[，。；]")
FAULTS = {
    "instructions": "findings.left_instructions",
    "doubled_marks": "findings.left_doubled_marks",
    "doubled_words": "findings.left_doubled_words",
}


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.leftovers", "ledger.no_text")
        return
    body = {line.number for line in text_lines(report.document)}
    for number, page in report.document.pages():
        lines = [line for line in page if line.number in body]
        found = [f for block in _blocks(lines) for f in _leftovers(block)]
        for finding in found:
            yield failed(Said("ledger.page", page=number), finding)
        if not found:
            yield passed(Said("ledger.page", page=number))


def _blocks(page: Sequence[Line]) -> Iterator[list[Line]]:
    """Prose lines stand a blank line apart and belong together; columns of tables do not."""
    lines = [line for line in page if not line.blank]
    apart = all(b.number - a.number > 1 for a, b in zip(lines, lines[1:], strict=False))
    if apart:
        yield lines
        return
    block: list[Line] = []
    for line in lines:
        if block and line.number - block[-1].number > 1:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _leftovers(block: list[Line]) -> Iterator[Finding]:
    passage = join(block)
    printed = "".join(line.text for line in block)  # a gap between columns is no doubling
    for fault, key in FAULTS.items():
        for match in _matches(fault, passage.text):
            if fault == "doubled_words" and not _doubled(match[0], printed, block):
                continue
            place = passage.places[match.start()]
            yield Finding(
                "structure_leftovers",
                version,
                kind,
                "low",
                worded(Said(key, page=place.page, words=match[0])),
                (Evidence(place.page, place.line, match[0]),),
                nature="wording",
            )


def _matches(fault: str, text: str) -> Iterator[re.Match[str]]:
    """What the patterns of a fault find, each place once."""
    rules = wordings("document_rules")[fault]
    seen: set[int] = set()
    for pattern in [rules] if isinstance(rules, str) else rules:
        for match in re.finditer(pattern, text):
            if match.start() not in seen:
                seen.add(match.start())
                yield match


def _doubled(words: str, printed: str, block: Sequence[Line]) -> bool:
    """Whether the words stand so twice in one line, or where a full line goes on in the next.

    Only in running text: a line of a cover, a heading or a cell has no stop. A gap between columns is no
    doubling, nor is a heading that its own text repeats.
    """
    if words not in printed or re.match(wordings("document_rules")["not_doubled"], words):
        return False
    longest = max(len(line.text.strip()) for line in block)
    for line, after in zip(block, [*block[1:], None], strict=True):
        text = line.text.strip()
        if words in text and _STOP.search(text):
            return True
        both = text + (after.text.strip() if after else "")
        if len(text) * 4 >= longest * 3 and words in both and _STOP.search(text):
            return True
    return False
