"""How a kernel sends its messages, in its one thread and in few packets; its stdout and stderr.

Several processes may send over one socket: a cell can fork, and its child prints. They take turns by
a lock on a file, and note in that file how much of a packet is still to be sent, so that the next one
can complete the packet of a process that was killed in the middle of it.
"""

from __future__ import annotations

import codecs
import contextlib
import errno
import fcntl
import os
import signal
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream

from .beside import Beside
from .wire import IOPUB, SHELL, UNIT, packed

# Messages that may wait for the next one: a client does nothing until that comes.
_PATIENT = (b".status", b".execute_input")
_AT_ONCE = UNIT << 10  # bytes of a send among several processes: Linux takes all or none
_MISSING = struct.Struct("!Q")  # bytes of a packet that are not sent yet, in the lock file


class Outlet:
    """Sends whole packets, one after the other, from any thread and any child of this process."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._waiting: list[Any] = []
        self._leaving, self._sent = b"", [0]  # packets being sent, and the bytes sent of them
        self._lock = threading.RLock()
        self._turn: int | None = None  # the lock file, once this process has a child
        self._sending = False
        self.of_child = False  # whether this is a fork of the kernel

    def connect(self, channel: socket.socket) -> None:
        """Send over `channel` from now on; messages before that wait."""
        self._socket = channel
        os.register_at_fork(
            before=self._take_turns,
            after_in_parent=self._lock.release,
            after_in_child=self._begin_in_child,
        )

    def abandon(self) -> None:
        """Send nothing any more: the client has closed its end, or will read no more."""
        self._socket = None

    def put(self, channel: int, frames: Sequence[Any], *, patient: bool = False) -> None:
        """Send the frames of a message, with those that wait; or let it wait for the next one."""
        # First: it can raise, and a signal handler may send meanwhile.
        parts = packed(channel, frames)
        with self.alone():
            self._waiting += parts
            if not patient:
                self._send()

    def flush(self) -> None:
        """Send what waits."""
        with self.alone():
            self._send()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep other threads from sending, and raise KeyboardInterrupt only afterwards."""
        with self._uninterrupted(), self._lock:
            yield

    def _send(self) -> None:
        """Send all that waits. A signal handler of the notebook can run at any step, in this thread: an
        exception that it raises is raised after all is sent, and a message that it sends waits until
        the packet in progress is complete.
        """
        if self._sending:
            return
        self._sending, raised = True, None
        try:
            while self._socket and (self._waiting or sum(self._sent) < len(self._leaving)):
                try:
                    self._send_some(self._socket)
                except BaseException as error:
                    if isinstance(error, OSError) and error.errno is not None:
                        self._lost(error)
                    else:
                        raised = raised or error
        finally:
            self._sending = False
            if self._turn is not None:
                fcntl.lockf(self._turn, fcntl.LOCK_UN)
        if raised is not None:
            raise raised

    def _send_some(self, channel: socket.socket) -> None:
        if self._turn is not None:
            fcntl.lockf(self._turn, fcntl.LOCK_EX)
        if sum(self._sent) == len(self._leaving):
            self._fill_up(channel)
            count = len(self._waiting)
            self._leaving, self._sent = b"".join(self._waiting[:count]), [0]
            del self._waiting[:count]
            self._note_missing()
        left = memoryview(self._leaving)[sum(self._sent) :]
        if self._turn is not None:
            left = left[:_AT_ONCE]
        # `extend` sends and counts in one step: a handler that raises between two would lose count.
        self._sent.extend(map(channel.send, (left,)))
        self._note_missing()

    def _note_missing(self) -> None:
        if self._turn is not None:
            os.pwrite(self._turn, _MISSING.pack(len(self._leaving) - sum(self._sent)), 0)

    def _fill_up(self, channel: socket.socket) -> None:
        """Fill up with zeros the packet that a process was sending when it was killed; readers leave
        such a packet out. It may have been killed before it noted its last piece as sent: then too
        many zeros are sent, which readers take for empty heads and leave out as well.
        """
        if self._turn is not None and (head := os.pread(self._turn, _MISSING.size, 0)):
            channel.sendall(bytes(*_MISSING.unpack(head)))
            os.ftruncate(self._turn, 0)

    def _lost(self, error: OSError) -> None:
        if error.errno not in (errno.EPIPE, errno.ECONNRESET):
            os._exit(1)  # a cell closed the socket: the client sees that the kernel died
        self.abandon()  # the client is gone; the loop that reads its messages ends this process

    @contextlib.contextmanager
    def _uninterrupted(self) -> Iterator[None]:
        """Put off the KeyboardInterrupt that SIGINT would raise."""
        if (
            threading.current_thread() is not threading.main_thread()
            or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        ):
            yield
            return
        interrupts: list[int] = []
        signal.signal(signal.SIGINT, lambda number, _: interrupts.append(number))
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, signal.default_int_handler)
            if interrupts:
                raise KeyboardInterrupt

    def _take_turns(self) -> None:
        self._lock.acquire()  # so that no thread is in the middle of a packet
        if self._turn is None:
            self._turn = os.memfd_create("turn")

    def _begin_in_child(self) -> None:
        self._lock, self._waiting = threading.RLock(), []
        self._leaving, self._sent, self.of_child = b"", [0], True


