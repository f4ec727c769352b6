"""Worker processes on this machine: tasks in, answers out, in whatever order they end."""

from __future__ import annotations

import json
import os
import selectors
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, cast

from forkkernel import can_fork

from ..base.errors import RequestError
from ..storage.temporary import OwnedFolder, temporary_folder_needed
from .environment import own_environment, working_folder
from .forked_workers import PATIENCE, WorkerForks
from .stopped import Stopped

HASH_SEED = "0"  # sets in one order, whoever runs the job
ATTEMPTS = 3  # times that a task may lose its worker before it is given up
_START = "from jixiao.rounds.worker import main; main({0!r}, {1!r})"
_LOOK_EVERY = 1.0  # seconds between two looks for processes that were stopped


@dataclass(frozen=True)
class Work:
    """A task for a worker. Tasks of one `group` go to one worker as long as others have enough."""

    key: str
    group: str
    task: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What became of a task; `answer` is None where every worker that tried it died."""

    work: Work
    answer: dict[str, Any] | None


@dataclass
class _Worker:
    """Where its tasks are written and its answers read; its first line is `pid` and `once`, which says
    that it is for one task only.
    """

    tasks: BinaryIO
    answers: BinaryIO
    process: subprocess.Popen[bytes] | None = None  # where it is no fork
    pid: int | None = None
    once: bool = False
    group: str | None = None
    work: Work | None = None
    unread: bytes = b""

    def close_tasks(self) -> None:
        with suppress(OSError):  # it has ended, and what was left to be written is lost with it
            self.tasks.close()


@dataclass
class _Queue:
    """What is still to do, by group; a worker that has none left takes the longest one's last."""

    groups: dict[str, deque[Work]] = field(default_factory=dict)

    def put(self, work: Work) -> None:
        self.groups.setdefault(work.group, deque()).append(work)

    def take(self, group: str | None, taken: set[str]) -> Work | None:
        if group in self.groups:
            return self._next(str(group))
        free = [name for name in self.groups if name not in taken]
        if free:
            return self._next(free[0])
        if self.groups:
            return self._next(max(self.groups, key=lambda name: len(self.groups[name])))
        return None

    def _next(self, group: str) -> Work:
        work = self.groups[group].popleft()
        if not self.groups[group]:
            del self.groups[group]
        return work


