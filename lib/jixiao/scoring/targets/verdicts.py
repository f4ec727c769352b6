"""What a rule of targets says of an indicator or a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from ...base.said import Said
from ...schema.rows import IndicatorRow, ProjectRow
from .given import TargetForm, TargetsGiven

COLUMNS = (
    "heading",
    "rule",
    "version",
    "result",
    "said",
    "document",
    "project",
    "of",
    "seq",
    "name",
    "level3",
    "target",
    "actual",
    "page",
    "line",
    "quote",
)


@dataclass(frozen=True)
class Verdict:
    """`passed`: None where the rule does not apply. `said`: what was seen, or why it does not apply.
    `row`: the indicator, or the task of a department; without one the verdict is of the whole form.
    """

    form: TargetForm
    passed: bool | None
    said: Said
    row: IndicatorRow | None = None
    task: ProjectRow | None = None

    def record(self, rule: str, of: TargetRule, given: TargetsGiven) -> dict[str, Any]:
        """The row of the frame."""
        row, project = self.row, self.task or self.form.project
        place: Any = row or project or self.form.indicators[0]
        return {
            "heading": of.heading,
            "rule": rule,
            "version": of.version,
            "result": {True: "pass", False: "fail", None: "not_applicable"}[self.passed],
            "said": self.said,
            "document": self.form.document,
            "project": None if project is None else project.project,
            "of": None if project is None else project.name,
            "seq": None if row is None else row.seq,
            "name": None if row is None else row.name,
            "level3": None if row is None else row.level3,
            "target": None if row is None else row.target,
            "actual": None if row is None else row.actual,
            "page": place.page,
            "line": place.line,
            "quote": row.name if row is not None else getattr(place, "quote", None),
        }


class TargetRule(Protocol):
    """A module of `rules`: its docstring is the rule and when it does not apply."""

    @property
    def heading(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def __name__(self) -> str: ...
    def check(self, given: TargetsGiven, /) -> Iterable[Verdict]: ...


def rule_name(rule: TargetRule) -> str:
    """What a rule is called: the name of its module."""
    return rule.__name__.rpartition(".")[2]


def skipped(form: TargetForm, reason: str, row: IndicatorRow | None = None) -> Verdict:
    """A rule that does not apply; `reason`: the key of the words that say why."""
    return Verdict(form, None, Said(reason), row)
