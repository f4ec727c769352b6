"""The owner's side of the fork server: start it, ask it for kernels, know when they end."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import signal
import socket
import subprocess
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from .channel import receive, send
from .imports import PRELOADED, fill, preloading
from .process import Child, Elsewhere, forked, started
from .server import thread_count

# Python and its libraries read these once, at the start or at an import, so a kernel has those of the
# fork server. Where they have changed since, an ordinary kernel is started.
_INHERITED = (
    *("PYTHON", "MPL", "MATPLOTLIB", "LC_", "LANG", "OMP_", "OPENBLAS_", "MKL_", "LD_"),
    *("HOME", "USER", "XDG_", "IPYTHON", "JUPYTER", "JPY_SESSION_NAME"),
)
_READ_LATER = ("JUPYTER_RUNTIME_DIR",)  # read whenever it is needed, not once

VARIABLE = "FORKKERNEL_PRELOAD"
_PATIENCE = 60.0  # seconds, as long as papermill waits for an ordinary kernel


class ForkError(Exception):
    """No kernel can be forked: the fork server has ended, or the system allows no more processes."""


class KernelEndedError(RuntimeError):
    """The kernel ended, or was stopped, before it said that it starts: no cell of the notebook has run."""


class ForkServer:
    """The fork server of this process; kernels are asked for one at a time.

    `preload`: modules that every kernel has imported, beside those of Jupyter and pandas, or
    "module:function" for what is done once in them.
    `here`: it is a fork of this process, which must have one thread and has imported all.
    `channel`: it is forked by another process, and this is the way to it.
    `processor`: processor seconds that the kernels which ended have used. `patience`: seconds for it
    to be ready, and to fork a kernel; one that does not answer, because it was stopped, is killed.

    Raises ForkError if it cannot start, or had more than one thread before any fork.
    """

    def __init__(
        self,
        preload: Sequence[str] = (),
        *,
        here: bool = False,
        channel: socket.socket | None = None,
    ) -> None:
        self.owner = os.getpid()
        self._lock, self._sending = threading.Lock(), threading.Lock()
        self._answers: Future[tuple[int, Future[int]]] = Future()
        self._ends: dict[int, Future[int]] = {}
        self.processor, self.patience = 0.0, _PATIENCE
        self.environment = inherited(os.environ)
        self.process: subprocess.Popen[bytes] | Child | Elsewhere = Elsewhere()
        if channel is not None:
            self._channel = channel
        else:
            self._channel, theirs = socket.socketpair()
            with theirs:
                end = theirs.fileno()
                self.process = forked(end) if here else started(end, preload)
        self._ready: Future[int] = Future()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def alive(self) -> bool:
        return self.process.poll() is None and self.owner == os.getpid()

    @property
    def usable(self) -> bool:
        """Whether kernels can be forked from it; waits until it has imported everything."""
        try:
            return self._ready.exception(self.patience) is None
        except TimeoutError:
            self.kill()
            return False

    def fork(
        self,
        argv: Sequence[str],
        env: Mapping[str, str],
        cwd: str,
        wire: int,
        redirected: Mapping[int, int],
    ) -> tuple[int, Future[int]]:
        """A new kernel: its process id, and the exit code that it will have.

        `wire`: the file descriptor of its end of a socket pair. `redirected`: file descriptor of
        the kernel → open one of this process.
        """
        if not self.usable:
            raise ForkError("the fork server has ended") from self._ready.exception()
        request = {
            "argv": list(argv),
            "env": dict(env),
            "cwd": cwd,
            "redirected": list(redirected),
        }
        with self._lock:
            self._answers = Future()
            try:
                self._send(request, [wire, *redirected.values()])
            except OSError as error:
                raise ForkError("the fork server has ended") from error
            try:
                return self._answers.result(self.patience)
            except TimeoutError as error:
                self.kill()
                raise ForkError("the fork server does not answer") from error

    def prepare(self, argv: Sequence[str]) -> None:
        """Let it make a kernel and its shell for the command line `argv` before one is asked for."""
        with contextlib.suppress(OSError):  # it has ended: who asks for a kernel is told
            self._send({"prepare": list(argv)})

    def signal(self, pid: int, number: int) -> None:
        """Send signal `number` to the process group of a kernel, if it is still there."""
        with contextlib.suppress(OSError):  # the server has ended, and its kernels with it
            self._send({"pid": pid, "signal": int(number)})

    def _send(self, message: dict[str, Any], descriptors: Sequence[int] = ()) -> None:
        """One message at a time: a thread may signal a kernel while another asks for a new one."""
        with self._sending:
            send(self._channel, message, descriptors)

    def close(self) -> None:
        """End the fork server and its kernels."""
        if self.owner != os.getpid():
            return
        # Without `_lock`: another thread may hold it while it waits for an answer, which ends now.
        self._channel.shutdown(socket.SHUT_RDWR) if self.alive else None
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()
        self._reader.join(timeout=5)
        self._channel.close()

    def kill(self) -> None:
        """End it where it does not answer; its kernels end with it."""
        self.process.kill()
        self.process.wait()

    def _read(self) -> None:
        while True:
            try:
                message, _ = receive(self._channel)
            except OSError:
                message = None
            if message is None:
                return self._lost()
            if "ready" in message:
                if isinstance(self.process, Elsewhere):
                    self.process.pid = message["ready"]
                if message["threads"] > 1:
                    self._ready.set_exception(ForkError("a preloaded module started a thread"))
                else:
                    self._ready.set_result(message["ready"])
            elif "ended" in message:
                self.processor += message["processor"]
                self._ends.pop(message["ended"]).set_result(message["code"])
            elif message["forked"] is None:
                self._answers.set_exception(ForkError(message["error"]))
            else:
                pid, end = message["forked"], Future[int]()
                self._ends[pid] = end
                self._answers.set_result((pid, end))

    def _lost(self) -> None:
        """The fork server ended. The system kills its kernels with it; one that has not got that far
        is killed here.
        """
        gone = ForkError("the fork server has ended")
        if isinstance(self.process, Elsewhere):
            self.process.ended.set()
        for waiting in (self._ready, self._answers):
            if not waiting.done():
                waiting.set_exception(gone)
        for pid, end in list(self._ends.items()):
            if not end.done():
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
                end.set_result(-signal.SIGKILL)


_server: ForkServer | None = None
_preload: tuple[str, ...] = ()


def preload(modules: Sequence[str]) -> None:
    """Name what kernels of this process have imported; before the first of them is asked for.

    `modules`: names of modules, or "module:function" to call a function of one. Those named in the
    environment variable FORKKERNEL_PRELOAD are imported too.
    """
    global _preload
    _preload = tuple(modules)


def import_here(modules: Sequence[str], *, of_kernels: bool = True) -> None:
    """Import `modules`, as `preload` takes them, into this process, which `fork_here`, in it or in a
    fork of it, then makes the origin of kernels. It can be called again with more.

    `of_kernels`: with them, what every kernel needs.
    """
    needed = (*PRELOADED, *_named_in_environment()) if of_kernels else ()
    with preloading():
        fill((*needed, *modules))
        # Before the next collection, which would write to all that it visits, and so copy memory that is
        # shared. Not after one: it takes a tenth of a second and finds next to nothing.
        gc.freeze()


def fork_here() -> None:
    """Fork the fork server from this process, which has imported all that kernels need.

    For a process that has just begun and has one thread: it and its kernels then share the memory
    of what is imported. Where it has more threads nothing is forked; the first kernel that is asked
    for starts a fork server of its own interpreter.
    """
    global _server
    if can_fork() and thread_count() == 1:
        _server = ForkServer(here=True)


class LaterFork:
    """A fork server that this process forks when it has imported what kernels need. A fork of this
    process that was made before, and so need not wait for these imports, asks it for its kernels.
    """

    def __init__(self) -> None:
        self._asks, self._serves = socket.socketpair()

    def asked_here(self) -> None:
        """In that fork, which must call it before it asks for a kernel."""
        global _server
        self._serves.close()
        _server = ForkServer(channel=self._asks)

    def fork(self) -> int:
        """In this process, with one thread, after that fork was made: the fork server's process id."""
        self._asks.close()
        with self._serves:
            return forked(self._serves.fileno()).pid


def fork_server() -> ForkServer:
    """The fork server of this process; started where there is none, or it has died."""
    global _server
    if _server is None or not _server.alive:
        close_fork_server()
        _server = ForkServer((*_named_in_environment(), *_preload))
    return _server


def _named_in_environment() -> list[str]:
    return [name for name in os.environ.get(VARIABLE, "").split(",") if name]


def close_fork_server() -> None:
    """End the fork server of this process, if there is one."""
    global _server
    if _server is not None:
        _server.close()
        _server = None


def can_fork() -> bool:
    """Whether kernels can be forked here: it takes Linux's memfd_create, for the output that is
    written to file descriptors.
    """
    return hasattr(os, "memfd_create") and hasattr(socket, "recv_fds")


def inherited(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of `environment` that are read once, at a process's start or at an import."""
    return {
        name: value
        for name, value in environment.items()
        if name.startswith(_INHERITED) and name not in _READ_LATER
    }


atexit.register(close_fork_server)
