"""Budgets and final accounts: every table that the contents page names is there, and in its order.

A table is there if its name, quotation marks and spaces aside, stands below the contents page as a
title of its own, near its wording. Not applicable where there is no contents page, where it names no
tables, and where most of them are not in the file: they are published in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from typing import NamedTuple

from rapidfuzz import fuzz

from ...base.said import Said
from ...catalogue import wordings
from ...extract.document_kind import document_kind
from ...grid import grids
from ...report import Report
from ...source import Document, Line
from ..findings import Evidence, Finding, Kind, Outcome, failed, not_applicable, passed
from ..prose import bare, contents_end, entry_name
from ..subjects import words
from ..wording import worded

kind: Kind = "structure"
version = 1
NEAR = 85  # of 100: 一般公共预算“三公”经费支出表 and 一般公共预算“三公”经费支出情况表
LONGER = 30  # characters that a title may have beside the name: year, office, number


class Title(NamedTuple):
    """A line, or a table's title, with its place in the order of the document."""

    at: int
    text: str
    line: Line


def check(report: Report) -> Iterator[Outcome]:
    document = report.document
    if document is None:
        yield not_applicable("ledger.contents", "ledger.no_text")
        return
    entries = _entries(document)
    cover = document_kind(document)
    least = wordings("document_rules")["contents"]["least"]
    if cover.kind not in ("accounts", "budget") or len(entries) < least:
        yield not_applicable("ledger.contents", "ledger.no_contents")
        return
    titles = _titles(document)
    names = {_plain(name) for name, _ in entries}
    placed: list[tuple[str, Line, Title]] = []
    missing: list[tuple[str, Line]] = []
    for name, line in entries:
        title = _title(name, titles, names, placed[-1][2].at if placed else 0)
        if title is None:
            missing.append((name, line))
        else:
            placed.append((name, line, title))
    if len(missing) * 2 >= len(entries):
        yield not_applicable("ledger.contents", "ledger.tables_elsewhere")
        return
    for name, line in missing:
        yield failed(words(name), _missing(name, line))
    for name, _, _ in placed:
        yield passed(words(name))
    yield from _order(placed)


def _entries(document: Document) -> list[tuple[str, Line]]:
    """The tables that the contents page names."""
    end = contents_end(document)
    rules = wordings("document_rules")["contents"]
    found = []
    for line in document.lines:
        if line.number > end:
            break
        match = re.match(rules["table"], entry_name(line))
        if match and not re.search(rules["not_tables"], match["name"]):
            found.append((match["name"], line))
    return list(dict(found).items())


def _titles(document: Document) -> list[Title]:
    end = contents_end(document)
    lines = [line for line in document.lines if line.number > end and not line.blank]
    found = []
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        for text in (bare(line), bare(line) + (bare(after) if after else "")):
            if "表" in text and len(text) < 90:
                found.append(Title(line.number, _plain(text), line))
    numbered = {line.number: line for line in lines}
    for grid in grids(document):
        if grid.title and grid.title_place and grid.title_place.line in numbered:
            line = numbered[grid.title_place.line]
            found.append(Title(line.number, _plain(grid.title), line))
    return sorted(found, key=lambda title: title.at)


def _plain(text: str) -> str:
    """A name without quotation marks, spaces, brackets and the year."""
    text = re.sub(r"20\d\d年度?|[（(][^（()）]*[)）]", "", text)
    return re.sub(r"[\s“”\"'‘’《》的、，:：.．\-—]", "", text)


def _title(name: str, titles: Sequence[Title], names: Set[str], after: int) -> Title | None:
    """The first title of that name below the one before it, else anywhere; else one near it.

    A title that is another entry of the contents (财政拨款收入支出决算总表) is no title of this one.
    """
    wanted = _plain(name)
    own = [
        t
        for t in titles
        if t.text == wanted
        or not any(n in t.text for n in names - {wanted} if len(n) >= len(wanted))
    ]
    exact = [title for title in own if title.text == wanted]
    longer = [
        title
        for title in own
        if title.text.endswith(wanted) and len(title.text) <= len(wanted) + LONGER
    ]
    near = [title for title in own if fuzz.partial_ratio(wanted, title.text) >= NEAR]
    for found in (exact, longer, near):
        if found:
            return next((title for title in found if title.at >= after), found[0])
    return None


def _missing(name: str, line: Line) -> Finding:
    return Finding(
        "document_contents",
        version,
        kind,
        "medium",
        worded(Said("findings.table_missing", name=name)),
        (Evidence(line.page, line.number, line.text.strip()),),
        nature="requirement",
    )


def _order(placed: Sequence[tuple[str, Line, Title]]) -> Iterator[Outcome]:
    for before, after in zip(placed, placed[1:], strict=False):
        if after[2].at >= before[2].at:
            continue
        finding = Finding(
            "document_contents",
            version,
            kind,
            "low",
            worded(Said("findings.table_order", name=after[0], before=before[0])),
            tuple(
                Evidence(line.page, line.number, line.text.strip())
                for line in (before[1], after[1], after[2].line)
            ),
            nature="wording",
        )
        yield failed(words(after[0]), finding)
