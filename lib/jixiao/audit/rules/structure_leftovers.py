"""Nothing of the form is left standing: no instructions to the writer, no doubled words or stops.

An instruction is a bracket after a heading that says what to write there. A doubled word is the
same run of Chinese characters twice in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...base.said import Said
from ...report import Report
from ...source import Line, join
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed

kind: Kind = "structure"
version = 1

_INSTRUCTION = re.compile(r"（(?:该部分|简要介绍|请|说明：|填写)[^）]{4,60}）")
_DOUBLED_STOP = re.compile(r"([，。、；：])\1|\d\.\.")
_DOUBLED_WORD = re.compile(r"([\u4e00-\u9fff]{2,8})\1|([\u4e00-\u9fff]{4,8})[\u4e00-\u9fff]\2")

PATTERNS = (
    (_INSTRUCTION, "an instruction of the form is left standing", "模板填写说明未删除"),
    (_DOUBLED_STOP, "a punctuation mark is doubled", "标点重复"),
    (_DOUBLED_WORD, "words are doubled", "文字重复"),
)


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.leftovers", "ledger.no_text")
        return
    for number, page in report.document.pages():
        found = [f for block in _blocks(page) for f in _leftovers(block)]
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
    for pattern, en, zh in PATTERNS:
        for match in pattern.finditer(passage.text):
            if pattern is _DOUBLED_WORD and match[0] not in printed:
                continue
            place = passage.places[match.start()]
            yield Finding(
                "structure_leftovers",
                version,
                kind,
                "low",
                {
                    "en": f"On page {place.page} {en}: “{match[0]}”.",
                    "zh": f"第{place.page}页{zh}：“{match[0]}”。",
                },
                (Evidence(place.page, place.line, match[0]),),
            )