class ShellStream:
    """The shell channel as ipykernel uses it. A reply waits for the idle status that follows it."""

    def __init__(self, outlet: Outlet) -> None:
        self._outlet = outlet

    def send_multipart(self, frames: Sequence[Any], **_: Any) -> None:
        if not self._outlet.of_child:  # the request was to its parent
            self._outlet.put(SHELL, frames, patient=True)

    def flush(self, *_: Any) -> None:
        self._outlet.flush()


class Publisher(IOPubThread):
    """ipykernel's publishing thread without a thread: each message is sent by the thread that has it."""

    def __init__(self, outlet: Outlet) -> None:
        # Not the base's, which makes the thread, its loop and its sockets.
        self.thread = None  # type: ignore[assignment]
        self.io_loop = Later()  # type: ignore[assignment]
        self.outlet = outlet

    @property
    def closed(self) -> bool:
        return False

    def schedule(self, f: Callable[[], Any]) -> None:
        f()

    def send_multipart(self, frames: Sequence[Any], *_: Any, **__: Any) -> None:
        patient = frames[0].endswith(_PATIENT)
        if not (patient and self.outlet.of_child):  # what its parent does a child cannot tell
            self.outlet.put(IOPUB, frames, patient=patient)

    background_socket = property(lambda self: self)
    start = stop = close = lambda self: None


class Later:
    """Calls functions after a delay, in a thread that starts with the first of them: what a long cell
    prints is sent while it runs.
    """

    def __init__(self) -> None:
        self._calls: list[tuple[float, Callable[[], Any]]] = []
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None

    def call_later(self, delay: float, call: Callable[[], Any]) -> None:
        self._calls.append((time.monotonic() + delay, call))
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="later", daemon=True)
            self._thread.start()
        self._woken.set()

    def _run(self) -> None:
        while True:
            self._woken.wait()
            self._woken.clear()
            while self._calls:
                due, call = self._calls.pop(0)
                time.sleep(max(0.0, due - time.monotonic()))
                call()


class Stream(OutStream):
    """A kernel's stdout or stderr, with what is written to its file descriptor beside Python.

    The descriptor leads to a file in memory, see `beside`. What was written there is read before Python
    writes or sends anything, so both stay in their order.
    """

    def _setup_stream_redirects(self, name: str) -> None:
        standard = {"stdout": 1, "stderr": 2}[name]
        self._original_stdstream_fd = standard
        self._original_stdstream_copy = os.dup(standard)
        self._beside = Beside(name)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        os.dup2(self._beside.descriptor, standard)

    def write(self, string: str) -> int:
        self._take_up()
        super().write(string)
        return len(string)

    def _flush(self) -> None:
        # The lock is held by this thread: a signal handler flushes in the middle of a write. The
        # text is sent with the next flush.
        if self.pub_thread is None or self._buffer_lock._is_owned():  # type: ignore[attr-defined]
            return
        # Text that another thread has taken from the buffer must be sent before what follows it.
        with self.pub_thread.outlet.alone():
            self._take_up()
            super()._flush()

    def _flush_buffers(self) -> Iterator[tuple[dict[str, Any], str]]:
        for parent, data in super()._flush_buffers():
            try:
                data.encode("utf-8", "surrogateescape")  # as Jupyter's session does
            except UnicodeEncodeError:
                data = data.encode("utf-8", "backslashreplace").decode()
            yield parent, data

    def close(self) -> None:
        if self._should_watch:
            self._take_up()
            self._should_watch = False
            os.dup2(self._original_stdstream_copy, self._original_stdstream_fd)
            os.close(self._original_stdstream_copy)
        self.flush()
        self.pub_thread = None

    def _take_up(self) -> None:
        if not self._should_watch or not self._is_master_process():
            return
        with self._buffer_lock:
            written, more = self._beside.take_up()
        if written:
            super().write(self._decoder.decode(written))
        if more:
            super().write(f"\n[{more:,} bytes that were written beside Python are left out]\n")


# What a notebook shows of its own streams is what it shows in an ordinary kernel.
Stream.__name__ = Stream.__qualname__ = OutStream.__name__
Stream.__module__ = OutStream.__module__
