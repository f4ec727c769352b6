"""How an owner starts its fork server: in a new interpreter, or as a fork of itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path

from .server import is_of_room, serve

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_START = "import sys; from forkkernel.server import main; main(int({0}), {1!r})"


def started(channel: int, preload: Sequence[str]) -> subprocess.Popen[bytes]:
    """A fork server in a new interpreter."""
    code = _START.format(channel, list(preload))
    return subprocess.Popen(
        [sys.executable, "-c", code], pass_fds=[channel], stdin=subprocess.DEVNULL
    )


def forked(channel: int) -> Child:
    """A fork server that shares the memory of this process, and no open file but `channel`."""
    pid = os.fork()
    if pid:
        return Child(pid)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.dup2(2, 1)
        os.closerange(3, channel)
        os.closerange(channel + 1, os.sysconf("SC_OPEN_MAX"))
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        serve(channel)
    except Exception as error:
        if not is_of_room(error):
            traceback.print_exc()
    finally:
        os._exit(0)


def begun(command: Sequence[str], cwd: Path, env: Mapping[str, str], keep: Sequence[int]) -> Child:
    """A new process of `command` in a group of its own, which reads and says nothing but errors, and has
    no open file but those and `keep`.

    `subprocess` returns when the program has begun, so that whoever starts one that is stopped (SIGSTOP)
    before waits without end. This returns at once; where the program cannot begin, the process ends.

    Raises OSError where there can be no such process.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    # Of a lock that a fork is not to hold its library closes the descriptor there, and not the copy.
    copies = {number: os.dup(number) for number in keep}
    of_the_owner = [n for n in _STOPPING if signal.getsignal(n) is not signal.SIG_IGN]
    # What its owner does at these signals is not for the fork to do.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        if pid := os.fork():
            return Child(pid)
        try:
            for number in (*of_the_owner, signal.SIGPIPE, signal.SIGXFSZ):
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            os.setpgid(0, 0)
            os.dup2(nothing, 0)
            os.dup2(nothing, 1)
            for descriptor, copy in copies.items():
                os.dup2(copy, descriptor)
            _close_all_but(keep)
            os.chdir(cwd)
            os.execve(command[0], list(command), env)
        except OSError:
            traceback.print_exc()
        finally:
            os._exit(127)
    finally:
        for descriptor in (nothing, *copies.values()):
            os.close(descriptor)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _close_all_but(keep: Sequence[int]) -> None:
    """Close what is open beside the standard streams and `keep`, which a program that begins inherits."""
    first = 3
    for descriptor in sorted(number for number in keep if number >= first):
        os.closerange(first, descriptor)
        os.set_inheritable(descriptor, True)
        first = descriptor + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


class Elsewhere:
    """A fork server that another process forks, as `ForkServer` uses processes: it lives as long as its
    channel is open. `pid` is known from when it is ready.
    """

    def __init__(self) -> None:
        self.pid: int | None = None
        self.ended = threading.Event()

    def poll(self) -> int | None:
        return 0 if self.ended.is_set() else None

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises subprocess.TimeoutExpired after `timeout` seconds."""
        if not self.ended.wait(timeout):
            raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return 0

    def kill(self) -> None:
        if self.pid and self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
        self.ended.set()


class Child:
    """A forked process with the methods of `subprocess.Popen` that `ForkServer` calls."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._lock = threading.Lock()

    def poll(self) -> int | None:
        """Its exit code, None while it lives."""
        with self._lock:
            if self.returncode is None:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                if pid:
                    self.returncode = os.waitstatus_to_exitcode(status)
            return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises subprocess.TimeoutExpired after `timeout` seconds."""
        deadline = time.monotonic() + (float("inf") if timeout is None else timeout)
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(0.01)
        return code

    def kill(self) -> None:
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)
