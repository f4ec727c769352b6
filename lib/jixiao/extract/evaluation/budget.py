"""The budget section of a report → the table `budget`, one row per printed figure.

Reads 部门整体收支情况 part by part and 部门整体绩效管理情况, clause by clause: every number with a
unit becomes a row, or the reading stops and lists the words that it does not know. What is printed
is kept: 6,125.55元 stays 元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from ...base.amounts import MINUS, YUAN_PER_UNIT, Amount, find_amounts, printed_length
from ...base.errors import ExtractionError
from ...catalogue import wordings
from ...schema import frame
from ...source import Passage
from ..clauses import MONEY_PHASES, ClauseGrammar, ClauseReading, grammar
from ..unread import PassageLeft, UnreadReason
from . import budget_guards as guards
from .budget_parts import OF_THE_WHOLE, TITLE_REST, budget_parts
from .budget_table import read_budget_tables
from .outline import Outline

_SENTENCE = re.compile(r"[^。]*。?")
_CLAUSE_START = re.compile(r"[，；：。]")
_COUNTS = ("个", "项", "辆", "台")
_YEAR = re.compile(
    r"(20\d\d)年(?!底|末|初|前)|(本年|今年|当年)|(上年度?|去年|上一年度?)(?!.{0,3}结[转余])"
)
_GOES_ON = ("、", "和", "及", "与", "以")  # begins a clause that is of the same list
_OF_PARTS = ("adjustment", "carryover")  # stages that go on to other items as parts alone
_LONGEST_QUOTE = 600  # characters
_AHEAD = 20  # characters: no noun that is counted is longer
_NOISE = re.compile(
    r"(?:[^\u4e00-\u9fff\d“”]|\d{1,2}[)）])+"
)  # as what ①, ② are recognised: GD, @ …


def read_budget(
    outline: Outline, unread: list[PassageLeft] | None = None, year: int | None = None
) -> pd.DataFrame:
    """Every figure of the budget section as a row of the table `budget` (`schema/budget.json`).

    Returns `value` as Decimal in `unit`, as printed but for the sign of a verb (减少).

    `unread`: a list to which figures are added that are not read; then they do not stop the
    reading. `year`: of the report, so that figures of another year are told apart.

    Raises ExtractionError with page, line and words, without such a list, if a clause with a
    figure is not known.
    """
    words = wordings("budget")
    noisy = bool(outline.document.recognised)
    general = grammar(next(part for part in words["parts"] if part.get("general")), words)
    read = [
        row
        for rules, passage, title in budget_parts(outline)
        for row in _read_part(rules, passage, noisy, year, title)
    ]
    read += read_budget_tables(outline.document, general, year)
    rows = [row for row in read if not isinstance(row, PassageLeft)]
    unknown = [row for row in read if isinstance(row, PassageLeft)]
    if unread is not None:
        unread += unknown
    elif unknown:
        raise ExtractionError(
            "extract.words_not_known",
            where=outline.document.name,
            count=len(unknown),
            figures="; ".join(map(str, unknown[:5])),
        )
    return frame(rows, "budget")


def _read_part(
    rules: ClauseGrammar,
    passage: Passage,
    noisy: bool = False,
    year: int | None = None,
    title: str = "",
) -> Iterator[dict[str, object] | PassageLeft]:
    """The rows of one part, and each figure whose clause is not known.

    `noisy`: signs that are no words may stand before a clause, of characters that were recognised.
    `title`: a heading that no part is called by; what stands below it without a name may be of
    anything, unless the heading names it.
    """
    reader = _BudgetReader(rules, passage, noisy, year)
    if title:
        reader.head(title)
    for sentence in _SENTENCE.finditer(passage.text):
        yield from reader.read(*sentence.span())


class _BudgetReader:
    """Reads sentence after sentence; what is kept is the item and the stage named last."""

    def __init__(
        self, rules: ClauseGrammar, passage: Passage, noisy: bool = False, year: int | None = None
    ) -> None:
        self._rules, self._noisy, self._year = rules, noisy, year
        self._passage = passage
        self._item, self._name = rules.item, rules.name
        self._phase, self._sign = rules.stage, 1
        self._shared: list[ClauseReading] = []
        self._lost = False  # a clause that is not known may have named another item
        self._stage_lost = False  # … or another stage
        self._whole: tuple[str, str] | None = None  # what the parts after 其中 are parts of
        self._other_year = False  # the sentence speaks of another year
        self._said: dict[tuple[str, str | None, str | None], Decimal] = {}  # in this sentence

    def head(self, title: str) -> None:
        """Goes on below the heading `title`."""
        headed = self._rules.heading(TITLE_REST.sub("", title))
        if headed and headed.item:
            self._item, self._name = headed.item, headed.name
        self._lost = headed is None and not OF_THE_WHOLE.search(title)

    def read(self, start: int, end: int) -> Iterator[dict[str, object] | PassageLeft]:
        text, rules = self._passage.text, self._rules
        if self._whole and "其中" not in text[start:end]:  # the parts end with their sentence
            (self._item, self._name), self._whole = self._whole, None
        figures = list(find_amounts(text[start:end], rules.units))
        broken = self._broken(start, end, figures)
        if not figures and (headed := rules.heading(text[start:end].rstrip("。"))):
            self._item, self._name = headed.item or self._item, headed.name
            self._phase, self._sign = rules.stage, 1
            self._lost = self._stage_lost = False
        named_at = after = start
        self._shared, self._said = [], {}
        self._other_year = False
        for amount, offset in figures:
            at = start + offset
            while broken and broken[0][0] < at:
                yield broken.pop(0)[1]
                self._lost = self._stage_lost = True
            boundaries = _CLAUSE_START.finditer(text, after, at)
            clause_at = max([after, *(match.end() for match in boundaries)])
            if self._noisy and (noise := _NOISE.match(text, clause_at, at)):
                clause_at = noise.end() if noise.end() < at else clause_at
            words = text[clause_at:at]
            self._lost |= guards.holds_number(text[after:clause_at])
            self._stage_lost |= guards.names_stage(text[after:clause_at], rules)
            if self._whole is None and "其中" in text[after:at]:
                self._whole = self._item, self._name
            since, after = after, at + printed_length(text, at, amount.printed)
            if rules.reason_to_ignore(words) and not rules.read(words):
                continue
            if self._of_another_year(text[since:at]):
                stage = rules.read(words)
                self._stage_lost |= bool(stage and stage.phase in MONEY_PHASES)
                yield self._unread(words, amount, at, "another_year")
                continue
            reading = self._reading(words, text[since:at])
            if reading and reading.phase == "revised" and guards.is_revised(words, text[after:end]):
                reading = replace(reading, phase="approved")
            ahead = text[after : min(end, after + _AHEAD)]
            noun = rules.counts(ahead) if amount.unit in _COUNTS else None
            if reading is not None and noun and reading.phase != "count":
                self._keep(reading)
                reading = ClauseReading(noun[1], "count", name=noun[0])
                after += len(noun[0])
                counted = True
            else:
                counted = False
            why: UnreadReason | None = "words_not_known"
            if reading is not None and not guards.is_undone(text, after):
                why = self._reason(reading, amount, counted, words[:1] in _GOES_ON)
                if why is None and not reading.item and not counted:
                    other = guards.is_named_behind(text, after, rules.names)
                    other = other or self._says_again(reading, amount)
                    why = "words_not_known" if other else None
            if reading is None or why is not None:
                self._lost = True
                self._stage_lost = self._stage_lost or amount.unit in YUAN_PER_UNIT
                yield self._unread(words, amount, at, why or "words_not_known")
                continue
            if not counted:
                said = (reading.item or self._item, reading.phase or self._phase, reading.base)
                self._said[said] = amount.value
                if reading.item:
                    self._lost = False
                    named_at = clause_at + len(words) - len(words.lstrip("、，和及与"))
                if reading.phase in MONEY_PHASES:
                    self._stage_lost = False
                self._keep(reading)
            # Where a list goes on and on, its item is named too far before to be quoted.
            begins = named_at if after - named_at <= _LONGEST_QUOTE else clause_at
            yield self._row(reading, amount, begins, after, at, counted)
        self._stage_lost |= guards.names_stage(text[after:end], rules)
        for _, rest in broken:
            yield rest
            self._lost = self._stage_lost = True

    def _broken(
        self, start: int, end: int, figures: Sequence[tuple[Amount, int]]
    ) -> list[tuple[int, PassageLeft]]:
        """Numbers before a unit of money that are not whole, and where: 10,231.�8万元, 10^4万元."""
        text = self._passage.text[start:end]
        whole = {
            index
            for amount, at in figures
            for index in range(at, at + printed_length(text, at, amount.printed))
        }
        found = []
        for match in guards.numbers_left(text, whole):
            at = start + match.start()
            place = self._passage.places[at]
            unread = PassageLeft("budget", place.page, place.line, match[0], "no_number")
            found.append((at, unread))
        return found

    def _reason(
        self, reading: ClauseReading, amount: Amount, counted: bool, goes_on: bool
    ) -> UnreadReason | None:
        """Why a figure is not read though its words are known; None if it is."""
        if not (reading.phase or self._phase) or not (reading.name or self._name):
            return "words_not_known"
        # After words that are not known, a figure that names no item could be anyone's.
        if self._lost and not (reading.item or counted):
            return "words_not_known"
        if amount.unit in YUAN_PER_UNIT and not reading.phase:
            # 年中追加预算240万元，全年收入1,400万元: neither added nor carried over.
            apart = reading.item and self._whole is None and not goes_on
            if self._stage_lost or apart and self._phase in _OF_PARTS:
                return "stage_not_said"
        if not guards.fits(reading, amount):
            return "unit_does_not_fit"
        phase = reading.phase or self._phase
        if amount.value < 0 and phase != "adjustment":
            return "sign_not_clear"
        return None

    def _says_again(self, reading: ClauseReading, amount: Amount) -> bool:
        """Whether a figure without an item has the item and stage of one before in its sentence."""
        phase = reading.phase or self._phase
        before = self._said.get((self._item, phase, reading.base), amount.value)
        return before != amount.value and phase != "adjustment"

    def _unread(self, words: str, amount: Amount, at: int, reason: UnreadReason) -> PassageLeft:
        place = self._passage.places[at]
        return PassageLeft("budget", place.page, place.line, words + amount.printed, reason)

    def _of_another_year(self, words: str) -> bool:
        """Whether a figure after `words`, which come after the one before, is of another year."""
        for match in _YEAR.finditer(words):
            if match[1]:
                self._other_year = self._year is not None and int(match[1]) != self._year
            else:
                self._other_year = bool(match[3])
        return self._other_year

    def _reading(self, words: str, since: str) -> ClauseReading | None:
        """The reading of `words`, or the next one that figures after 分别为 share."""
        if shared := self._rules.several(since) or self._rules.several(words):
            self._shared = shared
        bare = words == since and not words.strip("、，和及与以")
        if self._shared and (shared or bare):
            return self._shared.pop(0)
        reading = self._rules.read(words)
        return reading and self._rules.after_income(reading, words, self._item)

    def _keep(self, reading: ClauseReading) -> None:
        if reading.item:
            self._item, self._name = reading.item, reading.name
        self._name = self._name or reading.name
        if reading.phase in MONEY_PHASES:
            self._phase, self._sign = reading.phase, reading.sign

    def _row(
        self,
        reading: ClauseReading,
        amount: Amount,
        named_at: int,
        after: int,
        at: int,
        counted: bool,
    ) -> dict[str, object]:
        sign = reading.sign if reading.phase else self._sign
        minus = self._passage.text[at - 1 : at] if reading.sign < 0 else ""
        quote = self._passage[named_at:after]
        # The brackets of a negative amount say once more what 调减 says.
        value = amount.value if amount.value < 0 else amount.value * sign
        return {
            "item": reading.item if counted else self._item,
            "name": reading.name if counted else self._name,
            "phase": reading.phase or self._phase,
            "base": reading.base,
            "value": value,
            "unit": amount.unit,
            "printed": (minus if minus and minus in MINUS else "") + amount.printed,
            "page": quote.start.page,
            "line": quote.start.line,
            "quote": quote.text,
        }
