"""Budget clauses: the words before a figure → which item, which stage, which denominator.

The words are data (`wordings/budget.toml`); this module knows only their grammar:
[skip…][name][stage] before each figure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

MONEY_PHASES = ("approved", "carryover", "adjustment", "revised", "outturn", "estimate")


@dataclass(frozen=True)
class Reading:
    """What the words before a figure say. `item` or `phase` None: as in the clause before.

    `name` is the item as these words name it.
    """

    item: str | None
    phase: str | None
    base: str | None = None
    sign: int = 1
    name: str = ""


@dataclass(frozen=True)
class Grammar:
    """The wordings of one part of the budget section, with those common to all parts."""

    item: str
    stage: str
    names: Mapping[str, str]
    endings: Mapping[str, Reading]
    skip: tuple[str, ...]
    units: tuple[str, ...]

    def read(self, words: str) -> Reading | None:
        """The reading of the words directly before a figure; None where they are not known."""
        plain = self._without_skipped(words)
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

    def heading(self, words: str) -> Reading | None:
        """The item that a sentence without figures names, e.g. （1）基本支出。"""
        name = self._without_skipped(words)
        return Reading(self.names[name], self.stage, name=name) if name in self.names else None

    def _without_skipped(self, words: str) -> str:
        plain = words
        while True:
            shorter = _ENUMERATION.sub("", plain)
            for word in self.skip:
                shorter = shorter.removeprefix(word)
            if shorter == plain:
                return plain
            plain = shorter


# Years and numbering before the words of a clause: 2022年，（1） ① 1. （
_ENUMERATION = re.compile(r"^(?:\d{4}年度?|组织\d{4}年度?|[（(]\d+[）)]|[①-⑳]|\d+[.、]|[，：（、])")


def grammar(part: Mapping[str, Any], common: Mapping[str, Any]) -> Grammar:
    """The grammar of one part of `wordings/budget.toml`."""
    endings: dict[str, Reading] = {"": Reading(None, None)}
    for stages in (common["stages"], part.get("stages", {})):
        for phase, words in stages.items():
            endings |= {word: Reading(None, phase) for word in words}
    for rates in (common["rates"], part.get("rates", {})):
        endings |= {word: _rate(base) for word, base in rates.items()}
    endings |= {word: Reading(None, "share", base) for word, base in common["shares"].items()}
    endings |= {w: Reading(part["item"], phase) for w, phase in part.get("whole", {}).items()}
    for kind, phase in (("counts", "count"), ("unit_prices", "unit_price")):
        endings |= {word: Reading(item, phase) for word, item in part.get(kind, {}).items()}
    for verb, sign in common["signs"].items():
        whole = {w for w, phase in part.get("whole", {}).items() if phase == "adjustment"}
        endings[verb] = Reading(None, "adjustment", sign=sign)
        endings |= {w + verb: Reading(part["item"], "adjustment", sign=sign) for w in whole}
    return Grammar(
        part["item"],
        part["stage"],
        part["names"],
        endings,
        tuple(common["skip"]),
        tuple(common["units"]),
    )


def _rate(base: str) -> Reading:
    """A rate of a phase of the current item, or the coverage of an item by its own name."""
    return Reading(None, "rate", base) if base in MONEY_PHASES else Reading(base, "rate")
