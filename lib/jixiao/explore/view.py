"""What is looked at: a department, a year, a subject, and what is filtered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..base.errors import RequestError
from ..base.language import Language
from ..labels import check_language
from ..labels.ranks import SEVERITIES, STATUSES

SUBJECTS = ("promises", "budget", "accounts", "findings", "outcomes", "text")
EVERY = ""  # of a filter with one value: nothing is filtered
FULL_RANGE = (0, 200)  # attainment in per cent; at its ends also what lies beyond, or has none


@dataclass(frozen=True)
class View:
    """One view. Filters that a subject does not know are left alone.

    `years`: of the outcomes, empty for all on file. `task`, `kind` (level 3), `statuses`,
    `attainment` (from, to, per cent): of the promises. `severity`: the least of the findings shown.
    `tolerance`: budget items, and classes of final accounts, whose rate is no further from 100 % are
    left out; 0 leaves out none.
    `words`: what must stand in the row, or for the subject text in the report. `chosen`: the row
    whose quote is shown, counted from 0.

    Raises RequestError for a subject, language, status or severity that there is none of.
    """

    department: str
    year: int
    language: Language
    subject: str = "promises"
    years: tuple[int, ...] = ()
    task: str = EVERY
    kind: str = EVERY
    statuses: tuple[str, ...] = ()
    attainment: tuple[int, int] = FULL_RANGE
    severity: str = "low"
    tolerance: int = 0
    words: str = ""
    chosen: int = 0

    def __post_init__(self) -> None:
        check_language(self.language)
        _known("subject", self.subject, SUBJECTS)
        _known("severity", self.severity, SEVERITIES)
        for status in self.statuses:
            _known("status", status, STATUSES)
        for name in ("years", "statuses", "attainment"):  # a notebook's parameters are lists
            object.__setattr__(self, name, tuple(getattr(self, name)))
        low, high = self.attainment if len(self.attainment) == 2 else (1, 0)
        if low > high:
            raise RequestError("explore.no_range", range=str(list(self.attainment)))

    def with_(self, **changes: Any) -> View:
        """The same view with some of its parts changed."""
        return replace(self, **changes)

    def parameters(self) -> dict[str, object]:
        """The view as the parameters of the notebook `explore`, in its order."""
        return {
            "department": self.department,
            "year": self.year,
            "language": self.language,
            "subject": self.subject,
            "years": list(self.years),
            "task": self.task,
            "kind": self.kind,
            "statuses": list(self.statuses),
            "attainment": list(self.attainment),
            "severity": self.severity,
            "tolerance": self.tolerance,
            "words": self.words,
        }


def _known(name: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise RequestError("base.unknown", name=name, value=value, names=tuple(known))
