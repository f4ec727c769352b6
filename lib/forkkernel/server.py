"""The preloaded process that kernels are forked from.

It has one thread, because a fork copies only the thread that calls it and leaves locks of others
locked. It never computes, draws or runs a cell, so a kernel forked from it has the state of one that
was started, with its imports done and its shell made. It reads requests from a socket that it
inherits, reports every kernel that ends, and kills its kernels and ends when the other side of the
socket is closed.
"""

from __future__ import annotations

import atexit
import ctypes
import errno
import gc
import os
import random
import select
import selectors
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .channel import receive, send
from .imports import PRELOADED, fill, preloading, withheld

# Exit code of a kernel that SIGTERM ended, as a shell gives it.
ENDED_BY_SIGNAL = 128 + signal.SIGTERM
_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_ON_DEATH_OF_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)
# IPython's history starts a thread, and a process with threads cannot be forked: a shell can be made
# before the fork only for kernels without a history.
NO_HISTORY = "--HistoryManager.enabled=False"


def main(channel: int, preload: list[str]) -> None:
    """Preload, then serve requests on file descriptor `channel` until it is closed.

    `preload`: names of modules, or "module:function" to call a function of one.
    """
    if sys.path and sys.path[0] == "":
        del sys.path[0]
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C goes to the whole group; the owner handles it
    with _ended_with_owner(channel), preloading():
        fill((*PRELOADED, *preload))
    serve(channel)


_LOOK_EVERY = 0.5  # seconds


@contextmanager
def _ended_with_owner(channel: int) -> Iterator[None]:
    """End this process where whoever holds the other end of `channel` ends while it imports, which may
    take long.
    """
    poll = select.poll()
    poll.register(channel, 0)  # that it was hung up is always told

    def look(*_: object) -> None:
        if poll.poll(0):
            os._exit(1)

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, _LOOK_EVERY, _LOOK_EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def serve(channel: int) -> None:
    """Fork kernels as they are asked for on file descriptor `channel`, until it is closed."""
    _freeze()
    _Server(socket.socket(fileno=channel)).serve()


def _freeze() -> None:
    """Objects made before the fork are left out of garbage collection: a collection writes to every
    object that it visits, which makes the kernel copy the memory that it shares.
    """
    gc.collect()
    gc.freeze()


