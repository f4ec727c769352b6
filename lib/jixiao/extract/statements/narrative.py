"""The narrative of final accounts → rows of `accounts`, what it claims, and what was not read.

Sentence by sentence: a figure is a row if the words before it are known; a comparison in words
(决算数小于预算数, 与上年持平) is a claim for the audit. What follows 主要原因 to the end of its sentence
speaks of other things than its subject and is not read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...base.amounts import NUMBER, Amount, find_amounts, fold
from ...source import Document, Passage, concatenate
from .grammar import Meaning, Subject
from .kinds import Family
from .narrative_said import Claim, Named, Narrative, NumberLeft
from .narrative_text import before_level, causes, class_code, inside, printed_length, why_unread
from .sections import NarrativeSection, sections

PLANNED = ".planned"
_BOUNDARY = re.compile(r"[，。；：;:]|,(?!\d)|[（(](?=含(?!专用)[^）)]|其中)|(?<=[\d元%辆个次])、")
_NEAR = 8  # characters: more than a mark looks ahead
_CLASS_ITEM = re.compile(
    r"(?P<kind>[^。；，、]+?)[（(](?P<a>\d{3})?类[)）](?P<group>[^。；]+?)[（(](?P<b>\d{2})?款[)）]"
    r"(?P<name>[^。；]+?)[（(](?P<c>\d{2})?项[)）]"
)
_CLASS_CODE = re.compile(
    r"(?P<first>[235]\d{2}(?:\d{2}){0,2})[-—－](?P<named>[^\d，。；：、]+?)(?=支出?\d|\d)"
    r"|(?P<name>[^\d，。；：、（(]{2,30})[（(](?P<code>[235]\d{2}(?:\d{2}){0,2})[)）]"
)
_BARE = re.compile(r"(?:(?<=。)|^)(?P<words>[^。\d]{2,40}|\d[.．、][^。\d]{2,40})。")
_COMPARED = re.compile(
    r"决算数?(?:(?P<than>小于|低于|大于|高于|等于)(?:年初)?预算数?"
    r"|[与同和](?:年初)?预算数?(?P<about>基本)?(?:持平|一致|相同|相等))"
)
_LEVEL = re.compile(
    r"(?:[与同比较](?:\d{4}年度?|上年度?|上一年度?)(?:相比)?，?[^，。；：]*?)?(?P<about>基本)?持平"
)
_COMPARES = re.compile(r"[与同比较]")
# A sentence's first clause without a figure, where the sentence has one.
_OPENING = re.compile(
    r"(?:(?<=。)|^)(?P<words>(?:\d{4}年(?:度)?|[^，。；：\d])+)[，：](?=[^。]*\d)"
)
_COMPARED_WITH = re.compile(
    r"[与同较比和](?:\d{4}年(?:度)?|上年度?|上一年度?|去年|全年|年初)?(?:决算|预算)?(?:数)?(?:相比|比较)?$"
)
_CONNECTS = re.compile(
    r"其中|具体(?:情况|内容)?(?:如下)?|另外|同时|全年|当年|截至|按.{1,20}分|主要.{0,20}|以上.{0,10}"
)
_ADDS_NOTHING = re.compile(r"[，；：、]?(?:支出|收入)?(?:为)?")
_DIRECTIONS = {"小于": -1, "低于": -1, "大于": 1, "高于": 1, "等于": 0}


def read_narrative(
    document: Document,
    classes: Mapping[str, str],
    family: Family = "accounts",
    funds: Mapping[str, str] | None = None,
) -> Narrative:
    """The narrative of `document`, above or below its tables; nothing if it has none.

    `classes`: code → name of the classes by function, as the document's own tables print them.
    `family`: whose words and stages it is written in. `funds`: code → the one budget whose table
    prints the class, of which a class of 财政拨款 then is.
    """
    found = Narrative()
    for section in sections(document, family):
        id = str(section.grammar.section["id"])
        before = found.sections.get(id, Passage("", ()))
        found.sections[id] = concatenate([before, section.passage])
        _SectionReader(section, classes, found, funds or {}).read()
    return found


class _SectionReader:
    """Reads one section from its first word to its last; what is open is the last subject."""

    def __init__(
        self,
        section: NarrativeSection,
        classes: Mapping[str, str],
        found: Narrative,
        funds: Mapping[str, str],
    ) -> None:
        self.grammar, self.passage = section.grammar, section.passage
        self.classes, self.found, self.funds = classes, found, funds
        self.plain = fold(self.passage.text)
        self.subject, self.contexts = section.subject, self.grammar.contexts(self.plain)
        self.causes = causes(self.plain, self.grammar.words["causes"])
        self.named_at = (0, -1)  # where the class that was named last stands
        self.read_to = 0  # where the figure before ends
        self.codes: list[tuple[int, int]] = []
        self.budget = ""  # the stage of the budget that the sentence named last
        self.stated: Subject | None = None  # whose outturn was said last
        self.compared: tuple[int, str] = (0, "")  # to where and with what the last change was

    def read(self) -> None:
        self.ends = [match.end() for match in _BOUNDARY.finditer(self.plain)]
        units = tuple(self.grammar.words["units"])
        thresholds = self.grammar.words["thresholds"]
        aside = [match.span() for match in re.finditer(thresholds, self.plain)]
        events: list[tuple[int, int, Amount | re.Match[str]]] = []
        for amount, at in find_amounts(self.passage.text, units):
            if not inside(at, aside):
                events.append(
                    (at, at + printed_length(self.passage.text, at, amount.printed), amount)
                )
        for pattern in (_CLASS_ITEM, _CLASS_CODE, _BARE, _COMPARED, _OPENING):
            events += [(*m.span(), m) for m in pattern.finditer(self.plain)]
        compared = [m.span() for m in _COMPARED.finditer(self.plain)]
        for match in _LEVEL.finditer(self.plain):
            if not inside(match.end() - 1, compared):
                events.append((*match.span(), match))
        read_to = 0
        covered: list[tuple[int, int]] = []
        for start, end, event in sorted(events, key=lambda entry: entry[:2]):
            if inside(start, self.causes):
                continue
            if isinstance(event, re.Match):
                self._statement(event, read_to)
                if event.re in (_CLASS_ITEM, _CLASS_CODE):
                    read_to = max(read_to, end)
                    self.codes.append((start, end))
            elif self._figure(event, start, end, read_to):
                covered.append((start, end))
                read_to = end
            else:
                read_to = end
        self._list_unread(covered)

    def _clause(self, start: int, read_to: int) -> int:
        """Where the clause begins that `start` stands in."""
        near = max(0, start - _NEAR)
        index = bisect_right(self.ends, near)
        end = self.ends[index - 1] if index else 0
        # What follows a mark near `start` is no word of the clause, and does not count for it.
        for match in _BOUNDARY.finditer(self.plain, max(end, near), start):
            end = match.end()
        return max(read_to, end)

    def _figure(self, amount: Amount, start: int, end: int, read_to: int) -> bool:
        clause, self.read_to = self._clause(start, read_to), read_to
        words = self.plain[clause:start]
        said = self.grammar.read(words, amount.unit, self._context(clause))
        if said is None or (said.subject or self.subject) is None:
            self.subject = None  # what follows may speak of what was not understood
            return False
        if self._is_of_another(said, words):
            self.subject = None
            return False
        self.subject = self._planned(said.subject, start) or self.subject
        assert self.subject is not None
        named, to = self.named_at
        quote = self.passage[named if to == clause else clause : end]
        if said.phase == "outturn":
            self.stated = self.subject
        if said.phase in ("approved", "revised"):
            self.budget = said.phase
        base = self._base(said, words, start)
        if said.phase == "change":
            self.compared = (end, base or "")
        self.found.rows.append(
            {
                "statement": "narrative",
                "fund": self.subject.fund,
                "item": self.subject.item,
                "classification": self.subject.classification or None,
                "name": self.subject.name,
                "phase": said.phase,
                "base": base,
                "value": amount.value * said.sign,
                "unit": "%" if amount.unit == "％" else amount.unit,
                "printed": amount.printed,
                "page": quote.start.page,
                "line": quote.start.line,
                "quote": quote.text,
            }
        )
        return True

    def _is_of_another(self, said: Meaning, words: str) -> bool:
        """Whether 支出150万元 after the outturn of what was named is the outturn of something else."""
        bare = said.subject is None and said.phase == "outturn"
        return bare and self.stated is self.subject and bool(_ADDS_NOTHING.fullmatch(words))

    def _planned(self, subject: Subject | None, start: int) -> Subject | None:
        """What is named after what is to be bought is to be bought as well: 计划购置车辆0辆；…设备0台."""
        before = self.subject
        sentence = self.plain.rfind("。", 0, start) < self.read_to
        if subject and before and sentence and before.item.endswith(PLANNED):
            item = subject.item + PLANNED
            if f"{subject.fund}:{item}" in self.grammar.section["names"].values():
                return replace(subject, item=item)
        return subject

    def _base(self, said: Meaning, words: str, start: int) -> str | None:
        """What a rate, a share or a change is of; None for an amount.

        A rate of change that says with what it compares nothing goes on with the change before it:
        比年初预算数减少20.00万元，降低2.99%.
        """
        if said.base == "last":
            return self.budget or "approved"
        if said.phase == "rate":
            return said.base or self.budget or "approved"
        to, compared = self.compared
        goes_on = "。" not in self.plain[to:start] and not _COMPARES.search(words)
        if said.phase == "change_rate" and not said.base and compared and goes_on:
            return compared
        if said.phase in ("change", "change_rate"):
            return said.base or "previous"
        if said.phase == "previous":
            return said.base
        return said.whole

    def _statement(self, match: re.Match[str], read_to: int) -> None:
        if match.re in (_CLASS_ITEM, _CLASS_CODE):
            self._class(match)
            return
        if match.re is _OPENING:
            self._opening(match["words"])
            return
        if match.re is _BARE:
            # A sentence without a figure names what the next one speaks of, or it is not known.
            named = any(match.start() <= start < match.end() for start, _ in self.codes)
            if not named and not match["words"].startswith(tuple(self.grammar.words["uses"])):
                self.subject = self.grammar.subject(match["words"])
            return
        clause = self._clause(match.start(), read_to)
        words = self.plain[clause : match.start()]
        subject = self.grammar.subject(words) if words else self.subject
        if subject is None:
            subject = self.grammar.subject(before_level(match[0])) or self.subject
        if subject is None:
            return
        about = match["about"] is not None
        quote = self.passage[clause : match.end()]
        if match.re is _COMPARED:
            direction = _DIRECTIONS.get(match["than"] or "", 0)
            self.found.claims.append(Claim(subject, "approved", direction, about, quote))
        else:
            self.found.claims.append(Claim(subject, "previous", 0, about, quote))

    def _opening(self, words: str) -> None:
        """The first clause of a sentence, without a figure: what it names is spoken of from there.

        Words that only compare (与上年相比) name nothing; others that are not known end what was
        spoken of: 收入支出总体与上年相比，增加1万元 is no change of what the sentence before named.
        """
        plain = self.grammar.plain(_COMPARED_WITH.sub("", words))
        if plain and not _CONNECTS.fullmatch(plain):
            self.subject = self.grammar.subject(plain)

    def _class(self, match: re.Match[str]) -> None:
        if match.re is _CLASS_CODE:
            self._coded(match)
            return
        kind = re.sub(r"^(?:.*[：:])?(?:\d+[.、．])?[“”]?", "", match["kind"])
        code = class_code(self.classes, kind, match["group"], match["name"])
        if match["a"] and match["b"] and match["c"]:
            code = match["a"] + match["b"] + match["c"]
        fund, item = self._of_classes(code, match.start())
        item = item if code else f"{item}.unclassified"
        self.subject = Subject(fund, item, code, match["name"])
        start = match.start() + len(match["kind"]) - len(kind)
        self.named_at = (start, match.end())
        quote = self.passage[start : match.end()]
        if fund == "general":  # the classes that the table of the general public budget should have
            self.found.named.append(Named(kind, match["group"], match["name"], code, quote))

    def _context(self, start: int) -> str | None:
        """Of what the classes named at `start` are, where words before it say so."""
        return next((whole for end, whole in self.contexts if end <= start), None)

    def _of_classes(self, code: str, start: int) -> tuple[str, str]:
        """Fund and item of the class with `code`, named at `start`."""
        of_what = self.grammar.classes_of(self._context(start)) or self.grammar.whole
        fund, _, item = of_what.partition(":")
        return self.funds.get(code, fund) if fund == "fiscal" else fund, item

    def _coded(self, match: re.Match[str]) -> None:
        """A class that the sentence names with its code: 2080501-行政单位离退休, 行政运行（2010301）."""
        code, name = match["first"] or match["code"], match["named"] or match["name"]
        fund, item = self._of_classes(code, match.start())
        name = re.sub(r"^(?:其中[：:]|[^\u4e00-\u9fff]+)", "", name)
        self.subject = Subject(fund, item, code, name)
        self.named_at = (match.start() + match[0].index(name), match.end())

    def _list_unread(self, covered: Sequence[tuple[int, int]]) -> None:
        for match in re.finditer(NUMBER, self.plain):
            start, end = match.span()
            if inside(start, covered):
                continue
            thresholds = self.grammar.words["thresholds"]
            reason = why_unread(self.plain, start, end, thresholds, self.causes, self.codes)
            clause = self._clause(start, 0)
            self.found.unread.append(NumberLeft(self.passage[clause:end], reason))
