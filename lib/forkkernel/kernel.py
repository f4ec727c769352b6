"""An IPython kernel in one thread, made before the fork and begun after it.

ipykernel's own kernel application opens five sockets and starts five threads; here its one client
is at the other end of a socket pair. What a notebook meets is IPython's kernel and shell, and the
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


class _NoThread:
    """In place of the thread that ipykernel reads the shell channel in."""

    parent_thread = threading.main_thread()

    def __bool__(self) -> bool:
        return False


class WireKernel(IPythonKernel):
    """IPython's kernel with replies to one client, over an outlet."""

    shell_stream = AnyTrait()
    outlet = AnyTrait()
    shell_channel_thread = AnyTrait(_NoThread())
    _supports_kernel_subshells = False
    # Nothing is sent in another thread that would have to get ahead.
    _execute_sleep = 0.0

    def start(self) -> None:
        """Say so; messages come by `shell_main`."""
        self.io_loop = ioloop.IOLoop.current()
        if self.shell:
            self.shell.exit_now = False
        self._publish_status("starting", "shell")
        self.outlet.flush()


class WireApp(IPKernelApp):
    """ipykernel's application in two steps: `prepare` what any kernel has, `begin` to be one."""

    kernel_class = Type(WireKernel, klass=IPythonKernel)
    outstream_class = "forkkernel.outlet.Stream"

    @catch_config_error
    def prepare(self, argv: Sequence[str]) -> None:
        """Read the command line, make the kernel and its shell. Starts no thread, runs no cell."""
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
        """Be the kernel at this end of `channel`, until the other end is closed."""
        self.channel = channel
        self.session.pid = os.getpid()
        self.outlet.connect(channel)
        self.init_blackhole()
        self.configure_tornado_logger()
        self.init_io()
        self.init_signal()
        self.init_gui_pylab()
        self.init_extensions()
        self.init_code()
        sys.stdout.flush()
        sys.stderr.flush()

    def start(self) -> None:
        """Answer messages until there come no more."""
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        # One context for all cells: what they set in it stays set, as in a module.
        answer = _async_in_context(partial(self.kernel.shell_main, None))
        unpacker, tasks, kernel = Unpacker(), set(), os.getpid()

        async def answered(frames: Frames) -> None:
            await answer([zmq.Frame(frame) for frame in frames])
            if os.getpid() != kernel:  # a child that left its cell: one kernel is enough
                os._exit(0)

        def read() -> None:
            piece = self.channel.recv(PIECE)
            if not piece:
                loop.stop()
            for _, frames in unpacker.packets(piece):
                task = loop.create_task(answered(frames))
                tasks.add(task)
                task.add_done_callback(tasks.discard)

        loop.add_reader(self.channel, read)
        # A signal wakes the loop where it waits for a cell that waits.
        woken, waking = socket.socketpair()
        for end in (woken, waking):
            end.setblocking(False)
        signal.set_wakeup_fd(waking.fileno(), warn_on_full_buffer=False)
        loop.add_reader(woken, lambda: woken.recv(PIECE))
        loop.call_soon(self.kernel.start)
        loop.run_forever()

    def init_io(self) -> None:
        super().init_io()
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count
        self.kernel._stdout, self.kernel._stderr = sys.stdout, sys.stderr
        os.register_at_fork(before=self._flush)

    def _flush(self) -> None:
        """Before a fork: a child is not to say once more what this process said."""
        sys.stdout.flush()
        sys.stderr.flush()
        self.outlet.flush()


WireApp.__name__ = IPKernelApp.__name__  # by which %config and configuration files know it


def end_by_signal(end: Callable[..., None]) -> None:
    """Call `end` on SIGTERM; children of this process die of it, from their first moment."""
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
    """Forget what was prepared, in a process that is to prepare something else."""
    for made in (WireApp, WireKernel, ZMQInteractiveShell):
        made.clear_instance()
