"""Run a list of jobs, one after another, each in a kernel of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .execute import Executed, execute
from .plan import Job


@dataclass(frozen=True)
class Done:
    """A job that ended: what it gave, and how many seconds it took."""

    job: Job
    executed: Executed
    seconds: float


def run_jobs(
    jobs: Sequence[Job], notebooks: Path, data: Path, started: Callable[[Job], None]
) -> Iterator[Done]:
    """Each job as it ends. A notebook that fails does not stop the others."""
    for job in jobs:
        started(job)
        begun = time.perf_counter()
        executed = execute(job, notebooks, data)
        yield Done(job, executed, time.perf_counter() - begun)
