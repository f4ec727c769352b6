"""Processes that were stopped (SIGSTOP): they neither work nor end, so whoever waits for one kills it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path


class Stopped:
    """Since when processes have been stopped. One is killed after `timeout` seconds; None: never."""

    def __init__(self, timeout: float | None) -> None:
        self.timeout = timeout
        self.since: dict[int, float] = {}

    def kill_in(self, processes: Iterable[int | None]) -> None:
        """Kill those of `processes`, numbers that are known, that have been stopped for too long; with
        them what they have started, as the process that kernels are forked from, and the kernels.
        """
        if self.timeout is None:
            return
        now = time.monotonic()
        known = [pid for pid in processes if pid is not None]
        started = list(_children_of(known))
        stopped = [pid for pid in (*known, *started, *_children_of(started)) if _is_stopped(pid)]
        self.since = {pid: self.since.get(pid, now) for pid in stopped}
        for pid, since in self.since.items():
            if now - since >= self.timeout:
                with suppress(ProcessLookupError, PermissionError):
                    os.kill(pid, signal.SIGKILL)


def _children_of(processes: Iterable[int]) -> Iterator[int]:
    """None where the platform does not tell."""
    for pid in processes:
        for told in Path(f"/proc/{pid}/task").glob("*/children"):
            with suppress(OSError):
                yield from map(int, told.read_text("ascii").split())


def _is_stopped(pid: int) -> bool:
    """False where the platform does not tell."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[:1] == ["T"]
