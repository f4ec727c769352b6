"""Which jobs must run, and why; what a run finds of the runs before it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from ..base.json_text import read_json
from ..storage.files import Store
from .jobs import DEPARTMENTS, TABLES, Failure, Job
from .record import Made, Record

UP_TO_DATE = "up to date"


def why(job: Job, fingerprint: str, record: Record, outputs: Store, force: bool) -> str:
    """Why `job` must run, or that it is up to date."""
    made = record.jobs.get(job.stem.as_posix())
    if force:
        return "forced"
    if made is None:
        return "not made yet"
    if made.failure:
        return "failed last time"
    if made.fingerprint != fingerprint:
        return "its tables, its notebook or the library changed"
    if not record.current(job.stem.as_posix(), fingerprint, outputs):
        return "its outputs are missing or cut short"
    return UP_TO_DATE


def recover(jobs: Iterable[Job], record: Record, outputs: Store) -> list[str]:
    """Fill `record` with what the executed notebooks themselves say of jobs it does not know.

    Gives a line for every notebook that does not say what it was made of.
    """
    damaged = []
    for job in jobs:
        stem = job.stem.as_posix()
        if stem in record.jobs or job.notebook == TABLES:
            continue
        content = outputs.read(f"{stem}.ipynb")
        if content is None:
            continue
        made = _made(stem, content, outputs.read(f"{stem}.html") or b"")
        if made is None:
            damaged.append(f"{outputs}/{stem}.ipynb does not say what it was made of; made anew")
        else:
            record.jobs[stem] = made
    return damaged


def _made(stem: str, content: bytes, page: bytes) -> Made | None:
    try:
        about = read_json(content)["metadata"]["jixiao"]
        if about["page"] != hashlib.sha256(page).hexdigest():
            return None
        return Made(
            str(about["fingerprint"]),
            {f"{stem}.html": len(page), f"{stem}.ipynb": len(content)},
            Failure.from_json(about["failure"]),
        )
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def prune(record: Record, on_file: Mapping[str, set[int]]) -> None:
    """Forget what was made of departments and years that are no longer on file."""
    every = set().union(*on_file.values())

    def gone(stem: str) -> bool:
        department, _, rest = stem.partition("/")
        year, slash, _ = rest.partition("/")
        years = every if department == DEPARTMENTS else set()
        years = on_file.get(department, years)
        return not years or bool(slash and year not in map(str, years))

    for stem in [stem for stem in record.jobs if gone(stem)]:
        del record.jobs[stem]
