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

from ..base.amounts import YUAN_PER_UNIT, Amount, find_amounts
from ..base.errors import ExtractionError
from ..catalogue import wordings
from ..source import Line, Passage, join
from .budget_table import read_budget_tables
from .clauses import MONEY_PHASES, Grammar, Reading, grammar
from .mend import mend_numbers
from .outline import Outline

COLUMNS = ("item", "name", "phase", "base", "value", "unit", "printed", "page", "line", "quote")
_NUMBERED = re.compile(
    r"(?:[（(]?[\d０-９]+[）).、．]|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、)\s*(.+?)[：:]?"
)
_SENTENCE = re.compile(r"[^。]*。?")
_CLAUSE_START = re.compile(r"[，；：。]")
_COUNTS = ("个", "项", "辆", "台")
_SIGNS = ("-", "－", "−")
_NOISE = re.compile(
    r"(?:[^\u4e00-\u9fff\d“”]|\d{1,2}[)）])+"
)  # as what ①, ② are recognised: GD, @ …


def read_budget(outline: Outline, unread: list[str] | None = None) -> pd.DataFrame:
    """Every figure of the budget section as a row of the table `budget` (`schema/budget.json`).

    Returns `value` as Decimal in `unit`, as printed but for the sign of a verb (减少).

    `unread`: a list to which clauses that are not known are added; then they do not stop the
    reading (of characters that were recognised, some are always wrong).

    Raises ExtractionError with page, line and words if a clause with a figure is not known.
    """
    rows: list[dict[str, object]] = []
    unknown: list[str] = []
    words = wordings("budget")
    noisy = bool(outline.document.recognised)
    general = grammar(next(part for part in words["parts"] if part.get("general")), words)
    read = [row for rules, passage in _parts(outline) for row in _read_part(rules, passage, noisy)]
    read += read_budget_tables(outline.document, general)
    for row in read:
        if isinstance(row, str):
            unknown.append(row)
        else:
            rows.append(row)
    if unread is not None:
        unread += unknown
    elif unknown:
        raise ExtractionError(
            f"{len(unknown)} budget figures with unknown words: {'; '.join(unknown[:5])}",
            where=outline.document.name,
            remedy="add the words to catalogue/budget.toml",
        )
    return pd.DataFrame(rows, columns=pd.Index(COLUMNS), dtype=object)


def _parts(outline: Outline) -> Iterator[tuple[Grammar, Passage]]:
    words = wordings("budget")
    by_title = {title: part for part in words["parts"] for title in part["titles"]}
    current: dict[str, Any] = next(part for part in words["parts"] if part.get("general"))
    lines: list[Line] = []
    for line in outline.section("finance").text_lines:
        heading = _NUMBERED.fullmatch("".join(line.text.split()))
        if heading and heading[1] in by_title:
            if lines:
                yield grammar(current, words), mend_numbers(join(lines))
            current, lines = by_title[heading[1]], []
        else:
            lines.append(line)
    yield grammar(current, words), mend_numbers(join(lines))
    for part in words["parts"]:
        if "section" in part and outline.has(part["section"]):
            section = outline.section(part["section"])
            yield grammar(part, words), mend_numbers(join(section.text_lines))


def _read_part(
    rules: Grammar, passage: Passage, noisy: bool = False
) -> Iterator[dict[str, object] | str]:
    """The rows of one part, or for each clause that is not known a line that names it.

    `noisy`: signs that are no words may stand before a clause, of characters that were recognised.
    """
    reader = _Reader(rules, passage, noisy)
    for sentence in _SENTENCE.finditer(passage.text):
        yield from reader.read(*sentence.span())


class _Reader:
    """Reads sentence after sentence; what is kept is the item and the stage named last."""

    def __init__(self, rules: Grammar, passage: Passage, noisy: bool = False) -> None:
        self._rules, self._noisy = rules, noisy
        self._passage = passage
        self._item, self._name = rules.item, rules.name
        self._phase, self._sign = rules.stage, 1
        self._shared: list[Reading] = []
        self._lost = False  # a clause that is not known may have named another item
        self._whole: tuple[str, str] | None = None  # what the parts after 其中 are parts of

    def read(self, start: int, end: int) -> Iterator[dict[str, object] | str]:
        text, rules = self._passage.text, self._rules
        if self._whole and "其中" not in text[start:end]:  # the parts end with their sentence
            (self._item, self._name), self._whole = self._whole, None
        figures = list(find_amounts(text[start:end], rules.units))
        if not figures and (headed := rules.heading(text[start:end].rstrip("。"))):
            self._item, self._name = headed.item or self._item, headed.name
            self._phase, self._sign, self._lost = rules.stage, 1, False
        named_at = after = start
        self._shared = []
        for amount, offset in figures:
            at = start + offset
            boundaries = _CLAUSE_START.finditer(text, after, at)
            clause_at = max([after, *(match.end() for match in boundaries)])
            if self._noisy and (noise := _NOISE.match(text, clause_at, at)):
                clause_at = noise.end() if noise.end() < at else clause_at
            words = text[clause_at:at]
            if self._whole is None and "其中" in text[after:at]:
                self._whole = self._item, self._name
            since, after = after, at + _printed_length(text, at, amount)
            if rules.reason_to_ignore(words) and not rules.read(words):
                continue
            reading = self._reading(words, text[since:at])
            noun = rules.counts(text[after:end]) if amount.unit in _COUNTS else None
            if reading is not None and noun and reading.phase != "count":
                self._keep(reading)
                reading = Reading(noun[1], "count", name=noun[0])
                after += len(noun[0])
                counted = True
            else:
                counted = False
            said = reading and (reading.phase or self._phase) and (reading.name or self._name)
            # After words that are not known, a figure that names no item could be anyone's.
            lost = self._lost and not (reading and (reading.item or counted))
            if reading is None or not said or lost or not _fits(reading, amount):
                self._lost = True
                yield f"{self._passage.places[at]}: {words}{amount.printed}"
                continue
            if not counted:
                if reading.item:
                    self._lost = False
                    named_at = clause_at + len(words) - len(words.lstrip("、，和及与"))
                self._keep(reading)
            yield self._row(reading, amount, named_at, after, at, counted)

    def _reading(self, words: str, since: str) -> Reading | None:
        """The reading of `words`, or the next one that figures after 分别为 share."""
        if shared := self._rules.several(since) or self._rules.several(words):
            self._shared = shared
        if self._shared and (words == since or shared):
            bare = not words.strip("、，和及与以")
            if shared or bare:
                return self._shared.pop(0)
        return self._rules.read(words)

    def _keep(self, reading: Reading) -> None:
        if reading.item:
            self._item, self._name = reading.item, reading.name
        self._name = self._name or reading.name
        if reading.phase in MONEY_PHASES:
            self._phase, self._sign = reading.phase, reading.sign

    def _row(
        self, reading: Reading, amount: Amount, named_at: int, after: int, at: int, counted: bool
    ) -> dict[str, object]:
        sign = reading.sign if reading.phase else self._sign
        minus = self._passage.text[at - 1 : at] if reading.sign < 0 else ""
        quote = self._passage[named_at:after]
        return {
            "item": reading.item if counted else self._item,
            "name": reading.name if counted else self._name,
            "phase": reading.phase or self._phase,
            "base": reading.base,
            "value": amount.value * sign,
            "unit": amount.unit,
            "printed": (minus if minus in _SIGNS else "") + amount.printed,
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
