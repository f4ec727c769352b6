"""Work on one file in a process of its own, forked from this one, within limits of time and memory.

Reading a file and reading its tables are one piece of work: neither a hostile file nor a long text
costs more than the limits. What the process says comes back as JSON: it may have been taken over by
the file that it read. Where a process cannot be forked, the work is done in this one, and only what
parses files is bounded (`read`).
"""

from __future__ import annotations

import ctypes
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
from .limits import Limits, too_much

FAULT, OUT_OF_MEMORY = 70, 71  # how the process ends with a fault of ours, and without memory
# So libraries end a process that is given no more memory.
NO_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGILL, getattr(signal, "SIGTRAP", 5))
CPU_TIME_SIGNAL = getattr(signal, "SIGXCPU", 24)
_ON_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
_GRACE = (
    5  # seconds of processor time after which a process is killed that did not end at its limit
)
_PIECE = 1 << 16

Say = Callable[[str, Any], None]
_inside = False


def inside() -> bool:
    """Whether this process is one that was forked for a file: it is bounded already."""
    return _inside


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
    if inside() or not hasattr(os, "fork") or sys.platform == "darwin":
        return work(lambda name, value: heard[name](value))
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    child = os.fork()
    if not child:
        os.close(reading)
        os._exit(_in_child(limits, work, writing, parent))
    os.close(writing)
    try:
        found = _listen(reading, time.monotonic() + limits.seconds, heard)
    except BaseException:
        _end(child)
        raise
    finally:
        os.close(reading)
    if found is None:
        _end(child)
        raise too_much("source.reading_took", "seconds", path.name, most=limits.seconds)
    _, status = os.waitpid(child, 0)
    return _result(found, os.waitstatus_to_exitcode(status), limits, path)


def _listen(
    reading: int, deadline: float, heard: Mapping[str, Callable[[Any], None]]
) -> dict[str, Any] | None:
    """What the process said last ({} if nothing); None if it was not done in time."""
    buffer, last = b"", dict[str, Any]()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            return None
        piece = os.read(reading, _PIECE)
        if not piece:
            return last
        *lines, buffer = (buffer + piece).split(b"\n")
        for line in lines:
            last = json.loads(line)
            if "said" in last:
                heard[last["said"]](last["value"])


def _result(last: dict[str, Any], code: int, limits: Limits, path: Path) -> Any:
    if code == 0 and "done" in last:
        return last["done"]
    if code == 0 and "error" in last:
        raise error_from_json(last["error"])
    if code == FAULT:
        raise RuntimeError(last.get("fault", ""))
    if -code == CPU_TIME_SIGNAL:
        raise too_much("source.reading_took", "seconds", path.name, most=limits.seconds)
    if code == OUT_OF_MEMORY or -code in NO_MEMORY_SIGNALS:
        raise too_much("source.memory", "memory", path.name, most=limits.memory)
    raise SourceError("source.ended", where=path.name, signal=-code)


def _end(child: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


def _in_child(limits: Limits, work: Callable[[Say], Any], writing: int, parent: int) -> int:
    """Do the work in the process that was forked for it; its exit code."""
    global _inside
    _inside = True
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _end_with(parent)
    try:
        bound(limits, _size_now())
        done: dict[str, Any]
        try:
            done = {"done": work(lambda name, value: _write(writing, said=name, value=value))}
        except ReportError as error:
            done = {"error": error.to_json()}
        _write(writing, **done)
    except MemoryError:
        return OUT_OF_MEMORY
    except BaseException:
        with suppress(OSError, MemoryError):
            _write(writing, fault=traceback.format_exc())
        return FAULT
    return 0


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
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + _GRACE))


def _size_now() -> int:
    """How many bytes of addresses this process has taken; 0 where that is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _end_with(parent: int) -> None:
    """Let this process end with the one that it was forked from, whatever ended that."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_ON_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before it was asked for
        os._exit(FAULT)
