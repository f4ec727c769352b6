"""Work on one file in a process of its own, forked from this one, within limits of time and memory.

Reading a file and reading its tables are one piece of work: neither a hostile file nor a long text
costs more than the limits. What the process says comes back as JSON: it may have been taken over by
the file that it read. It has all that this process has imported, and ends with it. Where a process
cannot be forked, the work is done in this one, and only what parses files is bounded (`read`).
"""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import json
import os
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..base.errors import ReportError, SourceError, error_from_json
from ..base.means import is_of_open_files, no_open_files
from ..base.memory import is_of_memory, size_now
from ..storage.temporary import sweep_folders
from .limits import Limits, too_little_memory, too_much

# How the process ends with a fault of ours, without memory, and where it may open no more files.
FAULT, OUT_OF_MEMORY, OPEN_FILES = 70, 71, 72
# So libraries end a process that is given no more memory.
NO_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGILL, getattr(signal, "SIGTRAP", 5))
# So does the system's loader where it gets none for what a library needs, in the middle of its work.
NO_LIBRARY = 127
CPU_TIME_SIGNAL = getattr(signal, "SIGXCPU", 24)
_ON_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_BY_THE_CLOCK = 4  # times the processor time: other programs want their share of the machine
_GRACE = (
    5  # seconds of processor time after which a process that did not end at its limit is killed
)
_PIECE = 1 << 16

Say = Callable[[str, Any], None]
_inside = False


def inside() -> bool:
    """Whether this process is one that was forked for a file: it is bounded already."""
    return _inside


def can_fork() -> bool:
    """Whether work is done in processes of their own here, several at a time."""
    return hasattr(os, "fork") and sys.platform != "darwin" and not inside()


def within_limits(
    limits: Limits,
    path: Path,
    work: Callable[[Say], Any],
    heard: Mapping[str, Callable[[Any], None]],
) -> Any:
    """What `work` gives for the file at `path`, as JSON holds it.

    `work` is given a function that says something while it goes on: the name of one of `heard`,
    which is called here, and a value. Raises what `work` raises if that is a ReportError, and
    SourceError where it takes more time or memory than the limits allow.
    """
    if not can_fork():
        return work(lambda name, value: heard[name](value))
    own = ForkedWork(limits, path, work, heard)
    try:
        while not own.ended:
            if select.select([own], [], [], own.left())[0]:
                own.listen()
            elif own.left() <= 0:
                break
        return own.result()
    finally:
        own.close()


