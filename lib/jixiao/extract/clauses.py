"""Budget clauses: the words before a figure → which item, which stage, which denominator.

The words are data (`wordings/budget.toml`); this module knows only their grammar. The usual clause
is [skip…][name][stage] figure. Others are read where all their words are known and give one reading:
[stage][name], with words in between that say nothing (安排, 为, 共 …).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..base.amounts import MINUS

MONEY_PHASES = ("approved", "carryover", "adjustment", "revised", "outturn", "estimate")
_LONGEST_CLAUSE = 60  # characters; longer ones say more than an item and a stage


@dataclass(frozen=True)
class ClauseReading:
    """What the words before a figure say. `item` or `phase` None: as in the clause before.

    `name` is the item as these words name it.
    """

    item: str | None
    phase: str | None
    base: str | None = None
    sign: int = 1
    name: str = ""


@dataclass(frozen=True)
class ClauseGrammar:
    """The wordings of one part of the budget section, with those common to all parts.

    `counted`: a noun after a count → what is counted. `ignored`: words of figures that are none of
    the budget → the reason. `name`: of the part's own item, where no words name it.
    """

    item: str
    stage: str
    names: Mapping[str, str]
    endings: Mapping[str, ClauseReading]
    skip: tuple[str, ...]
    units: tuple[str, ...]
    fillers: tuple[str, ...]
    counted: Mapping[str, str]
    ignored: Mapping[str, str]
    name: str = ""

    def read(self, words: str) -> ClauseReading | None:
        """The reading of the words directly before a figure; None where they are not known."""
        words = words.translate(_BRACKETS)
        if words[-1:] in _MINUS:
            reading = self.read(words[:-1])
            if reading is None or reading.sign < 0:
                return None  # 减少-320.5: a decrease, or a decrease of a decrease
            return replace(reading, sign=-1)
        plain = self._without_skipped(words)
        bare = self._without_fillers(plain)
        return self._usual(plain) or self._any_order(plain) or self._any_order(bare)

    def _usual(self, plain: str) -> ClauseReading | None:
        for name in ["", *sorted(self.names, key=len, reverse=True)]:
            if not plain.startswith(name):
                continue
            ending = self.endings.get(plain[len(name) :])
            if ending is None:
                continue
            if name:
                return replace(ending, item=self.names[name], name=name)
            return replace(ending, name=plain)
        return None

    def _any_order(self, plain: str) -> ClauseReading | None:
        """The reading of words that are all known, in any order; None where two are possible."""
        if not plain:
            return ClauseReading(None, None)
        if len(plain) > _LONGEST_CLAUSE:
            return None
        found: list[set[tuple[int, str, str]]] = [set() for _ in range(len(plain) + 1)]
        found[0] = {(0, "", "")}  # so far: how many words, which name, which stage
        for at in range(len(plain)):
            for count, name, stage in found[at]:
                for word, kind in self._vocabulary():
                    if not plain.startswith(word, at):
                        continue
                    if (kind == "name" and name) or (kind == "stage" and stage):
                        continue
                    read = (
                        count + 1,
                        word if kind == "name" else name,
                        word if kind == "stage" else stage,
                    )
                    found[at + len(word)].add(read)
        if not found[-1]:
            return None
        fewest = min(count for count, _, _ in found[-1])
        readings = {self._reading(n, s) for count, n, s in found[-1] if count == fewest}
        return readings.pop() if len(readings) == 1 else None

    def _reading(self, name: str, stage: str) -> ClauseReading:
        ending = self.endings[stage] if stage else ClauseReading(None, None)
        item = self.names[name] if name else ending.item
        return replace(ending, item=item, name=name or stage)

    def _vocabulary(self) -> list[tuple[str, str]]:
        words = [(word, "name") for word in self.names]
        words += [(word, "stage") for word in self.endings if word]
        words += [(word, "") for word in (*self.fillers, *self.skip)]
        return words

    def several(self, words: str) -> list[ClauseReading] | None:
        """The readings of words that several figures share: 年初预算、决算分别为 12 万元、10 万元."""
        words = words.translate(_BRACKETS)
        if not (match := _RESPECTIVELY.search(words)):
            return None
        pieces = [piece for piece in re.split(r"[、，]|和|及|与", words[: match.start()]) if piece]
        readings = [self.read(piece) for piece in pieces]
        known = [reading for reading in readings if reading is not None]
        if len(known) < len(readings) or len(known) < 2:
            return None
        last = known[-1]  # 基本支出、项目支出决算分别为: the stage is said once
        return [r if r.phase else replace(r, phase=last.phase, sign=last.sign) for r in known]

    def counts(self, after: str) -> tuple[str, str] | None:
        """The noun that a count is followed by, and what it counts: 8 个项目 → expenditure.project."""
        nouns = sorted(self.counted, key=len, reverse=True)
        return next(((noun, self.counted[noun]) for noun in nouns if after.startswith(noun)), None)

    def after_income(self, reading: ClauseReading, words: str, item: str) -> ClauseReading | None:
        """支出 after an income (预算收入…，决算支出…) is expenditure; after a part of it, no one says of what.

        财政拨款支出 is none of 财政拨款, which is an income.
        """
        if (reading.item or "").startswith("income") and words.endswith("支出"):
            return None
        if reading.item or "支出" not in words or not item.startswith("income"):
            return reading
        if item == "income" and self.item == "expenditure":
            return replace(reading, item="expenditure", name=self.name)
        return None

    def reason_to_ignore(self, words: str) -> str | None:
        """Why a figure after these words is none of the budget, or None."""
        plain = self._without_skipped(words)
        return next((why for word, why in self.ignored.items() if word in plain), None)

    def heading(self, words: str) -> ClauseReading | None:
        """The item that a sentence without figures names, e.g. （1）基本支出。"""
        name = self._without_skipped(words.translate(_BRACKETS))
        return (
            ClauseReading(self.names[name], self.stage, name=name) if name in self.names else None
        )

    def _without_skipped(self, words: str) -> str:
        plain = words
        while True:
            shorter = _ENUMERATION.sub("", plain)
            for word in self.skip:
                shorter = shorter.removeprefix(word)
            if shorter == plain:
                return plain
            plain = shorter

    def _without_fillers(self, words: str) -> str:
        plain = words
        while True:
            shorter = plain.rstrip("：:，、")
            for word in self.fillers:
                shorter = shorter.removesuffix(word)
            if shorter == plain:
                return plain
            plain = shorter


_BRACKETS = str.maketrans("()", "（）")
_MINUS = (*MINUS, "—")
_RESPECTIVELY = re.compile(r"分别(?:为|是|达)?$|依次(?:为|是)$")
# Years and numbering before the words of a clause: 2022年，（1） ① 1. （
_ENUMERATION = re.compile(
    r"^(?:\d{4}年度?|组织\d{4}年度?|[（(](?:\d+|[一二三四五六七八九十]+)[）)]|[①-⑳]|\d+[.、](?!\d)|[一二三四五六七八九十]+是|"
    r"[，：；（）、]|和|及|与|以及)"
)


def grammar(part: Mapping[str, Any], common: Mapping[str, Any]) -> ClauseGrammar:
    """The grammar of one part of `wordings/budget.toml`."""
    endings: dict[str, ClauseReading] = {"": ClauseReading(None, None)}
    for stages in (common["stages"], part.get("stages", {})):
        for phase, words in stages.items():
            endings |= {word: ClauseReading(None, phase) for word in words}
    for rates in (common["rates"], part.get("rates", {})):
        endings |= {word: _rate(base) for word, base in rates.items()}
    endings |= {word: ClauseReading(None, "share", base) for word, base in common["shares"].items()}
    endings |= {w: ClauseReading(part["item"], phase) for w, phase in part.get("whole", {}).items()}
    for kind, phase in (("counts", "count"), ("unit_prices", "unit_price")):
        endings |= {word: ClauseReading(item, phase) for word, item in part.get(kind, {}).items()}
    adjusting = common["stages"]["adjustment"]
    for verb, sign in common["signs"].items():
        endings |= {w + verb: ClauseReading(None, "adjustment", sign=sign) for w in adjusting}
        whole = {w for w, phase in part.get("whole", {}).items() if phase == "adjustment"}
        endings[verb] = ClauseReading(None, "adjustment", sign=sign)
        endings |= {w + verb: ClauseReading(part["item"], "adjustment", sign=sign) for w in whole}
    return ClauseGrammar(
        part["item"],
        part["stage"],
        part["names"],
        endings,
        tuple(common["skip"]),
        tuple(common["units"]),
        tuple(common["fillers"]),
        common["counted"],
        common["ignored"],
        part.get("name", ""),
    )


def _rate(base: str) -> ClauseReading:
    """A rate of a phase of the current item, or the coverage of an item by its own name."""
    if not base:
        return ClauseReading(None, "rate")
    return (
        ClauseReading(None, "rate", base) if base in MONEY_PHASES else ClauseReading(base, "rate")
    )
