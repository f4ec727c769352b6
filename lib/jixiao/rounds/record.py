"""`run.json`: what has been made of which fingerprint, so that it is not made again.

It is a copy of what stands in the outputs themselves; lost or damaged, it is written anew.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from ..storage.files import Store
from .jobs import Failure

NAME = "run.json"
FORM = 3


@dataclass(frozen=True)
class Made:
    """One job's outputs: `files` below the outputs folder → bytes, the `failure`
    if it failed, and what the index shows of it, language → entry.
    """

    fingerprint: str
    files: dict[str, int]
    failure: Failure | None = None
    entries: dict[str, Any] = field(default_factory=dict)


@dataclass
class Record:
    """Stem of a job → what was made, and the fingerprint of the index."""

    jobs: dict[str, Made] = field(default_factory=dict)
    index: str = ""

    def current(self, stem: str, fingerprint: str, outputs: Store) -> bool:
        """Whether the outputs of a job are there, whole, and follow from `fingerprint`."""
        made = self.jobs.get(stem)
        return (
            made is not None
            and made.fingerprint == fingerprint
            and made.failure is None
            and all(outputs.size(name) == size for name, size in made.files.items())
        )


def read_record(outputs: Store) -> tuple[Record, str | None]:
    """The record of `outputs`, and a line that says why it had to be begun anew, if it had to."""
    content = outputs.read(NAME)
    if content is None:
        return Record(), None
    try:
        stored = json.loads(content)
        if stored["form"] != FORM or stored["sha256"] != _digest(stored["index"], stored["jobs"]):
            raise ValueError("not as it was written")
        jobs = {stem: _made(values) for stem, values in stored["jobs"].items()}
        return Record(jobs, str(stored["index"])), None
    except (ValueError, KeyError, TypeError, AttributeError):
        return Record(), f"{outputs}/{NAME} is damaged; it is rebuilt from the outputs"


def write_record(record: Record, outputs: Store) -> None:
    """Write `record`, the same bytes for the same content: a line for each job."""
    jobs = {stem: vars(record.jobs[stem]) for stem in sorted(record.jobs)}
    lines = ",\n".join(f"{_json(stem)}: {_json(made)}" for stem, made in jobs.items())
    head = f'"form": {FORM}, "index": {_json(record.index)}'
    sha256 = _digest(record.index, jobs)
    outputs.write(NAME, f'{{{head}, "jobs": {{\n{lines}\n}}, "sha256": "{sha256}"}}\n')


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _digest(index: object, jobs: object) -> str:
    """Of what the record says: one that was cut, mixed or edited is not believed in any part."""
    content = json.dumps([index, jobs], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def _made(values: dict[str, Any]) -> Made:
    files = {str(name): int(size) for name, size in values["files"].items()}
    return Made(
        str(values["fingerprint"]),
        files,
        Failure.from_json(values["failure"]),
        dict(values["entries"]),
    )
