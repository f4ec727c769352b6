"""A worker process: reads tasks as lines of JSON, answers each with one line.

Its first line is its process id, and whether it is for one task only. A thread of it reads the input:
when that ends, because the parent closed it or died, the worker closes its handler and ends at once, in
the middle of a task too.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn, Protocol

from forkkernel import LaterFork, preloading


class TaskHandler(Protocol):
    """What a worker gives its tasks to."""

    def __init__(self, settings: dict[str, Any]) -> None: ...

    @staticmethod
    def prepare() -> Sequence[Callable[[], None]]:
        """Called first of all, in a process with one thread, of which workers may be forks: the steps in
        which it imports what they need. Where there are several, a worker can be forked after the first
        that imports the rest of its own and does one task, and what its kernels are forked from after
        the second.
        """

    @staticmethod
    def settle(kernels: LaterFork | None = None) -> None:
        """Called in the worker itself, before it has a second thread. `kernels`: what its kernels will be
        forked from, if that is not the worker.
        """

    def run(self, task: dict[str, Any]) -> dict[str, Any]: ...

    def close(self) -> None: ...


def main(factory: str, folder: str) -> NoReturn:
    """A worker in an interpreter of its own: serve until the input ends.

    `factory`: "module:class" of a `TaskHandler`. `folder`: where the tasks are done; what is imported
    before looks for its settings in the present one.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    make = handler(factory)
    for step in make.prepare():
        step()
    make.settle()
    serve_tasks(make, folder)


def handler(factory: str) -> type[TaskHandler]:
    """The class that `factory` names."""
    module, _, name = factory.partition(":")
    with preloading():
        make: type[TaskHandler] = getattr(import_module(module), name)
    return make


def serve_tasks(make: type[TaskHandler], folder: str, *, once: bool = False) -> NoReturn:
    """Answer the tasks on standard input, the settings first, until it ends; ends this process.

    `once`: said to whoever gives the tasks, who gives one.
    """
    os.chdir(folder)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what anything prints here is no answer
    tasks: queue.Queue[str] = queue.Queue()
    stopping, ending = threading.Event(), threading.RLock()
    handlers: list[TaskHandler] = []  # none before the settings have come

    def stop(*_: object) -> None:
        stopping.set()
        with ending:  # one closes them, and ends the process when that is done
            for handler in handlers:
                handler.close()
            os._exit(0)

    def say(message: object) -> None:
        """Where nobody hears it, whoever gave the tasks has ended, or stops."""
        try:
            answers.write(f"{json.dumps(message)}\n")
            answers.flush()
        except BrokenPipeError:
            stop()

    say([os.getpid(), once])
    settings = json.loads(sys.stdin.readline() or "null")
    if settings is None:  # closed before it was needed
        os._exit(0)

    def watch() -> None:
        for line in sys.stdin:
            tasks.put(line)
        stop()

    signal.signal(signal.SIGTERM, stop)
    threading.Thread(target=watch, daemon=True).start()
    handlers.append(make(settings))
    while True:
        try:
            answer = handlers[0].run(json.loads(tasks.get()))
        except Exception:
            if stopping.is_set():  # `close` took away the task's files; `stop` ends the process
                threading.Event().wait()
            raise
        say(answer)
