"""`run.json`: what has been made of which fingerprint, so that it is not made again.

It is a copy of what stands in the outputs themselves; lost or damaged, it is written anew.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from dataclasses import dataclass, field
from typing import Any

from ..storage.files import Store
from .jobs import Failure

NAME = "run.json"
FORM = 4
_NO_ENTRIES: dict[str, Any] = {}  # one for all jobs that have none


@dataclass(frozen=True, slots=True)
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
        return _record(content), None
    except (ValueError, KeyError, TypeError, AttributeError):
        return Record(), f"{outputs}/{NAME} is damaged; it is rebuilt from the outputs"


def write_record(record: Record, outputs: Store) -> None:
    """Write `record`, the same bytes for the same content: a line for each job."""
    digest = hashlib.sha256(record.index.encode())
    text = io.StringIO()
    text.write(f'{{"form": {FORM}, "index": {_json(record.index)}, "jobs": {{')
    for number, stem in enumerate(sorted(record.jobs)):
        line = f"{_json(stem)}: {_json(_values(record.jobs[stem]))}"
        digest.update(line.encode())
        text.write(f"{',' if number else ''}\n{line}")
    text.write(f'\n}}, "sha256": "{digest.hexdigest()}"}}\n')
    outputs.write(NAME, text.getvalue())


def _record(content: bytes) -> Record:
    """The record that was written as `content`; taken line by line, of which there may be very many."""
    lines = io.BytesIO(content)
    head = json.loads(lines.readline() + b"}}")
    if head["form"] != FORM:
        raise ValueError(f"form {head['form']}")
    record = Record({}, str(head["index"]))
    digest = hashlib.sha256(record.index.encode())
    for line in lines:
        if line.startswith(b"}"):
            # One that was cut, mixed or edited is not believed in any part.
            if json.loads(b'{"jobs": {' + line)["sha256"] != digest.hexdigest() or lines.read():
                break
            return record
        written = line.rstrip(b",\n")
        digest.update(written)
        ((stem, values),) = json.loads(b"{" + written + b"}", object_pairs_hook=_shared).items()
        record.jobs[stem] = _made(values)
    raise ValueError("not as it was written")


def _shared(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are the same strings in all lines."""
    return {sys.intern(key): value for key, value in pairs}


def _values(made: Made) -> dict[str, Any]:
    return {
        "fingerprint": made.fingerprint,
        "files": made.files,
        "failure": made.failure,
        "entries": made.entries,
    }


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


def _made(values: dict[str, Any]) -> Made:
    files = {str(name): int(size) for name, size in values["files"].items()}
    return Made(
        str(values["fingerprint"]),
        files,
        Failure.from_json(values["failure"]),
        dict(values["entries"]) or _NO_ENTRIES,
    )
