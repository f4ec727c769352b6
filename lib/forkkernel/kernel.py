"""An IPython kernel in one thread: made before the fork, connected after it.

ipykernel's own application opens five ZeroMQ sockets and starts five threads, none of which survives
a fork. This one talks to its one client over a socket pair. Kernel and shell are IPython's, the
messages are Jupyter's.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from functools import partial

import zmq
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.utils import _async_in_context
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.application import BaseIPythonApplication
from tornado import ioloop
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config.application import catch_config_error

from .outlet import Outlet, Publisher, ShellStream
from .wire import PIECE, Frames, Unpacker, unsigned_session

_SIGNALS = 64  # bytes that are read at once of those that signals have written
_NO_MEMORY = 71  # exit code of a kernel that cannot take a message


class _NoThread:
    """Takes the place of ipykernel's thread that reads the shell channel: there is none."""

    parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        return False


class WireKernel(IPythonKernel):
    """IPython's kernel; it sends to its one client by an `Outlet`."""

    shell_stream = AnyTrait()
    outlet = AnyTrait()
    shell_channel_thread = AnyTrait(_NoThread())
    _supports_kernel_subshells = False
    # ipykernel waits after a cell for the thread that sends its output; here no thread sends.
    _execute_sleep = 0.0

    def start(self) -> None:
        """Report that the kernel starts. `WireApp.start` reads its messages."""
        self.io_loop = ioloop.IOLoop.current()
        if self.shell:
            # ipykernel's kernel stops a tenth of a second after exit(): which cell then finds it dead is
            # a matter of the machine's load. Here the client alone ends a kernel.
            self.shell.unobserve_all("exit_now")
            self.shell.exit_now = False
        self._publish_status("starting", "shell")
        self.outlet.flush()


class WireApp(IPKernelApp):
    """ipykernel's application in two steps: `prepare` before the fork, `begin` after it."""

    kernel_class = Type(WireKernel, klass=IPythonKernel)
    outstream_class = "forkkernel.outlet.Stream"

    @catch_config_error
    def prepare(self, argv: Sequence[str]) -> None:
        """Read the command line, make the kernel and its shell. No thread is started, no cell run."""
        BaseIPythonApplication.initialize(self, list(argv))
        self.init_pdb()
        self.outlet = Outlet()
        self.session = unsigned_session(parent=self, username="kernel")
        self.iopub_thread = self.iopub_socket = Publisher(self.outlet)
        self.kernel = self.kernel_class.instance(
            parent=self,
            session=self.session,
            outlet=self.outlet,
            shell_stream=ShellStream(self.outlet),
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.init_path()
        self.init_shell()

    def begin(self, channel: socket.socket) -> None:
        """Connect the kernel to `channel` and redirect its streams."""
        self.channel = channel
        self.session.pid = os.getpid()
        self.outlet.connect(channel)
        self.init_blackhole()
        self.configure_tornado_logger()
        self.init_io()
        # Nobody can answer a debugger: breakpoint() does nothing, as in ipykernel, whose debugger has no
        # client either; pdb would ask, and end the notebook.
        sys.breakpointhook = lambda *_, **__: None
        self.init_signal()
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()
        if self.shell:
            self.shell.events.register("post_execute", self._put_streams_back)
        sys.stdout.flush()
        sys.stderr.flush()

    def start(self) -> None:
        """Answer messages until the other end of the socket pair is closed."""
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        # One context for all cells, so that context variables which a cell sets stay set.
        answer = _async_in_context(partial(self.kernel.shell_main, None))
        unpacker, tasks, kernel = Unpacker(), set(), os.getpid()

        async def answered(frames: Frames) -> None:
            await answer([zmq.Frame(frame) for frame in frames])
            if os.getpid() != kernel:  # a child that a cell forked came out of its cell: it would
                # read and answer the kernel's messages
                os._exit(0)

        def read() -> None:
            try:
                piece = self.channel.recv(PIECE)
                messages = list(unpacker.packets(piece))
            except MemoryError:  # what came would be waiting, and be tried without end
                os._exit(_NO_MEMORY)
            if not piece:
                loop.stop()
            for _, frames in messages:
                task = loop.create_task(answered(frames))
                tasks.add(task)
                task.add_done_callback(tasks.discard)

        loop.add_reader(self.channel, read)
        # asyncio waits in select(); a signal must wake it to interrupt a cell that awaits something.
        woken, waking = socket.socketpair()
        for end in (woken, waking):
            end.setblocking(False)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        loop.add_reader(woken, lambda: woken.recv(_SIGNALS))
        loop.call_soon(self.kernel.start)
        loop.run_forever()

    def init_io(self) -> None:
        super().init_io()
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count
        self.kernel._stdout, self.kernel._stderr = sys.stdout, sys.stderr
        os.register_at_fork(before=self._flush)

    def _put_streams_back(self) -> None:
        """Where a cell leaves None or the like for a stream: neither it nor a later one would be answered."""
        for name, stream in (("stdout", self.kernel._stdout), ("stderr", self.kernel._stderr)):
            left = getattr(sys, name, None)
            if not (hasattr(left, "write") and hasattr(left, "flush")):
                setattr(sys, name, stream)

    def _flush(self) -> None:
        """Before a fork: a child would send what is left in the buffers a second time."""
        sys.stdout.flush()
        sys.stderr.flush()
        self.outlet.flush()


WireApp.__name__ = IPKernelApp.__name__  # the name in %config and in configuration files


def end_by_signal(end: Callable[..., None]) -> None:
    """Call `end` on SIGTERM. Children of this process die of SIGTERM instead: it is blocked during a
    fork, because it can arrive before the child has put back the default handler.
    """
    masks: list[set[int]] = []

    def before() -> None:
        masks.append(signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM}))

    def after() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, masks.pop())

    def in_child() -> None:
        if signal.getsignal(signal.SIGTERM) is end:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
        after()

    signal.signal(signal.SIGTERM, end)
    os.register_at_fork(before=before, after_in_parent=after, after_in_child=in_child)


def discard() -> None:
    """Drop the kernel that was prepared, so that one with other arguments can be made."""
    for made in (WireApp, WireKernel, ZMQInteractiveShell):
        made.clear_instance()
