"""The classes of expenditure that a narrative names: 类, 款, 项, or a code beside the name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ...base.amounts import fold
from ...catalogue.codes import official_classes
from ...source import Passage
from .grammar import Grammar
from .narrative_said import Named
from .narrative_subjects import Subject
from .narrative_text import class_code

_BY_CLASSES = ("expenditure", "income")


@dataclass(frozen=True)
class ClassReader:
    """`classes`: code → name, as the document's tables print them. `funds`: code → its budget."""

    grammar: Grammar
    passage: Passage
    classes: Mapping[str, str]
    funds: Mapping[str, str]
    contexts: list[tuple[int, str]]

    def context(self, start: int) -> str | None:
        """Of what the classes named at `start` are, where words before it say so."""
        return next((whole for end, whole in self.contexts if end <= start), None)

    def item(self, match: re.Match[str]) -> tuple[Subject, int, Named]:
        """The class that is named 类, 款, 项; where its name begins; how it is named."""
        kind = re.sub(r"^(?:.*[：:])?(?:\d+[.、．]?)?[“”]?", "", match["kind"])
        code = class_code(self.classes, kind, match["group"], match["name"])
        if match["a"] and match["b"] and match["c"]:
            code = match["a"] + match["b"] + match["c"]
        start = match.start() + len(match["kind"]) - len(kind)
        fund, item = self._of_classes(code, start)
        item = item if code else f"{item}.unclassified"
        printed = fold(self.passage.text)  # the text in which `match` was found has other brackets
        name, group = (printed[slice(*match.span(part))] for part in ("name", "group"))
        named = Named(kind, group, name, code, self.passage[start : match.end()])
        return Subject(fund, item, code, name), start, named

    def coded(self, match: re.Match[str]) -> tuple[Subject | None, int]:
        """A class named with its code (2080501-行政单位离退休, 行政运行（2010301）); where it begins.

        None where a section tells no money by classes: a class is no part of a total of income.
        """
        code = match["first"] or match["plain"] or match["code"]
        name = match["named"] or match["called"] or match["name"]
        fund, item = self._of_classes(code, match.start())
        name = re.sub(r"^(?:其中[：:]|[^\u4e00-\u9fff]+)", "", name)
        begins = match.start() + match[0].index(name)
        if match["plain"] and code not in self.classes and code not in official_classes():
            return None, begins  # 电话2345678
        told = not code.startswith("2") or item.partition(".")[0] in _BY_CLASSES
        return Subject(fund, item, code, name) if told else None, begins

    def _of_classes(self, code: str, start: int) -> tuple[str, str]:
        """Fund and item of the class with `code`, named at `start`."""
        of_what = self.grammar.classes_of(self.context(start)) or self.grammar.whole
        fund, _, item = of_what.partition(":")
        return self.funds.get(code, fund) if fund == "fiscal" else fund, item
