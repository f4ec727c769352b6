"""`run.json`: what has been made of which fingerprint, so that it is not made again.

It is a copy of what stands in the outputs themselves; lost or damaged, it is written anew. There may be
many thousands of jobs: it is read and written a line at a time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from ..base.json_text import read_json
from ..storage.files import Store
from .jobs import Failure
from .packed import Packed

NAME = "run.json"
FORM = 4


@dataclass(frozen=True)  # with slots it would be unpacked far more slowly
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

    jobs: Packed[Made] = field(default_factory=Packed)
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
    file = outputs.opened(NAME)
    if file is None:
        return Record(), None
    try:
        with file:
            return _record(file), None
    except (ValueError, KeyError, TypeError, AttributeError):
        begun = Record()
        begun.jobs.changed = True
        return begun, f"{outputs}/{NAME} is damaged; it is rebuilt from the outputs"


def write_record(record: Record, outputs: Store) -> None:
    """Write `record`, the same bytes for the same content: a line for each job."""
    outputs.write_parts(NAME, _parts(record))


def _parts(record: Record) -> Iterator[str]:
    digest = hashlib.sha256(record.index.encode())
    yield f'{{"form": {FORM}, "index": {_json(record.index)}, "jobs": {{'
    for number, (stem, made) in enumerate(record.jobs.items()):
        line = f"{_json(stem)}: {_json(_values(made))}"
        digest.update(line.encode())
        yield f"{',' if number else ''}\n{line}"
    yield f'\n}}, "sha256": "{digest.hexdigest()}"}}\n'


def _record(lines: BinaryIO) -> Record:
    """The record that was written as `lines`."""
    head = read_json(lines.readline() + b"}}")
    if head["form"] != FORM:
        raise ValueError(f"form {head['form']}")
    index, jobs = str(head["index"]), Packed[Made]()
    digest = hashlib.sha256(index.encode())
    for line in lines:
        if line.startswith(b"}"):
            # One that was cut, mixed or edited is not believed in any part.
            if read_json(b'{"jobs": {' + line)["sha256"] != digest.hexdigest() or lines.read():
                break
            jobs.changed = False  # from what is on file
            return Record(jobs, index)
        written = line.rstrip(b",\n")
        digest.update(written)
        ((stem, values),) = read_json(b"{" + written + b"}").items()
        jobs[stem] = _made(values)
    raise ValueError("not as it was written")


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
        dict(values["entries"]),
    )
