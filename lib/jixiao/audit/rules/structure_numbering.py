"""Numbered headings follow each other: none repeats, none is skipped.

A number 一 or 1 opens a list of its own; the outer list goes on after it. Only headings count: a
numbered line of a section, not an enumeration within a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...base.said import Said
from ...extract.evaluation.outline import outline
from ...report import Report
from ...source import Line
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..wording import worded

kind: Kind = "structure"
version = 1

TABLES = ("tasks", "indicators")  # their cells have numbers of their own
_CHINESE = "一二三四五六七八九十"
_BRACKETED = re.compile(r"\s*[（(]([一二三四五六七八九十])[）)]")
_CHAPTER = re.compile(r"\s*[一二三四五六七八九十]+、\S{2,20}$")
_ARABIC = re.compile(r"\s*(\d{1,2})[.．]\s*\S{4,18}$")


def check(report: Report) -> Iterator[Outcome]:
    if report.document is None:
        yield not_applicable("ledger.numbering", "ledger.no_text")
        return
    sections = {s.id: s.lines for s in outline(report.document).sections}
    in_tables = {line.number for id in TABLES for line in sections.get(id, ())}
    lines = [
        line for line in report.document.lines if not line.blank and line.number not in in_tables
    ]
    chapters = [line.number for line in lines if _CHAPTER.match(line.text)]
    for start, end in zip(chapters, [*chapters[1:], 10**9], strict=False):
        yield from _follow(
            [
                (_CHINESE.index(m[1]) + 1, line)
                for line in lines
                if start < line.number < end and (m := _BRACKETED.match(line.text))
            ]
        )
    finance = [line for line in sections.get("finance", ()) if not line.blank]
    titles = [line for line in finance if not re.search(r"[，。；：、]", line.text)]
    yield from _follow([(int(m[1]), line) for line in titles if (m := _ARABIC.match(line.text))])


def _follow(headings: Sequence[tuple[int, Line]]) -> Iterator[Outcome]:
    """Each heading against the open lists; the last of `stack` is the innermost."""
    stack: list[tuple[int, Line]] = []
    for number, line in headings:
        subject = Said("ledger.heading", line=line.number)
        if number == 1:
            stack.append((number, line))
            yield passed(subject)
            continue
        level = next((i for i in range(len(stack) - 1, -1, -1) if stack[i][0] + 1 == number), None)
        if level is not None:
            del stack[level:]
            stack.append((number, line))
            yield passed(subject)
        elif stack:
            before = stack[-1]
            same = next((entry for entry in reversed(stack) if entry[0] == number), before)
            yield failed(subject, _finding(number, line, same))
            stack[-1] = (number, line)


def _finding(number: int, line: Line, before: tuple[int, Line]) -> Finding:
    text, earlier = line.text.strip(), before[1].text.strip()
    repeats = before[0] == number
    return Finding(
        "structure_numbering",
        version,
        kind,
        "low",
        worded(
            Said("findings.number_repeats", heading=text[:24], before=earlier[:24])
            if repeats
            else Said("findings.number_skips", heading=text[:24], before=earlier[:24])
        ),
        (
            Evidence(before[1].page, before[1].number, earlier),
            Evidence(line.page, line.number, text),
        ),
        nature="wording",
    )