class _Server:
    def __init__(self, channel: socket.socket) -> None:
        self.channel = channel
        self.pid = os.getpid()
        self.prepared: list[str] | None = None
        self.kernels: set[int] = set()
        self.wake_read, self.wake_write = os.pipe()
        for descriptor in (self.wake_read, self.wake_write):
            os.set_blocking(descriptor, False)

    def serve(self) -> None:
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        signal.set_wakeup_fd(self.wake_write, warn_on_full_buffer=False)
        selector = selectors.DefaultSelector()
        selector.register(self.channel, selectors.EVENT_READ)
        selector.register(self.wake_read, selectors.EVENT_READ)
        try:
            send(self.channel, {"ready": os.getpid(), "threads": thread_count()})
            while True:
                ready = {key.fileobj for key, _ in selector.select()}
                if self.wake_read in ready:
                    os.read(self.wake_read, 4096)
                    self.reap()
                if self.channel in ready:
                    message, descriptors = receive(self.channel)
                    if message is None:
                        return
                    self.handle(message, descriptors, selector)
        except (BrokenPipeError, ConnectionResetError):
            return
        finally:
            if os.getpid() != self.pid:  # a forked kernel: SIGTERM can arrive before it has set
                # its own handlers, and the server's `finally` must not run in it
                os._exit(1)
            self.end_all()

    def handle(
        self, message: dict[str, Any], descriptors: list[int], selector: selectors.BaseSelector
    ) -> None:
        if "signal" in message:
            if message["pid"] in self.kernels:
                _signal_group(message["pid"], message["signal"])
            return
        argv = message.get("prepare") or message["argv"]
        if self.prepared is None and NO_HISTORY in argv:
            self.prepare(argv)
        if "prepare" in message:
            return
        answer: dict[str, Any]
        try:
            pid = os.fork()
        except OSError as error:
            pid, answer = -1, {"forked": None, "error": error.strerror}
        if pid == 0:
            self.become_kernel(message, descriptors, selector)
        for descriptor in descriptors:
            os.close(descriptor)
        if pid > 0:
            self.kernels.add(pid)
            answer = {"forked": pid}
        send(self.channel, answer)

    def prepare(self, argv: list[str]) -> None:
        """Make a kernel and its shell before the fork, for all kernels with the command line `argv`."""
        from .kernel import WireApp

        with withheld():
            WireApp.instance().prepare(argv[1:])
        self.prepared = argv
        _freeze()

    def become_kernel(
        self, message: dict[str, Any], descriptors: list[int], selector: selectors.BaseSelector
    ) -> None:
        """In the child: close the server's files, reset its signal handlers, run the kernel, end."""
        code = 1
        try:
            os.setsid()
            die_with(self.pid)
            signal.set_wakeup_fd(-1)
            selector.close()
            self.channel.close()
            os.close(self.wake_read)
            os.close(self.wake_write)
            for number in (signal.SIGCHLD, signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            run_kernel(message, descriptors, self.prepared)
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else 1
        except BaseException as error:
            if not is_of_room(error):
                traceback.print_exc(file=sys.__stderr__)
        finally:
            leave(code)

    def reap(self) -> None:
        """Report the kernels that ended, and kill what is left of their process groups.

        The group is killed before the kernel is waited for: until then its number cannot be given
        to another process.
        """
        while self.kernels:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if ended is None:
                return
            _signal_group(ended.si_pid, signal.SIGKILL)
            _, status, used = os.wait4(ended.si_pid, 0)
            self.kernels.discard(ended.si_pid)
            seconds = used.ru_utime + used.ru_stime
            code = os.waitstatus_to_exitcode(status)
            send(self.channel, {"ended": ended.si_pid, "code": code, "processor": seconds})

    def end_all(self) -> None:
        signal.set_wakeup_fd(-1)
        for pid in self.kernels:
            _signal_group(pid, signal.SIGKILL)
        for pid in self.kernels:
            os.waitpid(pid, 0)


def run_kernel(message: dict[str, Any], descriptors: list[int], prepared: list[str] | None) -> None:
    """Run the kernel that `message` describes: arguments, environment, folder.

    `descriptors`: its end of the socket pair, then its streams. `prepared`: the command line for
    which a kernel was made before the fork.
    """
    from .kernel import WireApp, discard, end_by_signal

    wire, *streams = descriptors
    for target, descriptor in zip(message["redirected"], streams, strict=True):
        os.dup2(descriptor, target)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(message["env"])
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    if hasattr(time, "tzset"):
        time.tzset()
    os.chdir(message["cwd"])
    sys.argv = message["argv"]
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()

    with withheld():
        if sys.argv != prepared:
            discard()
            WireApp.instance().prepare(sys.argv[1:])
        app = WireApp.instance()

        def end(*told: object) -> None:
            """At the end of the notebook, or at SIGTERM, which its owner sends then, or another."""
            app.outlet.abandon()  # the client reads nothing more: a send would block
            leave(ENDED_BY_SIGNAL if told else 0)

        end_by_signal(end)
        app.begin(socket.socket(fileno=wire))
    app.start()
    end()


def leave(code: int) -> None:
    """End this process: functions registered with atexit run, the interpreter's own teardown, which
    takes as long as a short notebook, does not.
    """
    try:
        atexit._run_exitfuncs()
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        if started := sys.modules.get("multiprocessing.resource_tracker"):
            # The tracker is a process of the kernel's group that removes shared memory which the
            # notebook forgot. The server kills that group, so it is made to finish first.
            started._resource_tracker._stop()
    finally:
        os._exit(code)


def die_with(parent: int) -> None:
    """Have the system kill this process when `parent` dies: a cell without end would outlive it."""
    ctypes.CDLL(None).prctl(_ON_DEATH_OF_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _signal_group(pid: int, number: int) -> None:
    """Signal a kernel's process group, or the kernel alone: SIGTERM can arrive between fork() and
    setsid(), when it has no group yet.
    """
    for deliver in (os.killpg, os.kill):
        try:
            deliver(pid, number)
            return
        except ProcessLookupError:
            continue


def is_of_room(error: BaseException) -> bool:
    """Whether `error` is a full disk, which whoever waits for this process meets too and says in a line."""
    return isinstance(error, OSError) and error.errno in _FULL


def thread_count() -> int:
    """Threads of this process; 0 where the platform does not tell."""
    return len(os.listdir("/proc/self/task")) if os.path.isdir("/proc/self/task") else 0
