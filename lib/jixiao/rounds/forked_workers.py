"""Workers as forks of one process that has imported what they need once.

It has one thread and does no task. Each worker then forks the process that its kernels come from, so
that all of them share the memory of what was imported.

The first is forked as soon as what it and its kernels need is imported. It imports the rest of its own
while here is imported what its kernels need, which are forked from here. It does one task, so that a page
is there before what other pages need is imported.
"""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NoReturn

from forkkernel import KernelEndedError, LaterFork
from forkkernel.channel import receive, send
from forkkernel.process import begun
from forkkernel.server import die_with

from ..base.means import is_of_open_files
from ..base.memory import is_of_memory
from .worker import TaskHandler, handler, serve_tasks

PATIENCE = 10.0  # seconds for a worker to end by itself
_START = "from jixiao.rounds.forked_workers import main; main({0}, {1!r}, {2!r})"


class WorkerForks:
    """The owner's side: that process, and the workers that it forks.

    `factory`, `folder`: as `worker.main` takes them; `keep`: file descriptors that workers hold.
    """

    def __init__(
        self,
        factory: str,
        folder: str,
        home: Path,
        environment: Mapping[str, str],
        keep: Sequence[int],
    ) -> None:
        self._channel, theirs = socket.socketpair()
        with theirs:
            code = _START.format(theirs.fileno(), factory, folder)
            self.process = begun(
                [sys.executable, "-P", "-c", code], home, environment, [theirs.fileno(), *keep]
            )

    def fork(self) -> tuple[BinaryIO, BinaryIO]:
        """A new worker: where its tasks are written, and where its answers are read; the latter end
        where it ends, or is never forked. Raises OSError where the process has ended.
        """
        tasks_read, tasks = os.pipe()
        answers, answers_write = os.pipe()
        ends = os.fdopen(tasks, "wb"), os.fdopen(answers, "rb", buffering=0)
        try:
            send(self._channel, {"fork": True}, [tasks_read, answers_write])
        except OSError:
            for end in ends:
                end.close()
            raise
        finally:
            os.close(tasks_read)
            os.close(answers_write)
        return ends

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def close(self, *, used: bool = True) -> None:
        """End it, once the workers, whose tasks were closed, have ended; at once, and them with it, where
        none was `used`: it may be importing still.
        """
        if not used:
            self.process.kill()
        self._channel.close()
        try:
            self.process.wait(PATIENCE + 2)
        except subprocess.TimeoutExpired:  # it was stopped; its workers end with it
            self.process.kill()
            self.process.wait()


def main(channel: int, factory: str, folder: str) -> None:
    """Import what workers need, fork one for each message on `channel`, end with them at its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the owner's to handle
    make = handler(factory)
    forks = _Forks(make, folder, socket.socket(fileno=channel))
    first, *more = make.prepare() or [lambda: None]
    first()
    signal.signal(signal.SIGCHLD, lambda *_: _reap(forks.children))
    kernels = LaterFork() if more and forks.asked() else None
    if kernels and not forks.fork_one(kernels):
        more = []
    for step in more:
        step()
        if kernels:
            forks.noted(kernels.fork)
            kernels = None
    while forks.fork_one():
        pass
    forks.channel.close()
    _await_end(forks.children)
    os._exit(0)


class _Forks:
    """The workers that are forked, and the messages that ask for them."""

    def __init__(self, make: type[TaskHandler], folder: str, channel: socket.socket) -> None:
        self.make, self.folder, self.channel = make, folder, channel
        self.children: set[int] = set()

    def asked(self) -> bool:
        """Whether a message is there."""
        return bool(select.select([self.channel], [], [], 0)[0])

    def fork_one(self, kernels: LaterFork | None = None) -> bool:
        """A worker for the next message; False where there is none any more. `kernels`: what its kernels
        will be forked from.
        """
        try:
            message, ends = receive(self.channel)
        except ConnectionResetError:
            return False
        if message is None:
            return False
        parent = os.getpid()

        def fork() -> int:
            if (pid := os.fork()) == 0:
                self.channel.close()
                _become_worker(parent, ends, self.make, self.folder, kernels)
            return pid

        self.noted(fork)
        for end in ends:
            os.close(end)
        return True

    def noted(self, fork: Callable[[], int]) -> None:
        """Note the child that `fork` makes; until its number is noted it cannot be reaped."""
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        self.children.add(fork())
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _become_worker(
    parent: int,
    ends: Sequence[int],
    make: type[TaskHandler],
    folder: str,
    kernels: LaterFork | None,
) -> NoReturn:
    """In the fork: take `ends` as standard input and output, and serve."""
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.setpgid(0, 0)
        die_with(parent)
        for target, end in enumerate(ends):
            os.dup2(end, target)
            os.close(end)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        make.settle(kernels)
        serve_tasks(make, folder, once=kernels is not None)
    except KernelEndedError:
        pass  # what ended its kernel may pass by: its owner tries another worker, or says why not
    except BaseException as error:
        if not (is_of_open_files(error) or is_of_memory(error)):  # that its owner says
            traceback.print_exc()
    finally:
        os._exit(1)


def _reap(workers: set[int]) -> None:
    for pid in list(workers):
        with suppress(ChildProcessError):
            if os.waitpid(pid, os.WNOHANG)[0]:
                workers.discard(pid)


def _await_end(workers: set[int]) -> None:
    """Until all workers have ended; those that do not are killed."""
    deadline = time.monotonic() + PATIENCE
    while workers and time.monotonic() < deadline:
        time.sleep(0.01)
        _reap(workers)
    for pid in list(workers):
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