class ForkedWork:
    """Work that goes on in a process of its own; several can be waited for with `select`.

    Arguments as of `within_limits`. `bounded`: without it the work sets its limits itself (`bound`)
    and no clock ends it. To be closed; that ends the process if it goes on.
    """

    def __init__(
        self,
        limits: Limits,
        path: Path,
        work: Callable[[Say], Any],
        heard: Mapping[str, Callable[[Any], None]],
        *,
        bounded: bool = True,
    ) -> None:
        self.ended = False
        self._limits, self._path, self._heard, self._bounded = limits, path, heard, bounded
        self._deadline = time.monotonic() + _BY_THE_CLOCK * limits.seconds
        self._buffer = bytearray()
        self._last: dict[str, Any] = {}
        self._reading, writing = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        self._child: int | None = os.fork()
        if not self._child:
            code = FAULT
            try:
                code = _in_child(limits if bounded else None, work, writing, parent)
            finally:  # whatever happens, it does not go on with what its owner does
                os._exit(code)
        os.close(writing)

    def fileno(self) -> int:
        return self._reading

    def left(self) -> float:
        """Seconds until it is ended, whatever it does; never below 0."""
        left = self._deadline - time.monotonic()
        return max(0.0, left) if self._bounded else 60.0

    def listen(self) -> None:
        """Take what the process has said since; `ended` when it says no more."""
        piece = os.read(self._reading, _PIECE)
        self.ended = not piece
        self._buffer += piece
        if b"\n" not in piece:
            return
        *lines, rest = bytes(self._buffer).split(b"\n")
        self._buffer = bytearray(rest)
        for line in lines:
            self._last = json.loads(line)
            if "said" in self._last:
                self._heard[self._last["said"]](self._last["value"])

    def result(self) -> Any:
        """What the work gave. Raises what it raised; SourceError where it was ended."""
        if not self.ended or self._child is None:
            raise self._too_long()
        _, status = os.waitpid(self._child, 0)
        self._child = None
        code = os.waitstatus_to_exitcode(status)
        if code < 0:
            sweep_folders()  # of its own, which a signal did not let it remove
        if code == 0 and "done" in self._last:
            return self._last["done"]
        if code == 0 and "error" in self._last:
            raise error_from_json(self._last["error"])
        if code == FAULT:
            raise RuntimeError(self._last.get("fault", ""))
        if code == OPEN_FILES:
            raise no_open_files()
        if -code == CPU_TIME_SIGNAL:
            raise self._too_long()
        if code in (OUT_OF_MEMORY, NO_LIBRARY) or -code in NO_MEMORY_SIGNALS:
            raise too_little_memory(self._limits, self._path.name)
        raise SourceError("source.ended", where=self._path.name, signal=-code)

    def close(self) -> None:
        """End the process if it goes on."""
        os.close(self._reading)
        if self._child is not None:
            with suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGKILL)
            with suppress(ChildProcessError):
                os.waitpid(self._child, 0)
            self._child = None
            sweep_folders()

    def _too_long(self) -> SourceError:
        most = self._limits.seconds
        return too_much("source.reading_took", "seconds", self._path.name, most=most)


def _in_child(limits: Limits | None, work: Callable[[Say], Any], writing: int, parent: int) -> int:
    """Do the work in the process that was forked for it; its exit code."""
    global _inside
    _inside = True
    gc.disable()  # it ends with its file: what it would find is given back then
    for number in (signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    end_with(parent)
    try:
        _silence()
        if limits is not None:
            bound(limits, size_now())
        done: dict[str, Any]
        try:
            done = {"done": work(lambda name, value: _write(writing, said=name, value=value))}
        except ReportError as error:
            done = {"error": error.to_json()}
        _write(writing, **done)
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException as error:
        if is_of_memory(error):
            return OUT_OF_MEMORY
        if is_of_open_files(error):
            return OPEN_FILES
        with suppress(OSError, MemoryError):
            _write(writing, fault=traceback.format_exc())
        return FAULT
    return 0


def _silence() -> None:
    """A library that ends its process for want of memory says so at length; all is said by `_write`."""
    faulthandler.disable()
    try:
        nowhere = os.open(os.devnull, os.O_RDWR)
    except FileNotFoundError:  # there is no /dev: then it is heard
        return
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _write(writing: int, **message: Any) -> None:
    content = memoryview(json.dumps(message).encode("ascii") + b"\n")
    while content:
        content = content[os.write(writing, content) :]


def bound(limits: Limits, size: int = 0) -> None:
    """Bound this process: processor time, and memory beyond the `size` that it has already."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time limit holds there
        return
    most = size + limits.memory * 1_000_000
    for kind, soft, hard in (
        (resource.RLIMIT_AS, most, most),
        (resource.RLIMIT_CPU, limits.seconds, limits.seconds + _GRACE),
    ):
        own_soft, own_hard = resource.getrlimit(kind)  # of the user, who means less than ours
        if own_hard != resource.RLIM_INFINITY:
            soft, hard = min(soft, own_hard), min(hard, own_hard)
        if own_soft != resource.RLIM_INFINITY:
            soft = min(soft, own_soft)
        resource.setrlimit(kind, (soft, hard))


def end_with(parent: int) -> None:
    """Let this process end with the one that it was forked from, whatever ended that."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_ON_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it was asked for
        os._exit(FAULT)
