"""One section of a narrative → its rows, what it claims, and what was not read.

Sentence by sentence: a figure is a row if the words before it are known; a comparison in words
(决算数小于预算数, 与上年持平) is a claim for the audit. What follows 主要原因 to the end of its sentence
speaks of other things than its subject and is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...base.amounts import Amount
from . import narrative_years as years
from .grammar_words import MONEY, aside_sentences
from .narrative_classes import ClassReader
from .narrative_course import Course
from .narrative_events import events_of
from .narrative_fits import Told
from .narrative_marks import (
    ADDS_NOTHING,
    BARE,
    CLASS_CODE,
    CLASSES,
    COMPARED_WITH,
    CONNECTS,
    OPENING,
    OWN_NAME,
    plain_text,
)
from .narrative_said import Narrative, NumberLeft, claim, row
from .narrative_series import Series
from .narrative_subjects import (
    Meaning,
    Subject,
    is_equipment,
    paid,
    planned,
    tells_of_what_is_there,
)
from .narrative_text import Clauses, before_level, causes, inside, kinds_of_share, numbers_left
from .sections import NarrativeSection

_COMPARES = re.compile(r"[与同比较]")
_COMPARED_NEXT = re.compile(r"\d[\d,.]*[万亿]?元，?[与同较比](?:上年|去年|上一年|20\d\d)")


class SectionReader:
    """Reads one section from its first word to its last; what is open is the last subject."""

    def __init__(
        self,
        section: NarrativeSection,
        classes: Mapping[str, str],
        found: Narrative,
        funds: Mapping[str, str],
        year: int | None,
    ) -> None:
        self.grammar, self.passage = section.grammar, section.passage
        self.found, self.year = found, year
        self.thresholds: str = self.grammar.words["thresholds"]
        self.plain = plain_text(self.passage.text)
        self.clauses = Clauses(self.plain)
        self.course = Course(self.plain, self.grammar.tells_classes, self.grammar.family, year)
        self.subject = self.heading = section.subject
        contexts = self.grammar.contexts(self.plain)
        self.classes = ClassReader(self.grammar, self.passage, classes, funds, contexts)
        self.causes = causes(self.plain, self.grammar.words["causes"], self.grammar.listed)
        self.named_at = (0, -1)  # where the class that was named last stands
        self.read_to = 0  # where the figure or class before ends
        self.bare_to = 0 if section.subject else -1  # the end of a sentence that only names
        self.money_to = -1  # where the amount of money before ends
        self.codes: list[tuple[int, int]] = []
        self.budget = ""  # the stage of the budget that the sentence named last
        self.listed: tuple[Subject, ...] | None = None  # what the last phrase was of, if of several
        self.stated: Subject | None = None  # whose outturn was said last
        self.told = Told(self.grammar.family)
        self.compared: tuple[int, str | None] = (0, "")  # to where, with what the last change was
        self.changed = (-1, 1)  # to where the last change was, and its sign
        self.other_to = -1  # where the amount ends that another year had, of which a change follows

    def read(self) -> None:
        events = events_of(self.passage.text, self.plain, self.grammar)
        read_to = 0
        covered: list[tuple[int, int]] = []
        for start, end, event in events:
            if inside(start, self.causes):
                continue
            self.subject = self.course.advance(start, self.subject)
            if isinstance(event, re.Match):
                self._statement(event, read_to)
                if event.re in CLASSES:
                    read_to = max(read_to, end)
                    self.codes.append((start, end))
            elif isinstance(event, Series):
                covered += self._series(event, start)
                read_to = end
            elif self._figure(event, start, end, read_to):
                covered.append((start, end))
            if isinstance(event, Amount):
                read_to = end
                self.money_to = end if event.unit in MONEY else -1
        self._list_unread(covered)

    def _figure(self, amount: Amount, start: int, end: int, read_to: int) -> bool:
        clause, self.read_to = self.clauses.begin(start, read_to), read_to
        words = self.plain[clause:start]
        sentence = max(read_to, self.plain.rfind("。", 0, clause) + 1)
        self.subject = self.grammar.between(self.plain[sentence:clause], self.subject)
        said = self._said(words, amount.unit, clause)
        base = self._base(said, words, start) if said else None
        stated = said is None or said.phase in ("approved", "revised", "outturn")
        if stated and (other := years.of_other_year(words, self.year)) is not None:
            self._other_year(other, words, end)
            return False
        if said is None or said.phase in ("change", "change_rate") and base is None:
            if said:
                self.compared = (end, None)
            elif not self.grammar.passes(words):
                self.subject = None  # what follows may speak of what was not understood
            self.course.figure(None, None, words)
            return False
        compares = stated and bool(years.OF_BUDGET.search(words))
        if compares and not years.CHANGES_NEXT.match(self.plain, end):
            return False
        goes_on = self.plain.rfind("。", 0, start) < self.read_to
        led = self.course.led(self.subject, goes_on)
        named = planned(said.subject, led, self.course.buys, self.grammar.known)
        told = self.plain[self.plain.rfind("。", 0, start) + 1 : start]
        self.course.bought = self.course.bought and not tells_of_what_is_there(told)
        unsure = self.course.bought and not self.course.buys and is_equipment(named)
        if said.subject and (named is None or unsure):
            return False
        counted: Mapping[str, str] = self.grammar.words.get("counted", {})
        self.subject = subject = paid(named or self.subject, said.phase, counted)
        if said.subject is None and said.phase == "change":
            whole, change = self.course.whole_now, amount.wan * said.sign
            self.subject = subject = self.told.changed(subject, whole, change, self.plain, end)
        if subject is None:
            self.course.figure(None, None, words)
            return False
        stage = self.course.stage
        self.course.figure(subject, said)
        if compares:
            self.course.stage = stage
        self.listed = None
        begins, to = self.named_at
        quote = self.passage[begins if to == clause else clause : end]
        if said.phase == "outturn":
            self.stated = subject
        self.told.amount(subject, said.phase, amount)
        if said.phase in ("approved", "revised"):
            self.budget = said.phase
        if said.phase == "change":
            self.compared = (end, base or "")
            self.changed = (end, said.sign)
        if compares:
            self.compared, self.other_to = (end, said.phase), end
        self.found.rows.append(row(subject, said, base, amount, quote, self.thresholds))
        return True

    def _other_year(self, named: str, words: str, end: int) -> None:
        """What is spoken of behind the amount of another year, with which the next one may compare."""
        subject = self.grammar.subject(named) if named else self.subject
        base = years.base_of(years.comparison(words, ""), self.year, self.grammar.family)
        if subject and base and years.CHANGES_NEXT.match(self.plain, end):
            self.subject, self.compared, self.other_to = subject, (end, base), end
        else:
            self.subject = None
            self.course.figure(None, None)

    def _series(self, event: Series, start: int) -> list[tuple[int, int]]:
        """The figures of several things in one phrase; what they are of goes on to the next phrase."""
        said = self.grammar.read(event.words, event.figures[0][2].unit)
        subjects = event.subjects or self.listed
        self.listed = self.subject = None
        self.course.figure(None, None)
        base = self._base(said, event.words, start) if said else None
        unsure = said is None or said.phase in ("change", "change_rate") and base is None
        if unsure or said is None or len(subjects or ()) != len(event.figures):
            return []
        self.listed = subjects
        clause = self.clauses.begin(start, 0)
        for subject, (_, end, amount) in zip(subjects or (), event.figures, strict=True):
            quote = self.passage[clause:end]
            self.found.rows.append(row(subject, said, base, amount, quote, self.thresholds))
        return [(begin, end) for begin, end, _ in event.figures]

    def _said(self, words: str, unit: str, clause: int) -> Meaning | None:
        """What `words` before a figure say of this year's money, or of the year before in a budget."""
        context = self.classes.context(clause) or self.course.classes_of()
        at, whole = clause + len(words), self.grammar.whole
        kinds = self.course.kinds_of(words) or kinds_of_share(self.plain, at, whole)
        named = words if clause else OWN_NAME.sub("", words)
        said = self.grammar.read(named, unit, context, kinds, self.heading)
        if words == "（" and unit == "%" and self.changed[0] == clause:  # 减少1万元（5%）
            said = Meaning(None, "change_rate", self.changed[1])
        if said is None and clause == self.bare_to:  # 公务接待费。支出预算1.90万元
            said = self.grammar.read(words.removeprefix("支出"), unit)
            said = said if said and said.subject is None else None
        if said is None and self.named_at[1] == clause:
            said = self.grammar.read_behind(words, unit)
        if said is None or (said.subject or self.subject) is None:
            return None
        if said.subject is None and self._is_of_another(said, words, clause):
            return None
        if said.subject is None and unit in MONEY and at - self.money_to <= 1:
            return None  # 10万元、20万元: the second is of something else
        said = self.course.believed(said, words, bool(_COMPARED_NEXT.match(self.plain, at)))
        family = self.grammar.family
        return said and years.of_year(said, words, self.course.year, self.year, family)

    def _is_of_another(self, said: Meaning, words: str, clause: int) -> bool:
        """Whether 支出150万元 after the outturn of what was named is the outturn of something else."""
        told = clause - 1 > self.named_at[1] and self.clauses.is_told(clause, self.grammar.subject)
        told = told or "支出" in words and bool(self.subject and self.subject.of_income)
        bare = said.phase == "outturn" and self.stated is self.subject
        return told or bare and bool(ADDS_NOTHING.fullmatch(self.grammar.plain(words)))

    def _base(self, said: Meaning, words: str, start: int) -> str | None:
        """What a rate, a share or a change is of; None for an amount.

        A rate of change that compares with nothing goes on with the change before it: 减少2万元，降低9%.
        """
        if said.base == "last":
            return self.budget or "approved"
        if said.phase == "rate":
            return said.base or self.budget or "approved"
        if said.phase in ("change", "change_rate"):
            to, compared = self.compared
            goes_on = "。" not in self.plain[to:start] and not _COMPARES.search(words)
            follows = said.phase == "change_rate" or self.other_to == to
            if follows and not said.base and compared != "" and goes_on:
                return compared
            sentence = self.plain[self.plain.rfind("。", 0, start) + 1 : start - len(words)]
            compares = years.comparison(words, sentence)
            stated = years.base_of(compares, self.year, self.grammar.family)
            return stated if stated is None else stated or said.base or "previous"
        subject = said.subject or self.subject
        if said.phase == "share" and not said.whole and subject:
            return self.course.whole_of(subject) or self.grammar.whole_of(subject)
        return said.base if said.phase == "previous" else said.whole

    def _statement(self, match: re.Match[str], read_to: int) -> None:
        if match.re in CLASSES:
            self._class(match)
            return
        if match.re is OPENING:
            self._opening(match["words"])
            return
        if match.re is BARE:
            # A sentence without a figure names what the next one speaks of, or it is not known.
            if aside_sentences(self.grammar.family).fullmatch(match["words"]):
                return
            named = any(a < match.end() and match.start() < b for a, b in self.codes)
            if not named and not match["words"].startswith(tuple(self.grammar.words["uses"])):
                self.subject = self.grammar.subject(match["words"].rpartition("：")[2])
                self.course.named()
                self.bare_to = match.end()
            return
        clause = self.clauses.begin(match.start(), read_to)
        words = self.plain[clause : match.start()]
        subject = self.grammar.subject(words) if words else self.subject
        subject = subject or self.grammar.subject(before_level(match[0])) or self.subject
        if subject is None:
            return
        self.found.claims.append(claim(match, subject, self.passage[clause : match.end()]))

    def _opening(self, words: str) -> None:
        """The first clause of a sentence, without a figure: what it names is spoken of from there.

        Words that only compare (与上年相比) name nothing; others that are not known end what was
        spoken of: 收入支出总体与上年相比，增加1万元 is no change of what the sentence before named.
        """
        plain = self.grammar.plain(COMPARED_WITH.sub("", words))
        if plain and not CONNECTS.fullmatch(plain):
            self.subject = self.grammar.subject(plain)
            self.course.named()

    def _class(self, match: re.Match[str]) -> None:
        if match.re is CLASS_CODE:
            self.subject, start = self.classes.coded(match)
        else:
            self.subject, start, named = self.classes.item(match)
            if self.subject.fund == "general":  # that the table of that budget should have
                self.found.named.append(named)
        self.named_at = (start, match.end())
        self.course.named()

    def _list_unread(self, covered: Sequence[tuple[int, int]]) -> None:
        aside = (self.thresholds, self.causes, self.codes)
        for begin, end, reason in numbers_left(self.plain, covered, self.clauses, *aside):
            self.found.unread.append(NumberLeft(self.passage[begin:end], reason))
