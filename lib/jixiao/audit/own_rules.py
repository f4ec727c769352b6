"""What a rule is, and how to make one of one's own from a function.

A rule has a `kind`, a `version` and `check(report)`, which gives its outcomes; its docstring is
the rule and when it does not apply. The standard rules are modules; `@rule(…)` makes one of a
function:

    @rule(kind="contradiction")
    def staff_within_posts(report):
        \"\"\"No more staff than posts.\"\"\"
        ...
        yield passed("staff")
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from ..base.errors import RequestError
from ..report import Report
from .findings import KINDS, Kind, Outcome

Check = Callable[[Report], Iterable[Outcome]]


class Titled(Protocol):
    """What every rule has, whatever it is asked of."""

    @property
    def kind(self) -> Kind: ...
    @property
    def version(self) -> int: ...
    @property
    def __name__(self) -> str: ...


class Rule(Titled, Protocol):
    """Something that is asked of a report: one of the modules in `rules`, or made by `@rule`."""

    def check(self, report: Report, /) -> Iterable[Outcome]: ...


class FunctionRule:
    """A rule made of a function by `@rule`; it is called by the function's name."""

    def __init__(self, check: Check, kind: Kind, version: int) -> None:
        self.kind, self.version, self._check = kind, version, check
        self.__name__, self.__doc__ = check.__name__, check.__doc__

    def check(self, report: Report, /) -> Iterable[Outcome]:
        return self._check(report)

    __call__ = check

    def __repr__(self) -> str:
        return f"<rule {self.__name__} ({self.kind}, version {self.version})>"


def rule(*, kind: Kind, version: int = 1) -> Callable[[Check], FunctionRule]:
    """Make a function (report → outcomes) a rule.

    Raises RequestError for a kind that there is none of.
    """
    if kind not in KINDS:
        raise RequestError("base.unknown", name="kind", value=kind, names=KINDS)

    def made(check: Check) -> FunctionRule:
        return FunctionRule(check, kind, version)

    return made


def rule_name(rule: Rule) -> str:
    """What findings and the ledger call a rule: the name of its module or function."""
    return rule.__name__.rpartition(".")[2]


def with_own(standard: Sequence[Rule], own: Sequence[Rule]) -> list[Rule]:
    """The standard rules and then one's own; one of the same name stands in the place of the
    standard one.

    Raises RequestError for what is no rule.
    """
    for each in own:
        if not all(hasattr(each, name) for name in ("__name__", "kind", "version", "check")):
            raise RequestError("check.no_rule", rule=repr(each))
    by_name = {rule_name(each): each for each in own}
    kept = [by_name.pop(rule_name(each), each) for each in standard]
    return [*kept, *by_name.values()]
