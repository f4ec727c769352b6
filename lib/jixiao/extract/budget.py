"""The budget section of a report → the table `budget`, one row per printed figure.

Reads 部门整体收支情况 part by part and 部门整体绩效管理情况, clause by clause: every number with a
unit becomes a row, or the reading stops and lists the words that it does not know. What is printed
is kept: 6,125.55元 stays 元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from ..amounts import YUAN_PER_UNIT, Amount, find_amounts
from ..errors import ExtractionError
from ..source import Line, Passage, join
from .clauses import MONEY_PHASES, Grammar, Reading, grammar
from .outline import Outline
from .wordings import wordings

COLUMNS = ("item", "name", "phase", "base", "value", "unit", "printed", "page", "line", "quote")
_NUMBERED = re.compile(r"\d+[.、．]\s*(.+)")
_SENTENCE = re.compile(r"[^。]*。?")
_CLAUSE_START = re.compile(r"[，；：。]")


def read_budget(outline: Outline) -> pd.DataFrame:
    """Every figure of the budget section as a row of the table `budget` (`schema/budget.json`).

    Returns `value` as Decimal in `unit`, as printed but for the sign of a verb (减少).

    Raises ExtractionError with page, line and words if a clause with a figure is not known.
    """
    rows: list[dict[str, object]] = []
    unknown: list[str] = []
    for rules, passage in _parts(outline):
        for row in _read_part(rules, passage):
            if isinstance(row, str):
                unknown.append(row)
            else:
                rows.append(row)
    if unknown:
        raise ExtractionError(
            f"{len(unknown)} budget figures with unknown words: {'; '.join(unknown[:5])}",
            where=outline.document.name,
            remedy="add the words to extract/wordings/budget.toml",
        )
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def _parts(outline: Outline) -> Iterator[tuple[Grammar, Passage]]:
    words = wordings("budget")
    by_title = {title: part for part in words["parts"] for title in part["titles"]}
    current: dict[str, Any] | None = None
    lines: list[Line] = []
    for line in outline.section("finance").lines:
        heading = _NUMBERED.fullmatch("".join(line.text.split()))
        if heading and heading[1] in by_title:
            if current:
                yield grammar(current, words), join(lines)
            current, lines = by_title[heading[1]], []
        else:
            lines.append(line)
    if current is None:
        raise ExtractionError(
            "none of the parts of the budget section was found",
            where=f"{outline.document.name}, {outline.section('finance').place}",
            remedy=f"expected headings such as 1.{next(iter(by_title))}",
        )
    yield grammar(current, words), join(lines)
    for part in words["parts"]:
        if "section" in part and outline.has(part["section"]):
            yield grammar(part, words), outline.section(part["section"]).passage


def _read_part(rules: Grammar, passage: Passage) -> Iterator[dict[str, object] | str]:
    """The rows of one part, or for each clause that is not known a line that names it."""
    item, name, phase = rules.item, "", rules.stage
    for sentence in _SENTENCE.finditer(passage.text):
        start, end = sentence.span()
        figures = list(find_amounts(passage.text[start:end], rules.units))
        if not figures and (headed := rules.heading(sentence[0].rstrip("。"))):
            item, name, phase = headed.item or item, headed.name, rules.stage
        named_at = after = start
        for amount, offset in figures:
            at = start + offset
            boundaries = _CLAUSE_START.finditer(passage.text, after, at)
            clause_at = max([after, *(match.end() for match in boundaries)])
            words = passage.text[clause_at:at]
            after = at + _printed_length(passage.text, at, amount)
            reading = rules.read(words)
            if reading is None or not _fits(reading, amount):
                yield f"{passage.places[at]}: {words}{amount.printed}"
                continue
            if reading.item:
                item, name, named_at = reading.item, reading.name, clause_at
            name = name or reading.name
            if reading.phase in MONEY_PHASES:
                phase = reading.phase
            quote = passage[named_at:after]
            yield {
                "item": item,
                "name": name,
                "phase": reading.phase or phase,
                "base": reading.base,
                "value": amount.value * reading.sign,
                "unit": amount.unit,
                "printed": amount.printed,
                "page": quote.start.page,
                "line": quote.start.line,
                "quote": quote.text,
            }


def _fits(reading: Reading, amount: Amount) -> bool:
    """Whether a figure in this unit can be what its words say: a rate in %, money in 元 …"""
    if amount.unit == "%":
        return reading.phase in ("rate", "share")
    if amount.unit in YUAN_PER_UNIT:
        return reading.phase in (None, "unit_price", *MONEY_PHASES)
    return reading.phase == "count"


def _printed_length(text: str, at: int, amount: Amount) -> int:
    """How many characters of `text` from `at` on print `amount`, spaces between included."""
    length = seen = 0
    while seen < len(amount.printed):
        seen += not text[at + length].isspace()
        length += 1
    return length
