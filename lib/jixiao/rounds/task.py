"""What a worker is asked for and what it answers, as values and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from ..base.errors import OutputError, error_from_json
from ..base.language import Language
from .jobs import Failure, Job

_STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Task:
    """A job with what its outputs carry: the title of its page and its fingerprint.

    `files`: whether spreadsheets are wanted of a job `tables`, or only its line of the index;
    `pages`: the other pages that its page may lead to; `kept`: what the lines follow from that a page
    of many reports keeps from run to run, blank where none are.
    """

    job: Job
    title: str
    fingerprint: str
    files: bool = True
    pages: Sequence[str] = ()
    kept: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self) | {"job": self.job.to_json()}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Task:
        return cls(**{**values, "job": Job.from_json(values["job"])})


@dataclass(frozen=True)
class Result:
    """What a task gave: the files written (name → bytes), its failure, and lines of the index."""

    stem: str
    files: dict[str, int]
    failure: Failure | None = None
    entries: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Result:
        return cls(**{**values, "failure": Failure.from_json(values["failure"])})


@dataclass(frozen=True)
class Settings:
    """Where a run reads and writes, in which languages, and how long a cell may take (seconds).

    `data` and `outputs` are folders or addresses; `run` tells one run from the next, which may find
    other data at the same address.
    """

    notebooks: str
    data: str
    outputs: str
    languages: Sequence[Language]
    scratch: str | None = None
    timeout: int | None = None
    run: str = ""


def stopped_answer(error: OutputError) -> dict[str, Any]:
    """The answer of a worker that can do no further task because of `error`."""
    return {_STOPPED: error.to_json()}


def stopped_by(answer: dict[str, Any]) -> OutputError | None:
    """The error for which a worker can do no further task, if that is its `answer`."""
    if _STOPPED not in answer:
        return None
    error = error_from_json(answer[_STOPPED])
    assert isinstance(error, OutputError)
    return error
