"""Classes of expenditure that are named without their code: 行政运行 below 财政事务 is 2010601.

Names are looked for among the codes that the document prints in its other tables, then in the
catalogue. A name that fits several codes is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from ...catalogue.codes import official_classes
from .normal import key

SYSTEMS = {"function": "2", "economic": "3", "government": "5"}


@cache
def _official() -> Mapping[str, Mapping[str, None]]:
    """Key of a name, with and without 支出 at the end → the codes that have it."""
    found: dict[str, dict[str, None]] = {}
    for code, entry in official_classes().items():
        for name in (entry.name, *entry.former):
            for form in _forms(key(name), code):
                found.setdefault(form, {})[code] = None
    return found


def _forms(name: str, code: str) -> Iterable[str]:
    yield name
    if len(code) == 3 and code[0] == "2" and name.endswith("支出"):
        yield name.removesuffix("支出")


@dataclass
class ClassBook:
    """The names of classes: those that the document prints beside their codes, then the official."""

    printed: dict[str, dict[str, None]] = field(default_factory=dict)  # key of a name → its codes

    def learn(self, code: str, name: str) -> None:
        """Keep that the document prints `name` beside `code`."""
        if name:
            for form in _forms(key(name), code):
                self.printed.setdefault(form, {})[code] = None

    def top(self, name: str, system: str) -> str | None:
        """The code of the class 类 called `name` in `system` (function, economic, government)."""
        return self._one(name, SYSTEMS[system], 3)

    def below(self, name: str, parent: str) -> str | None:
        """The code of the class called `name` directly below `parent`."""
        return self._one(name, parent, len(parent) + 2)

    def _one(self, name: str, prefix: str, length: int) -> str | None:
        wanted = key(name)
        if not wanted:
            return None
        for book in (self.printed, _official()):
            found = [
                code
                for code in book.get(wanted, ())
                if len(code) == length and code.startswith(prefix)
            ]
            if len(found) == 1:
                return found[0]
            if found:
                return None
        return None


def is_class(name: str) -> bool:
    """Whether an official class of any system is called `name`."""
    return key(name) in _official()


def function_class(name: str) -> str:
    """The official code of the class 类 by function called `name`; "" where there is none."""
    return ClassBook().top(name, "function") or ""


def economic_class(name: str) -> str:
    """The official code of the class 类 by economic kind of departments; "" where there is none."""
    return ClassBook().top(re.sub(r"^(?:人员经费|公用经费)", "", name), "economic") or ""


@dataclass
class ClassPath:
    """Where in the classification a table without codes stands: the last 类 and 款, their indents."""

    book: ClassBook
    system: str
    kind: str = ""
    group: str = ""
    group_indent: float | None = None

    def read(self, name: str, numbered: bool, indent: float | None) -> str | None:
        """The code of the next row, called `name`; None where it is not known.

        `numbered`: its name has 一、 before it, as only classes 类 have. `indent`: in points.
        """
        top = self.book.top(name, self.system)
        within = self.book.below(name, self.kind) if self.kind else None
        if top and (numbered or not self.kind or (self.system != "function" and not within)):
            return self._at_top(top)
        deeper = (
            indent is not None and self.group_indent is not None and indent > self.group_indent + 2
        )
        item = self.book.below(name, self.group) if self.group else None
        group = within
        if item and (deeper or not group):
            return item
        if group and not deeper:
            self.group, self.group_indent = group, indent
            return group
        return item or (self._at_top(top) if top else None)

    def _at_top(self, code: str) -> str:
        self.kind, self.group, self.group_indent = code, "", None
        return code
