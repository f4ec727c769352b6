"""The words before a figure of the narrative → item, fund and kind of figure.

The words are data (`catalogue/accounts_narrative.toml`, `budget_narrative.toml`); this module knows
their grammar: [skip…][name][ending]. A class by function names itself: 卫生健康支出（类）.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ...catalogue import wordings
from .classes import function_class
from .grammar_words import (
    economic_kinds,
    endings_before,
    function_classes,
    passing_words,
    words_before_names,
)
from .kinds import Family
from .narrative_marks import widened
from .narrative_subjects import Meaning, Subject

_LESS = tuple(f"{word}{minus}" for word in ("增加", "增长", "差异率") for minus in "-−－")
_SIDES = ("收入", "支出")  # what no item but one of income, none of income, may go on with
_CARRIED, _CARRIED_SHORT = "结转和结余", "结转结余"
_QUOTES = re.compile(r"[“”‘’\"＂'「」『』]")
_UNCHANGED = re.compile(
    r"持平|一致|相同|相等|[无没]有?(?:增减)?(?:变化|增减|差异)|不变|[大小高低]于[^，]*预算数?$"
)
_YEAR = re.compile(r"\d{4}年(?:度)?")
_CLASS = re.compile(r"(?P<name>.+?)[（(]类[)）]")


@dataclass(frozen=True)
class Grammar:
    """The wordings of one section of the narrative."""

    section: Mapping[str, Any]
    family: Family = "accounts"

    @cached_property
    def words(self) -> Mapping[str, Any]:
        """The wordings of all sections of this family."""
        return wordings(f"{self.family}_narrative")

    def is_within(self, section: Grammar) -> bool:
        """Whether a heading of this section below one of `section` speaks of the same."""
        return self.section["id"] == section.section["id"] or (
            section.section["id"] in self.section.get("within", ())
        )

    @property
    def whole(self) -> str:
        return str(self.section["whole"])

    def whole_of(self, subject: Subject) -> str:
        """Of what, as fund:item, a share of `subject` is in this section where no words say so."""
        side: str | None = self.section.get("sides", {}).get(subject.item.partition(".")[0])
        return side or self.whole

    @property
    def listed(self) -> Sequence[str]:
        """The names that a sentence of this section may list, each with its own changes and causes."""
        return self.names if self.section.get("listed") else ()

    @property
    def tells_classes(self) -> bool:
        """Whether the money of classes by function is told in this section."""
        return any(self.section.get(key) for key in ("classes", "official", "contexts"))

    def contexts(self, text: str) -> list[tuple[int, str]]:
        """From where in `text` on the classes of this section are of something else, as fund:item."""
        found = [
            (text.find(words), words, whole) for words, whole in self.section.get("contexts", ())
        ]
        said = [(at + len(words), whole) for at, words, whole in found if at >= 0]
        return sorted(said, reverse=True)  # the last before a class is what it is of

    def classes_of(self, context: str | None) -> str | None:
        """Of what, as fund:item, the classes are that are named in this section."""
        return context or self.section.get("classes")

    def read(
        self,
        words: str,
        unit: str,
        context: str | None = None,
        kinds: str | None = None,
        heading: Subject | None = None,
    ) -> Meaning | None:
        """What the words directly before a figure in `unit` say; None where they are not known.

        `context`: of what the classes are there, where it is not what the section says; `kinds`: of
        what economic kinds are, likewise. `heading`: what the heading above them names: 公务接待费,
        and below it 某某局安排公务接待费9万元.
        """
        if words.endswith(_LESS):  # 增加-3.2万元 is a decrease; 减少-3.2万元 is not told
            said = self.read(words[:-1], unit, context, kinds, heading)
            grows = said and said.sign > 0 and said.phase in ("change", "change_rate")
            return replace(said, sign=-1) if said and grows else None
        plain = self.plain(words)
        for pattern, of_what in self.section.get("alone", {}).items():
            if re.fullmatch(pattern, words):
                fund, _, item = of_what.partition(":")
                return Meaning(Subject(fund, item, "", plain), "outturn")
        for name, subject in self._subjects(plain, context, kinds):
            if _is_of_other_side(plain[len(name) :], subject):
                continue  # 财政专户管理资金支出 is no income
            for phase, pattern in endings_before(self.family, unit, bare=False):
                if match := pattern.fullmatch(plain[len(name) :]):
                    return self._said(subject, phase, match)
        said = self._ending(plain, unit, bare=True)
        if said is None and heading and not re.search(self.words["parts"], plain):
            before, named, rest = plain.rpartition(_QUOTES.sub("", widened(heading.name)))
            if (
                named
                and before.endswith("安排")
                and (found := self._ending(rest, unit, bare=False))
            ):
                said = replace(found, subject=heading)
        return said

    def read_behind(self, words: str, unit: str) -> Meaning | None:
        """What `words` say between a name with its code and a figure: 培训支出（2050803）支出29万元."""
        return self._ending(words, unit, bare=False)

    def _ending(self, plain: str, unit: str, *, bare: bool) -> Meaning | None:
        for phase, pattern in endings_before(self.family, unit, bare=bare):
            if match := pattern.fullmatch(plain):
                return self._said(None, phase, match)
        return None

    def passes(self, words: str) -> bool:
        """Whether a figure behind `words`, though not read, is of what was spoken of before."""
        return bool(passing_words(self.family).fullmatch(words.lstrip("，；：、")))

    def subject(self, words: str) -> Subject | None:
        """What `words` name, if they name something and add nothing but 支出 or 决算数."""
        plain = self.plain(words)
        for name, subject in self._subjects(plain):
            rest = plain[len(name) :]
            if re.fullmatch(r"(?:支出|决算|预算|数|情况|说明|安排|经费)*", rest):
                return subject
        return None

    @property
    def known(self) -> Collection[str]:
        """What the section can speak of, as fund:item."""
        names: Mapping[str, str] = self.section["names"]
        return names.values()

    def between(self, words: str, subject: Subject | None) -> Subject | None:
        """What is spoken of behind `words`, clauses without a figure, if `subject` was before them.

        公务接待费比预算无增减变化，比上年增加…: of what a clause names that tells of no change. None
        where a clause names another thing and tells something else of it.
        """
        for clause in re.split("[，；：]", words):
            plain = self.plain(clause)
            name = self._names_start(plain)
            if name is None:
                continue
            fund, _, item = self._named[name].partition(":")
            named = Subject(fund, item, "", name)
            if _is_of_other_side(plain[len(name) :], named):
                subject = None  # 财政拨款收入 is not what 财政拨款 is spent on
                continue
            same = subject is not None and (named.fund, named.item) == (subject.fund, subject.item)
            if not same:
                whole = plain == name or _UNCHANGED.search(plain)
                subject = named if whole else None
        return subject

    def plain(self, words: str) -> str:
        """`words` without what may stand before a name, and without years and thresholds."""
        common = self.words
        words = _QUOTES.sub("", widened(words))
        apart = re.search(common["parts"], words)  # then an office is a part of the department
        words = re.sub(common["thresholds"], "", words)
        plain = _YEAR.sub("", words)
        organised = None
        if self._names_start(plain) is None:
            organised = re.match(common["organisation"], words)
        # Words that hold a name are no organisation's.
        if organised and not any(name in organised[0] for name in self.names):
            plain = _YEAR.sub("", words[organised.end() :])
        while self._names_start(plain) is None:
            shorter = plain
            for pattern in words_before_names(self.family, offices=not apart):
                if match := pattern.match(shorter):
                    shorter = shorter[match.end() :]
                    if self._names_start(shorter) is not None:
                        return shorter
            if shorter == plain:
                break
            plain = shorter
        return plain

    def _names_start(self, words: str) -> str | None:
        if not words.startswith(self._names_at_once):
            return None
        return next(name for name in self.names if words.startswith(name))

    @cached_property
    def names(self) -> list[str]:
        """The names of the section without quotation marks, the longest first."""
        return sorted(self._named, key=len, reverse=True)

    @cached_property
    def _names_at_once(self) -> tuple[str, ...]:
        """The names as `str.startswith` takes them: most words start with none of them."""
        return tuple(self.names)

    @cached_property
    def _named(self) -> dict[str, str]:
        names = {**self.words.get("common", {}), **self.section["names"]}.items()
        named = {_QUOTES.sub("", widened(name)): str(meaning) for name, meaning in names}
        return {name.replace(_CARRIED, _CARRIED_SHORT): of for name, of in named.items()} | named

    def _whole(self, named: str) -> str | None:
        """What `named` is of which a share is told, as fund:item; "" or None where that is not known."""
        known = {**self.words["wholes"], **self.section.get("wholes", {})}
        whole: str | None = known.get(named, self._named.get(named.removesuffix("预算")))
        if whole is None and (behind := self.words.get("of_wholes")):
            ends = re.search(f"(?:{behind})$", named)
            short = named[: ends.start()] if ends else named
            whole = known.get(short, self._named.get(short))
        return whole

    def _subjects(
        self, plain: str, context: str | None = None, kinds: str | None = None
    ) -> Iterator[tuple[str, Subject]]:
        """The names that `plain` begins with, and what they are."""
        whole = self.classes_of(context)
        if whole and (match := _CLASS.match(plain)):
            fund, _, item = whole.partition(":")
            code = function_class(match["name"])
            yield match[0], Subject(fund, item, code, match["name"])
        for name in self.names:
            if plain.startswith(name):
                fund, _, item = self._named[name].partition(":")
                yield name, Subject(fund, item, "", name)
        for of_what, classes in (
            (context or self.section.get("official"), function_classes),
            (kinds or self.section.get("kinds"), economic_kinds),
        ):
            if of_what:
                fund, _, item = of_what.partition(":")
                for name, code in classes():
                    if plain.startswith(name):
                        yield name, Subject(fund, item, code, name)

    def _said(self, subject: Subject | None, phase: str, match: re.Match[str]) -> Meaning | None:
        groups = match.groupdict()
        negative = groups.get("sign") in self.words["negative"]["words"]
        whole: str | None = None
        if phase == "share" and (named := groups.get("whole")):
            whole = self._whole(named)
            if not whole:
                return None
        named = groups.get("base") or groups.get("against") or ""
        base = {"年初": "approved", "": ""}.get(named, "revised")
        if "against" in groups and not base:
            base = "approved"
        if "last" in groups:  # of the budget that the sentence named last
            base = "last"
        if phase == "previous":
            base = "outturn" if "执行" in match[0] else "approved"
        return Meaning(subject, phase, -1 if negative else 1, whole, base)


def _is_of_other_side(behind: str, named: Subject) -> bool:
    """Whether words `behind` a name make spending of an income, or an income of spending."""
    return behind.startswith(_SIDES[named.of_income])