class Pool:
    """`size` worker processes with a `TaskHandler` that `factory` makes of `settings`.

    `keep`: file descriptors that the workers hold as long as they live. `timeout`: seconds after
    which one that was stopped (SIGSTOP) is killed, and its task tried again.
    """

    def __init__(
        self,
        factory: str,
        settings: dict[str, Any],
        size: int,
        keep: Sequence[int] = (),
        timeout: float | None = None,
    ) -> None:
        self.factory, self.settings, self.size, self.keep = factory, settings, size, keep
        self.workers: list[_Worker] = []
        self.home: OwnedFolder | None = None
        self.forks: WorkerForks | None = None
        self.stopped = Stopped(timeout)
        self.used = False  # whether what workers are forked from has had the time to import it

    def prepare(self) -> None:
        """Let the process that workers are forked from import what they need, and a first worker make
        ready.
        """
        if can_fork() and not self.workers:
            self._start()

    def start(self, works: int) -> None:
        """Let workers for that many works make ready; `run` does what is still to do."""
        while len(self.workers) < min(self.size, works):
            self._start()

    def run(
        self, works: Sequence[Work], started: Callable[[Work], None] = lambda work: None
    ) -> Iterator[Answer]:
        """Each answer as it comes. A worker that dies is replaced, and its task tried again."""
        queue = _Queue()
        attempts: dict[str, int] = {}
        self.used = self.used or bool(works)
        for work in works:
            queue.put(work)
        waiting = len(works)
        with selectors.DefaultSelector() as selector:
            self.start(len(works))
            for worker in self.workers:
                _listen(worker, selector)
            while waiting:
                for worker in self.workers:
                    if worker.work is None and not worker.tasks.closed:
                        self._feed(worker, queue, started)
                self.stopped.kill_in([*self._origin(), *(worker.pid for worker in self.workers)])
                for key, _ in selector.select(timeout=_LOOK_EVERY):
                    for answer in self._hear(key.data, selector, queue, attempts):
                        waiting -= 1
                        yield answer

    def close(self) -> None:
        """End the workers, their kernels and what these had started; waits until they are gone."""
        for worker in self.workers:
            worker.close_tasks()
        if self.forks:
            self.forks.close(used=self.used)
            self.forks = None
        deadline = time.monotonic() + PATIENCE
        for worker in self.workers:
            if worker.process:
                _await(worker.process, deadline)
            worker.answers.close()
        self.workers.clear()
        if self.home:
            self.home.close()
            self.home = None

    def renew(self) -> None:
        """Let workers make ready that know nothing of what was done, in place of those that did it."""
        count, self.used = len(self.workers), True
        for worker in self.workers:
            worker.close_tasks()
            worker.answers.close()
        self.workers.clear()
        self.start(count)

    def _start(self) -> _Worker:
        worker = self._forked() if can_fork() else self._started()
        self.workers.append(worker)
        _tell(worker, self.settings)
        return worker

    def _forked(self) -> _Worker:
        for _ in range(2):
            try:
                self.forks = self.forks or WorkerForks(
                    self.factory, working_folder(), self._home(), self._environment(), self.keep
                )
                return _Worker(*self.forks.fork())
            except OSError:  # it was killed, or cannot be started
                if self.forks:
                    self.forks.close()
                self.forks = None
        raise RequestError("rounds.no_process")

    def _started(self) -> _Worker:
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", _START.format(self.factory, working_folder())],
            cwd=self._home(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=tuple(self.keep),
            env=self._environment(),
            process_group=0,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        return _Worker(cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout), process)

    def _home(self) -> Path:
        if self.home is None:
            with temporary_folder_needed():
                self.home = OwnedFolder("home-")
        return self.home.path

    def _environment(self) -> dict[str, str]:
        return own_environment(self._home()) | {"PYTHONHASHSEED": HASH_SEED}

    def _origin(self) -> list[int]:
        return [self.forks.process.pid] if self.forks else []

    def _feed(self, worker: _Worker, queue: _Queue, started: Callable[[Work], None]) -> None:
        taken = {other.group for other in self.workers if other is not worker and other.group}
        work = queue.take(worker.group, taken)
        if work is not None:
            worker.group, worker.work = work.group, work
            started(work)
            _tell(worker, work.task)

    def _hear(
        self,
        worker: _Worker,
        selector: selectors.BaseSelector,
        queue: _Queue,
        attempts: dict[str, int],
    ) -> Iterator[Answer]:
        part = os.read(worker.answers.fileno(), 1 << 16)
        worker.unread += part
        while b"\n" in worker.unread:
            line, _, worker.unread = worker.unread.partition(b"\n")
            if worker.pid is None:
                worker.pid, worker.once = json.loads(line)
                continue
            work, worker.work = worker.work, None
            assert work is not None
            if worker.once:
                worker.close_tasks()
            yield Answer(work, json.loads(line))
        if part:
            return
        selector.unregister(worker.answers)
        worker.close_tasks()
        worker.answers.close()
        if worker.process:
            worker.process.wait()
        self.workers.remove(worker)
        if lost := worker.work:
            attempts[lost.key] = attempts.get(lost.key, 0) + 1
            if attempts[lost.key] >= ATTEMPTS:
                yield Answer(lost, None)
            else:
                queue.put(lost)
        if queue.groups:
            _listen(self._start(), selector)


def _listen(worker: _Worker, selector: selectors.BaseSelector) -> None:
    selector.register(worker.answers, selectors.EVENT_READ, worker)


def _tell(worker: _Worker, message: dict[str, Any]) -> None:
    try:
        worker.tasks.write(json.dumps(message).encode() + b"\n")
        worker.tasks.flush()
    except (BrokenPipeError, ConnectionResetError):
        pass  # that it has ended is seen by the end of its output


def _await(process: subprocess.Popen[bytes], deadline: float) -> None:
    try:
        process.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
